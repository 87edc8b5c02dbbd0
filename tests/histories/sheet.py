"""A plan's Sheet in memory, with the truth about its rows: which milestone each one is, whatever its cells say.

A `Line` is a row of the grid. What people see of it (`words`) and the milestone it is (`who`) travel with its cells; its
developer metadata (`mark`) stays with the line, and its ID cell goes where a person's selection takes it.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from closeplan.plan.model import Milestone, Plan
from sheets_schema import metadata
from sheets_schema.columns import TIMELINE
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.plans import draft
from tests.unit.sheets_schema.sheet import Sheet

_EPOCH = date(1899, 12, 30)
_PLAN_TAB = 0


@dataclass
class Line:
    """One row of the grid; without words it is an empty one."""

    uid: int
    mark: str = ""
    id_text: str = ""
    who: int | None = None
    words: Milestone | None = None


class Kept(NamedTuple):
    """A line as it stood at one moment."""

    mark: str
    id_text: str
    who: int | None
    words: Milestone | None


@dataclass(frozen=True)
class State:
    """The whole table as it stood at one moment, by line."""

    lines: dict[int, Kept]
    has_ids: bool


@dataclass
class SharedSheet:
    """The timeline of a plan as it lies in its Sheet.

    `copied_from` names, for a milestone that began as a copy of another's words, that other one.
    """

    lines: list[Line] = field(default_factory=list)
    has_ids: bool = True
    copied_from: dict[int, int] = field(default_factory=dict)
    _uids: Iterator[int] = field(default_factory=itertools.count)
    _whos: Iterator[int] = field(default_factory=itertools.count)

    def new_line(self, at: int, words: Milestone | None = None, *, like: int | None = None) -> Line:
        """An inserted row; with words it is a new milestone, a copy of `like` if that is given."""
        line = Line(next(self._uids), words=words, who=self.new_who(like) if words else None)
        self.lines.insert(at, line)
        return line

    def new_who(self, like: int | None = None) -> int:
        """Another milestone."""
        who = next(self._whos)
        if like is not None:
            self.copied_from[who] = like
        return who

    def standing(self) -> list[tuple[int, Line]]:
        """The lines in which something is written, with where they are."""
        return [(index, line) for index, line in enumerate(self.lines) if line.words is not None]

    def state(self) -> State:
        """The table as it is now."""
        lines = {line.uid: Kept(line.mark, line.id_text, line.who, line.words) for line in self.lines}
        return State(lines, self.has_ids)

    def return_to(self, was: State, done: State) -> None:
        """Take one edit back, from `done` to `was`, as Sheets does: what was changed since then stays."""
        here = {line.uid: line for line in self.lines}
        if self.has_ids == done.has_ids:
            self.has_ids = was.has_ids
        for uid, line in here.items():
            if uid in was.lines and uid in done.lines:
                _revert(line, was.lines[uid], done.lines[uid])
        if list(here) == list(done.lines):
            self.lines = [here.get(uid) or Line(uid, *kept) for uid, kept in was.lines.items()]

    def get(self) -> dict[str, Any]:
        """The Sheet as `spreadsheets.get` answers."""
        raw, first = _empty_plan()
        answer = {**raw, "sheets": [{**raw["sheets"][0]}]}
        (data,) = raw["sheets"][0]["data"]
        width = len(TIMELINE) - (not self.has_ids)
        rows = [{"values": _cells(line)[:width]} for line in self.lines]
        marks = [_marked(line.mark) for line in self.lines]
        head = [{**row, "values": row.get("values", [])[:width]} for row in data["rowData"][:first]]
        answer["sheets"][0]["data"] = [
            {
                "rowData": head + rows,
                "rowMetadata": data["rowMetadata"][:first] + marks,
                "columnMetadata": data["columnMetadata"][:width],
            }
        ]
        return answer

    @property
    def first_row(self) -> int:
        """The index of the row below the header."""
        return _empty_plan()[1]


def _revert(line: Line, was: Kept, done: Kept) -> None:
    if line.id_text == done.id_text:
        line.id_text = was.id_text
    if (line.who, line.words) == (done.who, done.words):
        line.who, line.words = was.who, was.words


@cache
def _empty_plan() -> tuple[dict[str, Any], int]:
    """A plan without milestones as it is made, its Plan tab alone, and the row below its header."""
    made = Sheet()
    made.apply(creation_requests(draft(Plan(title="Acme × Northwind"))))
    raw = made.get()
    (sheet,) = (one for one in raw["sheets"] if one["properties"]["sheetId"] == _PLAN_TAB)
    (data,) = sheet["data"]
    header = next(iter(metadata.by_index(data["rowMetadata"])[metadata.HEADER]))
    return {**raw, "sheets": [copy.deepcopy(sheet)]}, header + 1


def _cells(line: Line) -> list[dict[str, Any]]:
    words = line.words
    values = [_value(words, column.key) if words else "" for column in TIMELINE[:-1]]
    return [_cell(value) for value in (*values, line.id_text)]


def _value(words: Milestone, key: str) -> Any:
    return getattr(words, f"{key}_text", "") or getattr(words, key, "")


def _cell(value: Any) -> dict[str, Any]:
    if not value:
        return {}
    if isinstance(value, date):
        return {"userEnteredValue": {"numberValue": (value - _EPOCH).days}}
    return {"userEnteredValue": {"stringValue": str(value).replace("_", " ")}}


def _marked(mark: str) -> dict[str, Any]:
    if not mark:
        return {}
    return {"developerMetadata": [{"metadataKey": metadata.ROW, "metadataValue": mark}]}
