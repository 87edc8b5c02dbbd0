"""What the brief's templates are made of: the timeline's rows and columns, and titled blocks of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closeplan.plan.picture import Bar, Mark, Period
from closeplan.plan.wording import Words

SIGNS = {Mark.DONE: "✓", Mark.LATE: "!", Mark.BLOCKED: "×", Mark.IN_PROGRESS: "▶", Mark.PLANNED: "○"}
"""Each mark is a sign of its own: nobody has to tell colours apart."""

GO_LIVE_SIGN, NOW_SIGN = "★", "▼"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One period of one milestone: whether its bar fills it, begins and ends in it, and the sign where it is due."""

    filled: bool = False
    begins: bool = False
    ends: bool = False
    sign: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One milestone. `lane` is empty below the lane's first row; `mark` the enum's value, `said` its words; `slip` how
    far it slipped, empty where it has not.
    """

    lane: str
    opens_lane: bool
    name: str
    owner: str
    due: str
    mark: str
    sign: str
    said: str
    slip: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One period's heading; `sign` marks today's and go-live's, `opens` the first one under its month or year."""

    label: str
    sign: str
    is_now: bool
    opens: bool


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A month or a year over as many columns."""

    label: str
    span: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """A titled block of short lines; `weight` is the room it usually needs, `is_ask` says that
    it asks the reader for something.
    """

    title: str
    lines: tuple[str, ...]
    weight: int
    is_ask: bool = False


def said(mark: Mark, words: Words) -> str:
    """The mark in words."""
    own = {Mark.LATE: "brief.late", Mark.PLANNED: "brief.planned"}
    return words.t(own.get(mark, f"status.{mark}"))


def row_of(bar: Bar, opens_lane: bool, slipped: int, periods: Sequence[Period], words: Words) -> Row:
    """The bar as a row of cells; `slipped` in working days."""
    sign = SIGNS[bar.mark]
    first = bar.last if bar.first is None else bar.first
    cells = tuple(
        Cell(
            filled=bar.last is not None and first is not None and first <= at <= bar.last,
            begins=at == first,
            ends=at == bar.last,
            sign=sign if at == bar.last else "",
        )
        for at in range(len(periods))
    )
    return Row(
        lane=bar.lane if opens_lane else "",
        opens_lane=opens_lane,
        name=bar.name,
        owner=bar.owner,
        due=words.day(bar.due) if bar.due else "",
        mark=bar.mark.value,
        sign=sign,
        said=said(bar.mark, words),
        slip=words.signed_working_days(slipped) if slipped else "",
        cells=cells,
    )
