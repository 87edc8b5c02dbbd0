from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from addon.cards.changes import all_card, changes_card
from addon.cards.moves import preview_card, written_card
from addon.cards.parts import button
from addon.cards.signals import Dismissed, Line, Opened, list_card, open_card
from closeplan.plan.actions import Action, Waits, matter_of_key
from closeplan.plan.changes import changes
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import GO_LIVE, Milestone, Plan, Risk
from closeplan.plan.proposed import Move, Replan, Why
from closeplan.plan.signals import Place, Signal, Table
from tests.cards import check_card

LONG = "<script>alert(1)</script> & =IMPORTXML() \u202e🚀 " * 1100  # more than a cell holds
DAY = date(2027, 3, 10)
SIGNAL = Signal(
    rule="slipped", subject="a", cause="", short=LONG, text=LONG, place=Place(table=Table.TIMELINE, row="a")
)
MOVE = Move(
    id="a", name=LONG, start_was=None, start=None, due_was=None, due=DAY, days=0, why=Why.AFTER, because=GO_LIVE,
    confirmed_by=LONG, words_was=LONG,
)  # fmt: skip
CHANGE = Change(
    kind=ChangeKind.CHANGED, table=Table.TIMELINE, row="a", item=LONG, field="owner", was=LONG, now="Dana"
)
ENTRY = LedgerEntry(change=CHANGE, who=LONG, seen_at=datetime(2027, 1, 4, tzinfo=UTC), reason=LONG, id=1)


def url(path: str) -> str:
    return f"https://closeplan.example/addon/{path}"


def cards() -> dict[str, dict[str, Any]]:
    many = [Line(signal=SIGNAL, waits=waits, about=LONG) for _ in range(40) for waits in Waits]
    gone = [Dismissed(key="k", about=LONG, short=LONG, reason=LONG, who=LONG, day=DAY)] * 40
    row = Milestone(id="a", name=LONG, owner=LONG)
    opened = Opened(plan_id="p", signal=SIGNAL, waits=Waits.INTERNAL, actions=tuple(Action), day=DAY, row=row)
    late = Replan(moves=(MOVE,) * 60, go_live=DAY, earliest_go_live=DAY, days_late=3, unkept={"a": DAY})
    click = button("Undo", url("signals/replan/undo"))
    return {
        "list": list_card("n", "p", many, gone, url),
        "empty list": list_card("n", "p", [], [], url),
        "open": open_card(opened, url),
        "preview": preview_card(late, {"a": LONG}, click, click),
        "no moves": preview_card(Replan(moves=(), go_live=DAY), {}, click, None),
        "written": written_card([MOVE] * 60, [(MOVE, LONG)] * 60, click, click),
        "changes": changes_card("n", "p", DAY, changes([ENTRY]) * 60, url),
        "nothing changed": changes_card("n", "p", None, (), url),
        "entries": all_card("n", [ENTRY] * 50),
    }


@pytest.mark.parametrize("name", cards())
def test_whatever_people_wrote_the_card_is_one_and_their_words_are_text(name: str) -> None:
    card = cards()[name]

    check_card(card)
    texts = [text for part in card["sections"] for text in marked_up(part)]
    assert not [text for text in texts if "<script" in text]


def marked_up(part: dict[str, Any]) -> list[str]:
    """The texts of a section in which Google reads markup."""
    texts = [part.get("header", "")]
    for widget in part["widgets"]:
        texts += [
            widget.get("textParagraph", {}).get("text", ""),
            widget.get("decoratedText", {}).get("text", ""),
        ]
    return texts


def test_a_dismissed_signal_is_listed_with_what_it_was_about() -> None:
    plan = Plan(
        milestones=(Milestone(id="a", name="Sign"), Milestone(id="b", name="Pay")),
        risks=(Risk(id="r", description="Budget"),),
    )
    keys = {"slipped:b": "Pay", "risk_without_owner:r": "Budget", "unreadable_date:timeline.a.due": "Sign"}
    assert {key: matter_of_key(key, plan) for key in keys} == keys
    assert [matter_of_key(key, plan) for key in ("no_risks:", "missing_role:champion", "slipped:gone")] == [
        ""
    ] * 3
    gone = Dismissed(
        key="slipped:b", about="Pay", short="Slipped 8 working days", reason="known", who="Sam", day=DAY
    )
    assert "Pay: Slipped 8 working days" in str(list_card("n", "p", [], [gone], url))


def test_an_internal_signal_is_said_to_be_one_wherever_it_is_shown() -> None:
    shown = cards()

    assert "For your side only" in str(shown["list"])
    assert "the buyer does not see this" in str(shown["open"])


def test_an_objection_in_what_changed_is_no_value_that_became_another() -> None:
    what = "Lena Vogt: we cannot sign in March, because our own people are away until Easter and after."
    said = Change(kind=ChangeKind.SIGNED_OFF, table=None, row="", item="", field="commented", now=what)
    entry = LedgerEntry(change=said, who="lena@acme.example", seen_at=datetime(2026, 11, 23, tzinfo=UTC))
    shown = str(changes_card("n", "p", DAY, changes([entry]), url))

    assert f"Commented: {what}" in shown
    assert "empty" not in shown
