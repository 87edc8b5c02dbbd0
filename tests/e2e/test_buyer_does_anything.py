"""200 random edits by a buyer while the loop runs, against the real processes.

At the end every person's cell is as they left it, the ledger is the true sequence of date moves, and no
annotation stands twice.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import Backend, bootstrap
from addon.demo import sample_deal
from addon.processes import Silent
from addon.settings import read_settings
from closeplan.plan.annotations import read_marks
from tests.e2e.buyer import Buyer, day_after
from tests.running import SELLER, PlanSheet, eventually, running_demo

STEPS = 200
RUNS = int(os.environ.get("PYTEST_CAMPAIGN_RUNS", "1"))

text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip) | st.sampled_from(
    ["=1+1", "+49 89 123", "'quoted", "TBD", "✅ fine", "<b>bold</b>"]
)
place = st.integers(0, 10_000)
PEOPLES = ("Owner", "Notes", "Evidence", "Confirmed by", "Workstream")


class BuyerDoesAnything(RuleBasedStateMachine):
    demo: dict[str, Any]
    backend: Backend
    count = 0

    @initialize()
    def make_plan(self) -> None:
        type(self).count += 1
        deal = replace(sample_deal(datetime.now(UTC).date()), id=f"deal-{self.count}")
        made = self.backend.generate(deal, seller=SELLER, progress=Silent())
        self.plan_id = made.plan_id
        sheet = PlanSheet(self.demo["workspace"], made.document_id)
        eventually(sheet.outlook, says="the plan was never looked at")
        self.buyer = Buyer(sheet)

    @rule(at=place, days=st.integers(-15, 25).filter(bool))
    def move_a_date(self, at: int, days: int) -> None:
        position = at % len(self.buyer.rows)
        row = self.buyer.rows[position]
        if row.cells["Due"]:
            self.buyer.move_due(position, day_after(row.cells["Due"], days))
            self.wait_for_moves()

    @rule(at=place, key=st.sampled_from(PEOPLES), words=text)
    def type_words(self, at: int, key: str, words: str) -> None:
        self.buyer.write(at % len(self.buyer.rows), {key: words}, raw=True)

    @rule(at=place, status=st.sampled_from(["In progress", "Blocked", "Done", "Not needed", "Not started"]))
    def set_status(self, at: int, status: str) -> None:
        self.buyer.write(at % len(self.buyer.rows), {"Status": status}, raw=False)

    @rule(at=place, words=st.lists(text, min_size=3, max_size=3), days=st.integers(1, 9))
    def paste_a_block(self, at: int, words: list[str], days: int) -> None:
        position = at % len(self.buyer.rows)
        row = self.buyer.rows[position]
        self.buyer.write(position, dict(zip(("Owner", "Evidence", "Notes"), words, strict=True)), raw=True)
        if row.cells["Due"]:
            self.buyer.move_due(position, day_after(row.cells["Due"], days))
            self.wait_for_moves()

    @rule(at=place, name=text.filter(bool))
    def insert_a_row(self, at: int, name: str) -> None:
        position = at % (len(self.buyer.rows) + 1)
        if len(self.buyer.rows) < 24:
            self.buyer.insert_row(position)
            self.buyer.write(position, {"Milestone": name, "Workstream": "Ours"}, raw=True)

    @rule(at=place)
    def delete_a_row(self, at: int) -> None:
        if len(self.buyer.rows) > 8:
            self.buyer.delete_row(at % len(self.buyer.rows))

    @rule(at=place, ascending=st.booleans())
    def sort(self, at: int, ascending: bool) -> None:
        self.buyer.sort(at % len(self.buyer.columns), ascending=ascending)

    @rule(source=place, target=place)
    def move_a_column(self, source: int, target: int) -> None:
        source, target = source % len(self.buyer.columns), target % (len(self.buyer.columns) + 1)
        if target not in {source, source + 1}:
            self.buyer.move_column(source, target)

    @rule(at=place, words=text)
    def add_a_column(self, at: int, words: str) -> None:
        if len(self.buyer.columns) < 15:
            self.buyer.insert_column(at % (len(self.buyer.columns) + 1))
            key = next(key for key, header in reversed(self.buyer.headers.items()) if not header)
            self.buyer.write(at % len(self.buyer.rows), {key: words}, raw=True)

    @rule(at=place, words=text)
    def rename_a_header(self, at: int, words: str) -> None:
        self.buyer.rename_header(at % len(self.buyer.columns), words)

    @rule(title=st.sampled_from(["Plan", "Our plan", "MAP 2027", "Roadmap"]))
    def rename_the_tab(self, title: str) -> None:
        self.buyer.rename_tab(title)

    def wait_for_moves(self) -> None:
        eventually(
            lambda: self.true_moves() <= self.ledger_moves(),
            seconds=8,
            says="a date move never reached the ledger",
        )

    def ids(self) -> list[str]:
        return [row["ID"] for row in self.buyer.all_cells()]

    def true_moves(self) -> Counter[tuple[str, str, str]]:
        """Each date move a person made on a row that still stands: id, was, now."""
        found: Counter[tuple[str, str, str]] = Counter()
        for milestone_id, row in zip(self.ids(), self.buyer.rows, strict=True):
            found.update((milestone_id, was, now) for was, now in zip(row.dues, row.dues[1:], strict=False))
        return found

    def ledger_moves(self) -> Counter[tuple[str, str, str]]:
        standing = set(self.ids())
        ledger = self.backend.store.ledger(self.plan_id)
        return Counter(
            (e.change.row, e.change.was, e.change.now)
            for e in ledger
            if e.is_due_move and e.change.row in standing
        )

    @invariant()
    def peoples_cells_are_as_they_left_them(self) -> None:
        if hasattr(self, "buyer"):
            assert self.buyer.people_cells() == [row.cells for row in self.buyer.rows]

    def teardown(self) -> None:
        if not hasattr(self, "buyer"):
            return
        eventually(lambda: not self.backend.store.dirty_feeds() and not self.waiting(), seconds=15)
        eventually(lambda: all(self.ids()), says="a row stands without an id")
        assert self.ledger_moves() == self.true_moves()
        self.peoples_cells_are_as_they_left_them()
        marks = Counter(
            found
            for t in self.buyer.sheet.threads()
            if (found := read_marks(t["headPost"]["content"])) is not None
        )
        assert not [mark for mark, times in Counter(key for key, _ in marks).items() if times > 1]
        on_sheet = Counter(tuple(map(str, line.values())) for line in self.buyer.sheet.history())
        assert not [line for line, times in on_sheet.items() if times > 1]

    def waiting(self) -> bool:
        return self.plan_id in self.backend.store.due_plans(datetime.max.replace(tzinfo=UTC))


@pytest.fixture(scope="module")
def machine() -> Iterator[type[BuyerDoesAnything]]:
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory())) / "data"
        demo = stack.enter_context(running_demo(data))
        backend = bootstrap(
            read_settings(
                data=data / "backend", workspace_url=demo["workspace"], public_url=demo["app"], watch="push"
            ),
            jobs=RecordingJobs(),
        )
        yield type("Machine", (BuyerDoesAnything,), {"demo": demo, "backend": backend})


def test_nothing_a_buyer_does_breaks_the_plan(machine: type[BuyerDoesAnything]) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],  # shrinking replays hundreds of edits a try: the seed is enough
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
