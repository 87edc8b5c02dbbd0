"""The cards that fill a plan in with the buyer: one question at a time, its answer, and the dates that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    day_field,
    fact,
    lines,
    paragraph,
    section,
    selection,
    text_area,
    text_field,
)
from closeplan.plan.answers import Answer
from closeplan.plan.bidi import closed
from closeplan.plan.document import DocumentKind
from closeplan.plan.edits import CellEdit, Edit
from closeplan.plan.proposed import Move, Replan
from closeplan.plan.questions import AnswerKind, Question
from closeplan.plan.signals import Table
from closeplan.plan.wording import ENGLISH_WORDS

NAME, EMAIL, DAY, UNTIL, DAYS, TEXT, YES = "name", "email", "day", "until", "days", "text", "yes"
"""The names of the card's fields."""

MOST_MOVES = 20
"""Dates that are proposed at once."""

_YES_NO = tuple(
    Choice(value=value, label=label) for value, label in (("", "…"), ("yes", "Yes"), ("no", "No"))
)
_FIELD_NAMES = {"confirmed_by": "Confirmed by"}


@dataclass(frozen=True, kw_only=True)
class Round:
    """Where a seller is in the questions: `done` were answered, `skipped` are ids to come back to."""

    done: int = 0
    skipped: tuple[str, ...] = ()

    @property
    def keys(self) -> dict[str, str]:
        """What the buttons carry along."""
        return {"done": str(self.done), "skipped": " ".join(self.skipped)}


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Where the buttons lead: `show` a question, `answer` one (and the dates, and what goes into the document, which is of
    that `kind`).
    """

    show: str
    answer: str
    plan_id: str
    kind: DocumentKind = DocumentKind.SHEET


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is shown: the plan's `name`, all that are `left`, the `current` one, what was typed already, and a
    word about what was done before.
    """

    name: str
    left: Sequence[Question]
    current: Question
    at: Round
    given: Answer = field(default_factory=Answer)
    told: str = ""

    @property
    def progress(self) -> str:
        """`3 of 9`."""
        total = self.at.done + len(self.left)
        return f"{min(self.at.done + len(self.at.skipped) + 1, total)} of {total}"


def question_card(asked: Asked, ways: Ways) -> Card:
    """One question with the others folded away."""
    current, at = asked.current, asked.at
    keys = {"planId": ways.plan_id, "question": current.id, **at.keys}
    skipping = {"planId": ways.plan_id, **at.keys, "skipped": " ".join((*at.skipped, current.id))}
    question = section(
        asked.progress,
        [
            *_lines(asked.told),
            paragraph(current.text),
            *_fields(current, asked.given),
            paragraph(current.hint),
            buttons(button("Answer", ways.answer, keys, main=True), button("Skip", ways.show, skipping)),
        ],
    )
    later = [_later(one, at, ways) for one in asked.left if one.id != current.id]
    into = button("Put all into the document", ways.answer, {"planId": ways.plan_id, "put": "all", **at.keys})
    words = f"Open questions can stand in {risks_place(ways.kind)}, where the buyer answers them."
    others = section("Other questions", later, shown=0)
    return card(
        "Questions to ask", [question, others, section("", [paragraph(words), buttons(into)])], asked.name
    )


def risks_place(kind: DocumentKind) -> str:
    """Where a plan has its risks: a Doc has no tabs for its tables."""
    return "the Risks tab" if kind is DocumentKind.SHEET else "the Doc, under Risks"


def _lines(told: str) -> list[Widget]:
    return [lines(told.splitlines())] if told else []


def _later(question: Question, at: Round, ways: Ways) -> Widget:
    keys = {"planId": ways.plan_id, "question": question.id, **at.keys}
    return fact("", question.text, leads=button("Ask", ways.show, keys))


def _fields(question: Question, given: Answer) -> list[Widget]:
    fields: Mapping[AnswerKind, list[Widget]] = {
        AnswerKind.PERSON: [
            text_field(NAME, "Name", given.name),
            text_field(EMAIL, "Email, if known", given.email),
        ],
        AnswerKind.DAY: [day_field(DAY, "Day", given.day)],
        AnswerKind.DAYS: [text_field(DAYS, "Working days", given.days)],
        AnswerKind.SPAN: [
            day_field(DAY, "First day", given.day),
            day_field(UNTIL, "Last day", given.until),
            text_field(TEXT, "Why", given.text),
        ],
        AnswerKind.TEXT: [text_area(TEXT, "Answer", given.text)],
        AnswerKind.YES_NO: [selection(YES, "Answer", _YES_NO, _said(given.yes))],
    }
    return fields[question.kind]


def _said(yes: bool | None) -> str:
    return "" if yes is None else "yes" if yes else "no"


def dates_card(  # noqa: PLR0913 - the dates, where the seller is, and a word about what came before
    name: str, taken: Mapping[str, str], proposed: Replan, at: Round, ways: Ways, *, told: str = ""
) -> Card:
    """The dates that would follow from what is known now, to be taken over or left. `taken` is what the button that takes
    them carries; `told` why those that were shown before were not written.
    """
    shown = [fact(move.name, _dates(move), _asks(move)) for move in proposed.moves]
    keys = {"planId": ways.plan_id, **at.keys}
    choice = buttons(
        button("Use these dates", ways.answer, {**keys, **taken}, main=True),
        button("Leave the dates", ways.show, keys),
    )
    late = proposed.earliest_go_live
    warning = (
        [
            paragraph(
                f"Even so go-live can't be before {ENGLISH_WORDS.day(late)}, {ENGLISH_WORDS.working_days(proposed.days_late)} later."
            )
        ]
        if late
        else []
    )
    intro = paragraph("With this answer these dates would change. Nothing is written until you say so.")
    return card(
        "New dates", [section("", [*_lines(told), intro, *warning]), section("", [*shown, choice])], name
    )


def _dates(move: Move) -> str:
    was = ENGLISH_WORDS.day(move.due_was) if move.due_was else "no date"
    return f"{was} → {ENGLISH_WORDS.day(move.due)}"


def _asks(move: Move) -> str:
    return f"{closed(move.confirmed_by)} had confirmed the old date: ask them" if move.confirmed_by else ""


def done_card(name: str, at: Round, told: str, plan_id: str, again_url: str) -> Card:
    """Nothing is left to ask, or all that is left was skipped."""
    words = "Nothing is left to ask: the plan knows who, when and why."
    widgets: list[Widget] = [paragraph(told)] if told else []
    if at.skipped:
        words = f"{len(at.skipped)} skipped."
        back = button("Go through them", again_url, {"planId": plan_id, "done": str(at.done)})
        return card("Questions to ask", [section("", [*widgets, paragraph(words), buttons(back)])], name)
    return card("Questions to ask", [section("", [*widgets, paragraph(words)])], name)


def refusals(refused: Sequence[tuple[Edit, str]]) -> str:
    """What could not be written, one line each; empty where all of it was."""
    return "\n".join(f"{_what(edit)} not written: {why}" for edit, why in refused)


def _what(edit: Edit) -> str:
    if isinstance(edit, CellEdit):
        name = _FIELD_NAMES.get(edit.field, edit.field.replace("_", " ").capitalize())
        value = ENGLISH_WORDS.day(edit.value) if isinstance(edit.value, date) else edit.value
        return f"{name} ({value})" if value else name
    return {Table.STAKEHOLDERS: "The new person", Table.RISKS: "The new risk"}.get(edit.table, "The new row")
