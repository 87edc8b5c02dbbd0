"""The brief's cards, whatever people wrote and however it went."""

from __future__ import annotations

from datetime import date

from addon.cards import brief as briefing
from closeplan.plan.model import Role, Side, Stakeholder
from tests.cards import check_card
from tests.unit.pages.plans import brief_of, plan

URLS = {"send": "https://x/addon/brief/send", "make": "https://x/addon/brief/make"}
KEYS = {"planId": "p"}
NASTY = "<script>alert(1)</script> & <b>x</b>"


def state(pages: int) -> briefing.BriefState:
    return briefing.BriefState(
        written=date(2026, 11, 3),
        pages=pages,
        doc_url="https://x/d",
        pdf_url="https://x/p",
        longest=("Risks",),
    )


def test_without_a_brief_the_card_says_what_it_would_say() -> None:
    made = briefing.no_brief_card("Acme", brief_of(plan()), URLS["make"], KEYS)
    check_card(made)
    assert "acknowledge this timeline" in str(made)
    assert str(made).count("What you ask") == 1


def test_two_pages_are_told_with_what_to_shorten() -> None:
    for pages in (1, 2):
        made = briefing.brief_card("Acme", state(pages), URLS, KEYS)
        check_card(made)
        assert ("Shorten Risks in the plan" in str(made)) == (pages == 2)
        assert "3 Nov 2026" in str(made)


def test_the_mail_is_shown_first_with_markup_as_text() -> None:
    person = Stakeholder(id="d", name=NASTY, email="dana@acme.example", side=Side.BUYER, role=Role.CHAMPION)
    made = briefing.send_card("Acme", [person], [person.email], ("s", "t"), (URLS["send"], KEYS))
    check_card(made)
    check_card(briefing.waiting_card("Acme", URLS["make"], KEYS))
    check_card(briefing.send_card("Acme", [], [], ("s", "t"), (URLS["send"], KEYS)))
    check_card(briefing.sent_card("Acme", [NASTY], ["eve@acme.example"], "https://x/draft"))
    assert "<script>" not in str(briefing.sent_card("Acme", [NASTY], [], "https://x/draft"))


def test_what_takes_most_room_is_named_first() -> None:
    assert briefing.longest_parts(plan(objective="w" * 9000))[0] == "Objective"
    assert (
        briefing.longest_parts(
            plan(milestones=(), objective="", why="", cost_of_inaction="", metrics=(), risks=())
        )
        == ()
    )
