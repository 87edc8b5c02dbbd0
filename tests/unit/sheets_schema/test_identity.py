from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.identity import Witness, identify

LIKENESS = ("name", "owner")
KNOWN = {
    "a": {"name": "Security review", "owner": "Mia", "due": date(2027, 1, 1)},
    "b": {"name": "Contract signed", "owner": "Sam", "due": date(2027, 1, 2)},
    "c": {"name": "Weekly call", "owner": "Sam", "due": date(2027, 1, 3)},
    "d": {"name": "Weekly call", "owner": "Sam", "due": date(2027, 1, 4)},
}


def _row(name: str, owner: str, due: int, id_text: str = "", mark: str = "") -> Witness:
    return Witness(
        id_text=id_text, mark=mark, fields={"name": name, "owner": owner, "due": date(2027, 1, due)}
    )


def _of(key: str, **witness: Any) -> Witness:
    return Witness(**({"id_text": key, "mark": key, "fields": KNOWN[key]} | witness))


def _ids(*rows: Witness) -> list[str]:
    mint = iter(("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8")).__next__
    return [identity.id for identity in identify(rows, KNOWN, LIKENESS, mint)]


def test_rows_of_one_name_keep_their_ids_when_a_date_moves() -> None:
    assert _ids(_of("d"), _row("Weekly call", "Sam", 9, "c")) == ["d", "c"]


def test_ids_left_behind_by_a_sort_follow_the_content_even_with_an_edit() -> None:
    moved = _row("Security review", "Mia", 7, "b", "b")

    assert _ids(_of("b", id_text="a", mark="a"), moved) == ["b", "a"]


def test_a_row_pasted_over_another_is_a_new_one() -> None:
    # Row b now says what row a says, and row a is still there.
    assert _ids(_of("a"), _of("a", id_text="b", mark="b")) == ["a", "n1"]


def test_another_milestone_typed_into_a_cleared_row_is_another_one() -> None:
    assert _ids(_row("Board paper", "Dana", 9, "a", "a"), _of("b")) == ["n1", "b"]


def test_a_row_renamed_and_moved_at_once_is_the_same_while_its_id_stands() -> None:
    assert _ids(_row("Pen test", "Mia", 1, "a", "a"), _of("b")) == ["a", "b"]


def test_a_copy_is_new_even_where_the_original_was_edited() -> None:
    edited = _row("Security review", "Mia", 9, "a", "a")

    assert _ids(edited, _of("b"), _of("c"), _of("d"), _of("a", mark="")) == ["a", "b", "c", "d", "n1"]


def test_rows_that_cannot_be_told_apart_say_so() -> None:
    found = identify([_row("Weekly call", "Sam", 9)], KNOWN, LIKENESS, iter(("n1",)).__next__)

    assert found[0].id in {"c", "d"}
    assert 0.3 < found[0].certainty < 0.7


def test_metadata_yields_to_content() -> None:
    # After a sort the metadata of a row speaks of another row.
    assert _ids(_of("b", id_text="", mark="a"), _of("a", id_text="", mark="b")) == ["b", "a"]


def test_metadata_that_a_deleted_row_left_behind_makes_no_new_row_an_old_one() -> None:
    # A sort put the new row where the deleted one's metadata stayed.
    assert _ids(_of("a"), _row("Board paper", "Dana", 9, mark="c")) == ["a", "n1"]


def test_metadata_brings_back_a_row_whose_id_is_gone_and_whose_words_mostly_stand() -> None:
    assert _ids(_row("Security check by IT", "Mia", 1, mark="a")) == ["a"]


def test_an_unknown_id_is_kept_and_a_doubled_one_is_not() -> None:
    assert _ids(_row("New", "", 5, "x"), _row("Newer", "", 6, "x")) == ["x", "n1"]


def test_minted_ids_avoid_every_id_that_stands_anywhere() -> None:
    assert _ids(_of("a", id_text="n1", mark=""), _row("New", "", 5)) == ["a", "n2"]


witnesses = st.lists(
    st.builds(
        _row,
        st.sampled_from(["Security review", "Security reviews", "Contract signed", "Weekly call", "New", ""]),
        st.sampled_from(["Mia", "Sam", ""]),
        st.integers(1, 4),
        st.sampled_from(["", "a", "b", "c", "d", "x", "two words"]),
        st.sampled_from(["", "a", "b", "c", "d", "x"]),
    ),
    max_size=8,
)


@given(witnesses)
def test_every_row_gets_an_id_of_its_own(rows: list[Witness]) -> None:
    ids = _ids(*rows)

    assert len(set(ids)) == len(rows)
    assert all(ids)


@given(st.permutations(sorted(KNOWN)), st.booleans())
def test_untouched_rows_keep_their_ids_in_any_order(order: list[str], has_ids: bool) -> None:
    rows = [_of(key) if has_ids else _of(key, id_text="", mark="") for key in order]

    assert _ids(*rows) == list(order)


@given(st.permutations(sorted(KNOWN)))
def test_contents_that_moved_without_their_ids_are_recognised(order: list[str]) -> None:
    rows = [_of(key, id_text=left, mark=left) for key, left in zip(order, sorted(KNOWN), strict=True)]

    assert _ids(*rows) == list(order)


def test_rows_without_names_are_known_by_what_else_they_say() -> None:
    known = {key: {**fields, "name": ""} for key, fields in KNOWN.items()}
    rows = [Witness(id_text="", mark="", fields=known[key]) for key in ("b", "a")]

    assert [one.id for one in identify(rows, known, LIKENESS, iter(("n1", "n2")).__next__)] == ["b", "a"]
