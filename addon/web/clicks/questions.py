"""Filling the plan in with the buyer: a question, its answer into the document, the next question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from addon.cards import parts
from addon.cards import questions as asking
from addon.cards.parts import Card
from addon.cards.questions import Asked, Round, Ways
from addon.web.clicks.click import Click, Routes
from addon.web.clicks.moves import as_parameter, from_parameter
from closeplan.errors import InputError, NotFoundError
from closeplan.plan.answers import Answer
from closeplan.plan.proposed import Replan
from closeplan.plan.questions import Question
from closeplan.records import PlanRecord
from closeplan.services.co_build import Answered

_A_FEW = re.compile(r"[0-9]{1,3}")


def _questions(click: Click) -> dict[str, Any]:
    """The next question, or the one that was chosen from the list."""
    record, at = click.own_plan(), _round(click)
    chosen = click.event.parameters.get("question", "")
    at = replace(at, skipped=tuple(one for one in at.skipped if one != chosen))
    left = sorted(click.desk.co_build.questions(record), key=lambda one: one.id != chosen)
    made = _next(click, record, left, at)
    return parts.updated(made) if "done" in click.event.parameters else click.leading_on(made)


def _answer(click: Click) -> dict[str, Any]:
    """A button of the cards: an answer, the dates that follow from one, or all open questions into the document."""
    record, carried = click.own_plan(), click.event.parameters
    act = _put if "put" in carried else _use if "dates" in carried else _write
    return parts.updated(act(click, record))


def _write(click: Click, record: PlanRecord) -> Card:
    """The answer goes into the document at once; then the dates it moves, or the next question."""
    at, build = _round(click), click.desk.co_build
    question_id = click.event.parameters.get("question", "")
    try:
        done = build.answer(record, question_id, _given(click), click.caller.email)
    except InputError as error:
        return _again(click, record, str(error))
    except NotFoundError as error:  # a click that came twice
        return _next(click, record, build.questions(record), at, str(error))
    if done.result.refused and not done.result.done:
        return _again(click, record, asking.refusals(done.result.refused))
    at = replace(at, done=at.done + 1)
    if done.replan is None:
        return _next(click, record, done.left, at, _told(done))
    return _dates(click, record, done.replan, at)


def _dates(click: Click, record: PlanRecord, proposed: Replan, at: Round, told: str = "") -> Card:
    """The dates that follow; the button writes exactly those that are shown."""
    question_id = click.event.parameters.get("question", "")
    shown = replace(proposed, moves=proposed.moves[: asking.MOST_MOVES])
    taken = {"question": question_id, "dates": as_parameter(shown.moves)}
    return asking.dates_card(record.deal.name, taken, shown, at, _ways(click, record), told=told)


def _again(click: Click, record: PlanRecord, told: str) -> Card:
    """The same question with what was typed, and why it is no answer."""
    left, at = click.desk.co_build.questions(record), _round(click)
    current = next((one for one in left if one.id == click.event.parameters.get("question")), None)
    if current is None:
        return _next(click, record, left, at, told)
    asked = Asked(name=record.deal.name, left=left, current=current, at=at, given=_given(click), told=told)
    return asking.question_card(asked, _ways(click, record))


def _told(done: Answered) -> str:
    """What came of an answer that moves no date."""
    refused = asking.refusals(done.result.refused)
    return refused or ("Written into the plan." if done.result.done else "Noted. No date has to move.")


def _put(click: Click, record: PlanRecord) -> Card:
    """Every open question among the plan's risks."""
    build = click.desk.co_build
    left = build.questions(record)
    result = build.put_in_document(record, [question.id for question in left], click.caller.email)
    told = (
        asking.refusals(result.refused)
        or f"{len(result.done)} open questions stand in {asking.risks_place(record.kind)}."
    )
    return _next(click, record, left, _round(click), told)


def _use(click: Click, record: PlanRecord) -> Card:
    """The proposed dates into the document."""
    carried, build = click.event.parameters, click.desk.co_build
    moves = from_parameter(carried["dates"])
    used = build.use_dates(record, carried.get("question", ""), moves, click.caller.email)
    told = asking.refusals(used.result.causes)
    if used.result.found is not None:
        told = f"Nothing was written.\n{told}"
    if used.replan is not None:
        return _dates(click, record, used.replan, _round(click), told)
    return _next(click, record, used.left, _round(click), told or "The new dates stand in the plan.")


def _next(click: Click, record: PlanRecord, left: Sequence[Question], at: Round, told: str = "") -> Card:
    """The first question that was not skipped."""
    current = next((one for one in left if one.id not in at.skipped), None)
    if current is None:
        return asking.done_card(record.deal.name, at, told, record.id, click.url("questions"))
    asked = Asked(name=record.deal.name, left=left, current=current, at=at, told=told)
    return asking.question_card(asked, _ways(click, record))


def _ways(click: Click, record: PlanRecord) -> Ways:
    return Ways(
        show=click.url("questions"), answer=click.url("questions/answer"), plan_id=record.id, kind=record.kind
    )


def _round(click: Click) -> Round:
    carried = click.event.parameters
    done = carried.get("done", "")
    return Round(
        done=int(done) if _A_FEW.fullmatch(done) else 0,
        skipped=tuple(carried.get("skipped", "").split()),
    )


def _given(click: Click) -> Answer:
    texts, days = click.event.texts, click.event.days
    return Answer(
        name=texts.get(asking.NAME, ""),
        email=texts.get(asking.EMAIL, ""),
        day=days.get(asking.DAY),
        until=days.get(asking.UNTIL),
        days=texts.get(asking.DAYS, ""),
        text=texts.get(asking.TEXT, ""),
        yes={"yes": True, "no": False}.get(texts.get(asking.YES, "")),
    )


ROUTES: Routes = {"questions": _questions, "questions/answer": _answer}
