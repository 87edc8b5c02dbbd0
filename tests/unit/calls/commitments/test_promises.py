"""Who takes on what, in one turn."""

import pytest

from closeplan.calls.findings import Binding
from tests.dialogues import found_in

PROMISES = (
    "I'll send you the redlines tomorrow.",
    "I can have the order form in your inbox by Wednesday.",
    "I'm sending the deck over as soon as we hang up.",
    "Leave that one with me, I'll chase legal.",
    "You'll get a summary from me tonight.",
    "The proposal will be with you by Friday.",
    "I owe you a number on support tiers.",
    "Let me come back to you on that by Monday.",
    "We'll get you access to the sandbox this week.",
    "I'll flag it to my director and get you a straight answer.",
    "I won't share your pricing with anyone.",
    "Um, so I - I'll, I'll turn the comments round by, uh, Tuesday.",
)
TALK = (
    "I'll be honest, this is a big number for us.",
    "I'll share my screen.",
    "I sent that over on Monday.",
    "I was going to send you that yesterday but got pulled away.",
    "We'll see how the quarter goes.",
    "I'd have to check with my boss.",
    "I could send you a sample, maybe.",
    "They said they'll get back to us next week.",
    "We usually turn those around in two days.",
    "Our CFO will ask about payback.",
    "I'll tell you what worries me.",
    "I'm not going to say yes to that on a Tuesday.",
    "The new release will be out in April.",
    "Will you send it tomorrow?",
)


@pytest.mark.parametrize("words", PROMISES)
def test_a_promise_is_its_speaker_s(words: str) -> None:
    (one,), _ = found_in("B: So where are we?", f"S: {words}")
    assert (one.turn, one.owner, one.binding) == (1, "Sam Ortiz", Binding.FIRM)
    assert one.quote.text in words


@pytest.mark.parametrize("words", TALK)
def test_talk_takes_on_nothing(words: str) -> None:
    assert found_in("B: So where are we?", f"S: {words}", "B: Good to know.")[0] == ()


@pytest.mark.parametrize(
    "words",
    [
        "If finance approves the spend, I'll send the signed form by the 28th.",
        "I'll release the hold on Friday, provided the pen test is clean.",
        "As soon as legal signs off I'll send you the countersigned copy.",
        "I'll bring it to the committee unless Denise objects.",
    ],
)
def test_what_may_not_happen_makes_it_conditional(words: str) -> None:
    (one,), _ = found_in(f"B: {words}")
    assert one.binding is Binding.CONDITIONAL


@pytest.mark.parametrize(
    "words",
    [
        "Once I have it I'll send you the mapping by Friday.",
        "I'll ask her on Monday if the budget is released.",
        "I'll send it over today if that helps.",
        "After the board meets on the 9th I'll call you.",
    ],
)
def test_order_and_courtesy_leave_it_firm(words: str) -> None:
    (one,), _ = found_in(f"B: {words}")
    assert one.binding is Binding.FIRM


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("And Howard, our counsel, he'll have redlines back to you by Friday.", "Howard"),
        ("Miguel does those. He'll have it with you next week.", "Miguel"),
        ("Elena, our counsel, will send you the terms on Monday.", "Elena"),
        ("I'll have Maya send you the diagram.", "Maya Lin"),
        ("I'll make sure legal sends it by Friday.", "Sam Ortiz"),
    ],
)
def test_a_colleague_who_is_promised_owns_it(words: str, owner: str) -> None:
    (one,), _ = found_in("M: Hello.", f"S: {words}")
    assert one.owner == owner


def test_nobody_promises_for_the_other_side() -> None:
    assert found_in("S: Theo will send the list by Friday.", "T: Will I?")[0] == ()


def test_said_again_it_is_one() -> None:
    (one,), _ = found_in(
        "S: I'll send you the security questionnaire by Friday.",
        "B: Great.",
        "S: To recap, I'll send the security questionnaire on Friday.",
    )
    assert (one.turn, one.also) == (0, (2,)) or (one.turn, one.also) == (0, ())


def test_two_things_with_two_days_in_a_turn_are_two() -> None:
    both, _ = found_in(
        "S: I'll send you the security questionnaire by Friday. And I'll book the reference call with Toledo for Tuesday."
    )
    assert [one.what for one in both] == [
        "send the security questionnaire",
        "book the reference call with Toledo",
    ]


def test_what_is_said_without_its_day_and_receiver() -> None:
    (one,), _ = found_in("S: I'll send you the draft DPA by end of next week.")
    assert one.what == "send the draft DPA"


def test_a_pronoun_means_the_thing_named_before() -> None:
    (one,), _ = found_in("B: We still need the insurance certificate.", "S: I'll send it tomorrow.")
    assert one.what == "send the insurance certificate"
