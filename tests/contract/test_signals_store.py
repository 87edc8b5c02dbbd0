from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.plan.signals import Signal
from closeplan.records.signals import Dismissal, Visit
from tests.contract.test_store import record

NOW = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
SLIPPED = Dismissal(
    key="slipped:review",
    cause="2027-03-10 1",
    short="Slipped 5 working days",
    reason="Agreed on the phone ☎ <b>",
    who="sam@northwind.example",
    at=NOW,
)


@pytest.fixture
def book(open_store: Callable[[], SqlStore]) -> SqlStore:
    store = open_store()
    store.add_plan(record("p1"))
    store.add_plan(record("p2"))
    return store


def test_a_dismissal_is_kept_for_its_plan_and_brought_back_once(book: SqlStore) -> None:
    book.dismiss("p1", SLIPPED)

    assert (book.dismissals("p1"), book.dismissals("p2")) == ([SLIPPED], [])
    assert (book.bring_back("p1", SLIPPED.key), book.bring_back("p1", SLIPPED.key)) == (True, False)
    assert book.dismissals("p1") == []


def test_dismissing_anew_replaces_and_the_newest_comes_first(book: SqlStore) -> None:
    again = replace(SLIPPED, cause="2027-03-17 2", at=NOW + timedelta(hours=1))
    other = replace(SLIPPED, key="no_risks:", at=NOW + timedelta(minutes=1))
    for one in (SLIPPED, other, again):
        book.dismiss("p1", one)

    assert book.dismissals("p1") == [again, other]


def test_a_dismissal_hides_its_matter_until_the_cause_changes() -> None:
    signal = Signal(rule="slipped", subject="review", cause=SLIPPED.cause, short="", text="")

    assert SLIPPED.hides(signal)
    assert not SLIPPED.hides(replace(signal, cause="2027-03-17 2"))


def test_a_visit_is_each_persons_own_and_never_goes_back(book: SqlStore) -> None:
    late, early = Visit(entry_id=7, at=NOW), Visit(entry_id=3, at=NOW + timedelta(days=1))
    assert book.visit("p1", "sam@northwind.example") is None

    book.save_visit("p1", "sam@northwind.example", late)
    book.save_visit("p1", "sam@northwind.example", early)

    assert book.visit("p1", "sam@northwind.example") == late
    assert book.visit("p1", "lena@northwind.example") is None
