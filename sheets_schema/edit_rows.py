"""New rows in a Sheet: put in below a table's last one, dressed like it, with their id in cell and mark.

A row is inserted and never written over another, so a write that comes late covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from closeplan.plan.document import Reading
from closeplan.plan.edits import RowEdit
from closeplan.plan.wording import Words
from sheets_schema import metadata
from sheets_schema.cells import Around, text_cell
from sheets_schema.columns import ID, TableSpec
from sheets_schema.edit_places import SPEC_OF, Cells, column_at, column_of, sheet_grid
from sheets_schema.edit_values import Slot, UnfitError, cell_of
from sheets_schema.flipped import laid
from sheets_schema.grid import TabGrid

Request = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class NewRows:
    """The requests that put rows in, the edits they carry out, and those that can't be or not in full, with why."""

    requests: list[Request]
    written: tuple[RowEdit, ...]
    refused: tuple[tuple[RowEdit, str], ...]


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A table below whose last row new ones go: `below` is the first free index, `like` the row whose looks they take,
    None where the table is empty.
    """

    spec: TableSpec
    tab: TabGrid
    cells: Cells
    below: int
    like: int | None
    words: Words
    around: Around


def new_rows(
    reading: Reading, cells: Cells, edits: Sequence[RowEdit], words: Words, around: Around
) -> NewRows:
    """The rows of edits that are all of one table."""
    grid, table = sheet_grid(reading), edits[0].table
    spec = SPEC_OF[table]
    tab = grid.tabs.get(spec.tab)
    if tab is None or not set(spec.makers) & set(tab.columns):
        why = f"the document has no table of {table.value} that a row could be added to"
        return NewRows(requests=[], written=(), refused=tuple((edit, why) for edit in edits))
    last = max(grid.rows.get(table, {}).values(), default=None)
    below = tab.body.start if last is None else last + 1
    place = _Place(spec=spec, tab=tab, cells=cells, below=below, like=last, words=words, around=around)
    made = [_row(place, edit) for edit in edits]
    written = [(edit, row) for edit, row, _ in made if row is not None]
    requests = [_insertion(place, len(written))] if written else []
    for at, (edit, row) in enumerate(written, below):
        requests += _filled(place, at, edit, row)
    return NewRows(
        requests=laid(requests, grid.turned),
        written=tuple(edit for edit, _ in written),
        refused=tuple((edit, why) for edit, _, whys in made for why in whys),
    )


_Cells = dict[int, dict[str, Any]]


def _row(place: _Place, edit: RowEdit) -> tuple[RowEdit, _Cells | None, list[str]]:
    """The row's cells by column index, and why what is missing is; no cells where the row would say nothing."""
    found: _Cells = {}
    whys: list[str] = []
    for field, value in edit.values.items():
        try:
            at = column_at(place.spec, place.tab, place.below, field)
            found[at] = cell_of(_slot(place, field, at), value)
        except UnfitError as error:
            whys.append(f"{column_of(place.spec, field).header}: {error}")
    named = any(found.get(place.tab.columns.get(maker, -1)) for maker in place.spec.makers)
    return edit, found if named else None, whys or ([] if named else ["a row needs a name"])


def _slot(place: _Place, field: str, at: int) -> Slot:
    others = [place.tab.cell(row, at) for row in place.tab.body]
    return Slot(
        before=place.tab.cell(place.below if place.like is None else place.like, at),
        others=others,
        column=column_of(place.spec, field),
        words=place.words,
        around=place.around,
        side_words=place.tab.side_words,
    )


def _insertion(place: _Place, count: int) -> Request:
    """Empty rows that look like the last one; in an empty table, like those below."""
    span = {"sheetId": place.tab.sheet_id, "dimension": "ROWS"}
    return {
        "insertDimension": {
            "range": {**span, "startIndex": place.below, "endIndex": place.below + count},
            "inheritFromBefore": place.like is not None,
        }
    }


def _filled(place: _Place, row: int, edit: RowEdit, cells: _Cells) -> Iterator[Request]:
    """One new row's words, its dropdowns, its id."""
    sheet_id = place.tab.sheet_id
    own = {**cells}
    if ID in place.tab.columns:
        own[place.tab.columns[ID]] = text_cell(edit.id)
    for column, cell in sorted(own.items()):
        if cell:
            yield write_cell((sheet_id, row, column), cell)
    like = place.like
    for column in place.tab.columns.values() if like is not None else ():
        rule = place.tab.cell(like or 0, column).get("dataValidation")
        if rule:
            yield {"setDataValidation": {"range": _one_cell(sheet_id, row, column), "rule": rule}}
    adopted = place.tab.adopted is not None
    value = metadata.of_table(edit.table, edit.id) if adopted else edit.id
    yield metadata.mark(metadata.ROW, value, metadata.on_row(sheet_id, row))


def write_cell(spot: tuple[int, int, int], cell: dict[str, Any]) -> Request:
    """The request that makes a cell say what `cell` says, its number format too where it has one."""
    sheet_id, row, column = spot
    fields = "userEnteredValue"
    if "userEnteredFormat" in cell:
        fields += ",userEnteredFormat.numberFormat"
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [cell]}],
            "fields": fields,
        }
    }


def _one_cell(sheet_id: int, row: int, column: int) -> Request:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
