"""What an answer does to a plan: cells and rows to write, and where it is about days, the network to plan with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from closeplan.errors import InputError, Mistake
from closeplan.plan.addresses import one_address
from closeplan.plan.calendars import FIRST_DAY, LAST_DAY, calendar_of
from closeplan.plan.edits import CellEdit, Edit, RowEdit, Value
from closeplan.plan.model import (
    Blackout,
    DecisionPower,
    Milestone,
    Network,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Step,
)
from closeplan.plan.questions import OPEN_QUESTION, AnswerKind, Question, short, unowned
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.people import is_group, is_nobody, on_the_map, plain
from closeplan.plan.signals import Table
from closeplan.plan.wording import quoted

MOST_DAYS = 260
"""Working days that one step may take: a year."""

_ADDRESS = re.compile(r"[^\s@<>,;\"]+@(?:[\w-]+\.)+[\w-]{2,}")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a person said; what a question doesn't ask for stays empty."""

    name: str = ""
    email: str = ""
    day: date | None = None
    until: date | None = None
    days: str = ""
    text: str = ""
    yes: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The edits an answer asks for, and the network it changes; None where it changes none."""

    edits: tuple[Edit, ...] = ()
    network: Network | None = None


def answered(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    """What the answer does. InputError, which says what to give instead, where it answers nothing."""
    found = _TOPICS[question.topic](context, question, answer)
    standing = next((risk for risk in context.risks if risk.id == open_question_id(question)), None)
    if standing is None:
        return found
    closed = _closed(context, question, answer)
    return replace(found, edits=(*found.edits, *closed))


def open_question(question: Question) -> RowEdit:
    """The question as a row of the Risks tab, for the buyer to answer in their own time."""
    return RowEdit(
        table=Table.RISKS,
        id=open_question_id(question),
        values={
            "kind": RiskKind.OPEN_QUESTION,
            "category": question.category,
            "description": question.text,
            "status": RiskStatus.OPEN,
        },
    )


def open_question_id(question: Question) -> str:
    """The id of the row that asks the question, always the same for the same one."""
    return OPEN_QUESTION + short(question.id)


def _closed(context: RuleContext, question: Question, answer: Answer) -> Iterator[CellEdit]:
    """An open question of the Risks tab is closed with its answer beside it."""
    days = [context.words.day(day) for day in (answer.day, answer.until) if day]
    yes = "" if answer.yes is None else _said_of_budget(context, yes=answer.yes)
    said = context.words.listed(part for part in (answer.name, answer.text, answer.days, *days, yes) if part)
    row = open_question_id(question)
    if said:
        yield CellEdit(table=Table.RISKS, row=row, field="response", value=said)
    yield CellEdit(table=Table.RISKS, row=row, field="status", value=RiskStatus.CLOSED)


def _fact(_context: RuleContext, question: Question, answer: Answer) -> Outcome:
    text = _said(answer)
    return Outcome(edits=(CellEdit(table=None, row="", field=question.about, value=text, was=""),))


def _role(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    role = Role(question.about)
    return Outcome(edits=tuple(_person(context, answer, role)))


def _owner(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    """The person owns what nobody owned in that workstream, and is on the map."""
    rows = unowned(context, question.about)
    roles = [step.role for row in rows if (step := context.steps.get(row.id)) and step.role]
    person = tuple(_person(context, answer, next(iter(roles), None), anyone=True))
    name = _name(context, answer)
    cells = (
        CellEdit(table=Table.TIMELINE, row=row.id, field="owner", value=name, was=row.owner) for row in rows
    )
    return Outcome(edits=(*cells, *person))


def _person(
    context: RuleContext, answer: Answer, role: Role | None, *, anyone: bool = False
) -> Iterator[Edit]:
    """Somebody as a row of the map; who stands there already only gets what is missing. `anyone` may keep another role."""
    name, email = _name(context, answer), one_address(answer.email)
    if email and not _ADDRESS.fullmatch(email):
        raise InputError([Mistake("Email", f"“{email}” is no address")])
    there = on_the_map(email or name, context.people) or on_the_map(name, context.people)
    if not there:
        yield _row(name, email, role)
        return
    person = there[0]
    if role is not None and person.role in {None, Role.OTHER}:
        yield _cell(person, "role", role)
    elif person.role is not role and not anyone:
        said = context.words.t(f"role.{person.role}")
        raise InputError(
            [
                Mistake(
                    "Name",
                    f"{person.name} is on the map as {said}: change the role there, or name somebody else",
                )
            ]
        )
    if email and not person.email:
        yield _cell(person, "email", email)


def _row(name: str, email: str, role: Role | None) -> RowEdit:
    values: dict[str, Value] = {"name": name, "email": email, "side": Side.BUYER, "role": role or Role.OTHER}
    if role is Role.ECONOMIC_BUYER:
        values["power"] = DecisionPower.DECIDER
    return RowEdit(
        table=Table.STAKEHOLDERS,
        id="person-" + short(plain(email or name)),
        values={field: value for field, value in values.items() if value},
    )


def _cell(person: Stakeholder, field: str, value: Value) -> CellEdit:
    was = getattr(person, field)
    return CellEdit(table=Table.STAKEHOLDERS, row=person.id, field=field, value=value, was=was)


def _meets(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    step, network = _step(context, question)
    day = _day(context, answer)
    if step.days and not calendar_of(network, step.side).is_working(day):
        raise InputError([Mistake("Day", f"{day} is no working day there; which day do they decide on?")])
    return Outcome(network=_with_step(network, replace(step, on=day)))


def _takes(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    step, network = _step(context, question)
    days = int(answer.days) if answer.days.strip().isdecimal() else 0
    if not 1 <= days <= MOST_DAYS:
        raise InputError([Mistake("Working days", f"is a whole number from 1 to {MOST_DAYS}")])
    return Outcome(network=_with_step(network, replace(step, days=days)))


def _step(context: RuleContext, question: Question) -> tuple[Step, Network]:
    step, network = context.steps.get(question.about), context.network
    if step is None or network is None:
        raise InputError([Mistake("", "that milestone is no longer in the schedule")])
    return step, network


def _with_step(network: Network, changed: Step) -> Network:
    steps = tuple(changed if step.id == changed.id else step for step in network.steps)
    return replace(network, steps=steps)


def _freeze(context: RuleContext, _question: Question, answer: Answer) -> Outcome:
    """Days on which the buyer does no work; no days mean that there are none."""
    network = context.network
    if network is None or (answer.day is None and answer.until is None):
        return Outcome()
    first, last = answer.day or answer.until, answer.until or answer.day
    assert first is not None
    assert last is not None
    if not FIRST_DAY <= first <= last <= LAST_DAY or (last - first).days > MOST_DAYS:
        raise InputError([Mistake("Last day", "is on or after the first, and within a year of it")])
    off = Blackout(first=first, last=last, why=answer.text.strip())
    buyer = replace(network.buyer, blackouts=(*network.buyer.blackouts, off))
    return Outcome(network=replace(network, buyer=buyer))


def _risk(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    if question.kind is AnswerKind.YES_NO:
        if answer.yes is None:
            raise InputError([Mistake("Answer", "is yes or no")])
        text = _said_of_budget(context, yes=answer.yes)
        kind = RiskKind.ASSUMPTION if answer.yes else RiskKind.RISK
    else:
        text, kind = _said(answer), RiskKind.RISK
    values: dict[str, Value] = {
        "kind": kind,
        "category": RiskCategory(question.about),
        "description": text,
        "status": RiskStatus.OPEN,
    }
    row = RowEdit(table=Table.RISKS, id="risk-" + short(question.id + text), values=values)
    return Outcome(edits=(row,))


def _said_of_budget(context: RuleContext, *, yes: bool) -> str:
    return context.words.t("question.budget_yes" if yes else "question.budget_no")


def _confirm(context: RuleContext, question: Question, answer: Answer) -> Outcome:
    row = next((row for row in context.open_milestones if row.id == question.about), None)
    if row is None:
        raise InputError([Mistake("", "that milestone is no longer open")])
    day = _day(context, answer)
    return Outcome(edits=tuple(_confirmed(row, day)))


def _confirmed(row: Milestone, day: date) -> Iterator[CellEdit]:
    if day != row.due:
        yield CellEdit(table=Table.TIMELINE, row=row.id, field="due", value=day, was=row.due)
    yield CellEdit(table=Table.TIMELINE, row=row.id, field="confirmed_by", value=row.owner, was="")


def _said(answer: Answer) -> str:
    text = answer.text.strip()
    if not text:
        raise InputError([Mistake("Answer", "is missing; press Skip to come back to it later")])
    return text


def _name(context: RuleContext, answer: Answer) -> str:
    name = " ".join(answer.name.split())
    if is_nobody(name):
        raise InputError([Mistake("Name", "is missing; press Skip to come back to it later")])
    if is_group(name, context.companies) and not on_the_map(name, context.people):
        raise InputError(
            [Mistake("Name", f"“{quoted(name)}” is a department or a company: which person is it?")]
        )
    return name


def _day(context: RuleContext, answer: Answer) -> date:
    if answer.day is None:
        raise InputError([Mistake("Day", "is missing; press Skip to come back to it later")])
    if not context.today <= answer.day <= LAST_DAY:
        raise InputError([Mistake("Day", "lies in the past")])
    return answer.day


_TOPICS: Mapping[str, Callable[[RuleContext, Question, Answer], Outcome]] = {
    "role": _role,
    "fact": _fact,
    "owner": _owner,
    "meets": _meets,
    "takes": _takes,
    "freeze": _freeze,
    "risk": _risk,
    "confirm": _confirm,
}
