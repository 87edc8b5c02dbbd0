"""How a new plan's Doc is measured: page, widths, colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from closeplan.plan.wording import Words
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

_POINTS_A_PIXEL = 0.75 * FONT_SIZE / 10
"""From the pixels of a Sheet's words, which are 10 points high, to points of ours."""

_BOLD, _SLACK = 1.1, 2.0
"""How much wider bold words are, and points to spare, for no browser draws letters like another."""

TOP_WIDTHS = (0.17, 0.43, 0.2, 0.2)
"""Shares of the page's width: a label, then a metric's name, baseline and target, or one value over all three."""


def page_size(locale: str) -> tuple[float, float]:
    """Width and height of the page on its side, in points: Letter where people print on that, else A4."""
    return _LETTER if locale.partition("_")[2] in _LETTER_COUNTRIES else _A4


def shown_columns(tab: Tab) -> tuple[Column, ...]:
    """A table's columns in a Doc: all but the id, which nobody could hide."""
    return tuple(column for column in TAB_COLUMNS[tab] if column.key != ID)


def widths(columns: Sequence[Column], room: float, words: Words) -> list[float]:
    """The columns' widths in points, filling the page: what their longest word needs, and of the rest as in the Sheet;
    a date needs no more than a date.
    """
    needed = [_needed(column, words) for column in columns]
    fixed = {at for at, column in enumerate(columns) if _is_date(column)}
    while True:
        others = [at for at in range(len(columns)) if at not in fixed]
        left = room - sum(needed[at] for at in fixed)
        share = left / sum(columns[at].width for at in others)
        short = {at for at in others if columns[at].width * share < needed[at]}
        if not short or len(short) == len(others):
            break
        fixed |= short
    return [
        needed[at] if at in fixed else round(column.width * share, 1) for at, column in enumerate(columns)
    ]


def _needed(column: Column, words: Words) -> float:
    """Points in which no word of the header or of the dropdown is broken in two."""
    offered = column.choices.words_in(words) if column.choices else ()
    plain = [layout.word_width(word) for label in offered for word in label.split()]
    bold = [layout.word_width(word) * _BOLD for word in column.title(words).split()]
    longest = max([*plain, *bold]) * _POINTS_A_PIXEL + 2 * PADDING + _SLACK
    return round(max(longest, _DATE_WIDTH if _is_date(column) else 0.0), 1)


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
