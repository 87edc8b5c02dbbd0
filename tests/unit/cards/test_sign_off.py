from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from addon.cards.sign_off import LinkLine, LinkState, SignOffView, drafted_card, link_card, sign_off_card
from closeplan.plan.acknowledgement import Decision, SignOff
from tests.cards import check_card

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://closeplan.example/addon"
EVIL = '<a href="https://evil.example">=IMPORTXML("x")</a> \u202e🎉' * 40


def said(decision: Decision = Decision.ACKNOWLEDGED, comment: str = "", name: str = "Carla Chen") -> SignOff:
    return SignOff(
        via=decision, email="carla@acme.example", name=name, decision=decision, state="{}", at=NOON, comment=comment
    )  # fmt: skip


def link(state: LinkState = LinkState.OPEN, name: str = "Carla Chen") -> LinkLine:
    valid = state in {LinkState.OPEN, LinkState.OPENED, LinkState.ANSWERED}
    return LinkLine(
        id="l1", name=name, email="carla@acme.example", state=state, expires_at=NOON, is_valid=valid
    )


def card(**how: object) -> dict[str, object]:
    view: dict[str, object] = {
        "plan_id": "acme", "plan_name": "Acme", "said": (), "standing": frozenset(), "reviewers": None,
        "shut_out": (), "was_reset": False, "links": (), "proposed": (), "url": URL,
    }  # fmt: skip
    made = sign_off_card(SignOffView(**(view | how)))  # type: ignore[arg-type]
    check_card(made)
    return made


def test_nobody_yet_is_said_and_the_economic_buyer_is_proposed() -> None:
    text = str(card(proposed=[("Carla Chen", "carla@acme.example")]))

    assert "Nobody has acknowledged the timeline yet." in text
    assert text.count("carla@acme.example") == 2


def test_what_was_said_is_told_with_whether_it_still_stands() -> None:
    both = [said(), said(Decision.COMMENTED, "Why May?")]

    assert "Before the dates changed: ask again" in str(card(said=both))
    now = str(card(said=both, standing=frozenset({Decision.ACKNOWLEDGED.value})))
    assert "Of today's dates" in now
    assert "Why May?" in now
    assert "23 Nov 2026" in now


def test_of_a_persons_questions_the_newest_is_shown_with_the_number_of_the_others() -> None:
    asked = [replace(said(Decision.COMMENTED, f"No. {number}"), via=str(number)) for number in range(3)]
    text = str(card(said=[*asked, said()]))

    assert "No. 2" in text
    assert "2 before, in the plan's History" in text
    assert "No. 1" not in text
    assert "Acknowledged, 23 Nov 2026" in text


def test_an_approval_that_runs_can_be_reminded_of_and_cancelled_and_not_asked_for_again() -> None:
    asked = {"carla@acme.example": "APPROVED", "dana@acme.example": "NO_RESPONSE"}
    text = str(card(reviewers=asked, shut_out={"dana@acme.example"}))

    assert "No answer yet" in text
    assert text.count("Has no access to the plan") == 1
    assert "signoff/remind" in text
    assert "signoff/cancel" in text
    assert "signoff/ask" not in text


@pytest.mark.parametrize("state", LinkState)
def test_a_link_that_works_can_be_revoked_and_any_other_made_anew(state: LinkState) -> None:
    text = str(card(links=[link(state)]))

    assert state.value in text
    assert ("signoff/revoke" in text) == (state not in {LinkState.EXPIRED, LinkState.REVOKED})


def test_many_links_are_cut_with_a_word_about_the_rest() -> None:
    text = str(card(links=[link() for _ in range(13)]))

    assert text.count("signoff/revoke") == 10
    assert "And of 3 people before them." in text


def test_peoples_words_are_no_markup() -> None:
    made = card(said=[said(Decision.COMMENTED, EVIL, EVIL)], links=[link(name=EVIL)], plan_name=EVIL)
    shown = link_card(f"{URL}/a/x", (EVIL, EVIL), link(name=EVIL), URL, "acme")
    check_card(shown)
    check_card(drafted_card(EVIL, URL))

    for one in (made, shown):
        sections = one["sections"]
        assert isinstance(sections, list)
        paragraphs = [
            w["textParagraph"]["text"] for s in sections for w in s["widgets"] if "textParagraph" in w
        ]
        assert not any("<a" in text for text in paragraphs)
