"""Dates in words stay what they meant when they were first read.

"Next Friday" is another day a week later, and so is "15 March" after 15 March or in a Sheet whose locale somebody
changed. Words that stand as they stood keep the day that is known of them; who means another day types other words.
Only days counted from go-live (`T-30`) move with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from closeplan.plan.document import Problem
from closeplan.plan.model import Plan
from closeplan.plan.signals import Place
from sheets_schema.cells import Around, parse_words
from sheets_schema.countdown import is_countdown
from sheets_schema.top import TopReading

_DATES = ("start", "due")
_BEHIND = timedelta(days=90)
"""How far a date without a year may lie behind where nothing is known of the plan's start."""
_AFTER_GO_LIVE = timedelta(days=90)
"""The first ninety days after go-live are part of a plan."""
_A_YEAR = timedelta(days=365)
_A_WEEK = 7


def window_of(known: Plan | None, go_live: date | None, today: date | None) -> tuple[date, date] | None:
    """The days that make sense in a plan, both included: its first date, at most a year ago, to ninety days after
    go-live. None where no go-live is known. Outside of it a date without a year is not looked for.
    """
    if go_live is None or today is None:
        return None
    dates = (
        [day for row in known.milestones for day in (row.start, row.due) if day is not None] if known else []
    )
    first = max(min(dates), today - _A_YEAR) if dates else today - _BEHIND
    return min(first, today, go_live), go_live + _AFTER_GO_LIVE


def said(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row's fields as its cells say them: a date in words is its words, whatever day they mean by now."""
    worded = [field for field in _DATES if fields.get(f"{field}_text")]
    return {**fields, **dict.fromkeys(worded)} if worded else fields


def waited_out(fields: Mapping[str, Any], before: Any, around: Around) -> dict[str, tuple[date, ...]]:
    """The dates whose words meant no one day when they were first read and mean one by now only because days went by,
    with the days they meant lately: "next Friday", of two Fridays, is not settled by the first one's passing.
    """
    found = {}
    for field in _DATES:
        words: str = fields.get(f"{field}_text") or ""
        waiting = words and words == getattr(before, f"{field}_text", "") and getattr(before, field) is None
        if waiting and fields.get(field) is not None:
            days = _meant_lately(words, around)
            if len(days) > 1:
                found[field] = days
    return found


def _meant_lately(words: str, around: Around) -> tuple[date, ...]:
    """All that the words mean or meant when they are read today or on one of the seven days before."""
    days: set[date] = set()
    for back in range(_A_WEEK + 1):
        then = around.today - timedelta(days=back) if around.today else None
        parsed = parse_words(words, replace(around, today=then))
        days.update(parsed.meanings if parsed.value is None else (parsed.value,))
    return tuple(sorted(days))


def anchor_rows(
    items: Sequence[Any], problems: Sequence[Problem], known: Mapping[str, Any]
) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    """A table's rows with the known day of every date whose words are the known words, and the problems that are left.
    `known` are the rows as they were last read, by id.
    """
    anchored = []
    settled: set[tuple[str, str]] = set()
    for item in items:
        before = known.get(item.id)
        days = _known_days(item, before) if before is not None else {}
        anchored.append(replace(item, **days) if days else item)
        settled.update((item.id, field) for field in days)
    left = (one for one in problems if (one.place.row, one.place.column) not in settled)
    return tuple(anchored), tuple(left)


def anchor_top(top: TopReading, known: Plan | None) -> TopReading:
    """The top block with the known go-live day, where its words are the known words."""
    words = top.fields.get("go_live_text")
    if known is None or not words or words != known.go_live_text or known.go_live is None:
        return top
    problems: tuple[Problem, ...] = tuple(one for one in top.problems if one.place != Place(column="go_live"))
    return replace(top, fields={**top.fields, "go_live": known.go_live}, problems=problems)


def _known_days(item: Any, before: Any) -> dict[str, date]:
    """The fields of a row that have to go back to the day known of the same words; `T-30` moves with go-live."""
    days: dict[str, date] = {}
    for field in _DATES:
        words = getattr(item, f"{field}_text", "")
        if words and words == getattr(before, f"{field}_text", "") and not is_countdown(words):
            day = getattr(before, field)
            if day is not None and day != getattr(item, field):
                days[field] = day
    return days
