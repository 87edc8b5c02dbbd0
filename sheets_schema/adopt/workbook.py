"""A workbook as the recogniser sees it: sheets of plain values, wherever they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from closeplan.errors import InputError, Mistake

Value = str | int | float | bool | date | None
"""What a cell holds; texts come without the spaces around them, and an empty text is None."""

Row = tuple[Value, ...]

_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_DATES = frozenset({"DATE", "DATE_TIME"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet: its title and its rows, all of one length."""

    title: str
    cells: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.cells[0]) if self.cells else 0

    @cached_property
    def flipped(self) -> Page:
        """The sheet flipped at its diagonal: what lay on its side stands."""
        return Page(title=self.title, cells=tuple(zip(*self.cells, strict=True)))


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """Somebody's workbook. `locale` is the document's own where it says one (`en_US`)."""

    pages: tuple[Page, ...]
    locale: str = ""


def page(title: str, rows: Sequence[Sequence[Any]]) -> Page:
    """A sheet of any values, rows of any length; what is empty at its right and its bottom is left out."""
    found = [_trimmed([_value(cell) for cell in row]) for row in rows]
    while found and not found[-1]:
        found.pop()
    width = max(map(len, found), default=0)
    return Page(title=title, cells=tuple((*row, *[None] * (width - len(row))) for row in found))


def _trimmed(row: list[Value]) -> list[Value]:
    """A row up to its last cell that holds anything."""
    last = next((at for at in range(len(row) - 1, -1, -1) if row[at] is not None), -1)
    return row[: last + 1]


def _value(found: Any) -> Value:
    if isinstance(found, str):
        return found.strip() or None
    if isinstance(found, float):
        if found != found or found in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN is no value
            return None
        return int(found) if found.is_integer() else found
    if isinstance(found, (bool, int, date)) or found is None:
        return found
    return str(found)


def from_grid(document: object) -> Workbook:
    """A workbook in the plain JSON form: `{"locale", "sheets": [{"title", "cells": [[...]]}]}`, dates as `{"date": ISO}`."""
    if not isinstance(document, Mapping) or not isinstance(document.get("sheets"), list):
        raise InputError([Mistake("", "is no workbook: there is no list 'sheets'")])
    pages = tuple(_grid_page(sheet, f"sheets[{index}]") for index, sheet in enumerate(document["sheets"]))
    locale = document.get("locale")
    return Workbook(pages=pages, locale=locale if isinstance(locale, str) else "")


def _grid_page(sheet: object, place: str) -> Page:
    if not isinstance(sheet, Mapping) or not isinstance(sheet.get("cells"), list):
        raise InputError([Mistake(place, "has no list 'cells'")])
    rows = []
    for r, row in enumerate(sheet["cells"]):
        if not isinstance(row, list):
            raise InputError([Mistake(f"{place}.cells[{r}]", "is no list of cells")])
        rows.append([_grid_value(cell, f"{place}.cells[{r}][{c}]") for c, cell in enumerate(row)])
    return page(str(sheet.get("title", "")), rows)


def _grid_value(cell: object, place: str) -> object:
    if cell is None or isinstance(cell, (str, int, float, bool)):
        return cell
    if isinstance(cell, Mapping) and isinstance(cell.get("date"), str):
        try:
            return date.fromisoformat(cell["date"][:10])
        except ValueError:
            raise InputError([Mistake(place, f"'{cell['date'][:40]}' is no date")]) from None
    raise InputError([Mistake(place, "is neither text, number, true, false, null nor a date")])


def from_spreadsheet(spreadsheet: Mapping[str, Any]) -> Workbook:
    """A spreadsheet as `spreadsheets.get` with grid data returns it. A merged value stands in its first cell only."""
    pages = []
    for sheet in spreadsheet.get("sheets", ()):
        properties = sheet.get("properties", {})
        if properties.get("sheetType", "GRID") != "GRID":
            pages.append(Page(title=properties.get("title", ""), cells=()))
            continue
        pages.append(page(properties.get("title", ""), _api_rows(sheet)))
    return Workbook(pages=tuple(pages), locale=spreadsheet.get("properties", {}).get("locale", ""))


def _api_rows(sheet: Mapping[str, Any]) -> list[list[Value]]:
    block = (sheet.get("data") or [{}])[0]
    left: list[Value] = [None] * block.get("startColumn", 0)
    rows = [left + [_api_value(cell) for cell in row.get("values", ())] for row in block.get("rowData", ())]
    return [[] for _ in range(block.get("startRow", 0))] + rows


def _api_value(cell: Mapping[str, Any]) -> Value:
    value = cell.get("effectiveValue") or cell.get("userEnteredValue") or {}
    if "numberValue" in value:
        return _api_number(cell, float(value["numberValue"]))
    if "boolValue" in value:
        return bool(value["boolValue"])
    text = value.get("stringValue") or cell.get("formattedValue") or _chip_text(cell)
    return str(text) if text and "errorValue" not in value else None


def _api_number(cell: Mapping[str, Any], number: float) -> Value:
    looks = cell.get("effectiveFormat") or cell.get("userEnteredFormat") or {}
    kind = looks.get("numberFormat", {}).get("type", "")
    if kind in _DATES and 0 <= number < _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(number))
    if kind == "PERCENT":
        return f"{number:.0%}"
    return number


def _chip_text(cell: Mapping[str, Any]) -> str:
    """The person of a chip whose cell shows no text of its own."""
    for run in cell.get("chipRuns", ()):
        person = run.get("chip", {}).get("personProperties", {})
        if person.get("email"):
            return str(person["email"])
    return ""
