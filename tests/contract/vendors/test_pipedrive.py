"""What is Pipedrive's own; `test_crms.py` has what holds for every CRM."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from addon.adapters.crm.pipedrive import DEFAULT_URL, OAUTH, PAGE, connect
from addon.adapters.http import Pace, VendorAccount
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldWrite
from closeplan.errors import ForbiddenError, InputError, NotFoundError, RefusedError, RetryLaterError
from tests.vendors import pipedrive
from tests.vendors.crms import START, CrmStand
from tests.vendors.pipedrive_company import Company, field, key
from tests.vendors.server import FakeVendor, done, raw, refusal
from tests.vendors.specs import needs_spec

pytestmark = needs_spec("pipedrive.json")


@pytest.fixture
def stand() -> Iterator[CrmStand]:
    with pipedrive.stand() as opened:
        yield opened


@pytest.fixture
def company(stand: CrmStand) -> Company:
    assert isinstance(stand.fake, Company)
    return stand.fake


@pytest.fixture
def vendor(stand: CrmStand) -> FakeVendor:
    assert stand.vendor is not None
    return stand.vendor


def _link(name: str, email: str = "") -> ContactLink:
    return ContactLink(contact=CrmContact(name=name, email=email))


def test_a_token_goes_in_a_header_of_its_own(vendor: FakeVendor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor, "is_let_in", lambda request: request.headers.get("x-api-token") == "key-1")
    account = VendorAccount(name="pipedrive", url=vendor.url, token="key-1")

    assert connect(account, Pace()).account() == "Seller (seller.pipedrive.com), as admin@seller.example"
    assert "authorization" not in vendor.asked[-1].headers


def test_without_a_token_its_setting_is_named() -> None:
    with pytest.raises(InputError, match="CLOSEPLAN_VENDORS__PIPEDRIVE__TOKEN"):
        connect(VendorAccount(name="pipedrive"), Pace())


def test_an_account_by_oauth_is_asked_at_its_companys_own_address() -> None:
    answer = {"access_token": "t", "api_domain": "https://seller.pipedrive.com"}

    assert OAUTH.base_url(answer) == "https://seller.pipedrive.com"
    assert OAUTH.account(answer) == "seller.pipedrive.com"
    assert OAUTH.base_url({"access_token": "t"}) == DEFAULT_URL


def test_a_deal_has_its_address_and_its_end_for_a_stage(stand: CrmStand, company: Company) -> None:
    won, lost = (stand.fake.put_deal(name) for name in ("Won", "Lost"))
    company.deals[int(won)]["status"], company.deals[int(lost)]["status"] = "won", "lost"

    deals = stand.crm.deals([won, lost])

    assert [(one.stage, one.is_open, one.is_won) for one in deals.values()] == [
        ("won", False, True),
        ("lost", False, False),
    ]
    assert deals[won].url == f"https://seller.pipedrive.com/deal/{won}"


def test_stages_stand_by_pipeline_without_those_that_were_deleted(stand: CrmStand) -> None:
    assert [(one.pipeline, one.name) for one in stand.crm.stages()] == [
        ("Sales", "Qualified"),
        ("Sales", "Proposal"),
        ("Renewals", "Due"),
        ("", "Won"),
        ("", "Lost"),
    ]


def test_a_deal_that_is_found_names_its_company(stand: CrmStand) -> None:
    stand.fake.put_deal("Northwind expansion", amount="10")

    [deal] = stand.crm.find(" northwind  expansion ")

    assert (deal.company, deal.amount, deal.currency) == ("Northwind Traders", Decimal(10), "EUR")


def test_a_search_too_short_for_pipedrive_asks_nothing(stand: CrmStand) -> None:
    stand.fake.put_deal("N")

    assert list(stand.crm.find(" n ")) == []
    assert stand.asked == 0


def test_fields_are_asked_for_again_where_one_is_unknown(stand: CrmStand, company: Company) -> None:
    deal = stand.fake.put_deal("Acme")
    stand.crm.fields()
    company.fields.append(field(key("new"), "New", "varchar", is_custom=True))

    assert stand.crm.write([FieldWrite(deal_id=deal, values={key("new"): "word"})]) == {}
    assert stand.crm.deals([deal], [key("new")])[deal].fields == {key("new"): "word"}


def test_more_fields_than_a_question_may_name_still_come(stand: CrmStand, company: Company) -> None:
    deal = stand.fake.put_deal("Acme")
    names = [key(str(at)) for at in range(20)]
    company.fields += [field(name, name, "varchar", is_custom=True) for name in names]
    stand.crm.write([FieldWrite(deal_id=deal, values={name: name[:4] for name in names})])

    assert stand.crm.deals([deal], names)[deal].fields == {name: name[:4] for name in names}


def test_its_own_fields_are_written_beside_the_custom_ones(stand: CrmStand) -> None:
    deal, text = stand.fake.put_deal("Acme"), stand.fields[FieldKind.TEXT]

    assert stand.crm.write([FieldWrite(deal_id=deal, values={"title": "Acme 2", text: "x"})]) == {}
    assert stand.crm.deals([deal], ["title"])[deal].fields == {"title": "Acme 2"}
    assert set(stand.crm.write([FieldWrite(deal_id=deal, values={"value": 7.0})])) == {deal}


def test_an_unknown_choice_is_the_problem_of_its_deal_alone(stand: CrmStand) -> None:
    first, second, name = stand.fake.put_deal("A"), stand.fake.put_deal("B"), stand.fields[FieldKind.CHOICE]

    told = stand.crm.write(
        [FieldWrite(deal_id=first, values={name: "blue"}), FieldWrite(deal_id=second, values={name: "red"})]
    )

    assert told == {first: "Field choice has no choice blue"}
    assert stand.crm.deals([second], [name])[second].fields == {name: "red"}


def test_a_deal_that_closeplan_may_not_change_keeps_no_other_from_it(
    stand: CrmStand, vendor: FakeVendor
) -> None:
    first, second, name = stand.fake.put_deal("A"), stand.fake.put_deal("B"), stand.fields[FieldKind.TEXT]
    stand.crm.fields()
    vendor.break_with(refusal(403))

    told = stand.crm.write([FieldWrite(deal_id=id_, values={name: "x"}) for id_ in (first, second)])

    assert set(told) == {first}
    assert "the test says so" in told[first]


def test_a_refusal_may_come_as_a_success(stand: CrmStand, vendor: FakeVendor) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(raw(b'{"success": false, "error": "no such scope", "data": null}'))

    with pytest.raises(RefusedError, match="no such scope"):
        stand.crm.deals([deal])


def test_a_gateways_page_is_no_word_on_what_closeplan_may_do(stand: CrmStand, vendor: FakeVendor) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.go_down(raw(b"<!doctype html><title>Sorry</title>", 403))

    with pytest.raises(RetryLaterError):
        stand.crm.contacts(deal)
    vendor.go_down(refusal(403))
    with pytest.raises(ForbiddenError):
        stand.crm.contacts(deal)


def test_a_burst_too_fast_is_waited_out_without_a_word_on_how_long(
    stand: CrmStand, vendor: FakeVendor
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(refusal(429, headers={"x-ratelimit-reset": "2"}))

    assert list(stand.crm.deals([deal])) == [deal]
    assert sum(stand.clock.naps) >= 1


def test_a_pages_cursor_that_was_kept_too_long_costs_no_change(stand: CrmStand, vendor: FakeVendor) -> None:
    ids = [
        stand.fake.put_deal(f"Deal {at}", changed_at=START + timedelta(minutes=at)) for at in range(PAGE + 3)
    ]
    page = stand.crm.changed(START)
    assert page.more
    vendor.break_with(refusal(400))

    rest = stand.crm.changed(START, page.cursor)

    assert [deal.id for deal in (*page.deals, *rest.deals[1:])] == ids
    assert rest.deals[0].id == page.deals[-1].id
    assert not rest.more


def test_a_deals_person_comes_before_its_participants(stand: CrmStand, company: Company) -> None:
    deal = stand.fake.put_deal("Acme")
    stand.fake.put_on(deal, stand.fake.put_person("Bo Ek", "bo@acme.example"))
    company.deals[int(deal)]["person_id"] = int(stand.fake.put_person("Ada Ito", "ada@acme.example"))

    assert [one.name for one in stand.crm.contacts(deal)] == ["Ada Ito", "Bo Ek"]
    stand.crm.put_contacts(deal, [_link("Ada", "ADA@acme.example")])
    assert [email for email, _role in stand.fake.people_on(deal)] == ["bo@acme.example"]
    stand.fake.put_on(deal, str(company.deals[int(deal)]["person_id"]))
    assert [one.name for one in stand.crm.contacts(deal)] == ["Ada Ito", "Bo Ek"]


def test_a_second_address_makes_no_second_person(stand: CrmStand, company: Company) -> None:
    deal, ada = stand.fake.put_deal("Acme"), stand.fake.put_person("Ada Ito", "ada@acme.example")
    company.persons[int(ada)]["emails"].append({"value": "ada@home.example", "primary": False})

    for _ in range(2):
        stand.crm.put_contacts(deal, [_link("Ada Ito", "ada@home.example")])

    assert list(company.persons) == [int(ada)]
    assert company.participants == {int(deal): [int(ada)]}


def test_many_participants_come_page_by_page(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    people = [stand.fake.put_person(f"Person {at}") for at in range(250)]
    for person in people:
        stand.fake.put_on(deal, person)

    assert [one.id for one in stand.crm.contacts(deal)] == people


def test_somebody_who_is_refused_keeps_nobody_else_off(stand: CrmStand, vendor: FakeVendor) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(done, done, refusal(400))

    with pytest.raises(RefusedError, match=r"Ada Ito: .*the test says so"):
        stand.crm.put_contacts(deal, [_link("Ada Ito", "ada@acme.example"), _link("Bo Ek")])
    assert stand.fake.people_on(deal) == [("Bo Ek", "")]


def test_a_deleted_deal_is_told_of_for_a_while_and_is_gone_all_the_same(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    stand.fake.remove_deal(deal)

    for act in (stand.crm.contacts, lambda id_: stand.crm.add_activity(id_, NOTE, look_first=False)):
        with pytest.raises(NotFoundError):
            act(deal)


NOTE = Activity(subject="Go-live slips", text="Legal <review>", at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC))


def test_a_note_stands_at_the_time_of_what_it_tells(stand: CrmStand, company: Company) -> None:
    stand.crm.add_activity(stand.fake.put_deal("Acme"), NOTE, look_first=False)

    [note] = company.notes
    assert note["add_time"] == "2026-11-02 09:30:00"
    assert note["content"] == "<p><strong>Go-live slips</strong></p><p>Legal &lt;review&gt;</p>"


def test_a_long_note_in_letters_of_four_bytes_fits(stand: CrmStand, company: Company) -> None:
    stand.crm.add_activity(stand.fake.put_deal("Acme"), replace(NOTE, text="🚀" * 60_000), look_first=False)

    assert company.notes[0]["content"].endswith("🚀…</p>")


def test_an_entry_is_found_behind_many_others(stand: CrmStand, company: Company) -> None:
    deal = stand.fake.put_deal("Acme")
    stand.crm.add_activity(deal, NOTE, look_first=False)
    for at in range(230):
        company.notes.append({"id": 9000 + at, "content": f"<p>{at}</p>", "deal_id": int(deal)})

    stand.crm.add_activity(deal, NOTE, look_first=True)

    assert len(company.notes) == 231


@pytest.mark.parametrize("strange", ["", "x", "1,2", "-1", "٣", "9" * 40, "../users"])
def test_what_is_no_id_is_no_deal_and_asks_nothing(stand: CrmStand, strange: str) -> None:
    assert stand.crm.deals([strange]) == {}
    assert set(stand.crm.write([FieldWrite(deal_id=strange, values={})])) == {strange}
    with pytest.raises(NotFoundError):
        stand.crm.contacts(strange)
    assert stand.asked == 0
