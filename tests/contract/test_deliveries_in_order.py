"""Whatever happens to deliveries in whatever order: lanes keep theirs, and nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from addon.adapters.store import SqlStore
from closeplan.records.deliveries import Delivery, DeliveryState, NewDelivery

SECOND = timedelta(seconds=1)
HELD = 60 * SECOND
LANES = st.sampled_from("xyz")


class Lanes(RuleBasedStateMachine):
    """One vendor's deliveries, and what they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lanes-"))
        self.store = SqlStore(f"sqlite:///{self.folder / 'closeplan.db'}")
        self.now = datetime(2026, 11, 24, tzinfo=UTC)
        self.posted: dict[str, list[str]] = defaultdict(list)
        self.over: dict[str, list[str]] = defaultdict(list)
        self.told: dict[str, int] = defaultdict(int)
        self.brought: dict[str, int] = {}
        self.in_hand: list[tuple[Delivery, datetime, int]] = []

    @rule(lane=LANES)
    def something_happens(self, lane: str) -> None:
        key = f"{lane}{len(self.posted[lane])}"
        self.posted[lane].append(key)
        self.post(key, lane, repeats=False)

    @rule(lane=LANES)
    def something_changes(self, lane: str) -> None:
        self.told[f"fields:{lane}"] += 1
        self.post(f"fields:{lane}", lane, repeats=True)

    def post(self, key: str, lane: str, *, repeats: bool) -> None:
        new = NewDelivery(vendor="v", lane=lane, kind="k", key=key, repeats=repeats)
        self.store.post([new], self.now)

    @rule(most=st.integers(1, 4))
    def somebody_takes_some(self, most: int) -> None:
        for one in self.store.claim("v", self.now, self.now + HELD, most):
            self.in_hand.append((one, self.now + HELD, self.told[one.key]))

    @rule(seconds=st.integers(1, 90))
    def time_goes_by(self, seconds: int) -> None:
        """Who had something in hand for too long has died."""
        self.now += seconds * SECOND
        self.in_hand = [held for held in self.in_hand if held[1] > self.now]

    @precondition(lambda self: self.in_hand)
    @rule(data=st.data())
    def one_arrives(self, data: st.DataObject) -> None:
        one = self.take(data)
        self.store.delivered([one], self.now)

    @precondition(lambda self: self.in_hand)
    @rule(data=st.data())
    def one_is_refused(self, data: st.DataObject) -> None:
        one = self.take(data)
        self.store.give_up({one.id: "refused"})

    def take(self, data: st.DataObject) -> Delivery:
        held = data.draw(st.sampled_from(self.in_hand))
        self.in_hand.remove(held)
        one, _, told = held
        if not one.key.startswith("fields:"):
            self.over[one.lane].append(one.key)
        self.brought[one.key] = told
        return one

    @precondition(lambda self: self.in_hand)
    @rule(data=st.data(), seconds=st.integers(0, 30), counts=st.booleans())
    def one_is_put_off(self, data: st.DataObject, seconds: int, counts: bool) -> None:
        held = data.draw(st.sampled_from(self.in_hand))
        self.in_hand.remove(held)
        self.store.put_off([held[0]], self.now + seconds * SECOND, "down", counts=counts)

    @invariant()
    def of_a_lane_one_is_in_hand(self) -> None:
        lanes = [one.lane for one, _, _ in self.in_hand]
        assert len(lanes) == len(set(lanes))

    @invariant()
    def what_is_over_was_in_order(self) -> None:
        for lane, keys in self.over.items():
            assert keys == self.posted[lane][: len(keys)]

    def teardown(self) -> None:
        self.now += 3600 * SECOND
        self.in_hand.clear()
        while taken := self.store.claim("v", self.now, self.now + HELD, 10):
            for one in taken:
                self.over[one.lane] += [one.key] * (not one.key.startswith("fields:"))
                self.brought[one.key] = self.told[one.key]
            self.store.delivered(taken, self.now)
        self.what_is_over_was_in_order()
        assert all(self.over[lane] == keys for lane, keys in self.posted.items())
        assert all(self.brought[key] == times for key, times in self.told.items() if times)
        assert self.store.deliveries(DeliveryState.WAITING) == []
        self.store.close()
        shutil.rmtree(self.folder)


TestLanes = Lanes.TestCase
TestLanes.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
