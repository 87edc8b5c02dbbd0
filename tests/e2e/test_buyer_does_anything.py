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
from random import Random
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
from closeplan.plan.history import belongs_in_history
from closeplan.plan.ledger import Void
from tests.e2e.buyer import Buyer, day_after
from tests.running import SELLER, PlanSheet, eventually, running_demo

STEPS = 230
"""A few steps find nothing they may do; 200 edits are what is asked for."""
RUNS = int(os.environ.get("PYTEST_CAMPAIGN_RUNS", "1")) + 1
"""The first run draws the simplest value at every step, so its edits are always the same; the others differ."""

WORDS = (
    "=1+1", "+49 89 123", "'quoted", "TBD", "✅ fine", "<b>bold</b>", "Oliver", "until Friday", "日本語", "a\u202eb", "x" * 300,
)  # fmt: skip
KINDS = (
    "move_a_date", "move_a_date", "type_words", "set_status", "paste_a_block", "insert_a_row", "delete_a_row", "sort",
    "move_a_column", "add_a_column", "rename_a_header", "rename_the_tab",
)  # fmt: skip
STATUSES = ("In progress", "Blocked", "Done", "Not needed", "Not started")
PEOPLES = ("Owner", "Notes", "Evidence", "Confirmed by", "Workstream")


class BuyerDoesAnything(RuleBasedStateMachine):
    demo: dict[str, Any]
    backend: Backend
    count = 0
    most_edits = 0
    steps = 0

    @initialize()
    def make_plan(self) -> None:
        type(self).count += 1
        deal = replace(sample_deal(datetime.now(UTC).date()), id=f"deal-{self.count}")
        made = self.backend.generate(deal, seller=SELLER, progress=Silent())
        self.plan_id = made.plan_id
        sheet = PlanSheet(self.demo["workspace"], made.document_id)
        eventually(sheet.outlook, says="the plan was never looked at")
        self.buyer = Buyer(sheet)

    @rule(seed=st.integers(0, 2**64))
    def edit(self, seed: int) -> None:
        """One rule and one draw for all kinds: what is possible next depends on the Sheet, which hypothesis can't see."""
        self.steps += 1
        draw = Random(f"{seed} {self.steps}")
        getattr(self, draw.choice(KINDS))(draw)

    def move_a_date(self, draw: Random) -> None:
        position = self.some_row(draw)
        row = self.buyer.rows[position]
        if row.cells["Due"]:
            self.buyer.move_due(position, day_after(row.cells["Due"], draw.choice([-9, -1, 1, 7, 20])))
            self.wait_for_moves()

    def type_words(self, draw: Random) -> None:
        self.buyer.write(self.some_row(draw), {draw.choice(PEOPLES): draw.choice(WORDS)}, raw=True)

    def set_status(self, draw: Random) -> None:
        self.buyer.write(self.some_row(draw), {"Status": draw.choice(STATUSES)}, raw=False)

    def paste_a_block(self, draw: Random) -> None:
        position = self.some_row(draw)
        words = {key: draw.choice(WORDS) for key in ("Owner", "Evidence", "Notes")}
        self.buyer.write(position, words, raw=True)
        for below in range(position, min(position + 3, len(self.buyer.rows))):
            due = self.buyer.rows[below].cells["Due"]
            if due:
                self.buyer.move_due(below, day_after(due, draw.randint(1, 9)))
        self.wait_for_moves()

    def insert_a_row(self, draw: Random) -> None:
        if len(self.buyer.rows) < 24:
            position = draw.randint(0, len(self.buyer.rows))
            self.buyer.insert_row(position)
            name = f"{draw.choice(WORDS)} {draw.randint(0, 99)}"
            self.buyer.write(position, {"Milestone": name, "Workstream": "Ours"}, raw=True)

    def delete_a_row(self, draw: Random) -> None:
        if len(self.buyer.rows) > 8:
            self.buyer.delete_row(self.some_row(draw))

    def sort(self, draw: Random) -> None:
        self.buyer.sort(draw.randrange(len(self.buyer.columns)), ascending=draw.random() < 0.5)

    def move_a_column(self, draw: Random) -> None:
        source, to = draw.randrange(len(self.buyer.columns)), draw.randint(0, len(self.buyer.columns))
        if to not in {source, source + 1}:
            self.buyer.move_column(source, to)

    def add_a_column(self, draw: Random) -> None:
        if len(self.buyer.columns) < 15:
            self.buyer.insert_column(draw.randint(0, len(self.buyer.columns)))
            key = next(key for key, header in reversed(self.buyer.headers.items()) if not header)
            self.buyer.write(self.some_row(draw), {key: draw.choice(WORDS)}, raw=True)

    def rename_a_header(self, draw: Random) -> None:
        self.buyer.rename_header(draw.randrange(len(self.buyer.columns)), draw.choice(WORDS))

    def rename_the_tab(self, draw: Random) -> None:
        self.buyer.rename_tab(draw.choice(["Plan", "Our plan", "MAP 2027", "Roadmap"]))

    def some_row(self, draw: Random) -> int:
        return draw.randrange(len(self.buyer.rows))

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
            if replace(e, void=Void.COUNTS).is_due_move and e.change.row in standing
        )

    @invariant()
    def peoples_cells_are_as_they_left_them(self) -> None:
        if hasattr(self, "buyer"):
            # a write that came late may cover a cell for the moment until its own answer mends it
            eventually(lambda: not self.changed_cells(), says="a person's cell was changed", seconds=3)

    def changed_cells(self) -> list[tuple[int, str, str, str]]:
        """Cells that differ from what their person wrote: row, column, theirs, what stands."""
        changed = [
            (position, key, row.cells[key], seen[key])
            for position, (row, seen) in enumerate(
                zip(self.buyer.rows, self.buyer.people_cells(), strict=True)
            )
            for key in row.cells
            if row.cells[key] != seen[key]
        ]
        assert not changed, changed
        return changed

    def teardown(self) -> None:
        if not hasattr(self, "buyer"):
            return
        type(self).most_edits = max(self.most_edits, self.buyer.edits)
        eventually(lambda: not self.backend.store.dirty_feeds() and not self.waiting(), seconds=15)
        eventually(lambda: all(self.ids()), says="a row stands without an id")
        assert self.ledger_moves() == self.true_moves(), self.story()
        self.peoples_cells_are_as_they_left_them()
        marks = Counter(
            found
            for t in self.buyer.sheet.threads()
            if (found := read_marks(t["headPost"]["content"])) is not None
        )
        assert not [mark for mark, times in Counter(key for key, _ in marks).items() if times > 1]
        ledger = self.backend.store.ledger(self.plan_id)
        shown = sum(belongs_in_history(e) for e in ledger)
        # a move that was told before it was taken back keeps its line
        taken_back = sum(e.void is Void.TAKEN_BACK for e in ledger)
        assert shown <= len(self.buyer.sheet.history()) <= shown + taken_back

    def story(self) -> str:
        """What the ledger says beside what stands, for whoever has to find out why they differ."""
        rows = [f"{r['ID']} {r['Milestone']!r} {r['Due']}" for r in self.buyer.all_cells()]
        ledger = [f"{e.seen_at:%S.%f} {e.change.kind} {e.change.row} {e.change.item!r} {e.change.field} {e.change.was} {e.change.now}"
                  for e in self.backend.store.ledger(self.plan_id)]  # fmt: skip
        return "\n".join([*rows, *ledger])

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
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=False,
            phases=[Phase.generate],  # shrinking replays hundreds of edits a try: the seed is enough
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    assert machine.most_edits >= 200
