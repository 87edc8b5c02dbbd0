"""Bringing deliveries: outages cost nothing but time, refusals and our own mistakes cost one delivery."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from addon.adapters.store import SqlStore
from closeplan.errors import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    OutsideError,
    RefusedError,
    RetryLaterError,
    SettingsError,
)
from closeplan.records.deliveries import DeliveryState, VendorState
from closeplan.services.deliver import MOST_AT_ONCE, TRIES, Brought
from tests.vendors.deliveries import BEGIN, Round

WAITING, DONE, DEAD = DeliveryState.WAITING, DeliveryState.DONE, DeliveryState.DEAD
DOWN = RetryLaterError("crm: Service Unavailable", status=503)


@pytest.fixture
def crm(tmp_path: Path) -> Iterator[Round]:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    yield Round(store=store)
    store.close()


def test_what_is_due_arrives_in_as_few_batches_as_its_kinds_allow(crm: Round) -> None:
    crm.post("a", "b", "c")
    crm.post("n1", "n2", kind="notes")
    assert crm.deliver() == Brought(arrived=5)
    assert (crm.fields.asked, crm.notes.asked) == ([["a", "b", "c"]], [["n1"], ["n2"]])
    assert crm.store.vendor_states() == {"crm": VendorState(vendor="crm", met_at=BEGIN)}


def test_of_a_lane_all_arrives_in_order(crm: Round) -> None:
    crm.post("1", "2", lane="deal")
    crm.post("3", kind="notes", lane="deal")
    crm.post("4", lane="deal")
    crm.deliver()
    assert (crm.fields.asked, crm.notes.taken) == ([["1"], ["2"], ["4"]], ["3"])


def test_a_vendor_that_is_down_is_left_alone_for_longer_each_time(crm: Round) -> None:
    crm.post("a", "b")
    crm.fields.fails = lambda _one: DOWN
    waits = []
    for _ in range(9):
        assert crm.deliver() != Brought()
        assert crm.deliver() == Brought()
        waits.append(crm.wait())
    assert waits == [5, 10, 20, 40, 80, 160, 320, 600, 600]
    assert crm.store.vendor_states()["crm"].told == "crm: Service Unavailable"
    assert crm.store.vendor_states()["crm"].down_since == BEGIN


def test_a_weekend_of_it_is_no_reason_to_give_up(crm: Round) -> None:
    crm.post(*"abcdefgh")
    crm.fields.fails = lambda _one: DOWN
    while crm.clock.now() < BEGIN + timedelta(days=2.5):
        crm.deliver()
        crm.wait()
    assert set(crm.in_state(WAITING)) == set("abcdefgh")
    assert all(len(batch) == 1 for batch in crm.fields.asked[1:]), "a vendor that is down is met gently"
    crm.fields.fails = lambda _one: None
    crm.deliver()
    assert sorted(crm.fields.taken) == list("abcdefgh")
    assert crm.store.vendor_states()["crm"] == VendorState(vendor="crm", met_at=crm.clock.now())


def test_what_the_vendor_asks_for_is_the_least(crm: Round) -> None:
    crm.post("a")
    for asked, waited in ((90.0, 90.0), (1.0, 10.0), (1e9, 86_400.0), (math.inf, 86_400.0)):
        crm.fields.fails = lambda _one, asked=asked: RetryLaterError("limit", status=429, after=asked)  # type: ignore[misc]
        crm.deliver()
        assert crm.wait() == waited


@pytest.mark.parametrize(
    "error",
    [
        RetryLaterError("no answer"),
        RetryLaterError("not connected", status=401),
        OutsideError("broken", status=502),
        OutsideError("leads to a page that it is being mended", status=302),
        OutsideError("no answer"),
        SettingsError("the mapping is broken"),
    ],
)
def test_what_is_nobodys_fault_but_the_vendors_kills_nothing(crm: Round, error: Exception) -> None:
    crm.post("a", "b")
    crm.fields.fails = lambda _one: error
    for _ in range(2 * TRIES):
        crm.deliver()
        crm.wait()
    assert (set(crm.in_state(WAITING)), crm.in_state(DEAD)) == ({"a", "b"}, {})


@pytest.mark.parametrize(
    "error",
    [
        RefusedError("crm: no such field", status=400),
        ForbiddenError("crm: no such field"),
        NotFoundError("crm: no such field"),
    ],
)
def test_a_refusal_is_a_dead_letter_at_once_and_its_lane_goes_on(crm: Round, error: Exception) -> None:
    crm.post("a", "b", lane="deal")
    crm.post("c")
    crm.fields.fails = lambda one: error if one.key == "a" else None
    assert crm.deliver() == Brought(arrived=2, dead=1)
    assert crm.in_state(DEAD) == {"a": "crm: no such field"}
    assert sorted(crm.fields.taken) == ["b", "c"]


def test_what_a_handler_names_is_dead_and_the_rest_arrived(crm: Round) -> None:
    crm.post("a", "b", "c")
    crm.fields.problems["b"] = "too\nlong " + "x" * 999
    assert crm.deliver() == Brought(arrived=2, dead=1)
    assert crm.in_state(DEAD)["b"].startswith("too long xxx")
    assert len(crm.in_state(DEAD)["b"]) == 400


@pytest.mark.parametrize("error", [KeyError("bug"), ConflictError("read it again")])
def test_one_at_which_we_fail_is_found_and_given_up_after_some_tries(crm: Round, error: Exception) -> None:
    crm.post("a", "bad", "c")
    crm.fields.fails = lambda one: error if one.key == "bad" else None
    crm.deliver()
    assert set(crm.in_state(WAITING)) == {"bad"}
    for _ in range(TRIES - 1):
        crm.clock.turn(minutes=10)
        crm.deliver()
    assert set(crm.in_state(DEAD)) == {"bad"}
    assert set(crm.in_state(DONE)) == {"a", "c"}


def test_after_a_failed_batch_each_one_is_unsure(crm: Round) -> None:
    crm.post("a", "bad")
    seen: list[tuple[str, bool]] = []

    def fails(one: object) -> Exception | None:
        seen.append((one.key, one.unsure))  # type: ignore[attr-defined]
        return KeyError("bug") if one.key == "bad" else None  # type: ignore[attr-defined]

    crm.fields.fails = fails
    crm.deliver()
    assert seen == [("a", False), ("bad", False), ("a", True), ("bad", True)]


@pytest.mark.parametrize("error", [DOWN, OutsideError("crm: that record is elsewhere", status=301)])
def test_one_that_the_vendor_can_never_digest_does_not_keep_it_down(crm: Round, error: Exception) -> None:
    """It fails with a server's error whenever it is sent, and everything else is fine."""
    crm.fields.fails = lambda one: error if one.key == "poison" else None
    crm.post("poison", *(f"k{n}" for n in range(20)))
    for number in range(200):
        crm.post(f"later{number}")
        crm.deliver()
        if crm.in_state(DEAD):
            break
        if crm.health.is_left_alone("crm"):
            crm.wait()
    assert set(crm.in_state(DEAD)) == {"poison"}
    assert crm.in_state(WAITING) == {}


def test_what_was_turned_away_goes_together_again(crm: Round) -> None:
    """It costs a busy vendor no more requests than before; who is to blame is no question."""
    crm.post("a", "b", "c", lane="")
    crm.fields.fails = lambda _one: RetryLaterError("too many", status=429)
    crm.deliver()
    crm.wait()
    crm.fields.fails = lambda _one: None
    crm.deliver()
    assert [len(batch) for batch in crm.fields.asked] == [3, 1, 2]


def test_one_vendors_outage_touches_no_other(crm: Round) -> None:
    crm.post("a", vendor="crm")
    crm.post("b", kind="notes", vendor="talk")
    crm.fields.fails = lambda _one: DOWN
    crm.deliver("crm")
    assert crm.deliver("talk") == Brought(arrived=1)
    assert crm.store.due_vendors(crm.clock.now()) == []


def test_the_rest_of_what_was_claimed_is_given_back_untried(crm: Round) -> None:
    crm.post("n1", "n2", kind="notes")
    crm.post("a")
    crm.notes.fails = lambda _one: DOWN
    crm.clock.turn(seconds=1)
    crm.deliver()
    assert (crm.notes.asked, crm.fields.asked) == ([["n1"]], [])
    crm.notes.fails = lambda _one: None
    crm.wait()
    crm.deliver()
    assert {one.key: one.unsure for one in crm.store.deliveries(DONE)} == dict.fromkeys(
        ("n1", "n2", "a"), False
    )
    assert (crm.notes.taken, crm.fields.taken) == (["n2", "n1"], ["a"])


def test_a_kind_that_nobody_brings_is_said_to_be_one(crm: Round) -> None:
    crm.post("a", kind="fax")
    crm.deliver()
    assert crm.in_state(DEAD) == {"a": "closeplan does not know how to bring “fax”"}


def test_more_than_a_batch_holds_goes_in_several(crm: Round) -> None:
    crm.post(*(str(n) for n in range(MOST_AT_ONCE + 1)))
    crm.deliver()
    assert [len(batch) for batch in crm.fields.asked] == [MOST_AT_ONCE, 1]
