"""What a person asked to be written into their Sheet, step by step, until every edit stands or is refused with why.

Sheets addresses cells by coordinate and can't refuse a write that came late. So every answer shows the Sheet right after
the write: it is read as the robot reads it, and an edit counts as done when its row says its value there. What landed
beside its row is put back (`strays`) and tried again; what stands and does not read as meant is put back and refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from closeplan.plan.document import Reading
from closeplan.plan.edits import CellEdit, Edit, EditResult, RowEdit, held_back
from closeplan.plan.languages import words_for
from closeplan.plan.model import Plan
from closeplan.plan.zones import zone_of
from sheets_schema import metadata
from sheets_schema.cells import Around, CellData, cell_text
from sheets_schema.edit_places import (
    SPEC_OF,
    Cells,
    column_of,
    is_due,
    same_value,
    sheet_grid,
    spot_of_edit,
    value_now,
)
from sheets_schema.edit_rows import new_rows, write_cell
from sheets_schema.edit_values import Slot, UnfitError, cell_of
from sheets_schema.flipped import laid
from sheets_schema.grid import Spot
from sheets_schema.read import read_document
from sheets_schema.strays import Mending, WrittenCell, put_back

Request = dict[str, Any]

_MARKS = "developerMetadata(metadataKey,metadataValue)"
_VALUES = (
    "userEnteredValue,effectiveValue,formattedValue,textFormatRuns,chipRuns,dataValidation,"
    "userEnteredFormat.numberFormat,effectiveFormat.numberFormat"
)
EDIT_FIELDS = (
    f"properties(title,locale,timeZone),{_MARKS},sheets(properties(sheetId,title),{_MARKS},merges,"
    "protectedRanges(range,unprotectedRanges,warningOnly,requestingUserCanEdit),"
    f"data(startRow,startColumn,rowData(values({_VALUES})),rowMetadata({_MARKS}),columnMetadata({_MARKS})))"
)
"""Field mask of what an edit needs to see, relative to a Spreadsheet."""

MOST_TRIES = 6
"""How often an edit is tried anew while people go on moving rows."""

_NOT_READ_BACK = "it can't be read back from its cell as it was meant: write it there yourself"
_TOO_BUSY = "people are moving rows just now: try again"


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """What was sent: the reading it was meant for, the cells it wrote with the edit of each and what stood there, and
    the rows it put in.
    """

    reading: Reading
    cells: tuple[tuple[CellEdit, WrittenCell, CellData], ...] = ()
    rows: tuple[RowEdit, ...] = ()
    undone: tuple[WrittenCell, ...] = ()

    @property
    def written(self) -> list[WrittenCell]:
        return [*(cell for _, cell, _ in self.cells), *self.undone]


class SheetEditing:
    """Edits on their way into one Sheet. Of two edits of one cell the later counts. `together`: all cells or none, as
    the Sheet is before the first write.
    """

    def __init__(  # noqa: PLR0913 - an edit needs its plan, its words and its moment
        self,
        edits: Sequence[Edit],
        known: Plan | None,
        mint: Callable[[], str],
        *,
        now: datetime,
        language: str,
        together: bool = False,
    ) -> None:
        self._open: dict[object, Edit] = {key_of(edit): edit for edit in edits}
        self._known, self._mint, self._now, self._language = known, mint, now, language
        self._words = words_for(language)
        self._together = together
        self._held: EditResult | None = None
        self._done: list[Edit] = []
        self._refused: list[tuple[Edit, str]] = []
        self._sent: _Sent | None = None
        self._mending: Mending | None = None
        self._moved = False
        self._tries = 0
        self._retried: set[tuple[object, ...]] = set()

    @property
    def result(self) -> EditResult:
        """What came of the edits."""
        return self._held or EditResult(done=tuple(self._done), refused=tuple(self._refused))

    def refuse(self, why: str) -> None:
        """Give up what is still open."""
        sent = self._sent
        self._refused += [(edit, why) for edit, _, _ in (sent.cells if sent else ())]
        self._refused += [(edit, why) for edit in (*(sent.rows if sent else ()), *self._open.values())]
        self._open, self._sent = {}, None

    def step(self, raw: Mapping[str, Any]) -> list[Request]:
        """What to send next to the Sheet that looks like this, all in one request; nothing once every edit is settled.
        `raw` is the Sheet as `EDIT_FIELDS` shows it, right after what was sent last.
        """
        back = self._mended(raw)
        if back:
            return back
        reading = read_document(raw, self._known, self._mint, now=self._now, language=self._language)
        self._known = reading.plan
        cells = Cells(raw)
        if self._together and self._sent is None and not self._tries:
            self._hold_back(reading, cells)
        return self._settled(reading) or self._rows(reading, cells) or self._cells(reading, cells)

    def _mended(self, raw: Mapping[str, Any]) -> list[Request]:
        """What puts back cells of others that the last write covered."""
        if self._mending is not None:
            self._mending.answered(raw)
        elif self._sent is not None and self._sent.written:
            self._mending = Mending(self._sent.reading, self._sent.written, raw)
        requests = self._mending.requests if self._mending else []
        self._moved = self._moved or bool(requests)
        if not requests:
            self._mending = None
        return requests

    def _hold_back(self, reading: Reading, cells: Cells) -> None:
        """Give up all edits where one of the cells can't be written."""
        causes: list[tuple[Edit, str]] = []
        for edit in self._open.values():
            try:
                if isinstance(edit, CellEdit):
                    self._cell(reading, cells, edit)
            except UnfitError as error:
                causes.append((edit, str(error)))
        if causes:
            self._held = held_back(self._open.values(), causes, reading.plan)
            self._open = {}

    def _settled(self, reading: Reading) -> list[Request]:
        """Judge what was sent by what is read now; what puts back an edit that does not read as it was meant."""
        sent, moved = self._sent, self._moved
        self._sent, self._moved = None, False
        if sent is None:
            return []
        undo: list[Request] = []
        undone: list[WrittenCell] = []
        for edit, cell, before in sent.cells:
            if same_value(value_now(reading.plan, edit), edit.value):
                self._done.append(edit)
            elif moved:
                self._open[key_of(edit)] = edit
            else:
                self._refused.append((edit, _NOT_READ_BACK))
                undo += _undoing(cell, before)
                undone.append(replace(cell, text=cell_text(before)))
        undo += self._settled_rows(sent.rows, reading)
        if undo:
            self._sent = _Sent(reading=reading, undone=tuple(undone))
        return laid(undo, sheet_grid(reading).turned)

    def _settled_rows(self, rows: Sequence[RowEdit], reading: Reading) -> Iterator[Request]:
        """A new row that is not read as it was meant is taken out again, and put in once more."""
        grid = sheet_grid(reading)
        for edit in rows:
            key, is_there = key_of(edit), edit.id in grid.rows.get(edit.table, {})
            if is_there and (key in self._retried or _reads_as(reading.plan, edit)):
                self._done.append(edit)
                continue
            if key in self._retried:
                self._refused.append((edit, _NOT_READ_BACK))
            else:
                self._retried.add(key)  # somebody moved columns just then
                self._open[key] = edit
            tab = grid.tabs[SPEC_OF[edit.table].tab]
            for at, said in tab.row_marks.get(metadata.ROW, {}).items():
                if said == edit.id:
                    span = {"sheetId": tab.sheet_id, "dimension": "ROWS"}
                    yield {"deleteDimension": {"range": {**span, "startIndex": at, "endIndex": at + 1}}}

    def _rows(self, reading: Reading, cells: Cells) -> list[Request]:
        """The open rows of one table."""
        grid = sheet_grid(reading)
        waiting = [edit for edit in self._open.values() if isinstance(edit, RowEdit)]
        for edit in waiting:
            if edit.id in grid.rows.get(edit.table, {}):
                self._done.append(self._open.pop(key_of(edit)))
        tables = [edit.table for edit in waiting if key_of(edit) in self._open]
        ours = [edit for edit in waiting if key_of(edit) in self._open and edit.table is tables[0]]
        if not ours:
            return []
        made = new_rows(reading, cells, ours, self._words, self._around(reading))
        self._refused += made.refused
        for edit in ours:
            del self._open[key_of(edit)]
        self._sent = _Sent(reading=reading, rows=made.written) if made.written else None
        return made.requests or self._rows(reading, cells)

    def _cells(self, reading: Reading, cells: Cells) -> list[Request]:
        """Every open cell."""
        self._tries += 1
        if self._tries > MOST_TRIES:
            self.refuse(_TOO_BUSY)
        waiting = [edit for edit in self._open.values() if isinstance(edit, CellEdit)]
        self._open = {}
        sent = []
        requests = []
        for edit in waiting:
            try:
                found = self._cell(reading, cells, edit)
            except UnfitError as error:
                self._refused.append((edit, str(error)))
                continue
            if found is None:
                self._done.append(edit)
                continue
            spot, cell = found
            requests.append(write_cell(spot, cell))
            sent.append((edit, _written(spot, cell), cells.at(spot)))
        self._sent = _Sent(reading=reading, cells=tuple(sent)) if sent else None
        return laid(requests, sheet_grid(reading).turned)

    def _cell(self, reading: Reading, cells: Cells, edit: CellEdit) -> tuple[Spot, dict[str, Any]] | None:
        """Where to write what; None where it stands there already."""
        if not is_due(reading.plan, sheet_grid(reading), edit):
            return None
        spot = spot_of_edit(reading, cells, edit)
        return spot, cell_of(self._slot(reading, cells, edit, spot), edit.value)

    def _slot(self, reading: Reading, cells: Cells, edit: CellEdit, spot: Spot) -> Slot:
        tab = None if edit.table is None else sheet_grid(reading).tabs[SPEC_OF[edit.table].tab]
        return Slot(
            before=cells.at(spot),
            others=[tab.cell(row, spot[2]) for row in tab.body if row != spot[1]] if tab else (),
            column=None if edit.table is None else column_of(SPEC_OF[edit.table], edit.field),
            words=self._words,
            around=self._around(reading),
            side_words=tab.side_words if tab else {},
        )

    def _around(self, reading: Reading) -> Around:
        today = self._now.astimezone(zone_of(reading.time_zone)).date()
        return Around(today=today, locale=reading.locale, language=self._language)


def key_of(edit: Edit) -> tuple[object, ...]:
    """What an edit is about: its cell, or its row."""
    if isinstance(edit, RowEdit):
        return (edit.table, edit.id)
    return (edit.table, edit.row, edit.field)


def _reads_as(plan: Plan, edit: RowEdit) -> bool:
    """Whether the row's name stands in it."""
    name = SPEC_OF[edit.table].likeness[0]
    there = CellEdit(table=edit.table, row=edit.id, field=name, value=None)
    return same_value(value_now(plan, there), edit.values.get(name))


def _written(spot: Spot, cell: Mapping[str, Any]) -> WrittenCell:
    sheet_id, row, column = spot
    return WrittenCell(sheet_id=sheet_id, row=row, column=column, text=cell_text(cell))


def _undoing(cell: WrittenCell, before: CellData) -> Iterator[Request]:
    """What makes a cell hold again what it held, shown as it was."""
    yield put_back((cell.sheet_id, cell.row, cell.column), before)
    start = {"sheetId": cell.sheet_id, "rowIndex": cell.row, "columnIndex": cell.column}
    looks = {"userEnteredFormat": before.get("userEnteredFormat", {})}
    fields = "userEnteredFormat.numberFormat"
    yield {"updateCells": {"start": start, "rows": [{"values": [looks]}], "fields": fields}}
