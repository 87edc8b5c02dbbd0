"""What the check of cards finds: what Google would refuse, and what it would leave out without a word."""

from __future__ import annotations

from typing import Any

import pytest

from addon.cards import parts
from addon.cards.checking import WrongCardError, check_card, check_response

GOOD = parts.card("Plan", [parts.section("", [parts.paragraph("Text")])])
URL = "https://closeplan.example/addon/x"


def card_of(*widgets: dict[str, Any]) -> dict[str, Any]:
    return {"sections": [{"widgets": list(widgets)}]}


@pytest.mark.parametrize(
    "made",
    [
        card_of({"textParagraf": {"text": "typo"}}),
        card_of({"textParagraph": {"text": 7}}),
        card_of({"textParagraph": {"text": ""}}),
        card_of({"decoratedText": {"text": ""}}),
        card_of(),
        card_of(*[parts.paragraph("x")] * 101),
        card_of(parts.buttons(parts.button("", URL))),
        card_of(parts.buttons(parts.button("Go", "/addon/x"))),
        card_of(parts.buttons(parts.link_button("Go", "javascript:alert(1)"))),
        card_of(parts.fact("a", "b", leads=parts.button("Go", "x"))),
        card_of(parts.text_field("n", "Name"), parts.day_field("n", "Day", None)),
        card_of(parts.selection("n", "N", [parts.Choice(value="1", label="1")] * 101, "1")),
    ],
)
def test_a_wrong_card_is_found(made: dict[str, Any]) -> None:
    with pytest.raises(WrongCardError):
        check_card(made)


@pytest.mark.parametrize(
    "made",
    [
        {},
        GOOD,
        {"action": {"navigations": [{"push": GOOD}]}},
        {"action": {"card": GOOD}},
        {"renderActions": {"card": GOOD}},
    ],
)
def test_an_answer_that_is_none_of_the_contracts_is_found(made: dict[str, Any]) -> None:
    with pytest.raises(WrongCardError):
        check_response(made)


@pytest.mark.parametrize(
    "made",
    [
        parts.shown(GOOD),
        parts.pushed(GOOD),
        parts.replaced(GOOD, "Saved"),
        parts.asking_for_file(),
        parts.asking_for_file("file-1"),
    ],
)
def test_every_answer_of_ours_is_one_of_the_contracts(made: dict[str, Any]) -> None:
    check_response(made)
