"""Protected ranges with editors: what a person may not edit must be the same after their request."""

from local_workspace.errors import bad_request
from local_workspace.people import Actor
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import GridRange
from local_workspace.sheets.resources import can_edit
from local_workspace.sheets.sheet import Ranged, Row, Sheet

REFUSAL = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def closed_to(doc: Spreadsheet, actor: Actor) -> bool:
    """True when anything in the document is protected from this person."""
    return any(
        not can_edit(item, actor, doc.owner) for sheet in doc.sheets for item in sheet.protected.values()
    )


def check(before: Spreadsheet, after: Spreadsheet, actor: Actor) -> None:
    """Refuse an edit that changed, moved apart or unprotected what is closed to the person."""
    for sheet in before.sheets:
        closed = {
            key: item for key, item in sheet.protected.items() if not can_edit(item, actor, before.owner)
        }
        if not closed:
            continue
        present = next((one for one in after.sheets if one.sheet_id == sheet.sheet_id), None)
        if present is None:
            raise bad_request(REFUSAL)
        for key, item in closed.items():
            now = present.protected.get(key)
            if now is None or now.body != item.body or _contents(sheet, item) != _contents(present, now):
                raise bad_request(REFUSAL)


def _contents(sheet: Sheet, item: Ranged) -> tuple[object, ...]:
    """A protection's shape and what lies in it, counted from its corner."""
    box = item.range.box(sheet.row_count, sheet.column_count)
    open_parts = item.ranges[1:]
    rows: dict[int, Row] = {}
    for row, column, cell in sheet.used(box):
        if not _inside(open_parts, sheet.sheet_id, row, column):
            rows.setdefault(row - box.r0, {})[column - box.c0] = cell
    # an open end follows the grid, which may grow: only a closed one is part of the shape
    ends = (item.range.r1 is not None and box.r1 - box.r0, item.range.c1 is not None and box.c1 - box.c0)
    return (*ends, rows, sheet.title if ends == (False, False) else "")


def _inside(parts: tuple[GridRange, ...], sheet_id: int, row: int, column: int) -> bool:
    return any(part.meets(GridRange(sheet_id, row, row + 1, column, column + 1)) for part in parts)
