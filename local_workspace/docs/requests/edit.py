"""What a batchUpdate handler gets to work with, and readers of places and ranges."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from local_workspace.docs.defaults import TAB_ID
from local_workspace.docs.document import Document
from local_workspace.docs.flow import STRUCTURE, Flow, Mark
from local_workspace.docs.tables import CellPlace, TablePlace, table_at
from local_workspace.errors import bad_request
from local_workspace.people import Actor
from local_workspace.sheets.grid import Json


@dataclass(frozen=True, slots=True)
class Edit:
    """The document being changed (a copy until the whole batch holds), who changes it and when."""

    doc: Document
    actor: Actor
    now: datetime

    @property
    def flow(self) -> Flow:
        """The body's text."""
        return self.doc.flow


#: takes the request's body; returns the reply's body, or None where Google answers {}
Handler = Callable[[Edit, Json], Json | None]


def required(request: Json, name: str) -> Json:
    """A sub-message the request can't do without."""
    value = request.get(name)
    if value is None:
        raise bad_request(f"{name} must be specified.")
    found: Json = value
    return found


def check_tabs(criteria: Json) -> None:
    """Refuse criteria that name a tab which isn't there."""
    for tab_id in criteria.get("tabIds", ()):
        _check_tab(tab_id)


def _check_tab(tab_id: str) -> None:
    if tab_id not in {"", TAB_ID}:
        raise bad_request(f"The tab with ID {tab_id} was not found.")


def _check_segment(where: Json) -> None:
    _check_tab(where.get("tabId", ""))
    if where.get("segmentId"):
        raise bad_request(f"Segment with ID {where['segmentId']} was not found.")


def check_index(edit: Edit, index: int) -> int:
    """An index that is on a unit of the body."""
    if index < 0:
        raise bad_request(f"Index {index} must be greater than or equal to 0.")
    if index >= len(edit.flow):
        size = len(edit.flow)
        raise bad_request(f"Index {index} must be less than the end index of the referenced segment, {size}.")
    return index


def insertion_index(edit: Edit, request: Json) -> int:
    """Where a request wants something put: inside a paragraph, or before the body's last newline."""
    if "endOfSegmentLocation" in request:
        _check_segment(request["endOfSegmentLocation"])
        return len(edit.flow) - 1
    where = required(request, "location")
    _check_segment(where)
    index = check_index(edit, where.get("index", 0))
    if edit.flow.text[index] in STRUCTURE:
        raise bad_request(
            "The insertion index must be inside the bounds of an existing paragraph."
            " You can still create new paragraphs by inserting newlines."
        )
    if edit.flow.is_inside_pair(index):
        raise bad_request("The insertion index cannot be within a grapheme cluster.")
    return index


def text_range(edit: Edit, request: Json) -> tuple[int, int]:
    """The ends of a request's range."""
    where = required(request, "range")
    _check_segment(where)
    start, end = where.get("startIndex", 0), where.get("endIndex", 0)
    check_index(edit, start)
    if end <= start:
        raise bad_request("The range should not be empty.")
    if end > len(edit.flow):
        check_index(edit, end)
    return start, end


def table_start(edit: Edit, where: Json) -> TablePlace:
    """The table that starts at a location."""
    _check_segment(where)
    return table_at(edit.flow, check_index(edit, where.get("index", 0)))


def cell_at(edit: Edit, request: Json) -> tuple[TablePlace, int, int]:
    """The table, row and column of a request's cell."""
    where = required(request, "tableCellLocation")
    table = table_start(edit, required(where, "tableStartLocation"))
    row, column = where.get("rowIndex", 0), where.get("columnIndex", 0)
    if not 0 <= row < len(table.rows):
        raise bad_request(f"The row index {row} is outside the table, which has {len(table.rows)} rows.")
    if not 0 <= column < table.columns:
        raise bad_request(
            f"The column index {column} is outside the table, which has {table.columns} columns."
        )
    return table, row, column


def table_box(edit: Edit, request: Json) -> tuple[TablePlace, range, range]:
    """The rows and columns of a request's table range."""
    where = required(request, "tableRange")
    table, row, column = cell_at(edit, where)
    rows, columns = where.get("rowSpan", 0), where.get("columnSpan", 0)
    if rows < 1 or columns < 1:
        raise bad_request("rowSpan and columnSpan must be at least 1.")
    if row + rows > len(table.rows) or column + columns > table.columns:
        raise bad_request("The table range must lie inside the table.")
    return table, range(row, row + rows), range(column, column + columns)


def own_of(edit: Edit, cell: CellPlace) -> Json:
    """The style that a cell has of its own."""
    return edit.flow.marks[cell.start].own


def set_own(edit: Edit, at: int, own: Json) -> None:
    """Replace what a unit carries besides its text style."""
    edit.flow.marks[at] = Mark(edit.flow.marks[at].style, own)
