"""Which plan is which deal of a CRM, and which deals may want a plan: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from addon.adapters.store import SqlStore
from closeplan.crm.model import CrmContact
from closeplan.errors import ConflictError
from closeplan.records import Member
from closeplan.records.crm import CrmLink, Edited, HeardDeal, OfferState
from tests.contract.test_store import record

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LINK = CrmLink(
    plan_id="acme",
    vendor="hubspot",
    deal_id="17",
    name="Acme \U0001f680",
    amount=Decimal("180000.50"),
    currency="EUR",
    close_date=date(2027, 2, 26),
    written={"go_live": date(2027, 3, 31), "health": "2027-03-31", "drift_days": 0.5, "commit_ready": False},
    wanted={"go_live": date(2027, 4, 7), "next_owner": None},
    edited={"next_step": Edited(ours=None, theirs=date(2027, 1, 4), seen_at=NOW, kept=True)},
    seen_at=NOW,
)
HEARD = HeardDeal(
    vendor="hubspot",
    deal_id="17",
    name="Acme",
    owner="sam@northwind.example",
    state=OfferState.OFFERED,
    changed_at=NOW,
    amount=Decimal(10),
    close_date=date(2027, 2, 26),
    contacts=(CrmContact(name="Dana", id="1", email="dana@acme.example", role="Champion"),),
)
LATER = replace(HEARD, changed_at=NOW + timedelta(hours=1))


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    opened = open_store()
    opened.add_plan(record("acme"))
    opened.add_plan(record("globex"))
    return opened


def test_a_link_comes_back_as_it_was_put(store: SqlStore) -> None:
    store.put_crm_link(LINK)

    assert store.crm_links("acme") == store.all_crm_links("hubspot") == [LINK]
    assert store.crm_link_of("hubspot", "17") == LINK
    assert store.crm_link_of("zoho", "17") is None


def test_a_plan_has_one_deal_in_a_crm_and_a_deal_has_one_plan(store: SqlStore) -> None:
    store.put_crm_link(LINK)
    with pytest.raises(ConflictError, match="another plan"):
        store.put_crm_link(replace(LINK, plan_id="globex"))
    store.put_crm_link(replace(LINK, vendor="zoho"))
    store.put_crm_link(replace(LINK, deal_id="18"))

    assert [(link.vendor, link.deal_id) for link in store.crm_links("acme")] == [
        ("hubspot", "18"),
        ("zoho", "17"),
    ]
    assert store.remove_crm_link("acme", "hubspot")
    assert not store.remove_crm_link("acme", "hubspot")


def test_a_link_is_changed_as_it_stands_and_not_brought_back(store: SqlStore) -> None:
    store.put_crm_link(LINK)
    changed = store.change_crm_link(
        "hubspot", "17", lambda link: replace(link, edited={}, told="no such field")
    )

    assert store.crm_links("acme") == [changed] == [replace(LINK, edited={}, told="no such field")]
    store.remove_crm_link("acme", "hubspot")
    assert store.change_crm_link("hubspot", "17", lambda link: link) is None
    assert store.crm_links("acme") == []


def test_a_deal_is_offered_once_until_it_has_a_plan(store: SqlStore) -> None:
    assert [store.hear_of_deal(HEARD), store.hear_of_deal(HEARD), store.hear_of_deal(LATER)] == [
        True,
        False,
        False,
    ]
    assert store.heard_deals(OfferState.OFFERED, "Sam@Northwind.example") == [LATER]
    assert store.heard_deals(OfferState.OFFERED, "kim@northwind.example") == []

    store.put_crm_link(LINK)
    assert store.heard_deal("hubspot", "17") is None
    assert not store.hear_of_deal(LATER)
    assert store.heard_deals(OfferState.OFFERED) == []


def test_older_news_changes_nothing(store: SqlStore) -> None:
    store.hear_of_deal(replace(LATER, state=OfferState.QUIET))

    assert not store.hear_of_deal(HEARD)
    assert store.heard_deal("hubspot", "17") == replace(LATER, state=OfferState.QUIET)
    assert store.hear_of_deal(replace(LATER, changed_at=NOW + timedelta(days=1)))


def test_what_was_put_off_stays_so_until_the_deal_has_another_owner(store: SqlStore) -> None:
    store.hear_of_deal(HEARD)
    store.settle_deal("hubspot", "17", OfferState.IGNORED)

    assert not store.hear_of_deal(LATER)
    assert store.heard_deals(OfferState.IGNORED) == [replace(LATER, state=OfferState.IGNORED)]
    assert store.hear_of_deal(replace(LATER, owner="kim@northwind.example"))


def test_offers_go_with_a_seller_to_another_address(store: SqlStore) -> None:
    store.put_member(Member(email="sam@northwind.example", subject="s"))
    store.hear_of_deal(HEARD)
    store.move_member("sam@northwind.example", Member(email="sam@n.example", subject="s"))

    assert [deal.owner for deal in store.heard_deals(OfferState.OFFERED)] == ["sam@n.example"]


def test_a_plan_that_lost_its_document_gives_its_open_deals_back(store: SqlStore) -> None:
    store.set_document("acme", "sheet-1")
    store.put_crm_link(LINK)
    store.put_crm_link(replace(LINK, vendor="zoho", is_open=False))
    store.set_document("acme", "")

    assert store.crm_links("acme") == []
    (offered,) = store.heard_deals(OfferState.OFFERED, "sam@northwind.example")
    assert (offered.vendor, offered.deal_id, offered.amount) == ("hubspot", "17", LINK.amount)
    assert not store.hear_of_deal(replace(HEARD, changed_at=NOW - timedelta(days=1)))


def test_where_a_crm_was_read_up_to_is_kept(store: SqlStore) -> None:
    assert store.crm_cursor("hubspot") == ""
    store.save_crm_cursor("hubspot", "a")
    store.save_crm_cursor("hubspot", "b")

    assert store.crm_cursor("hubspot") == "b"
    assert store.crm_cursor("zoho") == ""
