"""Whether a cell meets a BooleanCondition, as filters ask it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from local_workspace.errors import unimplemented
from local_workspace.sheets.formats import DATE_TYPES
from local_workspace.sheets.grid import Json
from local_workspace.sheets.parse_input import parse_typed, serial
from local_workspace.sheets.sheet import Cell
from local_workspace.sheets.showing import effective, formatted, number_format

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda text, wanted: wanted in text,
    "TEXT_NOT_CONTAINS": lambda text, wanted: wanted not in text,
    "TEXT_STARTS_WITH": lambda text, wanted: text.startswith(wanted),
    "TEXT_ENDS_WITH": lambda text, wanted: text.endswith(wanted),
    "TEXT_EQ": lambda text, wanted: text == wanted,
    "TEXT_NOT_EQ": lambda text, wanted: text != wanted,
}
_NUMBERS: dict[str, Callable[[float, list[float]], bool]] = {
    "GREATER": lambda number, ends: number > ends[0],
    "GREATER_THAN_EQ": lambda number, ends: number >= ends[0],
    "LESS": lambda number, ends: number < ends[0],
    "LESS_THAN_EQ": lambda number, ends: number <= ends[0],
    "EQ": lambda number, ends: number == ends[0],
    "NOT_EQ": lambda number, ends: number != ends[0],
    "BETWEEN": lambda number, ends: ends[0] <= number <= ends[-1],
    "NOT_BETWEEN": lambda number, ends: not ends[0] <= number <= ends[-1],
}
_DATE_NAMES = {
    "BEFORE": "LESS",
    "AFTER": "GREATER",
    "ON_OR_BEFORE": "LESS_THAN_EQ",
    "ON_OR_AFTER": "GREATER_THAN_EQ",
}
_RELATIVE = {
    "YESTERDAY": -1,
    "TODAY": 0,
    "TOMORROW": 1,
    "PAST_WEEK": -7,
    "PAST_MONTH": -30,
    "PAST_YEAR": -365,
}


def check(condition: Json) -> None:
    """Refuse a filter by a condition that can't be judged here."""
    kind = condition.get("type", "")
    known = {"BLANK", "NOT_BLANK", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "ONE_OF_LIST", "BOOLEAN"}
    if kind not in known and kind not in _TEXTS and not kind.startswith(("NUMBER_", "DATE_")):
        raise unimplemented(f"batchUpdate.setBasicFilter {kind}")


def meets(cell: Cell, condition: Json, locale: str, today: date) -> bool:
    """True where the cell (from `shown_rows`) meets the condition; one without its values meets nothing."""
    kind = condition["type"]
    text = formatted(cell, locale)
    if kind in ("BLANK", "NOT_BLANK"):
        empty = text == ""
        return empty is (kind == "BLANK")
    values: list[Json] = condition.get("values", [])
    if kind in _TEXTS:
        wanted = str(values[0].get("userEnteredValue", "")) if values else ""
        judge = _TEXTS[kind]
        return judge(text.casefold(), wanted.casefold())
    if kind in ("TEXT_IS_EMAIL", "TEXT_IS_URL"):
        return bool((_EMAIL if kind == "TEXT_IS_EMAIL" else _URL).fullmatch(text))
    if kind == "ONE_OF_LIST":
        return text in [one.get("userEnteredValue") for one in values]
    shown = effective(cell) or {}
    if kind == "BOOLEAN":
        return "boolValue" in shown
    return _number_meets(
        kind, cell, shown.get("numberValue"), [_number(one, locale, today) for one in values]
    )


def _number_meets(kind: str, cell: Cell, number: float | None, ends: list[float | None]) -> bool:
    family, _, name = kind.partition("_")
    if number is None or (family == "DATE" and (number_format(cell) or {}).get("type") not in DATE_TYPES):
        return False
    if name == "IS_VALID":
        return True
    given = [end for end in ends if end is not None]
    if not given or len(given) != len(ends):
        return False
    compared: Any = int(number) if family == "DATE" else number
    return _NUMBERS[_DATE_NAMES.get(name, name)](compared, given)


def _number(value: Json, locale: str, today: date) -> float | None:
    if "relativeDate" in value:
        return float(serial(today + timedelta(days=_RELATIVE.get(value["relativeDate"], 0))))
    typed = parse_typed(value.get("userEnteredValue", ""), locale, today).value or {}
    found: float | None = typed.get("numberValue")
    return found
