"""Cards of a plan in a Doc name the Doc, which has neither a sheet nor tabs for its tables."""

from __future__ import annotations

from datetime import date

from addon.cards.questions import Asked, Round, question_card
from addon.cards.questions import Ways as QuestionWays
from addon.cards.reaching import ask_card
from addon.cards.signals import Opened, open_card
from closeplan.plan.actions import Action, Waits
from closeplan.plan.document import DocumentKind
from closeplan.plan.owner_question import OwnerQuestion
from closeplan.plan.questions import AnswerKind, Question
from closeplan.plan.signals import Place, Signal, Table
from tests.cards import check_card

SIGNAL = Signal(
    rule="slipped", subject="a", cause="", short="s", text="t", place=Place(table=Table.TIMELINE, row="a")
)
QUESTION = Question(id="freeze", text="When?", hint="Days that are kept clear.", kind=AnswerKind.SPAN)


def url(path: str) -> str:
    return f"https://closeplan.example/addon/{path}"


def told(kind: DocumentKind) -> str:
    opened = Opened(
        plan_id="p",
        signal=SIGNAL,
        waits=Waits.DOCUMENT,
        actions=tuple(Action),
        day=date(2027, 3, 10),
        kind=kind,
    )
    ways = QuestionWays(show=url("questions"), answer=url("questions/answer"), plan_id="p", kind=kind)
    asked = Asked(name="n", left=[QUESTION], current=QUESTION, at=Round())
    question = OwnerQuestion(place=SIGNAL.place, text="Why?", who="Dana", email="")
    cards = open_card(opened, url), question_card(asked, ways), ask_card(question, url, {}, kind)
    for card in cards:
        check_card(card)
    return str(cards)


def test_cards_name_what_the_plan_stands_in() -> None:
    doc, sheet = told(DocumentKind.DOC), told(DocumentKind.SHEET)
    assert "sheet" not in doc.lower()
    assert "tab" not in doc.lower().replace("table", "")
    assert "cleared from the Doc" in doc
    assert "Ask in the Doc" in doc
    assert "the Doc, under Risks" in doc
    assert "the Risks tab" in sheet
    assert "Ask in the Sheet" in sheet
