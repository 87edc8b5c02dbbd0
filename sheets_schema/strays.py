"""Mending a write that landed beside its cell.

Sheets addresses cells by coordinate and can't refuse a write that came late. So the answer to a write
shows the Sheet right after it: where rows or columns moved between reading and writing, what stood under
our words is found again in the reading, by which row and which column it is now, and put back. Putting back
is a write too and may come late itself, so its answer is looked at in the same way until nothing is owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from closeplan.plan.document import Reading
from sheets_schema.alignment import Alignment
from sheets_schema.cells import EMPTY, CellData, cell_text
from sheets_schema.flipped import laid, upright_sheets
from sheets_schema.grid import Grid, Spot, TabGrid
from sheets_schema.locate import tab_later

Sheets = Mapping[int, TabGrid]
"""Each sheet once, by its id, however many tables lie on it."""


@dataclass(frozen=True, kw_only=True)
class WrittenCell:
    """A cell a write addressed by coordinate, and the words it wrote there."""

    sheet_id: int
    row: int
    column: int
    text: str


@dataclass(frozen=True, kw_only=True)
class _Debt:
    """A cell that holds our words by mistake, and what it held before."""

    sheet_id: int
    row: int
    column: int
    content: CellData

    @property
    def written(self) -> WrittenCell:
        return WrittenCell(
            sheet_id=self.sheet_id, row=self.row, column=self.column, text=cell_text(self.content)
        )

    @property
    def request(self) -> dict[str, Any]:
        return put_back((self.sheet_id, self.row, self.column), self.content)


def put_back(spot: Spot, content: CellData) -> dict[str, Any]:
    """The request that makes a cell hold again what it held: a value or formula, its looks inside the cell, its chips."""
    sheet_id, row, column = spot
    kept = {key: content[key] for key in ("userEnteredValue", "textFormatRuns") if key in content}
    fields = "userEnteredValue,textFormatRuns"
    chips = [run for run in content.get("chipRuns", ()) if run.get("chip")]
    if chips:
        kept["chipRuns"] = chips
        fields += ",chipRuns"
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [kept]}],
            "fields": fields,
        }
    }


class Mending:
    """What is owed to people after a write, answer by answer."""

    def __init__(self, reading: Reading, cells: Sequence[WrittenCell], after_raw: Mapping[str, Any]) -> None:
        grid = reading.grid
        self._sheets: Sheets = grid.sheets if isinstance(grid, Grid) else {}
        self._turned = grid.turned if isinstance(grid, Grid) else frozenset()
        self._debts: list[_Debt] = []
        self._look(cells, after_raw)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Requests that put back what was covered by mistake; none once every cell is as it should be."""
        return laid([debt.request for debt in self._debts], self._turned)

    def answered(self, after_raw: Mapping[str, Any]) -> None:
        """Take the Sheet as it was right after `requests` were sent."""
        self._look([debt.written for debt in self._debts], after_raw)

    def _look(self, cells: Sequence[WrittenCell], after_raw: Mapping[str, Any]) -> None:
        sheets = {sheet["properties"].get("sheetId", 0): sheet for sheet in upright_sheets(after_raw)}
        later = {
            sheet_id: tab_later(before, sheets[sheet_id])
            for sheet_id, before in self._sheets.items()
            if sheet_id in sheets
        }
        owed: list[_Debt] = []
        for sheet_id, after in later.items():
            written = {(c.row, c.column): c.text for c in cells if c.sheet_id == sheet_id}
            if written:
                alignment = Alignment(self._sheets[sheet_id], after, written)
                owed += _covered(alignment, self._sheets[sheet_id], after, written)
                owed += _unpaid(alignment, [debt for debt in self._debts if debt.sheet_id == sheet_id])
        self._sheets, self._debts = later, owed


def _covered(
    alignment: Alignment, before: TabGrid, after: TabGrid, written: Mapping[tuple[int, int], str]
) -> Iterator[_Debt]:
    """Cells that were written though they are other cells than those that were meant."""
    for (row, column), text in written.items():
        was = alignment.before(row, column)
        if was == (row, column):
            continue
        content: CellData = before.cell(*was) if was else EMPTY
        if cell_text(content) != text or "formulaValue" in content.get("userEnteredValue", EMPTY):
            yield _Debt(sheet_id=after.sheet_id, row=row, column=column, content=content)


def _unpaid(alignment: Alignment, debts: Sequence[_Debt]) -> Iterator[_Debt]:
    """What was to be put back and landed elsewhere, at the place where its cell is now."""
    for debt in debts:
        now = alignment.now(debt.row, debt.column)
        if now is not None and now != (debt.row, debt.column):
            yield _Debt(sheet_id=debt.sheet_id, row=now[0], column=now[1], content=debt.content)
