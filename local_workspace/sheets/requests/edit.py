"""What a batchUpdate handler gets to work with, and readers of the shapes that many requests share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from local_workspace.errors import bad_request
from local_workspace.people import Actor
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import Path, parse_mask
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, Dimension, GridRange, Json
from local_workspace.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Edit:
    """The document being changed (a copy until the whole batch holds), who changes it and when."""

    doc: Spreadsheet
    actor: Actor
    now: datetime


#: takes the request's body; returns the reply's body, or None where Google answers {}
Handler = Callable[[Edit, Json], Json | None]


def required(request: Json, name: str) -> Json:
    """A sub-message the request can't do without."""
    value = request.get(name)
    if value is None:
        raise bad_request(f"{name} must be specified.")
    found: Json = value
    return found


def mask(request: Json) -> tuple[Path, ...]:
    """The request's update mask; it is required wherever it exists."""
    return parse_mask(request.get("fields", ""))


def grid_range(edit: Edit, request: Json, name: str = "range") -> GridRange:
    """A GridRange of the request whose sheet exists."""
    where = GridRange.from_json(required(request, name))
    edit.doc.sheet(where.sheet_id)
    return where


def area(edit: Edit, request: Json, name: str = "range") -> tuple[Sheet, Box]:
    """The sheet and the cells that a GridRange of the request covers."""
    return edit.doc.box_of(GridRange.from_json(required(request, name)))


def dimension(edit: Edit, request: Json, name: str = "range", *, closed: bool = False) -> Dimension:
    """A DimensionRange of the request with its ends closed (`closed`: they must have been given)."""
    given = required(request, name)
    sheet = edit.doc.sheet(given.get("sheetId", 0))
    kind = given.get("dimension")
    if kind not in (ROWS, COLUMNS):
        raise bad_request(f"{name}.dimension must be specified.")
    if closed and ("startIndex" not in given or "endIndex" not in given):
        raise bad_request(f"{name}.startIndex and {name}.endIndex must be specified.")
    start, end = given.get("startIndex", 0), given.get("endIndex", sheet.count(kind))
    if start < 0 or end <= start:
        raise bad_request(f"{name}.endIndex[{end}] must be greater than {name}.startIndex[{start}].")
    return Dimension(sheet.sheet_id, kind, start, end)
