"""What the robot writes into a Doc: what it would write into a Sheet, said in a Doc's terms.

Every index is that of the reading. Marks and comments come first, for they move nothing; then the words from the
end of the Doc to its beginning, so that none moves what is still to be written. The whole is meant for the revision that
was read: Docs refuses it where somebody has edited since, and then nothing has landed anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from closeplan.plan.document import DocumentUpdate, Reading
from closeplan.plan.zones import zone_of
from sheets_schema import metadata
from sheets_schema.annotate import UpdateRequests, update_requests
from sheets_schema.cells import cell_text, moment_of
from sheets_schema.columns import HISTORY
from sheets_schema.doc import marks
from sheets_schema.doc.as_sheet import RowPlace
from sheets_schema.doc.cells import MOMENT_FORMAT
from sheets_schema.doc.content import DocCell, DocTable
from sheets_schema.doc.lines import SHEET_IDS
from sheets_schema.doc.looks import ROBOT_WORDS, text_style
from sheets_schema.doc.marks import insertable, units
from sheets_schema.doc.read import DocGrid
from sheets_schema.grid import Spot
from sheets_schema.labels import Label, Tab
from sheets_schema.strays import WrittenCell

Request = dict[str, Any]

_WHEN = HISTORY[0].key
_TAB_OF = {number: tab for tab, number in SHEET_IDS.items()}


@dataclass(frozen=True, kw_only=True)
class DocUpdate:
    """A write: its requests in order, the revision they are meant for, and the key of each new thread."""

    requests: list[Request]
    revision: str
    thread_keys: tuple[str, ...] = ()

    @property
    def body(self) -> Request:
        """The batchUpdate's body, refused where the Doc has been edited since it was read."""
        control = {"writeControl": {"requiredRevisionId": self.revision}} if self.revision else {}
        return {"requests": self.requests, **control}

    @property
    def comments(self) -> bool:
        """Whether it opens comment threads."""
        return bool(self.thread_keys)


@dataclass(frozen=True, kw_only=True)
class _Words:
    """Words for one place of a Doc: the requests that put them there, none of which touches anything before it."""

    tab_id: str
    start: int
    requests: Sequence[Request]


def doc_update(reading: Reading, update: DocumentUpdate, *, comments: bool = True) -> DocUpdate:
    """What is to be written after that reading; no requests where everything is as it should be.

    Without `comments` no thread is opened: a Doc has no notes to take their place, and the Signal column says it too.
    """
    grid = reading.grid
    if not isinstance(grid, DocGrid):
        message = "this reading was not made by sheets_schema.doc.read"
        raise TypeError(message)
    as_sheet = replace(reading, grid=grid.sheet)
    wanted = update_requests(as_sheet, update if comments else replace(update, threads=()))
    words = [*_cells(grid, wanted.cells), *_history(grid, reading, wanted)]
    words.sort(key=lambda one: (one.tab_id, one.start), reverse=True)
    requests = [
        *_row_marks(grid, wanted.cells),
        *(_column_marks(grid) if grid.sheet.writable else ()),
        *comment_requests(grid, wanted.requests),
        *(request for one in words for request in one.requests),
    ]
    return DocUpdate(requests=requests, revision=grid.revision, thread_keys=wanted.thread_keys)


def thread_ids(written: DocUpdate, response: Mapping[str, Any]) -> dict[str, str]:
    """The id of each thread the write opened, by key. Docs may save the words and none of the comments."""
    made = [
        reply.get("insertComment", {}).get("commentThread", {}).get("commentId")
        for request, reply in zip(written.requests, response.get("replies", ()), strict=False)
        if "insertComment" in request
    ]
    return {key: str(made_id) for key, made_id in zip(written.thread_keys, made, strict=False) if made_id}


def _is_id(grid: DocGrid, cell: WrittenCell) -> bool:
    return grid.places.id_columns.get(cell.sheet_id) == cell.column


def _row_marks(grid: DocGrid, cells: Sequence[WrittenCell]) -> Iterator[Request]:
    """An id that a Sheet's ID cell should say is a mark on the row; one that it shouldn't is taken away."""
    gone: set[str] = set()
    for cell in cells:
        row = grid.places.rows.get((cell.sheet_id, cell.row))
        if row is None or not _is_id(grid, cell):
            continue
        name = marks.row_name(_TAB_OF[cell.sheet_id], cell.text) if cell.text else ""
        wrong = {mark.id for mark in row.marks if mark.name != name} - gone
        gone |= wrong  # a range that edits have split stands in several rows and goes once
        for mark_id in sorted(wrong):
            yield {"deleteNamedRange": {"namedRangeId": mark_id}}
        if name and marks.can_be_named(name):
            yield _mark(name, row)


def _column_marks(grid: DocGrid) -> Iterator[Request]:
    """The marks of a table that lost them all, as one does that is cut and pasted: from now on its columns may be
    renamed again. A table that has some of them tells by that which columns people took away.
    """
    for tab, found in grid.sheet.tabs.items():
        if found.header is None or found.column_marks.get(metadata.COLUMN):
            continue
        for key, column in found.columns.items():
            cell = grid.places.cells.get((found.sheet_id, found.header, column))
            if cell:
                yield marks.named(marks.column_name(tab, key), cell.start, cell.end, cell.tab_id)


def _mark(name: str, row: RowPlace) -> Request:
    return marks.named(name, row.cell.start, row.cell.end, row.cell.tab_id)


def comment_requests(grid: DocGrid, requests: Sequence[Request]) -> Iterator[Request]:
    """Comments hang on words; answers go to their thread as in a Sheet."""
    for request in requests:
        if "addCommentReply" in request:
            yield request
        elif "insertComment" in request:
            given = dict(request["insertComment"])
            at = given.pop("coordinate")
            spot = (at["sheetId"], at["rowIndex"], at["columnIndex"])
            yield {"insertComment": given | {"range": _comment_range(grid, spot)}}


def _comment_range(grid: DocGrid, spot: Spot) -> Request:
    """The words a comment is about. An empty cell has none, and the robot's own words come and go: there it hangs on
    the row's other words, beginning with those that name it.
    """
    sheet_id, row, _ = spot
    place = grid.places.rows.get((sheet_id, row))
    cells = [] if spot == grid.sheet.labels.get(Label.OUTLOOK) else [grid.places.cells.get(spot)]
    cells += [place.cell] if place else []
    cells += [cell for at, cell in sorted(grid.places.cells.items()) if at[:2] == (sheet_id, row)]
    found = next((cell for cell in cells if cell and cell.text), None)
    return _range(found) if found else _anywhere(grid)


def _anywhere(grid: DocGrid) -> Request:
    """Where no cell is left to hang a comment on: the first words of the Doc's tables, else its first character."""
    found = next((cell for _, cell in sorted(grid.places.cells.items()) if cell.text), None)
    return _range(found) if found else {"startIndex": 1, "endIndex": 2}


def _range(cell: DocCell, *, newline: bool = False) -> Request:
    tab = {"tabId": cell.tab_id} if cell.tab_id else {}
    return {"startIndex": cell.start, "endIndex": cell.end - (not newline), **tab}


def _cells(grid: DocGrid, cells: Sequence[WrittenCell]) -> Iterator[_Words]:
    """The robot's cells with new words in place of the old ones."""
    for written in cells:
        cell = grid.places.cells.get((written.sheet_id, written.row, written.column))
        if cell is None or _is_id(grid, written):
            continue
        requests: list[Request] = []
        if cell.start < cell.end - 1:
            requests.append({"deleteContentRange": {"range": _range(cell)}})
        requests += _put(cell.start, insertable(written.text), cell.tab_id)
        if requests:
            yield _Words(tab_id=cell.tab_id, start=cell.start, requests=requests)


def _put(at: int, text: str, tab_id: str) -> list[Request]:
    if not text:
        return []
    location = {"index": at} | ({"tabId": tab_id} if tab_id else {})
    inked = text_style(at, at + units(text), ROBOT_WORDS, tab_id)
    return [{"insertText": {"location": location, "text": text}}, inked]


def _history(grid: DocGrid, reading: Reading, wanted: UpdateRequests) -> Iterator[_Words]:
    """The lines a Sheet would append, as rows below the History table's last one."""
    table = grid.places.history
    appended = [request["appendCells"] for request in wanted.requests if "appendCells" in request]
    if table is None or not table.rows or not appended:
        return
    rows = _NewRows(
        table=table,
        when_at=grid.sheet.tabs[Tab.HISTORY].columns[_WHEN],
        zone=zone_of(reading.time_zone),
    )
    requests: list[Request] = []
    # each goes directly below the last row there was, so the newest line is put in first
    for values in reversed([row["values"] for request in appended for row in request["rows"]]):
        requests += rows.requests(values)
    yield _Words(tab_id=table.tab_id, start=table.row_ends[-1], requests=requests)


@dataclass(frozen=True, kw_only=True)
class _NewRows:
    """Rows put in below a table's last one; `when_at` is the column of the moments."""

    table: DocTable
    when_at: int
    zone: tzinfo

    def requests(self, values: Sequence[Request]) -> Iterator[Request]:
        """An empty row, its words from its last cell to its first, then the mark that keeps its moment exactly."""
        table = self.table
        tab = {"tabId": table.tab_id} if table.tab_id else {}
        location = {"index": table.start, **tab}
        last = {"tableStartLocation": location, "rowIndex": len(table.rows) - 1, "columnIndex": 0}
        yield {"insertTableRow": {"tableCellLocation": last, "insertBelow": True}}
        when = moment_of(values[self.when_at]["userEnteredValue"]["numberValue"], self.zone)
        texts = [insertable(cell_text(value)) for value in values]
        texts[self.when_at] = when.astimezone(self.zone).strftime(MOMENT_FORMAT) if when else ""
        first = table.row_ends[-1] + 2  # behind the row's beginning and its first cell's
        for at in reversed(range(min(table.columns, len(texts)))):
            yield from _put(first + 2 * at, texts[at], table.tab_id)
        if when:
            start = first + 2 * self.when_at + sum(map(units, texts[: self.when_at]))
            end = start + units(texts[self.when_at]) + 1
            yield marks.named(marks.moment_name(when), start, end, table.tab_id)
