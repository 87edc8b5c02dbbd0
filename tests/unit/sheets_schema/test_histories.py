from __future__ import annotations

import os

import pytest

from tests.histories.readers import IdsAlone, Ours
from tests.histories.score import Score, score_history

HISTORIES = int(os.environ.get("PYTEST_HISTORIES", "60"))
"""How many edit histories: `make campaign` plays all 2,000."""


def _played(first: int, last: int, reader: type[Ours | IdsAlone]) -> Score:
    return sum((score_history(seed, reader()) for seed in range(first, last)), Score())


@pytest.fixture(scope="module")
def ours() -> Score:
    return _played(0, HISTORIES, Ours)


def test_every_date_move_is_found_and_none_that_nobody_made(ours: Score) -> None:
    # all of them in the short form; of 2,000 histories two hold a copy that docs/identity.md tells of
    assert ours.true_moves > HISTORIES * 10
    assert ours.true_moves - ours.right_moves <= HISTORIES // 2000
    assert ours.false_slips <= HISTORIES // 1000


def test_changes_are_told_of_the_milestone_they_belong_to(ours: Score) -> None:
    assert ours.misattribution < 0.001
    assert ours.precision > 0.99
    assert ours.recall > 0.99


def test_hardly_a_look_leaves_two_stories_to_choose_from(ours: Score) -> None:
    assert ours.two_stories < ours.looks * 0.01


def test_ids_alone_would_tell_of_dates_that_nobody_moved() -> None:
    score = _played(0, 10, IdsAlone)

    assert score.false_slips > 10
    assert score.misattribution > 0.1
