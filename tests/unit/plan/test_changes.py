from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.changes import changes
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.signals import Table

SEEN = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


def entry(
    n: int,
    was: str,
    now: str,
    *,
    row: str = "msa",
    field: str = "due",
    slip: int | None = None,
    who: str = "Dana",
) -> LedgerEntry:
    kind = ChangeKind.CHANGED if field else (ChangeKind.ADDED if now else ChangeKind.REMOVED)
    change = Change(kind=kind, table=Table.TIMELINE, row=row, item=row.upper(), field=field, was=was, now=now)
    return LedgerEntry(change=change, who=who, seen_at=SEEN + timedelta(minutes=n), slip=slip, id=n)


def test_several_moves_are_told_as_one_with_all_who_made_them() -> None:
    moves = [
        replace(entry(1, "2027-02-01", "2027-02-08", slip=5), reason="Holiday", go_live_effect=2),
        entry(2, "2027-02-08", "2027-02-05", slip=-1, who="Sam"),
    ]

    (told,) = changes(moves)

    (due,) = told.fields
    assert (due.was, due.now, due.slip, due.moves) == ("2027-02-01", "2027-02-05", 4, 2)
    assert (told.who, told.reasons, told.go_live_effect) == (("Dana", "Sam"), ("Holiday",), 2)


def test_what_went_to_and_fro_or_counts_for_nothing_is_left_out() -> None:
    there_and_back = [entry(1, "a", "b", field="owner"), entry(2, "b", "a", field="owner")]
    voided = replace(entry(3, "2027-02-01", "2027-02-08", row="demo", slip=5), void=Void.TAKEN_BACK)
    came_and_went = [entry(4, "", "x", row="tmp", field=""), entry(5, "x", "", row="tmp", field="")]

    assert changes([*there_and_back, voided, *came_and_went]) == ()


def test_a_new_row_and_one_that_is_gone_are_said_so() -> None:
    told = changes(
        [
            entry(1, "", "x", row="new", field=""),
            entry(2, "", "2027-02-08", row="new"),
            entry(3, "x", "", row="old", field=""),
        ]
    )

    assert [(one.row, one.kind, len(one.fields)) for one in told] == [
        ("old", ChangeKind.REMOVED, 0),
        ("new", ChangeKind.ADDED, 1),
    ]


def test_what_moves_go_live_comes_first_and_each_sign_off_is_told_alone() -> None:
    signed = [
        LedgerEntry(
            change=Change(
                kind=ChangeKind.SIGNED_OFF, table=None, row="", item="", field="acknowledged", now=name
            ),
            who=name,
            seen_at=SEEN + timedelta(hours=n),
            id=10 + n,
        )
        for n, name in enumerate(("Dana", "Mia"))
    ]
    pushing = replace(entry(1, "2027-02-01", "2027-02-08", slip=5), go_live_effect=3)

    told = changes([pushing, *signed])

    assert [one.who for one in told] == [("Dana",), ("Mia",), ("Dana",)]
    assert [one.kind for one in told] == [ChangeKind.CHANGED, ChangeKind.SIGNED_OFF, ChangeKind.SIGNED_OFF]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(("due", "owner")), st.sampled_from("xyz"))))
def test_applying_the_net_changes_gives_what_all_of_them_gave(steps: list[tuple[str, str, str]]) -> None:
    cells = {(row, field): "x" for row in "ab" for field in ("due", "owner")}
    first, ledger = dict(cells), []
    for n, (row, field, value) in enumerate(steps, start=1):
        if cells[row, field] != value:
            ledger.append(entry(n, cells[row, field], value, row=row, field=field))
            cells[row, field] = value

    for told in changes(ledger):
        for change in told.fields:
            assert first[told.row, change.field] == change.was
            first[told.row, change.field] = change.now

    assert first == cells
