"""What a call settled, as it may be told in a recap."""

from __future__ import annotations

import pytest

from closeplan.calls.decisions import find_decisions
from tests.unit.calls.people.dialogues import dialogue

SETTLED = {
    "B: So let's go with the annual plan.": "Let's go with the annual plan",
    "B: We'll start with the two northern plants.": "We'll start with the two northern plants",
    "S: Good. Reporting stays out of scope for the pilot.": "Reporting stays out of scope for the pilot",
    "B: The committee approved the pilot budget yesterday.": "The committee approved the pilot budget yesterday",
    "B: And we agreed to host everything in Frankfurt.": "We agreed to host everything in Frankfurt",
}
OPEN = (
    "B: Should we go with the annual plan?",
    "B: If the committee approved the budget we'd start.",
    "B: The board hasn't approved the budget.",
    "B: They approved it.",
    "B: Let's hope they pick up.",
    "S: Let's start with the agenda.",
    "S: Shall we say we go with Friday?",
)


@pytest.mark.parametrize("line", SETTLED)
def test_a_decision_is_told_in_words_understood_alone(line: str) -> None:
    (found,) = find_decisions(dialogue(line))
    assert found.what == SETTLED[line]
    assert found.quote.text in line


@pytest.mark.parametrize("line", OPEN)
def test_questions_conditions_and_what_nobody_understands_alone_settle_nothing(line: str) -> None:
    assert find_decisions(dialogue(line)) == ()


def test_a_spanish_negation_is_kept() -> None:
    (found,) = find_decisions(dialogue("B: No, nos quedamos con la versión anual.", language="es"))
    assert found.what == "No, nos quedamos con la versión anual"
