"""A plan's milestones as one picture: swim lanes over at most a dozen periods, pure data for whoever draws it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from closeplan.plan.model import Milestone, Status

MOST_PERIODS = 12
"""Columns that a page leaves room for beside the milestones' names."""

FARTHEST = timedelta(days=3 * 366)
"""Days farther from go-live than this (a mistyped year) do not stretch the picture."""

_WEEK = timedelta(days=7)


class Mark(StrEnum):
    """How a milestone stands on the day of the picture."""

    DONE = "done"
    LATE = "late"
    BLOCKED = "blocked"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"


@dataclass(frozen=True, kw_only=True)
class Period:
    """One column: both days are in it. `month` is the month its label names, `number` the day of a week's Monday, 0
    where the column is months long. `is_rest` is the column of all that comes long after go-live.
    """

    first: date
    last: date
    number: int = 0
    is_rest: bool = False

    @property
    def month(self) -> int:
        return self.first.month

    @property
    def year(self) -> int:
        return self.first.year


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One milestone: its lane, who sees to it, and the columns it fills; None where its date is missing or far off."""

    id: str
    lane: str
    name: str
    owner: str
    due: date | None
    mark: Mark
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Bars in lane order over periods. `now` and `go_live` are the columns of those days, None where outside."""

    periods: tuple[Period, ...] = ()
    bars: tuple[Bar, ...] = ()
    now: int | None = None
    go_live: int | None = None


def picture(rows: Sequence[Milestone], go_live: date | None, today: date) -> Picture:
    """The rows drawn as they stand on `today`. Lanes come in the order of their first row, as in the document."""
    lanes = list(dict.fromkeys(row.workstream.strip() for row in rows))
    ordered = sorted(rows, key=lambda row: lanes.index(row.workstream.strip()))
    near = [
        day
        for row in rows
        for day in (row.start, row.due)
        if day and abs(day - (go_live or today)) <= FARTHEST
    ]
    periods = _columns(near, go_live) if near else ()
    return Picture(
        periods=periods,
        bars=tuple(_bar(row, periods, today) for row in ordered),
        now=_column(periods, today),
        go_live=_column(periods, go_live),
    )


def mark_of(row: Milestone, today: date) -> Mark:
    """How the milestone stands on that day; overdue outweighs what its status says."""
    if not row.is_open:
        return Mark.DONE
    if row.due and row.due < today:
        return Mark.LATE
    return {Status.BLOCKED: Mark.BLOCKED, Status.IN_PROGRESS: Mark.IN_PROGRESS}.get(
        row.status or Status.NOT_STARTED, Mark.PLANNED
    )


def _bar(row: Milestone, periods: Sequence[Period], today: date) -> Bar:
    due = row.due or row.start
    start = min(row.start or due, due) if due else None
    return Bar(
        id=row.id,
        lane=row.workstream.strip(),
        name=row.name,
        owner=row.owner,
        due=row.due,
        mark=mark_of(row, today),
        first=_column(periods, start),
        last=_column(periods, due),
    )


def _column(periods: Sequence[Period], day: date | None) -> int | None:
    if day is None:
        return None
    return next((at for at, period in enumerate(periods) if period.first <= day <= period.last), None)


def _columns(days: Sequence[date], go_live: date | None) -> tuple[Period, ...]:
    """The columns for those days. What comes after go-live shares one last column where the way there gets finer so."""
    first, last = min(days), max([*days, *([go_live] if go_live else [])])
    whole = _periods(first, last, MOST_PERIODS)
    if go_live is None or not first <= go_live < last:
        return whole
    way = _periods(first, go_live, MOST_PERIODS - 1)
    if way[-1].last >= last or _length(way[0]) >= _length(whole[0]):
        return whole
    beyond = way[-1].last + timedelta(days=1)
    return (*way, Period(first=beyond, last=last, number=beyond.day, is_rest=True))


def _length(period: Period) -> timedelta:
    return period.last - period.first


def _periods(first: date, last: date, most: int) -> tuple[Period, ...]:
    """Weeks where they fit, else fortnights, else as few months a column as fit."""
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    for size in (1, 2):
        if weeks <= size * most:
            return tuple(_weeks(monday, last, size))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(_months(first, months, -(-months // most)))


def _weeks(monday: date, last: date, size: int) -> Iterable[Period]:
    while monday <= last:
        yield Period(first=monday, last=monday + size * _WEEK - timedelta(days=1), number=monday.day)
        monday += size * _WEEK


def _months(first: date, months: int, size: int) -> Iterable[Period]:
    for at in range(0, months, size):
        yield Period(first=_month(first, at), last=_month(first, at + size) - timedelta(days=1))


def _month(first: date, later: int) -> date:
    years, month = divmod(first.month - 1 + later, 12)
    return date(min(first.year + years, date.max.year), month + 1, 1)
