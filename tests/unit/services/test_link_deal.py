"""Deals made into plans' deals: found, linked, unlinked, decided on, and offered to nobody but their owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from addon.adapters.store import SqlStore
from closeplan.crm.model import CrmContact
from closeplan.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RetryLaterError,
)
from closeplan.plan.model import Role
from closeplan.records.crm import Edited, OfferState
from closeplan.services.hear_of_deals import look_at_deal
from closeplan.services.offered_deals import OfferedDeals
from tests.contract.test_store import record
from tests.deals import NOW, SAM, Hearing, deal, offered, told


@pytest.fixture
def hearing(tmp_path: Path) -> Iterator[Hearing]:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    store.add_plan(record("acme"))
    yield Hearing(store)
    store.close()


def test_a_deal_is_found_by_a_part_of_its_name_or_its_address(hearing: Hearing) -> None:
    hearing.crm.put(deal())

    for text in (
        "acme",
        "https://crm.example/deal/17",
        "https://x.example/lightning/r/Opportunity/17/view?a=b",
    ):
        assert [found.id for found in hearing.link.search("memory", text)] == ["17"]
    with pytest.raises(InputError, match="type a part of its name"):
        hearing.link.search("memory", "a")
    with pytest.raises(NotFoundError):
        hearing.link.search("memory", "https://crm.example/deals/list")


def test_a_deal_has_one_plan_and_linking_twice_is_harmless(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.store.add_plan(record("globex"))
    first = hearing.link("acme", "memory", deal())
    hearing.posted.clear()

    assert hearing.link("acme", "memory", deal()) == first
    assert hearing.posted == []
    with pytest.raises(ConflictError):
        hearing.link("globex", "memory", deal())


def test_an_unlinked_deal_is_offered_anew(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.link("acme", "memory", deal())
    hearing.link.unlink("acme", "memory")

    assert hearing.store.crm_links("acme") == []
    assert look_at_deal("memory", "17") in hearing.posted
    hearing.hear("memory", told("17"))
    assert offered(hearing) == ["17"]
    with pytest.raises(NotFoundError):
        hearing.link.unlink("acme", "memory")


def test_what_was_offered_is_linked_without_asking_the_crm(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.poll("memory")
    (heard,) = hearing.store.heard_deals(OfferState.OFFERED)
    hearing.crm.remove("17")

    link = hearing.link.with_offered("acme", heard)
    assert (link.name, link.close_date, link.stage) == ("Acme rollout", date(2027, 2, 26), "Proposal")
    assert offered(hearing) == []
    assert ("reconcile", "acme") in hearing.jobs.asked


def test_what_somebody_decides_of_an_edited_field_is_kept_and_synced(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    link = hearing.link("acme", "memory", deal())
    hearing.store.put_crm_link(
        replace(link, edited={"next_step": Edited(ours="Demo", theirs="Call Dana", seen_at=NOW)})
    )
    hearing.posted.clear()

    hearing.link.keep_theirs("acme", "memory", "next_step")
    assert hearing.store.crm_links("acme")[0].edited["next_step"].kept
    hearing.link.use_ours("acme", "memory", "next_step")
    assert hearing.store.crm_links("acme")[0].edited == {}
    assert [one.kind for one in hearing.posted] == ["crm_fields"] * 2


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("champion", Role.CHAMPION),
        ("Budget holder", Role.ECONOMIC_BUYER),
        ("Influencer", None),
        ("Blocker", None),
        ("", None),
    ],
)
def test_a_crms_word_is_a_role_where_it_says_which(hearing: Hearing, word: str, role: Role | None) -> None:
    words = {
        Role.FINANCE: "Budget holder",
        Role.ECONOMIC_BUYER: "Budget holder",
        Role.CHAMPION: "Champion",
        Role.TECHNICAL_EVALUATOR: "Influencer",
        Role.PROCUREMENT: "Influencer",
        Role.LEGAL: "",
    }
    offers = OfferedDeals(
        book=hearing.store,
        crm_of=lambda _vendor: hearing.crm,
        post=hearing.posted.extend,
        words=lambda _vendor, _seller: words,
    )
    hearing.crm.put(deal())
    hearing.poll("memory")
    (heard,) = offers.of(SAM)

    assert offers.role(heard, CrmContact(name="Dana", role=word)) is role


def test_a_deals_people_are_those_of_now_unless_the_crm_is_down(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearing.crm.put(deal())
    hearing.poll("memory")
    hearing.crm.put(deal(contacts=(CrmContact(name="Eva Lang", id="e", email="EVA@acme.example"),)))
    offers = OfferedDeals(book=hearing.store, crm_of=lambda _vendor: hearing.crm, post=hearing.posted.extend)
    heard = offers.deal("memory", "17", SAM)

    assert [one.email for one in offers.with_people(heard).contacts] == [
        "dana@acme.example",
        "eva@acme.example",
    ]
    known = offers.deal("memory", "17", SAM)

    def down(_deal_id: str) -> list[CrmContact]:
        raise RetryLaterError("down", status=503)

    monkeypatch.setattr(hearing.crm, "contacts", down)
    assert offers.with_people(known) == known
    assert len(known.contacts) == 2


def test_a_deal_that_was_deleted_is_found_out_before_a_plan_is_made_for_it(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.poll("memory")
    offers = OfferedDeals(book=hearing.store, crm_of=lambda _vendor: hearing.crm, post=hearing.posted.extend)
    heard = offers.deal("memory", "17", SAM)
    hearing.crm.remove("17")

    with pytest.raises(NotFoundError, match="not in the CRM any more"):
        offers.with_people(heard)
    assert offers.of(SAM) == []


def test_nobody_learns_of_a_deal_that_is_not_theirs(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.poll("memory")
    offers = OfferedDeals(book=hearing.store, crm_of=lambda _vendor: hearing.crm, post=hearing.posted.extend)

    for act in (offers.deal, offers.put_off, offers.bring_back):
        with pytest.raises(ForbiddenError):
            act("memory", "17", "eve@northwind.example")
        with pytest.raises(ForbiddenError):
            act("memory", "no-such-deal", SAM)
