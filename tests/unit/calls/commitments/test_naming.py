"""How a commitment is called: what a seller reads as a milestone's name and a buyer in a mail."""

import pytest

from closeplan.calls.commitments.naming import MOST_WORDS
from tests.dialogues import found_in

ANSWERS = (
    (
        "Could you send me the loaded hourly rate?",
        "Sure, I'll get that to you tomorrow.",
        "loaded hourly rate",
    ),
    ("Can you share the SOC 2 report?", "Yep. Monday.", "SOC 2 report"),
    ("We'd need the data map from you by Friday.", "Leave it with me.", "data map"),
    (
        "The letter only lacks your name.",
        "I'll have it signed and out the door by Tuesday.",
        "sign the letter",
    ),
    ("Is the price sheet current?", "I'll have it updated by Monday.", "update the price sheet"),
)
PHRASES = (
    ("I'll get you the wording on Thursday.", "send the wording"),
    ("You'll have the draft from me by Friday.", "send the draft"),
    ("I'm preparing the statement of work for tomorrow.", "prepare the statement of work"),
    ("I'll have the order signed by the ninth.", "sign the order"),
    ("I'll write a status every other Friday.", "write a status"),
    ("I'll introduce you by email this afternoon.", "introduce Bea Cole by email"),
)


@pytest.mark.parametrize(("asked", "said", "named"), ANSWERS)
def test_what_it_means_is_named(asked: str, said: str, named: str) -> None:
    (one,), _ = found_in(f"B: {asked}", f"S: {said}")
    assert named in one.what


@pytest.mark.parametrize(("said", "name"), PHRASES)
def test_a_name_is_a_verb_and_its_thing_without_its_day(said: str, name: str) -> None:
    (one,), _ = found_in("B: So where are we?", f"S: {said}")
    assert one.what == name


def test_where_nothing_is_named_the_words_themselves_stand() -> None:
    (one,), _ = found_in("B: The goat ate the cable again.", "S: I'll send it to you tomorrow.")
    assert one.what == "I'll send it to you tomorrow"


def test_a_name_is_short() -> None:
    long = "a list of every plant, the machines in it, who runs them, what they cost and which of them we mean to sell"
    (one,), _ = found_in("B: So where are we?", f"S: I'll send you {long}.")
    assert one.what.startswith("send a list of every plant")
    assert len(one.what.split()) <= MOST_WORDS


def test_a_request_says_for_whom() -> None:
    _, (one,) = found_in("S: Could you put me in front of your finance chief?", "B: No, not yet.")
    assert one.what == "put Sam Ortiz in front of your finance chief"
