"""What a seller says in three fields, and what is guessed from who is on the thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.dealfiles import shipped_templates
from closeplan.errors import InputError
from closeplan.plan import companies
from closeplan.plan.addresses import addresses_in
from closeplan.plan.calendars import country_problem
from closeplan.plan.model import Role, Side
from closeplan.plan.schedule import schedule
from closeplan.plan.start import (
    Person,
    Start,
    buyers_domain,
    deal_id,
    deal_of,
    feasibility,
    guesses,
    people_of,
    subject_as_name,
)

TODAY = date(2026, 11, 23)
SAM = "sam@northwind.example"
TEMPLATES = shipped_templates()
THREAD = [
    ("Dana.Fischer@acme.de", "Dana Fischer"),
    ("mia@acme.de", ""),
    ("max@northwind.example", "Max Weber"),
    (SAM, "Sam Rivera"),
    ("no-reply@acme.de", ""),
    ("room-3@resource.calendar.google.com", "Room 3"),
    ("dana.fischer@acme.de", "Dana again"),
]
PEOPLE = people_of(THREAD, SAM)
START = Start(
    buyer="",
    go_live=date(2027, 6, 30),
    template="lite",
    seller=SAM,
    nonce="n1",
    people=PEOPLE,
    locale="en-US",
)


def test_people_are_taken_once_with_their_side_and_no_robots_and_rooms() -> None:
    assert [(person.email, person.side) for person in PEOPLE] == [
        ("dana.fischer@acme.de", Side.BUYER),
        ("mia@acme.de", Side.BUYER),
        ("max@northwind.example", Side.SELLER),
    ]
    assert [person.called for person in PEOPLE] == ["Dana Fischer", "Mia", "Max Weber"]


def test_a_company_of_several_domains_is_one_side() -> None:
    people = people_of([("max@northwind.de", ""), ("a@gmail.com", "")], SAM, {"northwind.de", "gmail.com"})
    assert [person.side for person in people] == [Side.SELLER, Side.BUYER]


def test_a_seller_with_a_free_address_is_alone_on_their_side() -> None:
    people = people_of([("dana@gmail.com", "Dana"), ("mia@acme.example", "")], "sam@gmail.com")
    assert [person.side for person in people] == [Side.BUYER, Side.BUYER]
    assert buyers_domain(people) == "acme.example"


def test_the_domain_tells_name_language_and_holidays() -> None:
    found = guesses(START)
    assert (found.buyer, found.company, found.language) == ("Acme", "Northwind", "de")
    assert (found.buyer_country, found.seller_country) == ("DE", "US")


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("Halden Foods AG", "Halden Foods AG", ""),
        ("halden-foods.co.uk", "Halden Foods", "GB"),
        ("https://www.sap.fr/", "SAP", "FR"),
        ("buyer@contoso.com.br", "Contoso", "BR"),
        ("xn--mller-kva.de", "Müller", "DE"),
        ("startup.io", "Startup", ""),
    ],
)
def test_a_buyer_is_named_or_known_by_their_domain(typed: str, name: str, country: str) -> None:
    found = guesses(replace(START, buyer=typed, people=()))
    assert (found.buyer, found.buyer_country) == (name, country)


def test_what_a_seller_changed_is_kept_before_any_guess() -> None:
    found = guesses(replace(START, buyer="ACME S.A.", company="Northwind Ltd", language="fr", country="FR"))
    assert (found.buyer, found.company, found.language, found.buyer_country) == (
        "ACME S.A.", "Northwind Ltd", "fr", "FR",
    )  # fmt: skip


def test_three_fields_make_a_whole_deal() -> None:
    deal = deal_of(START, TEMPLATES, TODAY)

    assert (deal.buyer, deal.seller, deal.language, deal.template) == ("Acme", "Northwind", "de", "lite")
    assert deal.network.go_live == date(2027, 6, 30)
    assert [person.email for person in deal.stakeholders] == [SAM, *(person.email for person in PEOPLE)]
    assert {step.owner for step in deal.network.steps if step.side is Side.SELLER} <= {"Sam"}


def test_a_crms_deal_gives_amount_roles_and_the_day_of_the_signature() -> None:
    people = tuple(replace(person, role=Role.CHAMPION) for person in PEOPLE[:1])
    start = replace(
        START, people=people, amount=Decimal("180000.5"), currency="EUR", signing=date(2027, 2, 27)
    )
    deal = deal_of(start, TEMPLATES, TODAY)

    assert (deal.amount, deal.currency) == (180000.5, "EUR")
    assert [person.role for person in deal.stakeholders] == [None, Role.CHAMPION]
    signs = next(step for step in schedule(deal.network, TODAY).steps if step.step.id == "signature")
    assert signs.due == date(2027, 2, 26)  # the 27th is a Saturday
    assert feasibility(schedule(deal.network, TODAY)).fits


@pytest.mark.parametrize(
    ("signing", "told"),
    [
        (TODAY, "Signature by: 23 Nov 2026 has passed"),
        (date(2027, 7, 1), "Signature by: comes after go-live"),
    ],
)
def test_a_day_of_signature_lies_between_today_and_go_live(signing: date, told: str) -> None:
    with pytest.raises(InputError, match=told):
        deal_of(replace(START, signing=signing), TEMPLATES, TODAY)


def test_two_clicks_on_one_form_mean_one_plan_and_two_forms_two() -> None:
    assert deal_id(START) == deal_id(START)
    assert deal_id(START) != deal_id(replace(START, nonce="n2"))
    assert deal_id(START) != deal_id(replace(START, seller="max@northwind.example"))


def test_what_is_missing_or_past_is_said_by_its_field() -> None:
    with pytest.raises(InputError) as caught:
        deal_of(replace(START, people=(), go_live=None), TEMPLATES, TODAY)
    assert [mistake.place for mistake in caught.value.mistakes] == ["Buyer", "Go-live"]
    with pytest.raises(InputError, match="23 Nov 2026 has passed"):
        deal_of(replace(START, go_live=TODAY), TEMPLATES, TODAY)


def test_a_day_that_is_too_early_says_how_much_fits_and_what_would_help() -> None:
    deal = deal_of(replace(START, go_live=date(2026, 12, 4)), TEMPLATES, TODAY)
    found = feasibility(schedule(deal.network, TODAY))

    assert not found.fits
    assert 0 < found.fitting < found.steps
    assert found.told == f"{found.fitting} of {found.steps} steps fit; short by {found.short_by} working days"
    assert found.changes
    assert feasibility(schedule(deal_of(START, TEMPLATES, TODAY).network, TODAY)).fits


@pytest.mark.parametrize(
    "typed", ["mia@acme", "nobody", "Mia mia@@acme.de", "room@resource.calendar.google.com", "@acme.de"]
)
def test_what_is_no_address_is_named_and_nobody_is_left_out_without_a_word(typed: str) -> None:
    said = addresses_in(f"dana@acme.de, {typed}")
    assert said.found == (("dana@acme.de", ""),)
    with pytest.raises(InputError, match=r"Share with: “.*” is no person's address"):
        deal_of(replace(START, typed=said), TEMPLATES, TODAY)


@pytest.mark.parametrize("subject", ["Re: Rollout", "AW: WG: Rollout", "RE[2]: Fwd: Rollout", "Rollout"])
def test_a_subject_is_a_name_without_its_prefixes(subject: str) -> None:
    assert subject_as_name(subject) == "Rollout"


def test_every_country_offered_has_holidays_and_every_language_a_country_is_one_we_speak() -> None:
    for code in companies.COUNTRIES:
        assert country_problem(code, "") is None
    assert companies.language_there("BE", "fr-BE") == "fr"
    assert companies.language_there("", "ko") == "en"


def test_a_name_that_is_no_name_any_more_is_refused_rather_than_cut() -> None:
    with pytest.raises(InputError) as caught:
        deal_of(replace(START, buyer="x" * 50_000, name="y" * 201), TEMPLATES, TODAY)
    assert [mistake.place for mistake in caught.value.mistakes] == ["Buyer", "What you call the deal"]


HOSTILE = [
    '=IMPORTXML("http://evil","//a")',
    "<script>alert(1)</script>",
    "\u202eevil\u202c",
    "😀" * 150,
    "a\x00b\x1fc",
]


@given(
    buyer=st.text(max_size=200) | st.sampled_from(HOSTILE),
    name=st.text(max_size=80) | st.sampled_from(HOSTILE),
    company=st.text(max_size=80) | st.sampled_from(HOSTILE),
)
def test_any_names_make_a_deal_that_holds_them(buyer: str, name: str, company: str) -> None:
    wanted = replace(
        START, buyer=buyer, company=company, people=(Person(email="dana@acme.example", name=name),)
    )
    deal = deal_of(wanted, TEMPLATES, TODAY)

    assert 0 < len(deal.buyer) <= 200
    assert "\x00" not in deal.buyer + deal.seller + deal.stakeholders[-1].name
