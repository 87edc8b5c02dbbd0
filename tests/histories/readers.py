"""The readers that are measured: ours, ids alone, and daff with the ID column as its key and without.

The last three have no robot of their own, so they get the plainest one: every row without an id of its own is given a
new one, in the ID cell too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from closeplan.plan.diff import FIELDS, diff, field_text
from closeplan.plan.document import DocumentUpdate
from closeplan.plan.model import Milestone, Plan
from closeplan.plan.signals import Table
from sheets_schema.annotate import update_requests
from sheets_schema.grid import Grid
from sheets_schema.read import read_document
from tests.histories.sheet import SharedSheet

_WRITTEN = {"due", "status", ""}
"""Fields whose change makes the robot write into the Sheet; rows that come and go have none."""


@dataclass
class Ours:
    """closeplan's own reading and repairs, with the plan as it was last read."""

    known: Plan | None = None
    _repairs: dict[int, str] = field(default_factory=dict)
    _marks: dict[int, str] = field(default_factory=dict)
    _minted: Iterator[int] = field(default_factory=itertools.count)

    def read(self, sheet: SharedSheet) -> list[str]:
        reading = read_document(sheet.get(), self.known, lambda: f"new-{next(self._minted)}")
        assert isinstance(reading.grid, Grid)
        has_news = any(change.field in _WRITTEN for change in diff(self.known, reading.plan))
        self.known = reading.plan
        at = {row - sheet.first_row: row_id for row_id, row in reading.grid.rows[Table.TIMELINE].items()}
        self._repairs = {cell.row - sheet.first_row: cell.text for cell in reading.grid.repairs}
        update = DocumentUpdate(signals={}, outlook="News" if has_news else reading.outlook)
        self._marks = dict(_marks_in(update_requests(reading, update).requests, sheet.first_row))
        return [at[index] for index, _ in sheet.standing()]

    def repairs(self) -> dict[int, str]:
        return self._repairs

    def marks(self) -> dict[int, str]:
        return self._marks


def _marks_in(requests: list[dict[str, Any]], first_row: int) -> Iterator[tuple[int, str]]:
    """By line, the row marks that requests take away, and those they make."""
    for request in requests:
        lookup = (
            request.get("deleteDeveloperMetadata", {}).get("dataFilter", {}).get("developerMetadataLookup")
        )
        if lookup:
            yield lookup["metadataLocation"]["dimensionRange"]["startIndex"] - first_row, ""
        made = request.get("createDeveloperMetadata", {}).get("developerMetadata")
        if made:
            yield made["location"]["dimensionRange"]["startIndex"] - first_row, made["metadataValue"]


@dataclass
class IdsAlone:
    """The ID cell is all there is: what is blank or doubled is a new row."""

    _repairs: dict[int, str] = field(default_factory=dict)
    _minted: Iterator[int] = field(default_factory=itertools.count)

    def read(self, sheet: SharedSheet) -> list[str]:
        used: set[str] = set()
        self._repairs = {}
        found = []
        for index, line in sheet.standing():
            text = line.id_text if sheet.has_ids else ""
            if not text or text in used:
                text = f"new-{next(self._minted)}"
                self._repairs[index] = text
            used.add(text)
            found.append(text)
        return found

    def repairs(self) -> dict[int, str]:
        return self._repairs

    def marks(self) -> dict[int, str]:
        return {}


@dataclass
class Daff:
    """daff's alignment of the table as it was with the table as it is. `keyed` tells it that ID is the key."""

    keyed: bool
    _was: list[list[str]] = field(default_factory=list)
    _ids: list[str] = field(default_factory=list)
    _cells: IdsAlone = field(default_factory=IdsAlone)
    _minted: Iterator[int] = field(default_factory=itertools.count)

    def read(self, sheet: SharedSheet) -> list[str]:
        cells = self._cells.read(sheet)
        now = [_texts(line.words) for _, line in sheet.standing() if line.words]
        if self.keyed:
            now = [[*row, text] for row, text in zip(now, cells, strict=True)]
        header = [*FIELDS[Table.TIMELINE], "id"][: len(now[0]) if now else 0]
        was_row = dict(self._aligned(header, now)) if self._was else {}
        known = self._ids
        self._ids = [
            known[was_row[index]] if index in was_row else f"row-{next(self._minted)}"
            for index in range(len(now))
        ]
        self._was = now
        return self._ids

    def _aligned(self, header: list[str], now: list[list[str]]) -> Iterator[tuple[int, int]]:
        """Pairs of a row that is and the row it was, counted from the first below the header."""
        import daff  # the tests that play other readers only need not have it

        flags = daff.CompareFlags()
        if self.keyed:
            flags.addPrimaryKey("id")
        tables = [daff.PythonTableView([header, *rows]) for rows in (self._was, now)]
        taken: set[int] = set()
        for unit in daff.compareTables(*tables, flags).align().toOrder().getList():
            if unit.l > 0 and unit.r > 0 and unit.l not in taken:
                taken.add(unit.l)
                yield unit.r - 1, unit.l - 1

    def repairs(self) -> dict[int, str]:
        return self._cells.repairs()

    def marks(self) -> dict[int, str]:
        return {}


def _texts(row: Milestone) -> list[str]:
    return [field_text(row, name) for name in FIELDS[Table.TIMELINE]]
