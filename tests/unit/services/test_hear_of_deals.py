"""What happens to deals in a CRM: offered where they want a plan, seen where they have one, harmless when told twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.adapters.crm import memory
from addon.adapters.store import SqlStore
from closeplan.crm.model import Changes, CrmDeal, Stage
from closeplan.errors import RefusedError
from closeplan.records.crm import OfferState
from closeplan.services.see_deal import GONE
from tests.contract.test_store import record
from tests.deals import NOW, SAM, Hearing, deal, offered, told


@pytest.fixture
def hearing(tmp_path: Path) -> Iterator[Hearing]:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    store.add_plan(record("acme"))
    yield Hearing(store)
    store.close()


def test_a_new_deal_is_offered_to_its_owner_once(hearing: Hearing) -> None:
    hearing.crm.put(deal(owner_email=SAM.upper()))

    assert hearing.poll("memory") == 1
    assert hearing.poll("memory") == 0
    (heard,) = hearing.store.heard_deals(OfferState.OFFERED, SAM)
    assert (heard.name, heard.stage, heard.amount) == ("Acme rollout", "Proposal", Decimal(180000))
    assert heard.contacts[0].role == "Champion"


def test_a_message_told_twice_or_of_a_deal_that_is_gone_is_harmless(hearing: Hearing) -> None:
    hearing.crm.put(deal())

    assert hearing.hear("memory", told("17", "17", "never-was")) == {}
    hearing.hear("memory", told("17"))
    assert offered(hearing) == ["17"]
    hearing.crm.remove("17")
    hearing.hear("memory", told("17"))
    assert offered(hearing) == []


def test_an_offer_begins_at_the_stage_the_mapping_names_and_ends_when_the_deal_closes(
    hearing: Hearing,
) -> None:
    hearing.offer_from = ("proposal",)
    for stage, at in (
        ("qualified", []),
        ("proposal", ["17"]),
        ("commit", ["17"]),
        ("lost", []),
        ("commit", ["17"]),
    ):
        hearing.crm.put(deal(stage=stage))
        hearing.hear("memory", told("17"))
        assert offered(hearing) == at, stage


def test_all_pages_are_read_and_the_cursor_outlives_a_crash(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "PAGE", 2)
    for number in range(5):
        hearing.crm.put(deal(str(number), changed_at=NOW - timedelta(minutes=9 - number)))
    whole = hearing.crm.changed
    pages = iter([whole])

    def dies_after_one(since: object, cursor: str = "") -> Changes:
        return next(pages)(since, cursor)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing.crm, "changed", dies_after_one)
    with pytest.raises(StopIteration):
        hearing.poll("memory")
    assert sorted(offered(hearing)) == ["0", "1"]
    monkeypatch.setattr(hearing.crm, "changed", whole)
    assert hearing.poll("memory") == 3
    assert sorted(offered(hearing)) == ["0", "1", "2", "3", "4"]


def test_a_cursor_that_the_crm_no_longer_takes_is_given_up(
    hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearing.store.save_crm_cursor("memory", "from last year")

    def refuse(_since: object, _cursor: str = "") -> Changes:
        raise RefusedError("the cursor has expired", status=400)

    monkeypatch.setattr(hearing.crm, "changed", refuse)
    with pytest.raises(RefusedError):
        hearing.poll("memory")
    assert hearing.store.crm_cursor("memory") == ""


@pytest.mark.parametrize(
    ("changed", "told", "posted"),
    [
        (timedelta(hours=1), "", []),
        (timedelta(minutes=5), "", ["crm_fields"]),
        (timedelta(minutes=-1), "", ["crm_fields"]),
        (timedelta(hours=1), GONE, ["crm_fields"]),
    ],
)
def test_a_poll_that_tells_of_a_deal_again_leads_to_nothing_once_that_was_brought_in_step(
    hearing: Hearing, changed: timedelta, told: str, posted: list[str]
) -> None:
    hearing.crm.put(deal(changed_at=NOW - changed))
    hearing.link("acme", "memory", hearing.link.deal("memory", "17"))
    hearing.store.change_crm_link("memory", "17", lambda link: replace(link, synced_at=NOW, told=told))
    hearing.posted.clear()

    hearing.poll("memory")
    assert [one.kind for one in hearing.posted] == posted


def test_a_linked_deal_is_seen_and_synced_and_its_plan_looked_at_where_signals_may_differ(
    hearing: Hearing,
) -> None:
    hearing.crm.put(deal())
    hearing.link("acme", "memory", hearing.link.deal("memory", "17"))
    hearing.posted.clear()
    hearing.jobs.asked.clear()

    hearing.crm.put(deal(amount=Decimal(90000)))
    hearing.hear("memory", told("17"))
    assert hearing.store.crm_links("acme")[0].amount == Decimal(90000)
    assert [one.kind for one in hearing.posted] == ["crm_fields"]
    assert hearing.jobs.asked == []

    hearing.crm.put(deal(close_date=date(2027, 3, 12)))
    hearing.hear("memory", told("17"))
    assert hearing.jobs.asked == [("reconcile", "acme")]
    assert hearing.store.due_plans(NOW) == ["acme"]
    assert offered(hearing) == []


def test_an_older_look_does_not_hide_a_newer_one(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.link("acme", "memory", deal())

    hearing.hear.note(hearing.crm, [deal(name="Old name")], NOW - timedelta(seconds=1))
    assert hearing.store.crm_links("acme")[0].name == "Acme rollout"


def test_a_linked_deal_that_is_deleted_says_so_and_stays_linked(hearing: Hearing) -> None:
    hearing.crm.put(deal())
    hearing.link("acme", "memory", deal())
    hearing.crm.remove("17")

    hearing.hear("memory", told("17"))
    assert hearing.store.crm_links("acme")[0].told == "the deal is not there any more"


def test_what_a_crm_holds_is_cut_and_kept_on_one_line(hearing: Hearing) -> None:
    hearing.crm.put(
        deal(name="A\n" + "x" * 9000, url="javascript:alert(1)", amount=Decimal("NaN"), currency="€")
    )
    hearing.poll("memory")

    (heard,) = hearing.store.heard_deals(OfferState.OFFERED)
    assert (len(heard.name), heard.name[:3]) == (200, "A x")
    assert (heard.url, heard.amount, heard.currency) == ("", None, "")


def test_a_stage_that_is_new_is_asked_for(hearing: Hearing) -> None:
    asked: list[CrmDeal] = [deal(stage="proposal"), deal("18", stage="security-review")]
    hearing.hear.note(hearing.crm, asked[:1], NOW)
    hearing.crm.known_stages = (*memory.STAGES, Stage(id="security-review", name="Security", order=9))
    hearing.hear.note(hearing.crm, asked[1:], NOW)

    assert {heard.stage for heard in hearing.store.heard_deals(OfferState.OFFERED)} == {
        "Proposal",
        "Security",
    }


COUNTER = count()
STAGES = ("qualified", "commit", "won", "lost")
EVENTS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from((*STAGES, "deleted", "put off", "message", "poll", "old news"))
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    store = SqlStore(f"sqlite:///{tmp_path_factory.mktemp('shelf') / 'closeplan.db'}")
    yield store
    store.close()


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_whatever_is_told_in_whatever_order_the_open_deals_are_offered(
    shelf: SqlStore, events: list[tuple[int, str]]
) -> None:
    crm = memory.MemoryCrm(name=f"crm-{next(COUNTER)}")
    hearing = Hearing(shelf, crm=crm)
    first = [deal(str(number), changed_at=NOW) for number in range(3)]
    there = {one.id: one for one in first}
    put_off: set[str] = set()
    for one in first:
        crm.put(one)
    for step, (number, event) in enumerate(events, 1):
        key, at = str(number), NOW + timedelta(minutes=step)
        hearing.clock.at = at
        if event in STAGES and key in there:
            there[key] = deal(key, stage=event, changed_at=at)
            crm.put(there[key])
        elif event == "deleted":
            there.pop(key, None)
            crm.remove(key)
        elif event == "put off" and shelf.heard_deal(crm.name, key):
            shelf.settle_deal(crm.name, key, OfferState.IGNORED)
            put_off.add(key)
        elif event == "message":
            hearing.hear(crm.name, told(key, key))
        elif event == "poll":
            hearing.poll(crm.name)
        elif event == "old news" and key in there:
            hearing.hear.note(crm, [first[number]], NOW)
    hearing.poll(crm.name)
    hearing.hear(crm.name, told("0", "1", "2"))

    left = {key for key, one in there.items() if one.stage in {"proposal", "qualified", "commit"}} - put_off
    found = {one.deal_id for one in shelf.heard_deals(OfferState.OFFERED) if one.vendor == crm.name}
    assert found == left
