"""Many suggestions with one click: what can be written is, nothing is lost, and the last said counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from closeplan.errors import InputError
from closeplan.plan.document import DocumentKind, Snapshot
from closeplan.plan.edits import CellEdit, Edit, EditResult, with_edits
from closeplan.plan.model import Deal, Milestone, Network, Plan
from closeplan.plan.suggestions import Decision, Said, Suggestion, SuggestionKind
from closeplan.records import PlanRecord
from closeplan.services.edit_plan import EditPlan
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.suggest import DecideSuggestions
from closeplan.services.suggest_all import DecideMany

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
SAM = "sam@northwind.example"
PLAN = Plan(milestones=(Milestone(id="a", name="Review", notes="First"), Milestone(id="b", name="Signature")))


@dataclass(frozen=True)
class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Editor:
    """A document that holds a plan and refuses one row's edits; `requests` counts what it was asked."""

    plan: Plan = PLAN
    refuses: str = ""
    requests: list[int] = field(default_factory=list)

    def edit(
        self,
        document_id: str,
        edits: Sequence[Edit],
        known: Plan | None,
        *,
        now: datetime,
        language: str,
        together: bool = False,
    ) -> EditResult:
        self.requests.append(len(edits))
        refused = [one for one in edits if isinstance(one, CellEdit) and one.row == self.refuses]
        done = tuple(one for one in edits if one not in refused)
        self.plan = with_edits(self.plan, done)
        return EditResult(done=done, refused=tuple((one, "somebody works there") for one in refused))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    network = Network(steps=(), go_live=date(2027, 3, 31))
    deal = Deal(id="p", name="p", buyer="Acme", seller="Northwind", network=network)
    opened.add_plan(PlanRecord(id="p", deal=deal, owner=SAM, robot="robot@x", document_id="doc"))
    opened.save_pass("p", Snapshot(plan=PLAN, baseline={}, taken_at=NOW), ())
    yield opened
    opened.close()


def many(store: SqlStore, editor: Editor) -> DecideMany:
    edit = EditPlan(store=store, editors={DocumentKind.SHEET: editor}, clock=Clock(), jobs=RecordingJobs())
    stored = StoredPlan(store=store, clock=Clock(), time_zone="Etc/UTC")
    return DecideMany(decide=DecideSuggestions(book=store, stored=stored, edit=edit, clock=Clock()))


def note(name: str, milestone: str, day: int = 11) -> Suggestion:
    said = Said(source="Call", day=date(2027, 1, day))
    return Suggestion(id=name, kind=SuggestionKind.NOTE, said=said, milestone=milestone, text=name)


def due(name: str, day: int, said: int) -> Suggestion:
    words = Said(source="Call", day=date(2027, 1, said))
    return Suggestion(
        id=name, kind=SuggestionKind.SET_DATE, said=words, milestone="b", day=date(2027, 2, day)
    )


def accept(work: DecideMany, store: SqlStore, *ids: str) -> tuple[list[str], list[str]]:
    record = store.plan("p")
    seen = work.seen(record, work.waiting(record))
    done = work.accept(record, ids, seen=seen, by=SAM)
    return [one.id for one in done.done], [f"{one.id}: {why}" for one, why in done.left]


def test_all_of_one_cell_lands_one_below_the_other(store: SqlStore) -> None:
    store.file_suggestions("p", [note("x", "a", 12), note("y", "a", 11), note("z", "b")], NOW)
    editor = Editor()
    assert accept(many(store, editor), store, "x", "y", "z") == (["y", "z", "x"], [])
    assert [row.notes for row in editor.plan.milestones] == ["First\ny\nx", "z"]
    assert editor.requests == [2, 1]


def test_what_is_refused_stays_open_with_its_reason_and_what_was_not_named_too(store: SqlStore) -> None:
    store.file_suggestions("p", [note("x", "a"), note("y", "b"), note("gone", "c"), note("other", "a")], NOW)
    done, left = accept(many(store, Editor(refuses="b")), store, "x", "y", "gone")
    assert done == ["x"]
    assert left == [
        "gone: its milestone is no longer in the plan: reject it, or add the milestone",
        "y: somebody works there",
    ]
    still = {one.suggestion.id for one in store.suggestions("p", decision=Decision.OPEN)}
    assert still == {"y", "gone", "other"}


def test_of_two_dates_the_one_said_last_waits_and_the_other_is_not_asked_about(store: SqlStore) -> None:
    store.file_suggestions("p", [due("old", 12, said=4), due("new", 19, said=11)], NOW)
    work, record = many(store, Editor()), store.plan("p")
    assert [one.id for one in work.waiting(record)] == ["new"]
    assert accept(work, store, "new", "old") == (["new"], [])
    assert work.waiting(record) == []


def test_a_rejected_date_gives_the_earlier_one_its_turn(store: SqlStore) -> None:
    store.file_suggestions("p", [due("old", 12, said=4), due("new", 19, said=11)], NOW)
    work, record = many(store, Editor()), store.plan("p")
    with pytest.raises(InputError):
        work.reject(record, ["new"], reason=" ", by=SAM)
    assert [one.id for one in work.reject(record, ["new"], reason="No", by=SAM).done] == ["new"]
    assert [one.id for one in work.waiting(record)] == ["old"]
