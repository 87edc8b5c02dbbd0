"""Which rows the filter of a tab hides."""

from datetime import date

from local_workspace.sheets import conditions
from local_workspace.sheets.colors import stored_color
from local_workspace.sheets.computed import local_moment, shown_rows
from local_workspace.sheets.defaults import DEFAULT_FORMAT
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import Json
from local_workspace.sheets.sheet import Cell, Sheet
from local_workspace.sheets.showing import formatted

_COLORS = (("visibleBackgroundColor", "backgroundColor"), ("visibleForegroundColor", "foregroundColor"))


def check_criteria(body: Json) -> None:
    """Refuse a filter whose conditions can't be judged here."""
    for _, criteria in _by_column(body):
        if "condition" in criteria:
            conditions.check(criteria["condition"])


def hidden_rows(doc: Spreadsheet, sheet: Sheet) -> frozenset[int]:
    """The rows below the filter's header that don't meet its criteria."""
    if sheet.basic_filter is None:
        return frozenset()
    criteria = list(_by_column(sheet.basic_filter.body))
    if not criteria:
        return frozenset()
    box = sheet.basic_filter.range.box(sheet.row_count, sheet.column_count)
    rows, today = shown_rows(doc, sheet), local_moment(doc).date()
    return frozenset(
        row
        for row in range(box.r0 + 1, box.r1)
        if not all(_visible(rows.get(row, {}).get(c, {}), one, doc.locale, today) for c, one in criteria)
    )


def _by_column(body: Json) -> list[tuple[int, Json]]:
    """Criteria by column, from the list or from the older map."""
    specs = [
        (one.get("columnIndex", 0), one.get("filterCriteria", {})) for one in body.get("filterSpecs", ())
    ]
    return specs or [(int(column), one) for column, one in body.get("criteria", {}).items()]


def _visible(cell: Cell, criteria: Json, locale: str, today: date) -> bool:
    if formatted(cell, locale) in criteria.get("hiddenValues", ()):
        return False
    if "condition" in criteria and not conditions.meets(cell, criteria["condition"], locale, today):
        return False
    return all(
        _color(cell, name) == _wanted(criteria, key)
        for key, name in _COLORS
        if _wanted(criteria, key) is not None
    )


def _wanted(criteria: Json, key: str) -> Json | None:
    color = criteria.get(f"{key}Style", {}).get("rgbColor", criteria.get(key))
    return None if color is None else stored_color(color)


def _color(cell: Cell, name: str) -> Json:
    look = cell.get("userEnteredFormat", {})
    if name == "foregroundColor":
        found: Json = look.get("textFormat", {}).get(name, {})
        return found
    return look.get(name, DEFAULT_FORMAT[name])  # type: ignore[no-any-return]  # a colour is an object
