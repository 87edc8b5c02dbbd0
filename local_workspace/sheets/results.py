"""A result of the calculation library as Google shows it: the value, its number format, the error's kind."""

import math
import re
from datetime import date, datetime, time
from typing import Any

from local_workspace.sheets import a1
from local_workspace.sheets.grid import Json
from local_workspace.sheets.parse_input import serial
from local_workspace.sheets.sheet import COMPUTED, Cell, Sheet
from local_workspace.sheets.translation import functions

#: how far a number format is handed on from formula to formula
_DEEPEST = 8
_DATES = frozenset({"TODAY", "DATE", "EDATE", "EOMONTH", "WORKDAY", "WORKDAY.INTL", "TO_DATE", "DATEVALUE"})
#: functions whose result looks like what they were given
_INHERIT = frozenset(
    {
        "MIN",
        "MAX",
        "SUM",
        "AVERAGE",
        "MEDIAN",
        "IF",
        "IFERROR",
        "IFS",
        "INDEX",
        "VLOOKUP",
        "HLOOKUP",
        "XLOOKUP",
    }
    | {"LOOKUP", "ROUND", "ADD", "MINUS", "SUMIF", "SUMIFS", "MINIFS", "MAXIFS", "CHOOSE", "ABS", "UNIQUE"}
    | {"SORT", "FILTER", "ARRAYFORMULA", "OFFSET", "INDIRECT", "SUBTOTAL"}
)
_REFERENCE = re.compile(r"(?<![\w.$!'])\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?![\w.(!])")
_CIRCULAR = "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
_ERRORS: dict[str, tuple[str, str]] = {
    "Div": ("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero."),
    "Value": ("VALUE", "A parameter of the formula has a wrong type."),
    "Ref": ("REF", "Reference does not exist."),
    "Circ": ("REF", _CIRCULAR),
    "Spill": ("REF", "Array result was not expanded because it would overwrite data."),
    "Num": ("NUM", "A parameter or the result is out of range."),
    "Na": ("N_A", "A value was not found."),
    "Null": ("NULL_VALUE", "The ranges have no cell in common."),
    "Error": ("ERROR", "Formula parse error."),
}


def formula_of(cell: Cell) -> str:
    """The formula in a cell, or an empty text."""
    value = cell.get("userEnteredValue")
    return value.get("formulaValue", "") if value else ""


def result(found: Any, formula: str, sheet: Sheet) -> Json:
    """The ExtendedValue of a result, and the number format it brings along."""
    kind = {date: "DATE", datetime: "DATE_TIME", time: "TIME"}.get(type(found))
    if isinstance(found, dict):
        return {"value": error(str(found.get("kind", "Error")), formula)}
    if isinstance(found, time):
        found = (found.hour * 3600 + found.minute * 60 + found.second) / 86400
    elif isinstance(found, date):
        found = serial(found)
    if isinstance(found, bool):
        return {"value": {"boolValue": found}}
    if isinstance(found, str):
        return {"value": {"stringValue": found}}
    if not isinstance(found, int | float):
        return {"value": None}
    if not math.isfinite(found):
        return {"value": error("Num", formula)}
    whole = isinstance(found, int) or (found.is_integer() and abs(found) < 1e15)
    look = {"type": kind} if kind else _inherited(formula, sheet)
    return {"value": {"numberValue": int(found) if whole else found}, **({"format": look} if look else {})}


def _inherited(formula: str, sheet: Sheet, depth: int = 0) -> Json | None:
    """The number format of the first cell a formula names, where its outermost function keeps it."""
    names = functions(formula)
    if names and names[0] in _DATES:
        return {"type": "DATE"}
    if depth > _DEEPEST or (names and names[0] not in _INHERIT):
        return None
    looks = [_look_of(sheet, place, depth) for place in _REFERENCE.findall(formula)[:2]]
    if not looks or not looks[0] or looks[0].get("type") == "TEXT":
        return None
    if "-" in formula and len(looks) > 1 and looks[1] and str(looks[0].get("type", "")).startswith("DATE"):
        return None
    return looks[0]


def _look_of(sheet: Sheet, place: tuple[str, str], depth: int) -> Json | None:
    cell = sheet.cell(int(place[1]) - 1, a1.column_index(place[0]))
    own: Json | None = cell.get("userEnteredFormat", {}).get("numberFormat")
    formula = formula_of(cell)
    return own or (_inherited(formula, sheet, depth + 1) if formula else None)


def error_of(cell: Cell) -> str:
    """The kind of error a computed cell shows."""
    return str(((cell[COMPUTED]["value"] or {}).get("errorValue") or {}).get("type", ""))


def error(kind: str, formula: str) -> Json:
    """The ExtendedValue of an error of the library's kind."""
    if kind in ("Name", "NImpl"):
        names = functions(formula)
        what = (
            f"Unknown function: '{names[0]}'."
            if names
            else f"Unknown range name: '{formula[1:].strip().upper()}'."
        )
        return {"errorValue": {"type": "NAME", "message": what}}
    name, message = _ERRORS.get(kind, ("ERROR", "Formula parse error."))
    return {"errorValue": {"type": name, "message": message}}
