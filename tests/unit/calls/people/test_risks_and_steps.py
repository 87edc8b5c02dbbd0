"""Risks by category, what the buyer holds against it, and what comes next."""

from __future__ import annotations

from datetime import date

import pytest

from closeplan.calls.findings import Due, DueKind
from closeplan.calls.findings import SpokenRiskCategory as Category
from closeplan.calls.model import Known
from closeplan.calls.next_steps import find_next_steps
from closeplan.calls.objections import find_objections
from closeplan.calls.risks import NOT_ALONE, find_risks
from tests.unit.calls.people.dialogues import dialogue

RISKS = {
    "B: The steering committee got pushed to June.": Category.TIMELINE,
    "B: They freeze all changes from November until January.": Category.TIMELINE,
    "B: There's a hold on any new spend until the audit is done.": Category.BUDGET,
    "B: We saw a demo from Rotaware last week and they're cheaper.": Category.COMPETITIVE,
    "B: She's the only one who knows that system and she retires in May.": Category.ORGANIZATIONAL,
    "B: The old interface doesn't talk to anything and the integration broke twice.": Category.TECHNICAL,
    "B: Our lawyers won't sign off without that clause.": Category.LEGAL,
    "B: We had a breach two years ago, so security is nervous.": Category.SECURITY,
}
CALM = (
    "B: That sounds good to me.",
    "S: Your board meeting moved to June, right?",
    "B: Did the date slip to June?",
)


@pytest.mark.parametrize("line", RISKS)
def test_a_risk_has_its_category_and_the_words(line: str) -> None:
    (found,) = find_risks(dialogue(line), Known())
    assert found.category is RISKS[line]
    assert found.what
    assert found.quote.text in line


@pytest.mark.parametrize("line", CALM)
def test_questions_and_the_sellers_words_are_no_risk(line: str) -> None:
    assert find_risks(dialogue(line), Known()) == ()


def test_a_risk_said_again_at_once_is_one() -> None:
    call = dialogue("B: The board got pushed to June.", "S: Oh no.", "B: Yes, the board was pushed to June.")
    assert [one.turn for one in find_risks(call, Known())] == [0]


@pytest.mark.parametrize(
    "line",
    [
        "B: That's too expensive for us.",
        "B: We won't sign a three-year contract.",
        "B: I'll believe it when I see it.",
        "B: We don't share vendor paper.",
        "B: If it can't do that it's a non-starter.",
    ],
)
def test_the_buyers_objections(line: str) -> None:
    assert len(find_objections(dialogue(line), Known())) == 1
    assert find_objections(dialogue("S:" + line[2:]), Known()) == ()


def test_the_next_call_is_what_both_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    def on_thursday(text: str, *_: object, **__: object) -> tuple[Due, ...]:
        return (Due(kind=DueKind.DAY, day=date(2027, 1, 28), text="Thursday"),) if "Thursday" in text else ()

    monkeypatch.setattr("closeplan.calls.next_steps.find_dues", on_thursday)
    call = dialogue("S: Next call, Thursday the twenty-eighth at ten?", "B: Works for me.")
    (step,) = find_next_steps(call, Known())
    assert (step.turn, step.due.day, step.what.startswith("Next call")) == (0, date(2027, 1, 28), True)
    refused = dialogue("S: Next call, Thursday the twenty-eighth at ten?", "B: Let me come back to you.")
    assert find_next_steps(refused, Known()) == ()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("B: Because, um, the budget lapses in June.", "The budget lapses in June."),
        ("B: Our year ends in June. If it isn't ordered by then, it's gone.", None),
        ("B: Rotaware. They've been in twice.", "Rotaware. They've been in twice."),
        ("B: No budget is approved for next year.", "No budget is approved for next year."),
    ],
)
def test_a_risk_is_told_so_that_it_is_understood_alone(line: str, what: str | None) -> None:
    (found,) = find_risks(dialogue(line), Known())
    assert found.what == (what or line[3:])
    assert found.certainty > NOT_ALONE


@pytest.mark.parametrize("line", ["B: It isn't ready.", "B: They've parked it.", "B: That's too late."])
def test_what_nobody_understands_alone_is_not_certain(line: str) -> None:
    (found,) = find_risks(dialogue(line), Known())
    assert found.certainty == NOT_ALONE


@pytest.mark.parametrize(
    "line",
    [
        "B: I'll ask security about the backlog.",
        "B: Somebody parked in the chaplain's spot.",
        "B: I'm not worried about the integration.",
        "B: Don't read anything into it.",
    ],
)
def test_promises_small_talk_and_calm_are_no_risk(line: str) -> None:
    assert find_risks(dialogue(line), Known()) == ()


@pytest.mark.parametrize(
    "line", ["B: You think.", "B: Not yet.", "B: I'd rather not discuss it.", "B: I don't want an adjective."]
)
def test_a_dodge_is_no_objection(line: str) -> None:
    assert find_objections(dialogue(line), Known()) == ()


def test_another_vendor_named_when_asked_is_a_risk() -> None:
    call = dialogue("S: Are you looking at anyone else?", "B: Rotaware. It's still open.")
    assert [(one.turn, one.category) for one in find_risks(call, Known())] == [(1, Category.COMPETITIVE)]
    nobody = dialogue("S: Are you looking at anyone else?", "B: No, just you.")
    assert find_risks(nobody, Known()) == ()
