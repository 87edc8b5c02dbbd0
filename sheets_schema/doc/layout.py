"""How a new plan's Doc is measured: page, widths, colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheets_schema import layout
from sheets_schema.columns import ID, TAB_COLUMNS, Column
from sheets_schema.labels import Tab

MARGIN = 36.0
"""Points around the page's text; the timeline has eleven columns."""

_LETTER, _A4 = (792.0, 612.0), (842.0, 595.0)
_LETTER_COUNTRIES = frozenset({"US", "CA"})

FONT_SIZE = 8
TITLE_SIZE, HEADING_SIZE, GO_LIVE_SIZE = 20, 13, 13
PADDING = 3.0

_DATE_WIDTH = 51.0
"""Points in which `2027-03-31` stays on one line at that font size and padding."""

TOP_WIDTHS = (0.17, 0.43, 0.2, 0.2)
"""Shares of the page's width: a label, then a metric's name, baseline and target, or one value over all three."""


def page_size(locale: str) -> tuple[float, float]:
    """Width and height of the page on its side, in points: Letter where people print on that, else A4."""
    return _LETTER if locale.partition("_")[2] in _LETTER_COUNTRIES else _A4


def shown_columns(tab: Tab) -> tuple[Column, ...]:
    """A table's columns in a Doc: all but the id, which nobody could hide."""
    return tuple(column for column in TAB_COLUMNS[tab] if column.key != ID)


def widths(columns: Sequence[Column], room: float) -> list[float]:
    """The columns' widths in points: dates as wide as a date, the others as in the Sheet, filling the page."""
    dates = sum(_DATE_WIDTH for column in columns if _is_date(column))
    share = (room - dates) / sum(column.width for column in columns if not _is_date(column))
    return [_DATE_WIDTH if _is_date(column) else round(column.width * share, 1) for column in columns]


def _is_date(column: Column) -> bool:
    return column.format is not None and column.format["type"] == "DATE"


def points(magnitude: float) -> dict[str, Any]:
    """A length in points."""
    return {"magnitude": magnitude, "unit": "PT"}


def optional(colour: dict[str, Any]) -> dict[str, Any]:
    """A Sheets colour as Docs wants it."""
    return {"color": colour}


LINE = {
    "color": optional(layout.colour("d5dbe3")),
    "width": points(0.75),
    "dashStyle": "SOLID",
}
"""The border of every cell."""
