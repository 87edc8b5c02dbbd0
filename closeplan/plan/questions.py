"""What to ask the buyer next: each gap of a plan as a question, the one that decides most first.

The article's order: who can say yes and why they would, then who does the work, then what their own calendar says, then
what could go wrong. A question is asked as long as the plan has no answer to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from closeplan.plan.model import Milestone, RiskCategory, Role, Side, Step
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.stakeholders import needed_roles
from closeplan.plan.wording import quoted

CONFIRM_AHEAD = timedelta(days=28)
"""How far ahead a date is worth confirming."""

MOST_CONFIRMED = 3
MOST_OWNERS = 8

_SERVICE_ROLES = (Role.PROCUREMENT, Role.LEGAL, Role.SECURITY)
"""Departments that work to a service level of their own."""

_DECIDES = re.compile(
    r"approv|\bboard\b|decision|steering|committee|genehmig|freigabe|entscheid|ausschuss|vorstand|approbation|décision|comité|conseil"
    r"|aprob|aprova|decisi|consej|conselho|comit|consiglio|goedkeur|besluit|stuurgroep|directie|承認|決裁|稟議|取締役会"
)
"""What approvals, decisions and those who meet for them are called in the eight languages, in lower case; the ids of
the shipped templates say it in English.
"""

_NO_MEETING = re.compile(
    r"deck|paper|model|present|präsent|vorlage|dossier|apresent|prepar|prépar|vorbereit|voorbereid|資料"
    r"|\bsign|unterschr|unterzeichn|\bfirm|assina|ondertek|署名|調印"
)
"""What is made for such a meeting, and the signature, which follows it."""

_RISKS = {
    "budget": RiskCategory.BUDGET,
    "vendors": RiskCategory.COMPETITIVE,
    "integrations": RiskCategory.TECHNICAL,
}


class AnswerKind(StrEnum):
    """What answers a question."""

    PERSON = "person"
    DAY = "day"
    DAYS = "days"
    """A number of working days."""
    SPAN = "span"
    """A first and a last day, or none at all."""
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: `text` is said to the buyer in the plan's language, `hint` to the seller in English: what the answer
    does to the plan. `about` is the milestone, workstream or role it asks about; `category` the risk's where an open
    question of it stands in the Risks tab.
    """

    id: str
    text: str
    hint: str
    kind: AnswerKind
    about: str = ""
    category: RiskCategory = RiskCategory.ORGANIZATIONAL

    @property
    def topic(self) -> str:
        """What kind of question it is: the id before its colon."""
        return self.id.partition(":")[0]


def questions(context: RuleContext, answered: Collection[str] = ()) -> tuple[Question, ...]:
    """Every question that is open, the most valuable first; `answered` are left out."""
    asked = (
        *_economic_buyer(context),
        *_facts(context),
        *_owners(context),
        *_meets(context),
        *_takes(context),
        *_roles(context),
        *_freeze(context),
        *_risks(context),
        *_confirmed(context),
    )
    return tuple(one for one in asked if one.id not in answered)


def _filled(context: RuleContext) -> set[Role | None]:
    return {person.role for person in context.people if person.side is not Side.SELLER}


def _economic_buyer(context: RuleContext) -> Iterator[Question]:
    if Role.ECONOMIC_BUYER not in _filled(context):
        yield Question(
            id=f"role:{Role.ECONOMIC_BUYER}",
            text=context.words.t("question.economic_buyer"),
            hint="Without them nobody can say yes. They go on the stakeholder map as a decider.",
            kind=AnswerKind.PERSON,
            about=Role.ECONOMIC_BUYER,
        )


def _facts(context: RuleContext) -> Iterator[Question]:
    """What stands above the timeline, and what every later talk comes back to."""
    plan = context.plan
    hints = {
        "objective": (plan.objective, "In the buyer's words it is why anybody does the work."),
        "why": (plan.why, "A date without a reason slips first."),
        "cost_of_inaction": (plan.cost_of_inaction, "The economic buyer weighs the price against it."),
        "metrics": (plan.metrics, "Name, today's value and the target in one line."),
    }
    for field, (standing, hint) in hints.items():
        if not standing:
            text = context.words.t(f"question.{field}")
            yield Question(id=f"fact:{field}", text=text, hint=hint, kind=AnswerKind.TEXT, about=field)


def _owners(context: RuleContext) -> Iterator[Question]:
    """One for each workstream in which a milestone of the buyer's has no person."""
    lanes = dict.fromkeys(row.workstream for row in context.open_milestones if needs_owner(context, row))
    for lane in list(lanes)[:MOST_OWNERS]:
        rows = unowned(context, lane)
        first = context.name(rows[0])
        yield Question(
            id=f"owner:{short(lane or rows[0].id)}",
            text=context.words.t("question.owner", workstream=quoted(lane) if lane else first),
            hint=f"Becomes the owner of {len(rows)} milestone{'s' * (len(rows) > 1)} without a person, {first} first.",
            kind=AnswerKind.PERSON,
            about=lane,
        )


def unowned(context: RuleContext, lane: str) -> list[Milestone]:
    """The milestones of a workstream that a person of the buyer's still has to own."""
    return [row for row in context.open_milestones if row.workstream == lane and needs_owner(context, row)]


def needs_owner(context: RuleContext, row: Milestone) -> bool:
    """Whether the buyer owes the milestone a person: its owner cell names nobody, or a department."""
    owners = context.owners(row.owner)
    side = row.side or context.sides.get(row.id)
    return side is not Side.SELLER and (owners.nobody or owners.group)


def _meets(context: RuleContext) -> Iterator[Question]:
    """The decision's own day: everything before it has to be ready for it."""
    for row, step in _decisions(context):
        if step.on is None:
            yield Question(
                id=f"meets:{row.id}",
                text=context.words.t("question.meets", name=context.name(row)),
                hint="Fixes that day in the schedule; the dates around it are shown again before anything is written.",
                kind=AnswerKind.DAY,
                about=row.id,
            )
            return


def _decisions(context: RuleContext) -> list[tuple[Milestone, Step]]:
    """The steps in which the buyer decides: those named so, the economic buyer's own first; else what the economic buyer
    has to do besides signing. A department's own approval is not the deal's.
    """
    roles = set(Role) - set(_SERVICE_ROLES)
    may = [
        (row, step)
        for row, step in _steps(context, {*roles, None})
        if not _NO_MEETING.search(_said(row, step))
    ]
    may.sort(key=lambda pair: pair[1].role is not Role.ECONOMIC_BUYER)
    named = [(row, step) for row, step in may if _DECIDES.search(_said(row, step))]
    return named or [(row, step) for row, step in may if step.role is Role.ECONOMIC_BUYER]


def _said(row: Milestone, step: Step) -> str:
    return f"{step.id} {row.name}".lower()


def _takes(context: RuleContext) -> Iterator[Question]:
    """How long a department takes by its own rules; the longest step of each."""
    for role in _SERVICE_ROLES:
        steps = [pair for pair in _steps(context, {role}) if pair[1].on is None and pair[1].days > 0]
        if steps:
            row, step = max(steps, key=lambda pair: pair[1].days)
            yield Question(
                id=f"takes:{row.id}",
                text=context.words.t("question.takes", name=context.name(row)),
                hint=f"Now planned with {step.days}. Another number shows the dates again before anything is written.",
                kind=AnswerKind.DAYS,
                about=row.id,
            )


def _steps(context: RuleContext, roles: Collection[Role | None]) -> list[tuple[Milestone, Step]]:
    """The buyer's open milestones whose step needs one of these roles."""
    found = ((row, context.steps.get(row.id)) for row in context.open_milestones)
    return [
        (row, step) for row, step in found if step and step.role in roles and step.side is not Side.SELLER
    ]


def _roles(context: RuleContext) -> Iterator[Question]:
    filled = _filled(context) | {Role.ECONOMIC_BUYER}
    for role in needed_roles(context):
        if role not in filled:
            name = context.words.t(f"role.{role}")
            yield Question(
                id=f"role:{role}",
                text=context.words.t("question.role", role=name),
                hint="Goes on the stakeholder map.",
                kind=AnswerKind.PERSON,
                about=role,
            )


def _freeze(context: RuleContext) -> Iterator[Question]:
    if context.network and context.network.steps and not context.network.buyer.blackouts:
        yield Question(
            id="freeze",
            text=context.words.t("question.freeze"),
            hint="The schedule keeps clear of those days. Leave both empty if there are none.",
            kind=AnswerKind.SPAN,
        )


def _risks(context: RuleContext) -> Iterator[Question]:
    """The kinds of risk of which the plan knows none."""
    known = {risk.category for risk in context.risks if not is_open_question(risk.id)}
    for topic, category in _RISKS.items():
        if category not in known:
            yield Question(
                id=f"risk:{topic}",
                text=context.words.t(f"question.{topic}"),
                hint="Goes among the risks, where both sides see it.",
                kind=AnswerKind.YES_NO if topic == "budget" else AnswerKind.TEXT,
                about=category,
                category=category,
            )


def _confirmed(context: RuleContext) -> Iterator[Question]:
    """The buyer's next dates that nobody of theirs has agreed to."""
    until = context.today + CONFIRM_AHEAD
    near = [
        row
        for row in context.open_milestones
        if row.due and context.today <= row.due <= until and not row.confirmed_by
    ]
    theirs = [row for row in near if row.side is not Side.SELLER and not needs_owner(context, row)]
    for row in sorted(theirs, key=lambda one: one.due or until)[:MOST_CONFIRMED]:
        assert row.due is not None
        yield Question(
            id=f"confirm:{row.id}",
            text=context.words.t("question.confirm", due=context.words.day(row.due), name=context.name(row)),
            hint="The day they agree to becomes the due date, confirmed by the owner.",
            kind=AnswerKind.DAY,
            about=row.id,
        )


def short(text: str) -> str:
    """A text as part of an id: the same text always gives the same one."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


OPEN_QUESTION = "ask-"
"""How the ids of rows begin that ask a question of ours in the Risks tab."""


def is_open_question(row_id: str) -> bool:
    """Whether a row of the Risks tab asks one of these questions."""
    return row_id.startswith(OPEN_QUESTION)
