"""What a person says about a proposal, in a table that stands and in one that lies on its side."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.errors import InputError
from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
from closeplan.plan.corrections import IGNORE, corrected, fields_of
from closeplan.plan.model import Side
from closeplan.plan.signals import Table

SHEETS = ("Tracker", "People, too")


def _table(table: Table, sheet: int, first: int, *fields: str, transposed: bool = False) -> ProposedTable:
    columns = tuple(
        ProposedColumn(index=index, header=field.title(), field=field, certainty=0.6)
        for index, field in enumerate(fields, first)
    )
    return ProposedTable(
        table=table, sheet=sheet, header_row=0, rows=(1, 2), columns=columns, transposed=transposed
    )


PROPOSAL = Proposal(
    timeline=_table(Table.TIMELINE, 0, 0, "name", "owner", "due", ""),
    risks=_table(Table.RISKS, 0, 6, "description", "owner"),
    stakeholders=_table(Table.STAKEHOLDERS, 1, 0, "name", "role"),
)


def _fields(table: ProposedTable | None) -> dict[int, str]:
    assert table is not None
    return {column.index: column.field for column in table.columns}


def test_a_field_that_is_given_to_another_column_is_taken_from_the_one_that_had_it() -> None:
    found = corrected(PROPOSAL, ["D=due", "Tracker!h=ignore", "'People, too'!C=email"], SHEETS)
    assert _fields(found.timeline) == {0: "name", 1: "owner", 2: "", 3: "due"}
    assert _fields(found.risks) == {6: "description", 7: ""}
    assert _fields(found.stakeholders) == {0: "name", 1: "role", 2: "email"}


def test_each_side_may_have_an_owner_column_of_its_own() -> None:
    found = corrected(PROPOSAL, ["B=owner:buyer", "D=owner:seller"], SHEETS).timeline
    assert found is not None
    sides = {column.index: column.side for column in found.columns if column.field == "owner"}
    assert sides == {1: Side.BUYER, 3: Side.SELLER}


def test_in_a_table_that_lies_on_its_side_columns_are_rows() -> None:
    lying = replace(
        PROPOSAL, timeline=_table(Table.TIMELINE, 0, 0, "name", "due", transposed=True), risks=None
    )
    assert _fields(corrected(lying, ["3=status", "2=milestone"], SHEETS).timeline) == {
        0: "",
        1: "name",
        2: "status",
    }
    with pytest.raises(InputError, match="its columns are rows"):
        corrected(lying, ["C=status"], SHEETS)


def test_every_wrong_correction_is_named() -> None:
    wrong = ["F", "Sheet9!A=due", "A=colour", "A=due:buyer", "4=due", "A=owner:us"]
    with pytest.raises(InputError) as caught:
        corrected(PROPOSAL, wrong, SHEETS)
    assert [mistake.place for mistake in caught.value.mistakes] == [f"--column {text}" for text in wrong]


@given(st.text(max_size=30))
def test_no_words_make_it_fail_otherwise(text: str) -> None:
    with suppress(InputError):
        corrected(PROPOSAL, [text], SHEETS)


@given(st.sampled_from([*fields_of(Table.TIMELINE), IGNORE]), st.sampled_from("ABCDE"))
def test_no_field_ever_stands_in_two_columns_and_the_answer_is_certain(name: str, letter: str) -> None:
    found = corrected(PROPOSAL, [f"{letter}={name}"], SHEETS).timeline
    assert found is not None
    fields = [column.field for column in found.columns if column.field]
    assert len(fields) == len(set(fields))
    given_to = next(column for column in found.columns if column.index == ord(letter) - ord("A"))
    assert (given_to.field, given_to.certainty) == ("" if name == IGNORE else name, 1.0)
