"""What the cards say of deals: offers with a way to each, and a plan's deal with what people edited there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from addon.cards import crm, deals
from addon.cards.money import money
from addon.cards.parts import card, section
from addon.web.sidebar import ROUTES
from tests.cards import check_card


def url(path: str) -> str:
    return f"https://closeplan.example/addon/{path}"


OFFER = deals.OfferLine(
    vendor="hubspot",
    deal_id="17",
    crm="HubSpot",
    name="Acme <b>rollout</b>",
    company="Acme Holding",
    stage="Proposal",
    amount=Decimal(180000),
    currency="EUR",
    closes=date(2027, 2, 26),
)
MANY = [replace(OFFER, deal_id=str(n)) for n in range(80)]
EDIT = crm.EditedLine(key="next_step", label="Next step", ours="Demo, Dana", theirs="<i>Call</i>")
LINK = crm.LinkView(
    vendor="hubspot",
    crm="HubSpot",
    name="Acme <b>rollout</b>",
    url="https://app.hubspot.com/contacts/1/record/0-3/17",
    stage="Proposal",
    synced="just now",
    edited=(EDIT, replace(EDIT, key="health", label="Plan health", kept=True)),
)
VIEW = crm.CrmView(
    plan_id="p1", plan="Acme rollout", is_own=True, links=(LINK,), free=(("zoho", "Zoho CRM"),)
)
CROWDED = replace(
    VIEW,
    links=(replace(LINK, edited=(EDIT,) * 90, told="x" * 9000, refused=("y" * 9000,) * 90),),
    free=(("a", "A"), ("b", "B")),
)


@pytest.mark.parametrize(
    "made",
    [
        card("closeplan", deals.offers_section(MANY, 3, url)),
        deals.offers_card(MANY, url),
        deals.offers_card([], url),
        deals.put_off_card(MANY, url),
        deals.put_off_card([], url),
        crm.crm_card(VIEW, url),
        crm.crm_card(CROWDED, url),
        crm.crm_card(replace(VIEW, is_own=False), url),
        crm.unlink_card(VIEW, "hubspot", url),
        crm.crm_card(crm.CrmView(plan_id="p1", plan="Acme", is_own=True), url),
        crm.found_card(VIEW, "zoho", MANY[:20], url),
        crm.found_card(VIEW, "zoho", [], url),
        card("Acme", [section("", crm.crm_facts(VIEW, url))]),
    ],
)
def test_google_takes_every_card_and_every_button_leads_somewhere(made: dict[str, Any]) -> None:
    check_card(made)
    asked = [part.partition("'")[0] for part in str(made).split("https://closeplan.example/addon/")[1:]]
    assert set(asked) <= set(ROUTES)
    assert "<b>rollout" not in str([part["widgets"] for part in made["sections"]]).replace("&lt;b&gt;", "")


def test_the_first_card_offers_five_and_says_that_there_are_more() -> None:
    (shown,) = deals.offers_section(MANY[:8], 0, url)
    told = str(shown)

    assert told.count("Make the plan") == told.count("Not now") == 5
    assert "Show all (8)" in told
    assert "put off" not in told
    assert "EUR 180,000 · Proposal · closes 26 Feb 2027" in told


def test_nothing_is_shown_where_nothing_is_offered() -> None:
    assert deals.offers_section([], 0, url) == []
    (shown,) = deals.offers_section([], 2, url)
    assert "Show those put off (2)" in str(shown)


def test_an_edited_field_is_shown_with_both_values_until_somebody_decides() -> None:
    told = str(crm.crm_card(VIEW, url))

    assert "Theirs: &lt;i&gt;Call&lt;/i&gt;" in told
    assert "The plan's: Demo, Dana" in told
    assert told.count("Keep theirs") == 1
    assert told.count("Use the plan's") == 2
    assert "Left as people wrote them" in told


def test_who_only_looks_sees_both_values_and_nothing_that_acts() -> None:
    looked = replace(VIEW, is_own=False)
    told = str(crm.crm_card(looked, url)) + str(crm.crm_facts(replace(looked, links=()), url))

    assert "The plan's: Demo, Dana" in told
    assert "Open in HubSpot" in told
    for act in ("Keep theirs", "Use the plan's", "Unlink", "Search", "Link…"):
        assert act not in told


def test_a_plans_card_says_in_a_line_how_its_deal_stands() -> None:
    assert "Proposal · up to date just now · 1 field was edited there" in str(crm.crm_facts(VIEW, url))
    failed = replace(VIEW, links=(replace(LINK, told="no such field", edited=()),))
    assert "Proposal · no such field" in str(crm.crm_facts(failed, url))
    assert "Not linked yet" in str(crm.crm_facts(replace(VIEW, links=()), url))
    assert crm.crm_facts(crm.CrmView(plan_id="p1", plan="Acme", is_own=True), url) == []


def test_what_was_refused_and_what_waits_is_told_before_when_it_was_in_step() -> None:
    refused = replace(LINK, refused=("The people on the deal could not be brought: <b>no</b>",), edited=())
    assert "could not be brought" in str(crm.crm_facts(replace(VIEW, links=(refused,)), url))
    assert "could not be brought: &lt;b&gt;no" in str(crm.crm_card(replace(VIEW, links=(refused,)), url))

    waits = replace(LINK, waits="2 updates wait, the oldest 5 minutes ago: down", edited=())
    assert "Proposal · 2 updates wait" in str(crm.crm_facts(replace(VIEW, links=(waits,)), url))
    assert "On its way" in str(crm.crm_card(replace(VIEW, links=(waits,)), url))


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [(None, "EUR", ""), (Decimal("180000.5"), "EUR", "EUR 180,000.50"), (Decimal(0), "", "0")],
)
def test_money_is_told_as_people_write_it(amount: Decimal | None, currency: str, told: str) -> None:
    assert money(amount, currency) == told
