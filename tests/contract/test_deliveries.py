"""What the store keeps of deliveries to vendors, on every database."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.records.deliveries import Backlog, Delivery, DeliveryState, NewDelivery, VendorState

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    return open_store()


def event(key: str, lane: str = "deal:1", vendor: str = "hubspot") -> NewDelivery:
    return NewDelivery(vendor=vendor, lane=lane, kind="crm_activity", key=key, body={"plan": "p\x00é"})


def refresh(key: str = "fields:p", lane: str = "deal:1") -> NewDelivery:
    return NewDelivery(vendor="hubspot", lane=lane, kind="crm_fields", key=key, repeats=True)


def claim(store: SqlStore, now: datetime = NOW, most: int = 10) -> list[Delivery]:
    return store.claim("hubspot", now, now + 10 * MINUTE, most)


def keys(found: list[Delivery]) -> list[str]:
    return [one.key for one in found]


def test_of_each_lane_one_goes_after_the_other(store: SqlStore) -> None:
    store.post([event("a"), event("b"), event("c", "deal:2"), event("z", vendor="zoho")], NOW)
    first = claim(store)
    assert keys(first) == ["a", "c"]
    assert first[0].body == {"plan": "p\x00é"}
    assert claim(store) == []

    store.delivered(first, NOW)
    assert keys(claim(store)) == ["b"]
    assert keys(store.deliveries(DeliveryState.DONE)) == ["a", "c"]


def test_a_lane_waits_for_what_is_put_off_and_others_do_not(store: SqlStore) -> None:
    store.post([event("a"), event("b"), event("c", "deal:2")], NOW)
    (a, c) = claim(store)
    store.put_off([a], NOW + MINUTE, "down", counts=False)
    store.release([c])
    (again,) = claim(store)
    assert (again.key, again.unsure) == ("c", False)
    (late,) = claim(store, NOW + MINUTE)
    assert (late.key, late.unsure, late.attempts, late.told) == ("a", True, 0, "down")
    store.put_off([late], NOW + MINUTE, "broken", counts=True)
    assert claim(store, NOW + MINUTE)[0].attempts == 1


def test_the_longest_due_go_first_so_that_no_lane_starves(store: SqlStore) -> None:
    store.post([event("a", "1"), event("b", "2"), event("c", "3")], NOW)
    (a,) = claim(store, most=1)
    store.put_off([a], NOW + MINUTE, "down", counts=False)
    assert keys(claim(store, NOW + MINUTE, most=1)) == ["b"]


def test_an_event_is_kept_once_for_good(store: SqlStore) -> None:
    store.post([event("a"), event("a")], NOW)
    store.delivered(claim(store), NOW)
    store.post([event("a")], NOW)
    assert claim(store) == []


def test_what_repeats_is_due_once_more_after_it_was_in_hand(store: SqlStore) -> None:
    store.post([refresh(), refresh()], NOW)
    taken = claim(store)
    store.post([refresh()], NOW)
    assert claim(store) == []
    store.delivered(taken, NOW)
    store.delivered(claim(store), NOW)
    assert claim(store) == []


def test_what_repeats_comes_back_behind_its_lane(store: SqlStore) -> None:
    store.post([refresh(), event("a")], NOW)
    store.delivered(claim(store), NOW)
    store.post([refresh()], NOW + MINUTE)
    assert keys(claim(store, NOW + MINUTE)) == ["a"]


def test_what_is_put_off_needs_no_second_turn_for_news_meanwhile(store: SqlStore) -> None:
    store.post([refresh()], NOW)
    taken = claim(store)
    store.post([refresh()], NOW)
    store.put_off(taken, NOW, "down", counts=False)
    store.delivered(claim(store), NOW)
    assert claim(store) == []


def test_a_dead_letter_lets_its_lane_go_on_until_somebody_decides(store: SqlStore) -> None:
    store.post([event("a"), event("b"), event("c")], NOW)
    (a,) = claim(store)
    store.give_up({a.id: "no such field"})
    (dead,) = store.deliveries(DeliveryState.DEAD)
    assert (dead.key, dead.told) == ("a", "no such field")
    (b,) = claim(store)
    assert store.replay(a.id, NOW) == "hubspot"
    assert store.replay(a.id, NOW) == ""
    assert claim(store) == [], "b is in hand, and a is of its lane"
    store.give_up({b.id: "refused"})
    assert keys(claim(store)) == ["a"]
    assert store.drop_delivery(b.id)
    assert not store.drop_delivery(b.id)
    assert store.backlogs() == {"hubspot": Backlog(waiting=2, dead=0, oldest=NOW)}


def test_news_of_a_dead_letter_that_repeats_give_it_another_chance(store: SqlStore) -> None:
    store.post([refresh(), refresh("other", "deal:2")], NOW)
    taken = claim(store)
    store.post([refresh()], NOW)
    store.give_up({one.id: "refused" for one in taken})
    assert keys(claim(store)) == ["fields:p"]
    assert keys(store.deliveries(DeliveryState.DEAD)) == ["other"]
    store.post([refresh("other", "deal:2")], NOW)
    assert keys(claim(store)) == ["other"]


def test_what_a_holder_left_is_taken_once_its_time_is_over(store: SqlStore) -> None:
    store.post([event("a"), event("b")], NOW)
    claim(store)
    assert claim(store, NOW + 9 * MINUTE) == []
    (left,) = claim(store, NOW + 10 * MINUTE)
    assert (left.key, left.unsure) == ("a", True)


def test_what_a_killed_process_left_is_free_at_the_next_start(
    open_store: Callable[[], SqlStore], database_url: str
) -> None:
    store = open_store()
    store.post([event("a")], NOW)
    other = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(database_url,))
    other.start()
    other.join(30)
    assert other.exitcode == 0
    assert claim(store) == []
    (left,) = claim(open_store())
    assert left.unsure


def _claim_and_die(url: str) -> None:
    assert claim(SqlStore(url))


def test_two_claimers_at_once_never_take_the_same(open_store: Callable[[], SqlStore]) -> None:
    stores = [open_store() for _ in range(4)]
    stores[0].post([event(f"{lane}{n}", str(lane)) for n in range(3) for lane in range(20)], NOW)

    def work(store: SqlStore) -> list[str]:
        done: list[str] = []
        while taken := claim(store, most=3):
            assert len({one.lane for one in taken}) == len(taken)
            done += keys(taken)
            store.delivered(taken, NOW)
        return done

    with ThreadPoolExecutor(4) as pool:
        by_worker = list(pool.map(work, stores))
    stores[0].delivered(claim(stores[0]), NOW)
    done = [key for keys in by_worker for key in keys]
    assert len(done) == len(set(done))
    assert stores[0].backlogs() == {}


def test_news_while_others_take_and_settle_are_never_lost(open_store: Callable[[], SqlStore]) -> None:
    """Whoever posts is sure that what they told before is seen by somebody after."""
    told = dict.fromkeys(("x", "y"), 0)
    seen = dict.fromkeys(told, 0)
    finished = threading.Event()

    def tell(store: SqlStore, key: str) -> None:
        for count in range(1, 31):
            told[key] = count
            store.post([refresh(key, lane=key)], NOW)

    def bring(store: SqlStore) -> None:
        while True:
            is_last = finished.is_set()
            taken = claim(store)
            for one in taken:
                seen[one.key] = told[one.key]
            store.delivered(taken, NOW)
            if is_last and not taken:
                return

    stores = [open_store() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        bringing = [pool.submit(bring, store) for store in stores[:2]]
        telling = [pool.submit(tell, store, key) for store, key in zip(stores[2:], told, strict=True)]
        wait(telling)
        finished.set()
        wait(bringing)
    assert [one.exception() for one in (*telling, *bringing)] == [None] * 4
    assert claim(stores[0]) == []
    assert seen == dict.fromkeys(told, 30)


def test_vendors_with_something_due_are_known_less_those_left_alone(store: SqlStore) -> None:
    store.post([event("a"), event("b", vendor="zoho"), event("c", vendor="monday")], NOW)
    store.put_vendor_state(
        VendorState(vendor="zoho", down_since=NOW, until=NOW + MINUTE, failures=2, told="down")
    )
    store.put_off(store.claim("monday", NOW, NOW + MINUTE, 1), NOW + MINUTE, "", counts=False)
    assert store.due_vendors(NOW) == ["hubspot"]
    claim(store)
    assert store.due_vendors(NOW) == []
    assert store.due_vendors(NOW + MINUTE) == ["monday", "zoho"]
    store.put_vendor_state(VendorState(vendor="zoho", met_at=NOW))
    assert store.vendor_states() == {"zoho": VendorState(vendor="zoho", met_at=NOW)}


def test_what_arrived_long_ago_is_forgotten_and_nothing_else(store: SqlStore) -> None:
    store.post([event("a"), event("b"), event("c", "deal:2"), event("d", "deal:3")], NOW - 90 * MINUTE)
    a, c, d = claim(store)
    store.delivered([a], NOW - 50 * MINUTE)
    store.delivered([c], NOW)
    store.give_up({d.id: "refused"})
    assert store.forget_done(NOW - 40 * MINUTE) == 1
    assert keys(store.deliveries(DeliveryState.DONE)) == ["c"]
    assert keys(store.deliveries(DeliveryState.WAITING, "hubspot")) == ["b"]
    assert keys(store.deliveries(DeliveryState.DEAD)) == ["d"]


def test_what_is_left_of_a_lane_waits_or_is_dead(store: SqlStore) -> None:
    store.post([event("done"), event("dead", "deal:2"), event("waits"), event("z", vendor="zoho")], NOW)
    done, dead = claim(store)
    store.delivered([done], NOW)
    store.give_up({dead.id: "no such label"})

    assert keys(store.left("hubspot")) == ["dead", "waits"]
    assert keys(store.left("hubspot", ["deal:1", "slips:1"])) == ["waits"]
    assert store.left("hubspot", ["deal:3"]) == []
