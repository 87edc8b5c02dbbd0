"""What writing one value into a cell does to it: RAW as it is, USER_ENTERED as if typed."""

from datetime import date

from local_workspace.errors import bad_request
from local_workspace.sheets import cells
from local_workspace.sheets.formats import DATE_TYPES
from local_workspace.sheets.grid import Json
from local_workspace.sheets.parse_input import parse_typed
from local_workspace.sheets.sheet import Cell

MAX_TEXT = 50_000


def raw(cell: Cell, value: object) -> Cell:
    """The cell with the value stored as it came."""
    return cells.with_value(cell, _plain(value))


def typed(cell: Cell, value: object, locale: str, today: date) -> Cell:
    """The cell after a person typed the value: parsed, and formatted where it had no format of that kind."""
    if not isinstance(value, str):
        return raw(cell, value)
    if _number_type(cell) == "TEXT" and not value.startswith("="):
        return raw(cell, value)
    if len(value) > MAX_TEXT:
        raise _too_long()
    parsed = parse_typed(value, locale, today)
    new = cells.with_value(cell, parsed.value)
    if parsed.number_format and not _same_kind(_number_type(cell), parsed.number_format["type"]):
        look = {**new.get("userEnteredFormat", {}), "numberFormat": parsed.number_format}
        new = {**new, "userEnteredFormat": look}
    return new


def _plain(value: object) -> Json | None:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"numberValue": value}
    if isinstance(value, float):
        return {"numberValue": int(value) if value.is_integer() and abs(value) < 1e15 else value}
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise _too_long()
        return {"stringValue": value} if value else None
    raise bad_request("A value must be a string, a number or a boolean.")


def _too_long() -> Exception:
    return bad_request(
        f"Your input contains more than the maximum of {MAX_TEXT} characters in a single cell."
    )


def _number_type(cell: Cell) -> str:
    return str(cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", ""))


def _same_kind(present: str, implied: str) -> bool:
    """A cell that already shows dates keeps its way of showing them; a number's likewise."""
    if not present:
        return False
    return (present in DATE_TYPES) == (implied in DATE_TYPES)
