"""The recap of a call: what both sides heard, short, with the plan's link first and one thing to confirm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from addon.letters import TemplateLetters
from closeplan.calls.findings import (
    Binding,
    Commitment,
    DateChange,
    Due,
    DueKind,
    Evidence,
    Findings,
    NextStep,
    Objection,
    Quote,
    Request,
    SpokenRisk,
    SpokenRiskCategory,
)
from closeplan.calls.model import Call, Person, Turn
from closeplan.calls.recap import MOST_SIGNS, MOST_WORDS, Envelope, call_letter, call_people, length
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Plan, Side
from closeplan.plan.rules import RuleContext
from tests.mails import MARK, MONDAY, PEOPLE, STEPS

SAM = Person(name="Sam Ortiz", email="sam@northwind.example", side=Side.SELLER)
DANA = Person(name="Dana Fischer", email="dana@acme.example", side=Side.BUYER)
URL = "https://docs.example/sheet"
FRIDAY = Due(kind=DueKind.DAY, day=date(2026, 11, 27), text="on Friday", turn=3)
SPOKEN = [SAM, SAM, DANA, SAM, DANA, SAM, DANA, SAM, SAM]


def the_call(language: str = "en") -> Call:
    turns = tuple(Turn(index=at, speaker=who.name, text="words") for at, who in enumerate(SPOKEN))
    speakers = {SAM.name: SAM, DANA.name: DANA}
    return Call(name="c", day=MONDAY, language=language, turns=turns, people=(SAM, DANA), speakers=speakers)


def quote(turn: int) -> Quote:
    return Quote(turn=turn, speaker="Sam Ortiz", text="words")


def takes_on(
    turn: int, what: str, *, owner: Person = SAM, due: Due = FRIDAY, certainty: float = 0.9
) -> Commitment:
    return Commitment(
        turn=turn, owner=owner.name, side=owner.side, what=what, due=due, binding=Binding.FIRM, quote=quote(turn),
        certainty=certainty,
    )  # fmt: skip


def text_of(findings: Findings, call: Call | None = None) -> str:
    context = RuleContext(
        plan=Plan(title="Acme × Northwind", milestones=STEPS, stakeholders=PEOPLE),
        today=MONDAY,
        words=words_for("en"),
    )
    call = call or the_call()
    envelope = Envelope(to=call_people(call), sender="Sam Ortiz", url=URL)
    letter = call_letter(call, findings, context, envelope)
    assert length(letter) < (MOST_SIGNS if letter.language == "ja" else MOST_WORDS)
    return TemplateLetters().text(letter)


def test_the_plans_link_comes_before_anything_that_was_said() -> None:
    text = text_of(Findings(commitments=(takes_on(3, "send the draft agreement"),)))
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines[:4] == ["Hello Dana Fischer,", "Acme × Northwind", "Open the plan", URL]
    assert "- Sam Ortiz: send the draft agreement, 27 Nov 2026" in lines


def test_it_tells_decisions_what_moved_and_the_next_milestone() -> None:
    moved = DateChange(
        turn=4, what="board meeting", was=FRIDAY, now=replace(FRIDAY, day=date(2026, 12, 4)), quote=quote(4), certainty=0.9
    )  # fmt: skip
    step = NextStep(turn=4, what="meet again on Thursday", due=FRIDAY, quote=quote(4), certainty=0.9)
    text = text_of(Findings(date_changes=(moved,), next_steps=(step,)))
    assert "- board meeting: 27 Nov 2026 → 4 Dec 2026" in text
    assert "Decided\n- We talk again: 27 Nov 2026" in text
    assert "Next milestone" in text


def test_what_says_nothing_by_itself_is_told_in_the_calls_own_words() -> None:
    assert "- Sam Ortiz: “words”, 27 Nov 2026" in text_of(Findings(commitments=(takes_on(3, "send it"),)))


def test_a_next_call_without_a_day_is_not_decided() -> None:
    step = NextStep(turn=4, what="after Easter?", due=Due(), quote=quote(4), certainty=0.9)
    assert "Easter" not in text_of(Findings(next_steps=(step,)))


def test_what_only_the_sellers_side_heard_or_thinks_is_not_told() -> None:
    risk = SpokenRisk(turn=3, category=SpokenRiskCategory.BUDGET, what=MARK, quote=quote(3), certainty=1)
    said = Findings(
        commitments=(takes_on(1, MARK), takes_on(7, MARK), takes_on(3, MARK, certainty=0.3)),
        risks=(risk,),
        objections=(Objection(turn=4, what=MARK, quote=quote(4), certainty=1),),
        evidence=(Evidence(element=MARK, turn=4, side=Side.BUYER, strength=1, quote=quote(4)),),
    )
    assert MARK not in text_of(said)


def test_the_one_thing_to_confirm_is_what_is_least_settled() -> None:
    two = replace(FRIDAY, others=(date(2026, 12, 4),))
    unclear = takes_on(3, "send the draft", due=two)
    undated = takes_on(4, "sign the draft", owner=DANA, due=Due())
    asked = Request(
        turn=5, by="Sam Ortiz", to="Dana Fischer", what="share the quote", quote=quote(5), certainty=0.8
    )
    whole = Findings(commitments=(unclear, undated), requests=(asked,))
    assert "Sam Ortiz, send the draft: is that 27 Nov 2026 or 4 Dec 2026?" in text_of(whole)
    assert "Dana Fischer, sign the draft: by when?" in text_of(replace(whole, commitments=(undated,)))
    assert "Still open: share the quote" in text_of(replace(whole, commitments=()))
    assert "Is this how you understood it?" in text_of(Findings())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_short_in_every_language_however_much_was_said(language: str) -> None:
    many = tuple(takes_on(3, f"write the {'very ' * 40}long document number {n}") for n in range(40))
    steps = tuple(
        NextStep(turn=4, what=f"{'meet ' * 50}{n}", due=FRIDAY, quote=quote(4), certainty=1) for n in range(9)
    )
    text_of(Findings(commitments=many, next_steps=steps), the_call(language))


def test_a_call_in_another_language_is_recapped_in_the_plans() -> None:
    assert "Open the plan" in text_of(Findings(), the_call("fi"))


def test_the_next_milestone_keeps_its_day_however_long_its_name_is() -> None:
    step = replace(STEPS[0], name=f"{'Approve the very long annex ' * 6}together")
    plan = Plan(title="Acme × Northwind", milestones=(step,), stakeholders=PEOPLE)
    context = RuleContext(plan=plan, today=MONDAY, words=words_for("en"))
    envelope = Envelope(to=(DANA.email,), sender="Sam Ortiz", url=URL)
    letter = call_letter(the_call(), Findings(), context, envelope)
    line = next(one for one in TemplateLetters().text(letter).splitlines() if "Approve the very" in one)
    assert "…" in line
    assert line.endswith("24 Nov 2026")
