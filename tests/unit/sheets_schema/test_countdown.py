from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.model import Plan
from sheets_schema.cells import serial
from sheets_schema.countdown import counted_day, is_countdown
from sheets_schema.read import read_document
from tests.unit.sheets_schema.sheet import Sheet

GO_LIVE = date(2027, 6, 14)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("T-101", -101), ("t - 7", -7), ("T", 0), ("T+14", 14), ("Go-live", 0), ("go-live - 10 days", -10)),
        *(("T−30", -30), ("T minus 30", -30), ("D-10", -10), ("J-30", -30), ("J+2 semaines", 14)),
        *(("T-6w", -42), ("T - 6 weeks", -42), ("T-2 Wochen", -14), ("T-3 días", -3)),
    ],
)
def test_a_countdown_is_a_calendar_day_from_go_live(text: str, days: int) -> None:
    assert counted_day(text, GO_LIVE) == GO_LIVE + timedelta(days=days)


@pytest.mark.parametrize("text", ["D", "J", "TBD", "T-shirt", "Tuesday", "T-", "Q3", "T-1000", "", "3-4"])
def test_other_words_are_no_countdown(text: str) -> None:
    assert (is_countdown(text), counted_day(text, GO_LIVE)) == (False, None)


@given(st.text(max_size=12), st.dates())
def test_any_words_and_any_go_live_are_answered(text: str, go_live: date) -> None:
    assert is_countdown(text) or counted_day(text, go_live) is None


def test_counted_days_move_with_go_live_and_keep_their_words(
    sheet: Sheet, acme: Plan, mint: Callable[[], str]
) -> None:
    tab = sheet.tab("Plan")
    tab.put(10, 5, "T-30")
    first = read_document(sheet.get(), acme, mint, now=NOW).plan
    tab.put(0, 1, serial(GO_LIVE))
    later = read_document(sheet.get(), first, mint, now=NOW).plan

    assert acme.go_live is not None
    row = replace(acme.milestones[1], due_text="T-30")
    assert first.milestones[1] == replace(row, due=acme.go_live - timedelta(days=30))
    assert later.milestones[1] == replace(row, due=GO_LIVE - timedelta(days=30))
