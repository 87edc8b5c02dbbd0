"""What home-made plans mean: at least 95 of 100 columns right, and none wrong that the recogniser was sure of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.adopt import known_answers
from tests.unit.adopt.known_answers import Agreement, compare

LEAST_RIGHT = 0.95
SURE = 0.8

Listed = Callable[[], list[Path]]
BOTH = pytest.mark.parametrize(
    "listed", [pytest.param(known_answers.shared, id="shared"), pytest.param(known_answers.own, id="own")]
)


def agreements(listed: Listed) -> list[Agreement]:
    paths = listed()
    if not paths:
        pytest.skip("the shared plans are not beside this clone")
    return [compare(path) for path in paths]


@BOTH
def test_columns_are_matched(listed: Listed) -> None:
    columns = [column for one in agreements(listed) for column in one.columns]
    wrong = [column for column in columns if not column.right]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(columns), wrong


@BOTH
def test_no_column_is_matched_wrong_for_sure(listed: Listed) -> None:
    columns = [column for one in agreements(listed) for column in one.columns]
    assert [c for c in columns if c.answered and not c.right and c.certainty > SURE] == []


@BOTH
@pytest.mark.parametrize(
    "what", ["found", "rows", "subheading_rows", "repeated_header_rows", "owner_sides", "header_top"]
)
def test_tables_and_their_rows_are_found(listed: Listed, what: str) -> None:
    answers = [(name, ok) for one in agreements(listed) for name, ok in one.others.items() if what in name]
    assert sum(ok for _, ok in answers) >= LEAST_RIGHT * len(answers), answers


@BOTH
@pytest.mark.parametrize("what", ["facts", "fact_cells", "workstream_from", "language"])
def test_what_is_said_of_the_whole_plan_is_found(listed: Listed, what: str) -> None:
    answers = [one.others[what] for one in agreements(listed)]
    assert sum(answers) >= LEAST_RIGHT * len(answers)


def test_every_language_has_layouts_of_our_own() -> None:
    languages = [known_answers.load(path)["language"] for path in known_answers.own()]
    assert len(languages) >= 24
    assert {one for one in languages if languages.count(one) >= 2} == {
        *("en", "de", "fr", "es", "pt", "it", "nl", "ja"),
    }
