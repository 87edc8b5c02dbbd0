"""The cards of reminders and of the recap: checked against Google's own messages, whatever people are called."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from addon.cards import recap as recapping
from addon.cards.reminders import Reminding, Ways, drafted_card, reminders_card
from closeplan.plan.mailings import Mailing, mailings
from closeplan.plan.model import Milestone, Network, Plan, Side, Stakeholder
from closeplan.plan.recap import Recap
from closeplan.plan.reminders import Delivery, WatchedPlan, Wishes
from tests.cards import check_card
from tests.mails import MONDAY
from tests.running import SELLER

WAYS = Ways(preview="https://x/p", save="https://x/s", send="https://x/w", grants="https://x/grants")
HOSTILE = '=IMPORTXML("x") <b>"&amp;</b> \u202eabc 👩‍🚀' + "ö" * 50_000


def made(people: int, wishes: Wishes, name: str = "Person") -> tuple[Mailing, ...]:
    rows = tuple(
        Milestone(id=f"m{n}", name=f"Step {n}", owner=f"{name} {n}", due=MONDAY) for n in range(people)
    )
    known = tuple(
        Stakeholder(id=f"p{n}", name=f"{name} {n}", email=f"p{n}@acme.example", side=Side.BUYER)
        for n in range(people)
    )
    plan = WatchedPlan(
        id="acme", title="Acme", url="https://x", language="en", seller=SELLER, company="Northwind", wishes=wishes,
        plan=Plan(milestones=rows, stakeholders=known), network=Network(steps=(), go_live=date(2027, 3, 31)),
    )  # fmt: skip
    return mailings([plan], MONDAY)


def shown(
    mails: tuple[Mailing, ...], wishes: Wishes, *, works_alone: bool = True, name: str = "Acme"
) -> dict[str, Any]:
    view = Reminding(
        plan_id="acme", name=name, wishes=wishes, mailings=mails, works_alone=works_alone, hour=8
    )
    card = reminders_card(view, WAYS)
    check_card(card)
    check_card(drafted_card(view, len(mails), [HOSTILE], WAYS))
    return card


@pytest.mark.parametrize("people", [0, 1, 3, 200])
@pytest.mark.parametrize("works_alone", [True, False])
def test_the_preview_counts_the_drafts_and_says_what_a_grant_would_change(
    people: int, works_alone: bool
) -> None:
    wishes = Wishes(delivery=Delivery.DRAFTS, weekly=False, daily=True)

    said = str(shown(made(people, wishes), wishes, works_alone=works_alone))

    assert ("nobody is written to today" in said) == (people == 0)
    assert ("Let closeplan write" in said) == (people > 0 and not works_alone)
    if people:
        assert f"Write today’s {people} draft{'' if people == 1 else 's'} now" in said


def test_whatever_people_wrote_is_text_in_a_card() -> None:
    wishes = Wishes(delivery=Delivery.SEND, weekly=False)

    card = shown(made(2, wishes, HOSTILE), wishes, name=HOSTILE)

    widgets = [widget for part in card["sections"] for widget in part["widgets"]]
    texts = [
        widget[kind]["text"]
        for widget in widgets
        for kind in ("textParagraph", "decoratedText")
        if kind in widget
    ]
    assert any("&lt;b&gt;" in text for text in texts)
    assert not any("<b>" in text for text in texts)


@pytest.mark.parametrize("text", ["short", HOSTILE])
def test_a_recap_is_shown_whole_and_can_be_taken_along(text: str) -> None:
    recap = Recap(to=("dana@acme.example", HOSTILE), subject=HOSTILE, text=text)
    about = recapping.About(plan_id="acme", name="Acme rollout", url="https://x/recap")
    call = recapping.OfACall(id="c1", title=HOSTILE, day=MONDAY)
    copy = recapping.copy_card(
        about, Recap(to=("dana@acme.example",), subject="Recap", text=text), "Gmail refuses."
    )

    for card in (
        recapping.plan_recap_card(about, recap, MONDAY, calls=[call], answers=True),
        recapping.call_recap_card(about, recap, call, "https://x/draft", answers=False),
        recapping.drafted_card(about, recap, "https://x/draft"),
        copy,
    ):
        check_card(card)
        assert card["header"]["subtitle"] == "Acme rollout"
    fields = [
        widget["textInput"]["value"] for widget in copy["sections"][0]["widgets"] if "textInput" in widget
    ]
    assert fields == [text]
    assert ("body=short" in str(copy)) == (text == "short")
