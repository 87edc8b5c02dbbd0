"""Calls are kept whole or not at all, once a plan, and leave nothing behind when they are erased."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.calls.findings import Binding, Commitment, Due, DueKind, Findings, Quote
from closeplan.calls.model import Call, Person, Turn
from closeplan.errors import NotFoundError
from closeplan.plan.model import Role, Side
from closeplan.plan.suggestions import Decision, Said, Suggestion, SuggestionKind
from closeplan.records.calls import CallRecord, KeptCall
from closeplan.records.suggestions import FiledSuggestion
from tests.contract.test_store import record

NOW = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
MIA = Person(name="Mia 木村", email="mia@acme.example", side=Side.BUYER, title="CISO", role=Role.SECURITY)
TURNS = (
    Turn(index=0, speaker="木村, Mia", text="=IMPORTXML(1) <b> 🚀 I'll send it.", start=0.5, end=61.25),
    Turn(index=1, speaker="Room 4", text=""),
)
CALL = Call(
    name="acme-2027-01-04",
    day=date(2027, 1, 4),
    zone="Europe/Berlin",
    title="Weekly ☎",
    turns=TURNS,
    people=(MIA,),
    speakers={"木村, Mia": MIA},
    started=NOW,
    notes=(("Summary", ("One.", "Two.")),),
)
WORDS = Quote(turn=0, speaker="木村, Mia", text="I'll send it", at=0.5)
SENT = Commitment(
    turn=0,
    owner="Mia 木村",
    side=Side.BUYER,
    what="send it",
    due=Due(kind=DueKind.DAY, day=date(2027, 1, 8), text="Friday", turn=0),
    binding=Binding.FIRM,
    quote=WORDS,
    certainty=0.9,
    also=(1,),
)


def kept(call_id: str = "c1", plan_id: str = "p1", day: date = CALL.day) -> KeptCall:
    of_call = CallRecord(
        plan_id=plan_id,
        id=call_id,
        name=CALL.name,
        title=CALL.title,
        day=day,
        language="en",
        source="upload:a.vtt",
        added_at=NOW,
        added_by="sam@northwind.example",
        turns=2,
    )
    return KeptCall(record=of_call, call=replace(CALL, day=day), findings=Findings(commitments=(SENT,)))


def suggested(suggestion_id: str, call: str = "c1") -> Suggestion:
    said = Said(source="Weekly ☎", speaker="Mia", quote="I'll send it", call=call, turn=0, at=0.5)
    return Suggestion(id=suggestion_id, kind=SuggestionKind.NOTE, said=said, milestone="m", text="send it")


@pytest.fixture
def book(open_store: Callable[[], SqlStore]) -> SqlStore:
    store = open_store()
    store.add_plan(record("p1"))
    store.add_plan(record("p2"))
    return store


def test_a_call_comes_back_as_it_was_kept(book: SqlStore) -> None:
    assert book.keep_call(kept(), [suggested("s")])
    assert book.kept_call("p1", "c1") == kept()
    assert [filed.suggestion for filed in book.suggestions("p1")] == [suggested("s")]
    assert book.has_call("p1", "c1")
    assert not book.has_call("p2", "c1")
    with pytest.raises(NotFoundError):
        book.kept_call("p2", "c1")


def test_the_same_call_twice_is_one_and_another_plans_is_another(book: SqlStore) -> None:
    assert book.keep_call(kept(), [])
    assert not book.keep_call(kept(), [suggested("s")])
    assert book.keep_call(kept(plan_id="p2"), [])
    assert book.suggestions("p1") == []
    assert len(book.calls("p1")) == len(book.calls("p2")) == 1


def test_the_same_call_handed_in_at_once_is_one(book: SqlStore) -> None:
    with ThreadPoolExecutor(4) as many:
        done = list(many.map(lambda _: book.keep_call(kept(), [suggested("s")]), range(8)))
    assert sorted(done) == [False] * 7 + [True]


def test_a_call_that_can_not_be_kept_whole_is_not_kept_at_all(book: SqlStore) -> None:
    twice = replace(kept(), call=replace(CALL, turns=(TURNS[0], TURNS[0])))
    with pytest.raises(Exception, match="refused"):
        book.keep_call(twice, [suggested("s")])
    with pytest.raises(NotFoundError):
        book.keep_call(kept(plan_id="nobody"), [])
    assert not book.calls("p1")
    assert not book.suggestions("p1")
    assert book.keep_call(kept(), [])


def test_calls_come_by_day_and_the_newest_without_what_was_said(book: SqlStore) -> None:
    for number in (2, 0, 1):
        book.keep_call(kept(f"c{number}", day=CALL.day + timedelta(days=number)), [])
    assert [one.id for one in book.calls("p1")] == ["c0", "c1", "c2"]
    newest = book.kept_calls("p1", newest=2)
    assert [one.record.id for one in newest] == ["c1", "c2"]
    assert newest[0].findings == kept().findings
    assert newest[0].call.turns == ()
    assert newest[0].call.people == (MIA,)


def test_what_is_known_of_a_call_can_be_replaced_and_what_was_decided_stays(book: SqlStore) -> None:
    one = kept()
    made = [
        Suggestion(id=name, kind=SuggestionKind.ADD_PERSON, said=Said(source="x", call="c1"), name=name)
        for name in ("old", "kept", "new")
    ]
    book.keep_call(one, made[:2])
    book.decide("p1", FiledSuggestion(suggestion=made[1], made_at=NOW, decision=Decision.REJECTED))
    sold = replace(MIA, side=Side.SELLER)
    again = replace(
        one, call=replace(one.call, people=(sold,), speakers={"木村, Mia": sold}), findings=Findings()
    )
    book.keep_again(again, made[2:])
    assert book.kept_call("p1", "c1") == again
    assert {filed.suggestion.id for filed in book.suggestions("p1")} == {"kept", "new"}

    book.erase_call("p1", "c1")
    book.keep_again(again, made[:1])
    assert not book.has_call("p1", "c1")


def test_erasing_takes_the_words_and_leaves_what_was_decided(book: SqlStore) -> None:
    book.keep_call(kept(), [suggested("open"), suggested("decided"), suggested("shared")])
    book.keep_call(kept("c2"), [suggested("other", "c2")])
    decided = replace(
        book.suggestion("p1", "decided"), decision=Decision.REJECTED, decided_at=NOW, reason="Done already"
    )
    book.decide("p1", decided)

    still = [FiledSuggestion(suggestion=suggested("shared", "c2"), made_at=NOW)]
    assert book.erase_call("p1", "c1", still)
    assert not book.erase_call("p1", "c1")
    left = {filed.suggestion.id: filed for filed in book.suggestions("p1")}
    assert set(left) == {"decided", "shared", "other"}
    assert left["shared"].suggestion.said.call == "c2"
    assert (left["decided"].decision, left["decided"].reason) == (Decision.REJECTED, "Done already")
    assert "send" not in repr(left["decided"].suggestion)
    assert [one.id for one in book.calls("p1")] == ["c2"]
    assert book.keep_call(kept(), [])  # nothing of it was left behind
