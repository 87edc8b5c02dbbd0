"""Suggestions are kept for their plan, once, and decided once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.errors import NotFoundError
from closeplan.plan.model import Role, Side
from closeplan.plan.suggestions import Decision, Said, Suggestion, SuggestionKind
from tests.contract.test_store import record

NOW = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
CALL = Said(source="Weekly call", day=date(2027, 1, 4), speaker="Mia 木村", quote="=IMPORTXML(1) <b> 🚀")
DATE = Suggestion(
    id="a", kind=SuggestionKind.SET_DATE, said=CALL, certainty=0.5, milestone="review", day=date(2027, 2, 12)
)
PERSON = Suggestion(
    id="b", kind=SuggestionKind.ADD_PERSON, said=CALL, name="Carla", role=Role.FINANCE, side=Side.BUYER
)


@pytest.fixture
def book(open_store: Callable[[], SqlStore]) -> SqlStore:
    store = open_store()
    store.add_plan(record("p1"))
    store.add_plan(record("p2"))
    return store


def test_a_suggestion_is_filed_once_a_plan(book: SqlStore) -> None:
    assert book.file_suggestions("p1", [DATE, PERSON, DATE], NOW) == 2
    assert book.file_suggestions("p1", [PERSON], NOW + timedelta(days=1)) == 0
    assert book.file_suggestions("p2", [DATE], NOW) == 1

    assert [filed.suggestion for filed in book.suggestions("p1")] == [DATE, PERSON]
    assert book.suggestion("p2", "a").suggestion == DATE
    with pytest.raises(NotFoundError):
        book.suggestion("p2", "b")


def test_the_first_decision_stands_even_when_it_is_filed_again(book: SqlStore) -> None:
    book.file_suggestions("p1", [DATE], NOW)
    rejected = replace(
        book.suggestion("p1", "a"),
        decision=Decision.REJECTED,
        decided_by="sam@northwind.example",
        decided_at=NOW,
        reason="Not agreed ☎",
    )
    assert book.decide("p1", rejected)
    assert not book.decide("p1", replace(rejected, decision=Decision.ACCEPTED))
    book.file_suggestions("p1", [DATE], NOW)
    assert book.suggestions("p1") == [rejected]


def test_they_come_by_decision_and_the_newest_alone(book: SqlStore) -> None:
    for number, one in enumerate((DATE, PERSON)):
        book.file_suggestions("p1", [one], NOW + timedelta(days=number))
    book.decide("p1", replace(book.suggestion("p1", "a"), decision=Decision.ACCEPTED, decided_at=NOW))
    for asked, ids in (
        ({}, ["a", "b"]),
        ({"newest": 1}, ["b"]),
        ({"decision": Decision.OPEN}, ["b"]),
        ({"decision": Decision.REJECTED}, []),
    ):
        assert [one.suggestion.id for one in book.suggestions("p1", **asked)] == ids
