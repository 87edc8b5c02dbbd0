"""The cards that make a plan: three fields to fill in, and nobody else hears of it unless the button says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from addon.cards import make
from addon.cards.parts import button
from addon.dealfiles import shipped_templates
from closeplan.plan.start import Feasibility, Start, deal_of, guesses, people_of
from tests.cards import check_card

SAM = "sam@northwind.example"
PEOPLE = people_of([("dana@acme.de", "Dana <b>Fischer</b>"), ("max@northwind.example", "")], SAM)
START = Start(buyer="", go_live=date(2027, 6, 30), template="standard", seller=SAM, nonce="n", people=PEOPLE)
TEMPLATES = tuple(shipped_templates().values())
FORM = make.Form(
    guesses=guesses(START),
    templates=TEMPLATES,
    people=PEOPLE,
    ticked=frozenset(person.email for person in PEOPLE),
)
DEAL = deal_of(START, shipped_templates(), date(2026, 11, 23))
PRESS_URL = "https://closeplan.example/addon/make/confirm"
PRESS = button("Go", PRESS_URL, {"nonce": "n"})


def shown_fields(card: dict[str, Any]) -> list[str]:
    """The names of the fields one sees without unfolding anything."""
    found = []
    for part in card["sections"]:
        shown = part["uncollapsibleWidgetsCount"] if part.get("collapsible") else len(part["widgets"])
        for widget in part["widgets"][:shown]:
            found += [
                widget[kind]["name"]
                for kind in ("textInput", "dateTimePicker", "selectionInput")
                if kind in widget
            ]
    return found


def test_three_fields_are_asked_for_and_the_rest_is_folded_away() -> None:
    assert shown_fields(make.form_card(replace(FORM, people=()), PRESS)) == ["buyer", "go_live", "template"]
    assert shown_fields(make.form_card(FORM, PRESS)) == ["buyer", "go_live", "template", "people"]


def test_a_form_for_a_deal_says_which_and_offers_its_close_date_as_the_signature() -> None:
    deal = make.ForDeal(
        crm="HubSpot",
        name="Acme <b>rollout</b>",
        stage="Proposal",
        amount=Decimal(180000),
        currency="EUR",
        closes=date(2027, 2, 26),
        signing=date(2027, 2, 26),
        roles=True,
    )
    card = make.form_card(replace(FORM, deal=deal), PRESS)

    assert shown_fields(card) == [*("buyer", "signing", "go_live", "template", "people", "name", "roles")]
    assert "EUR 180,000 · Proposal" in str(card)
    assert "taken for the day of the signature" in str(card)
    assert "Roles" not in str(make.form_card(replace(FORM, deal=replace(deal, roles=None)), PRESS))
    assert "has passed" in str(make.form_card(replace(FORM, deal=replace(deal, signing=None)), PRESS))
    check_card(card)


def test_the_button_says_whether_others_hear_of_it() -> None:
    assert make.confirm_label(FORM) == "Make and share with those ticked"
    assert (
        make.confirm_label(replace(FORM, people=(), others="pat@acme.de"))
        == "Make and share with the people named"
    )
    assert make.confirm_label(replace(FORM, people=())) == "Make the plan"


def test_who_is_ticked_is_shown_with_the_whole_address_before_the_click() -> None:
    shown = str(make.form_card(FORM, PRESS))
    assert "Dana <b>Fischer</b> (dana@acme.de)" in shown
    assert "Max (max@northwind.example, your side)" in shown


def test_every_template_says_which_deals_it_is_for() -> None:
    shown = str(make.form_card(FORM, PRESS))
    assert "Lite: Small deals, one decision maker" in shown


def test_a_day_too_early_names_what_fits_and_the_smallest_changes() -> None:
    found = Feasibility(fitting=12, steps=14, short_by=6, changes=tuple(f"Change {n}" for n in range(5)))
    card = make.early_card("Acme", date(2027, 1, 4), found, PRESS, PRESS)
    check_card(card)
    assert "12 of 14 steps fit; short by 6 working days" in str(card)
    assert "and 2 more" in str(card)


def test_the_plan_that_was_made_says_whom_it_is_shared_with_and_what_was_assumed() -> None:
    made = make.Made(
        deal=DEAL, url="https://docs.google.com/1", seller=SAM, not_shared=("max@northwind.example",)
    )
    shown = str(make.made_card(made, [PRESS], PRESS, PRESS))
    assert "'text': 'dana@acme.de'" in shown
    assert "Written in German; public holidays: Germany for Acme" in shown
    assert "You may not share this Sheet with" in shown


def test_in_a_sheet_that_people_had_nothing_is_undone_and_their_access_is_told() -> None:
    made = make.Made(deal=DEAL, url="https://docs.google.com/1", seller=SAM, is_guest=True)
    for access in ((), ("pat@acme.de", "everybody at acme.de")):
        card = make.made_card(replace(made, had_access=access), [PRESS], PRESS, button("Undo", PRESS_URL))
        check_card(card)
        assert ("Who can open this Sheet" in str(card)) is bool(access)
        assert "Shared with" not in str(card)
        assert "Undo" not in str(card)
    assert "everybody at acme.de" in str(card)


def test_every_card_of_making_is_one_that_google_shows() -> None:
    made = make.Made(deal=DEAL, url="https://docs.google.com/1", seller=SAM, first_day=date(2026, 12, 1))
    for card in (
        make.form_card(FORM, PRESS, ["Buyer: say who buys"]),
        make.form_card(replace(FORM, into="sheet"), PRESS),
        make.making_card([], PRESS),
        make.making_card(["Creating the Sheet", "Sharing"], PRESS),
        make.made_card(made, [PRESS], PRESS, PRESS),
        make.undone_card(PRESS),
    ):
        check_card(card)
