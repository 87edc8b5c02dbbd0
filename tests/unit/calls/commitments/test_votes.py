"""The linear second vote: raw meetings and mails."""

import pytest

from closeplan.calls.commitments.meetings import is_raw_meeting
from closeplan.calls.speech_acts import asks_or_proposes
from tests.dialogues import dialogue, found_in


def test_a_raw_meeting_of_no_sides_is_read_by_the_vote() -> None:
    lines = (
        "X: so how do we go on",
        "X: okay i'll send you the pointer to that paper",
        "X: right so that was the summer",
    )
    assert is_raw_meeting(dialogue(*lines))
    commitments, _ = found_in(*lines)
    assert [one.turn for one in commitments] == [1]


def test_with_sides_or_capitals_it_is_not() -> None:
    assert not is_raw_meeting(dialogue("S: okay i'll send it"))
    assert not is_raw_meeting(dialogue("X: Okay, I'll send it."))


@pytest.mark.parametrize(
    "words",
    ["Could you please send me the draft?", "Let me know what works.", "Let's meet on Tuesday at noon."],
)
def test_a_mail_that_wants_something(words: str) -> None:
    assert asks_or_proposes(words) > 0.5


@pytest.mark.parametrize(
    "words",
    ["The meeting was very long.", "Attached is our privacy policy.", "He told me about it in March."],
)
def test_a_mail_that_only_tells(words: str) -> None:
    assert asks_or_proposes(words) < 0.5
