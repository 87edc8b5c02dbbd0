"""What calls said is found by its words as soon as it is kept, and no more once it is erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from addon.adapters.store import SqlStore, migrate
from addon.adapters.store.engine import open_engine
from closeplan.calls.answers.question import understand_question
from closeplan.calls.model import Turn
from closeplan.records.calls import KeptCall
from tests.contract.test_calls import CALL, kept
from tests.contract.test_store import record

BUDGET = understand_question("Who signs off the budget?", ()).notions


def saying(*texts: str, plan_id: str = "p1", call_id: str = "c1") -> KeptCall:
    turns = tuple(Turn(index=at, speaker="木村, Mia", text=said) for at, said in enumerate(texts))
    one = kept(call_id, plan_id)
    return replace(one, call=replace(CALL, turns=turns), record=replace(one.record, turns=len(turns)))


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    opened = open_store()
    opened.add_plan(record("p1"))
    opened.add_plan(record("p2"))
    return opened


def test_a_call_is_found_with_what_is_around_it_until_it_is_erased(store: SqlStore) -> None:
    store.keep_call(saying("Hello.", "The budgets are signed by Mia.", "Fine."), [])
    turns, often = store.turns_about(BUDGET, None)
    assert [(one.turn, one.speaker, one.plan) for one in turns] == [(at, "Mia 木村", "p1") for at in range(3)]
    assert often.turns == 3
    assert often.of["budget"] == 1
    store.erase_call("p1", "c1")
    assert store.turns_about(BUDGET, None) == ([], replace(often, turns=0, of=dict.fromkeys(often.of, 0)))


@pytest.mark.parametrize("allowed", [["p2"], []])
def test_only_plans_that_may_be_seen_are_searched(store: SqlStore, allowed: list[str]) -> None:
    store.keep_call(saying("The budget is mine."), [])
    store.keep_call(saying("The budget is ours.", plan_id="p2"), [])
    turns, often = store.turns_about(BUDGET, allowed)
    assert [one.text for one in turns] == ["The budget is ours."][: len(allowed)]
    assert often.turns == len(allowed)


@pytest.mark.parametrize(
    "asked", ['budget" OR text : "x', "budget * NEAR(a b)", "{text} : budget", "budget & ! |", "'; DROP"]
)
def test_what_a_person_writes_is_no_syntax(store: SqlStore, asked: str) -> None:
    store.keep_call(saying("The budget is mine."), [])
    found, _ = store.turns_about(understand_question(asked, ()).notions, None)
    assert len(found) == ("budget" in asked)


def test_accents_and_numbers_in_words_are_found(store: SqlStore) -> None:
    store.keep_call(saying("Bäuerle said the twenty-sixth."), [])
    for asked in ("Bauerle", "Bäuerle", "the 26th", "26"):
        found, _ = store.turns_about(understand_question(asked, ()).notions, None)
        assert found, asked


def test_calls_kept_before_there_was_an_index_are_found(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        migrate.run_migrations(connection, to="0006")
        for row in (
            "INSERT INTO plans (id, deal, owner, robot) VALUES ('p', '{}', 's', 'r')",
            (
                "INSERT INTO calls (plan_id, id, name, day, zone, source, added_at, added_by, turns, call, findings) "
                "VALUES ('p', 'c', 'n', '2027-01-04', 'UTC', 's', '2027-01-04', 's', 1, '{}', '{}')"
            ),
            (
                "INSERT INTO call_turns (plan_id, call_id, turn, label, speaker, text) "
                "VALUES ('p', 'c', 0, 'Mia', 'Mia', 'The budget is ours.')"
            ),
        ):
            connection.execute(text(row))
    engine.dispose()
    store = SqlStore(database_url)
    assert [one.turn for one in store.turns_about(BUDGET, ["p"])[0]] == [0]
    store.close()


def test_no_word_of_an_erased_call_stays_in_the_file(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    store.add_plan(record("p1"))
    for number in range(3):
        others = [f"The {word} of call {number} is ours." for word in ("budget", "contract", "order")]
        store.keep_call(saying(*others, f"Zanzibar {number}.", call_id=f"c{number}"), [])
    store.keep_call(saying("Our codename is Quetzalcoatl.", "So it is.", call_id="secret"), [])
    files = list(tmp_path.iterdir())
    assert any(b"uetzalcoatl" in file.read_bytes() for file in files)
    store.erase_call("p1", "secret")
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir()).lower()
    store.close()
    # Words stand in the index without the beginning they share with the word before them.
    assert (b"uetzalcoatl" in left, b"codenam" in left, b"anzibar" in left) == (False, False, True)


def test_calls_that_stay_are_found_after_another_was_erased(store: SqlStore) -> None:
    for number in range(12):
        store.keep_call(saying(f"The budget of wave {number}.", call_id=f"c{number}"), [])
    store.erase_call("p1", "c3")
    turns, _ = store.turns_about(BUDGET, None)
    assert sorted(one.call_id for one in turns) == sorted(f"c{number}" for number in range(12) if number != 3)
