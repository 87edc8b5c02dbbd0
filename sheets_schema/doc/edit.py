"""What a person asked to be written into their Doc, as one batchUpdate for the revision that was read.

Docs refuses a write that comes late, so nothing lands beside its cell. New words stand where the old ones stood, in
their looks; everything is written from the end of the Doc to its beginning, so that nothing moves what is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from closeplan.plan.document import Reading
from closeplan.plan.edits import CellEdit, Edit, EditResult, RowEdit, Value, held_back
from closeplan.plan.languages import words_for
from closeplan.plan.wording import Words
from closeplan.plan.zones import zone_of
from sheets_schema.cells import Around, cell_text
from sheets_schema.doc import marks
from sheets_schema.doc.as_sheet import RowPlace
from sheets_schema.doc.content import DocCell
from sheets_schema.doc.lines import SHEET_IDS
from sheets_schema.doc.marks import insertable, units
from sheets_schema.doc.read import DocGrid
from sheets_schema.edit_places import SPEC_OF, column_at, column_of, is_due, place_of_edit
from sheets_schema.edit_values import Slot, UnfitError, cell_of
from sheets_schema.grid import TabGrid

Request = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DocEdits:
    """A write of edits: its requests in order and the revision they are meant for, and the `result` it will have (what
    stands already is done).
    """

    requests: list[Request]
    revision: str
    result: EditResult

    @property
    def body(self) -> Request:
        """The batchUpdate's body, refused where the Doc has been edited since it was read."""
        control = {"writeControl": {"requiredRevisionId": self.revision}} if self.revision else {}
        return {"requests": self.requests, **control}


@dataclass(kw_only=True)
class _Writing:
    """A write as it is put together; `pieces` are its requests by where in the Doc they begin."""

    grid: DocGrid
    reading: Reading
    words: Words
    around: Around
    pieces: list[tuple[str, int, list[Request]]] = field(default_factory=list)

    def write(self, edit: Edit) -> None:
        """Put the edit's requests in; UnfitError where it can't be carried out."""
        if isinstance(edit, RowEdit):
            if edit.id not in self.grid.sheet.rows.get(edit.table, {}):
                self._row(edit)
        elif is_due(self.reading.plan, self.grid.sheet, edit):
            self._cell(edit)

    def _cell(self, edit: CellEdit) -> None:
        spot = place_of_edit(self.grid.sheet, edit)
        cell = self.grid.places.cells.get(spot)
        if cell is None or (edit.table is not None and cell.rows > 1):
            raise UnfitError("its cell is merged with another one: split them first")
        text = _text(self._slot(edit, spot[1], spot[2]), edit.value)
        self.pieces.append((cell.tab_id, cell.start, list(_retyped(cell, text))))

    def _row(self, edit: RowEdit) -> None:
        spec = SPEC_OF[edit.table]
        tab = self.grid.sheet.tabs.get(spec.tab)
        rows = self.grid.sheet.rows.get(edit.table, {})
        last = max(rows.values(), default=tab.header if tab else None)
        place = self.grid.places.rows.get((SHEET_IDS[spec.tab], last)) if last is not None else None
        if tab is None or place is None or last is None:
            raise UnfitError(f"the document has no table of {edit.table.value} that a row could be added to")
        texts: dict[int, str] = {}
        for key, value in edit.values.items():
            at = column_at(spec, tab, last, key)
            slot = self._slot(CellEdit(table=edit.table, row=edit.id, field=key, value=value), last, at)
            texts[self._doc_column(tab, place, last, at)] = _text(slot, value)
        name_at = self._doc_column(tab, place, last, column_at(spec, tab, last, spec.makers[0]))
        if not texts.get(name_at):
            raise UnfitError("a row needs a name")
        name = marks.row_name(spec.tab, edit.id)
        made = list(_new_row(place, texts, name_at, name))
        self.pieces.append((place.table.tab_id, place.table.row_ends[place.row], made))

    def _doc_column(self, tab: TabGrid, place: RowPlace, row: int, column: int) -> int:
        """The column of the Doc's table that the reader's column is."""
        cell = self.grid.places.cells.get((tab.sheet_id, row, column))
        cells = place.table.rows[place.row]
        if cell is None or cell not in cells:
            raise UnfitError("its row is merged with others: add it there yourself")
        return cells.index(cell)

    def _slot(self, edit: CellEdit, row: int, column: int) -> Slot:
        tab = None if edit.table is None else self.grid.sheet.tabs[SPEC_OF[edit.table].tab]
        return Slot(
            before=tab.cell(row, column) if tab else {},
            others=[tab.cell(other, column) for other in tab.body if other != row] if tab else (),
            column=None if edit.table is None else column_of(SPEC_OF[edit.table], edit.field),
            words=self.words,
            around=self.around,
            side_words=tab.side_words if tab else {},
        )


def doc_edits(
    reading: Reading, edits: Sequence[Edit], *, now: datetime, language: str, together: bool = False
) -> DocEdits:
    """What writes the edits into the Doc as it was read; `together`: all of them or none."""
    grid = reading.grid
    if not isinstance(grid, DocGrid):
        message = "this reading was not made by sheets_schema.doc.read"
        raise TypeError(message)
    today = now.astimezone(zone_of(reading.time_zone)).date()
    around = Around(today=today, locale=reading.locale, language=language)
    writing = _Writing(grid=grid, reading=reading, words=words_for(language), around=around)
    done: list[Edit] = []
    refused: list[tuple[Edit, str]] = []
    for edit in edits:
        try:
            writing.write(edit)
        except UnfitError as error:
            refused.append((edit, str(error)))
        else:
            done.append(edit)
    if together and refused:
        result = held_back(edits, refused, reading.plan)
        return DocEdits(requests=[], revision=grid.revision, result=result)
    # of rows that go below the same one, the last is put in first, so that they stand in the order they were asked for
    numbered = enumerate(writing.pieces)
    pieces = [one for _, one in sorted(numbered, key=lambda pair: (pair[1][:2], pair[0]), reverse=True)]
    return DocEdits(
        requests=[request for _, _, requests in pieces for request in requests],
        revision=grid.revision,
        result=EditResult(done=tuple(done), refused=tuple(refused)),
    )


def _text(slot: Slot, value: Value) -> str:
    """The words that say the value; a date as every language reads it."""
    if isinstance(value, date):
        return value.isoformat()
    return insertable(cell_text(cell_of(slot, value)))


def _retyped(cell: DocCell, text: str) -> Iterator[Request]:
    """New words behind the old ones, in their looks, then the old ones taken away."""
    tab = {"tabId": cell.tab_id} if cell.tab_id else {}
    if text:
        yield {"insertText": {"location": {"index": cell.end - 1, **tab}, "text": text}}
    if cell.start < cell.end - 1:
        span = {"startIndex": cell.start, "endIndex": cell.end - 1, **tab}
        yield {"deleteContentRange": {"range": span}}


def _new_row(place: RowPlace, texts: dict[int, str], name_at: int, mark: str) -> Iterator[Request]:
    """An empty row, its words from its last cell to its first, then the mark that says which row it is."""
    table = place.table
    tab = {"tabId": table.tab_id} if table.tab_id else {}
    location = {"index": table.start, **tab}
    above = {"tableStartLocation": location, "rowIndex": place.row, "columnIndex": 0}
    yield {"insertTableRow": {"tableCellLocation": above, "insertBelow": True}}
    first = table.row_ends[place.row] + 2  # behind the row's beginning and its first cell's
    for at in sorted(texts, reverse=True):
        if texts[at]:
            yield {"insertText": {"location": {"index": first + 2 * at, **tab}, "text": texts[at]}}
    if marks.can_be_named(mark):
        start = first + 2 * name_at + sum(units(text) for at, text in texts.items() if at < name_at)
        yield marks.named(mark, start, start + units(texts[name_at]) + 1, table.tab_id)
