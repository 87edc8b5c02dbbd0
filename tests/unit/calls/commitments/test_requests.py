"""What is asked, who takes it on, and what stays unanswered."""

import pytest

from closeplan.calls.findings import Binding
from tests.dialogues import found_in


@pytest.mark.parametrize(
    "reply",
    [
        "Sure.",
        "Yep, will do.",
        "That's easy. Tomorrow.",
        "Yeah, no worries, I'll dig it out.",
        "Of course, you'll have the list on Friday.",
        "Leave that one with me.",
        "Happy to.",
    ],
)
def test_who_accepts_owns_what_was_asked(reply: str) -> None:
    (one,), unanswered = found_in("S: Could you send me the list of stores?", f"B: {reply}")
    assert (one.turn, one.owner, one.request_turn) == (1, "Bea Cole", 0)
    assert unanswered == ()


@pytest.mark.parametrize(
    "reply",
    [
        "I'd rather not, honestly.",
        "No, I can't do that.",
        "That's confidential, I'm afraid.",
        "I'd have to ask my boss.",
    ],
)
def test_refused_it_is_unanswered(reply: str) -> None:
    taken, (one,) = found_in("S: Could you send me the list of stores?", f"B: {reply}", "S: Fair enough.")
    assert taken == ()
    assert (one.turn, one.by, one.to, one.what) == (
        0,
        "Sam Ortiz",
        "Bea Cole",
        "send the list of stores",
    ) or not one.to


def test_dodged_it_is_unanswered() -> None:
    taken, (one,) = found_in(
        "B: Hello.",
        "S: Could you draw me the org chart of the rollout?",
        "B: So the thing about Toledo is the union.",
        "S: Okay, good. Is there anything contractual?",
        "B: Fourteen days' notice.",
    )
    assert (taken, one.turn, one.to) == ((), 1, "Bea Cole")


def test_a_question_back_keeps_it_open() -> None:
    (one,), unanswered = found_in(
        "S: Can you get me the loaded hourly rate?",
        "B: For all stores or just the six?",
        "S: All, if you've got it.",
        "B: Sure, that's easy. Tomorrow.",
    )
    assert (one.turn, one.request_turn, one.what, unanswered) == (3, 0, "get the loaded hourly rate", ())


def test_a_condition_instead_of_an_answer_leaves_it_unanswered() -> None:
    (one,), (asked,) = found_in(
        "S: Would you bring us together with him?",
        "B: No. If the pilot finds two real defects, I'll take you to him myself.",
    )
    assert (one.binding, one.request_turn, asked.turn) == (Binding.CONDITIONAL, None, 0)


def test_a_colleague_who_was_named_may_answer() -> None:
    (one,), _ = found_in(
        "B: Can someone on your end confirm the data residency in writing?",
        "S: Maya?",
        "M: Yep, I can do that.",
    )
    assert one.owner == "Maya Lin"


@pytest.mark.parametrize(
    "words",
    [
        "Can you hear me?",
        "Could you tell me how long it took?",
        "Can you see my screen?",
        "Give me one second.",
    ],
)
def test_what_is_done_at_once_is_no_request(words: str) -> None:
    assert found_in(f"S: {words}", "B: Sure.") == ((), ())


def test_asked_not_to_and_promised() -> None:
    (one,), _ = found_in(
        "B: Please don't write to her directly.", "S: Not a chance. I won't go near her until you say so."
    )
    assert (one.owner, one.what) == ("Sam Ortiz", "not go near her until you say so") or one.what.startswith(
        "not go near"
    )


def test_an_offer_counts_only_when_taken_up() -> None:
    offer = "S: I could put together a phased plan."
    assert found_in(offer, "B: Mm, not a priority.")[0] == ()
    (one,), _ = found_in(offer, "B: That'd be really helpful.")
    assert one.owner == "Sam Ortiz"


def test_what_was_sent_already_is_answered() -> None:
    assert found_in("S: Could you send me the labor hours?", "B: I sent you that last week.") == ((), ())
