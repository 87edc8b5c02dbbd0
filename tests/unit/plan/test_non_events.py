from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.non_events import restored, taken_back
from closeplan.plan.signals import Table

START = datetime(2027, 1, 4, 9, tzinfo=UTC)
QUIET = timedelta(minutes=10)


def move(
    was: str, now: str, minute: float, *, row: str = "legal", field: str = "due", number: int = 0
) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row=row, item=row, field=field, was=was, now=now
    )
    return LedgerEntry(change=change, who="dana", seen_at=START + timedelta(minutes=minute), slip=1, id=number, on_sheet=bool(number))  # fmt: skip


def row(kind: ChangeKind, minute: float, name: str = "new", number: int = 0) -> LedgerEntry:
    change = Change(kind=kind, table=Table.TIMELINE, row=name, item=name)
    return LedgerEntry(
        change=change, who="dana", seen_at=START + timedelta(minutes=minute), id=number, on_sheet=bool(number)
    )


def test_a_date_taken_back_at_once_counts_neither_way() -> None:
    settled = taken_back([move("1", "8", 0, number=1)], [move("8", "1", 3)], QUIET)

    assert settled.voided == {1: Void.TAKEN_BACK}
    assert [e.void for e in settled.entries] == [Void.TAKEN_BACK]
    assert not settled.entries[0].is_due_move


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ([move("1", "8", 0, number=1)], move("8", "1", 11)),  # too late: people had time to act on it
        ([move("1", "8", 0, number=1)], move("8", "2", 1)),  # another day
        ([move("1", "8", 0, row="msa", number=1)], move("8", "1", 1)),  # another milestone
        ([move("1", "8", 0, field="status", number=1)], move("8", "1", 1, field="status")),  # no date
        ([replace(move("1", "8", 0, number=1), void=Void.TAKEN_BACK)], move("8", "1", 1)),  # settled before
    ],
)
def test_other_moves_count(before: list[LedgerEntry], back: LedgerEntry) -> None:
    settled = taken_back(before, [back], QUIET)
    assert (settled.voided, settled.entries) == ({}, (back,))


@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=12),
    st.lists(st.integers(1, 400), min_size=12, max_size=12),
)
def test_what_counts_leads_from_the_first_date_to_the_last(days: list[int], waits: list[int]) -> None:
    ledger: list[LedgerEntry] = []
    minute = 0.0
    for number, ((was, now), wait) in enumerate(zip(pairwise(days), waits, strict=False), 1):
        minute += wait / 60
        if was == now:
            continue
        settled = taken_back(ledger, [move(str(was), str(now), minute)], QUIET)
        ledger = [replace(e, void=settled.voided.get(e.id, e.void)) for e in ledger]
        ledger += [replace(e, id=number, on_sheet=True) for e in settled.entries]
    counted = [e.change for e in ledger if e.void is Void.COUNTS]

    assert all(a.now == b.was for a, b in pairwise(counted))
    if counted:
        assert (counted[0].was, counted[-1].now) == (str(days[0]), str(days[-1]))
    else:
        assert days[0] == days[-1]


LEDGER = [move("1", "5", 0, number=1), move("5", "8", 60, number=2), move("3", "9", 61, row="msa", number=3), row(ChangeKind.ADDED, 62, number=4)]  # fmt: skip
BACK = [move("8", "5", 600), move("9", "3", 600, row="msa"), row(ChangeKind.REMOVED, 600)]
LOST = {1: True, 2: False, 3: False, 4: False}
"""Which History lines stand after a version was restored that had the first one only."""


def test_an_old_version_that_came_back_is_one_event_and_no_move() -> None:
    told, *rest = restored(LEDGER, BACK, LOST).entries

    assert (told.change.kind, told.change.now) == (ChangeKind.RESTORED, LEDGER[0].seen_at.isoformat())
    assert {e.void for e in rest} == {Void.RESTORED}
    assert [e.change for e in rest] == [e.change for e in BACK]


def test_a_restored_version_may_be_the_first_one() -> None:
    told = restored(LEDGER[:1], [move("5", "1", 600)], {1: False}).entries[0]
    assert (told.change.kind, told.change.now) == (ChangeKind.RESTORED, "")


def test_an_edit_made_on_top_of_a_restored_version_counts() -> None:
    edit = move("", "done", 600, row="board", field="status")
    entries = restored(LEDGER, [*BACK, edit], LOST).entries
    assert entries[-1] == edit


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (BACK, {1: True, 2: True, 3: True, 4: True}),  # somebody moved the dates back by hand
        (BACK, LOST | {4: True}),  # lines were deleted in between, the last one stands
        (BACK, {}),  # nothing was told, nothing can be lost
        (BACK[:1], LOST),  # lines were deleted, but not everything since then is undone
        ([move("1", "2", 600, row="board")], LOST),
    ],
)
def test_what_only_looks_like_a_restored_version_is_left_alone(
    entries: list[LedgerEntry], told: dict[int, bool]
) -> None:
    assert restored(LEDGER, entries, told).entries == tuple(entries)
