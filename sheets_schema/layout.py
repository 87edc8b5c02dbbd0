"""Where the parts of a new plan stand, and how they look."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from closeplan.plan.model import Plan
from closeplan.plan.wording import Words
from sheets_schema.columns import TIMELINE, Column
from sheets_schema.labels import Label, Tab

SPARE_ROWS = 30
"""Empty rows below a table that already have its dropdowns and formats, for rows that people add."""

ROOM = 200
"""The least rows a tab has."""

FROZEN_AT_MOST = 12
"""Rows that may stay frozen, metrics often two lines high: a small laptop shows about 30 lines."""

_LETTER, _CAPITAL, _NARROW, _WIDE = 7.2, 9.0, 4.0, 10.8
"""Pixels of a letter as Sheets writes cells (Arial, 10 points)."""

_NARROW_LETTERS, _WIDE_LETTERS = frozenset("fijlrtI'’.-"), frozenset("mwMW")

_HEADER_ROOM, _HEADER_BOLD, _ARROW_ROOM = 8, 1.11, 24
"""Pixels beside a header and beside a dropdown's word, and how much wider bold letters are."""

GO_LIVE_HEIGHT = 32
"""Pixels of the go-live row."""

LEGEND_COLUMN = "start"
"""Where it says to a stranger what the two columns after a metric's name are; nobody reads it back."""

METRIC_COLUMNS = ("name", "owner", "side")
"""Timeline columns under which a metric's name, baseline and target stand.

The top block shares its columns with the timeline below it, so both move together when people move a column.
"""
LABEL_COLUMN, VALUE_COLUMN = "workstream", "name"


@dataclass(frozen=True, kw_only=True)
class TopBlock:
    """Row indexes on the Plan tab, from 0; `labels` has the first row of each label."""

    labels: dict[Label, int]
    header: int

    @property
    def rows(self) -> dict[int, Label]:
        """What each row is about; metrics fill several."""
        starts = {row: label for label, row in self.labels.items()}
        label = Label.GO_LIVE
        return {row: (label := starts.get(row, label)) for row in range(self.header)}

    @property
    def frozen_rows(self) -> int:
        """Freeze down to the header, unless that would leave a small screen too little to scroll."""
        return self.header + 1 if self.header < FROZEN_AT_MOST else 0


def top_block(plan: Plan) -> TopBlock:
    """One row a label, one a metric (at least one), the timeline's header.

    No blank row between: Sheets takes what is contiguous for one table, and a row that a form or a script
    appends to "the table at A1" has to land below the last milestone, not above the header.
    """
    rows: dict[Label, int] = {}
    at = 0
    for label in Label:
        rows[label] = at
        at += max(1, len(plan.metrics)) if label is Label.METRICS else 1
    return TopBlock(labels=rows, header=at)


def timeline_index(key: str) -> int:
    """Where a new timeline has the column of that key."""
    return next(index for index, column in enumerate(TIMELINE) if column.key == key)


def column_width(column: Column, words: Words) -> int:
    """Pixels a column needs in that language: no word of its header or its dropdown is broken in two."""
    headers = [word_width(word) * _HEADER_BOLD + _HEADER_ROOM for word in column.title(words).split()]
    offered = column.choices.words_in(words) if column.choices else ()
    choices = [word_width(word) + _ARROW_ROOM for label in offered for word in label.split()]
    return max(column.width, *map(round, [*headers, *choices]))


def word_width(word: str) -> float:
    """About how wide a word is drawn; nothing for one that may be broken anywhere, as Japanese is."""
    if any(unicodedata.east_asian_width(letter) in "WF" for letter in word):
        return 0
    return sum(
        _NARROW
        if letter in _NARROW_LETTERS
        else _WIDE
        if letter in _WIDE_LETTERS
        else _CAPITAL
        if letter.isupper()
        else _LETTER
        for letter in word
    )


def sheet_ids(first: int) -> dict[Tab, int]:
    """Ids for the tabs; the spreadsheet's first sheet becomes the plan."""
    return {tab: first + offset for offset, tab in enumerate(Tab)}


def colour(hex_code: str) -> dict[str, Any]:
    """A Sheets ColorStyle from `rrggbb`."""
    red, green, blue = (round(int(hex_code[at : at + 2], 16) / 255, 4) for at in (0, 2, 4))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


HEADER_FILL = colour("1f3a5f")
HEADER_INK = colour("ffffff")
BAND_FILL = colour("f7f9fc")
HEAD_FILL = colour("f3f6fa")
PLAIN_FILL = colour("ffffff")
LABEL_INK = colour("1f3a5f")
QUIET_INK = colour("6b727d")
OVERDUE_FILL = colour("fadbd7")
OVERDUE_INK = colour("8c1d12")
SLIPPED_FILL = colour("fdecc0")
SLIPPED_INK = colour("5c3c00")
ROBOT_INK = colour("5f6772")
TAB_COLOURS = {
    Tab.PLAN: colour("1f3a5f"),
    Tab.STAKEHOLDERS: colour("2e7d6b"),
    Tab.RISKS: colour("b26a00"),
    Tab.HISTORY: colour("8a9099"),
}
