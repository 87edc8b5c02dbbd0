"""Answers from the plan itself: its rows, its ledger, what it has to tell. Every answer names where it stands.

A question is matched by its words, as they are or misspelt; nothing is made up. Where nothing fits, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from closeplan.plan.model import Milestone, Risk, Stakeholder
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import plain
from closeplan.plan.signals import Table
from closeplan.plan.wording import quoted

MOST_FINDINGS = 5

_LIKE = 84.0
"""How alike two words have to be to be one, of 100: a letter or two wrong in a long word."""

_SHORT = 3
"""Words up to this length carry no meaning of their own in a question ("who", "is", "the")."""

_MOST_WORDS = 40

_DATED = 0.25
"""What a milestone is ahead of other findings where a day is asked for: it has one."""

_SLIPPED = frozenset(
    {"slip", "slips", "slipped", "slipping", "late", "later", "delayed", "delay", "delays", "drifted"}
)
"""Words that ask for what moved rather than for where they stand."""

_ASIDE = frozenset(
    {
        "what",
        "when",
        "which",
        "where",
        "does",
        "have",
        "with",
        "about",
        "from",
        "that",
        "this",
        "there",
        "will",
    }
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing the plan says. `place` is where it stands, in words; `score` how well it fits, up to 1."""

    table: Table | None
    row: str
    title: str
    says: str
    place: str
    score: float


_NO_SLIP = (
    Finding(
        table=None,
        row="",
        title="Slips",
        says="no date is later than agreed",
        place="timeline",
        score=1,
    ),
)


def find(question: str, context: RuleContext) -> tuple[Finding, ...]:
    """What fits the question, the best first; empty where nothing does."""
    wanted = _words(question)
    if not wanted:
        return ()
    asks_when = "when" in plain(question).split()
    scored = []
    for found, text in _everything(context):
        score = _score(wanted, _words(text))
        if score and asks_when and found.table is Table.TIMELINE:
            score = min(1.0, score + _DATED)
        if score:
            scored.append((score, found))
    best = max((score for score, _ in scored), default=0.0)
    if best < 1 and not _SLIPPED.isdisjoint(wanted):  # nothing in the plan is called all of that
        return _slipped(context) or _NO_SLIP
    kept = [(score, found) for score, found in scored if score >= best * 0.6]
    kept.sort(key=lambda one: -one[0])
    return tuple(replace(found, score=score) for score, found in kept[:MOST_FINDINGS])


def _slipped(context: RuleContext) -> tuple[Finding, ...]:
    """The milestones that are later than agreed, those first that drifted most."""
    late = [row for row in context.milestones if context.drift.get(row.id, 0) > 0]
    late.sort(key=lambda row: -context.drift[row.id])
    told = ((row, _of_milestone(row, context)) for row in late[:MOST_FINDINGS])
    return tuple(
        replace(
            found, says=f"slipped {context.words.working_days(context.drift[row.id])}; {found.says}", score=1
        )
        for row, found in told
    )


def _everything(context: RuleContext) -> Iterator[tuple[Finding, str]]:
    """Each thing that can be found, with the text it is found by."""
    for row in context.milestones:
        yield (
            _of_milestone(row, context),
            f"{row.name} {row.workstream} {row.owner} {row.notes} {row.evidence}",
        )
    for person in context.people:
        text = f"{person.name} {person.email} {_label(person.role)} {person.cares_about} {person.questions}"
        yield _of_person(person), text
    for risk in context.risks:
        yield (
            _of_risk(risk, context),
            f"{risk.description} {risk.owner} {risk.response} {_label(risk.category)}",
        )
    plan = context.plan
    head = [
        ("Objective", plan.objective),
        ("Why this date", plan.why),
        ("Cost of doing nothing", plan.cost_of_inaction),
        ("Acknowledged by", plan.acknowledged_by),
        ("Go-live", context.words.day(plan.go_live) if plan.go_live else plan.go_live_text),
        *(
            (f"Success metric: {metric.name}", f"{metric.baseline} → {metric.target}")
            for metric in plan.metrics
        ),
    ]
    for label, text in head:
        if text:
            found = Finding(
                table=None, row="", title=label, says=quoted(text), place="top of the plan", score=0
            )
            yield found, f"{label} golive {text}" if label == "Go-live" else f"{label} {text}"


def _of_milestone(row: Milestone, context: RuleContext) -> Finding:
    due = f"due {context.words.day(row.due)}" if row.due else "no due date"
    agreed = context.baseline.get(row.id)
    facts = [
        due,
        _label(row.status) or "no status",
        f"owner {quoted(row.owner)}" if row.owner else "no owner",
    ]
    if agreed and agreed.due and row.due and agreed.due != row.due:
        facts.append(f"agreed for {context.words.day(agreed.due)}")
    moved = context.moves.get(row.id, ())
    if moved:
        last = moved[-1]
        why = f", because {quoted(last.reason)}" if last.reason else ""
        seen = context.words.day(last.seen_at.date())
        times = "once" if len(moved) == 1 else f"{len(moved)} times"
        facts.append(f"moved {times}, last by {quoted(last.who)} on {seen}{why}")
    return Finding(
        table=Table.TIMELINE,
        row=row.id,
        title=context.name(row),
        says="; ".join(facts),
        place="timeline",
        score=0,
    )


def _of_person(person: Stakeholder) -> Finding:
    facts = [_label(person.role), _label(person.power), _label(person.engagement), person.email]
    facts += [f"cares about {quoted(person.cares_about)}"] if person.cares_about else []
    facts += [f"asks {quoted(person.questions)}"] if person.questions else []
    return Finding(
        table=Table.STAKEHOLDERS,
        row=person.id,
        title=quoted(person.name or person.email),
        says="; ".join(fact for fact in facts if fact) or "on the map",
        place="stakeholders",
        score=0,
    )


def _of_risk(risk: Risk, context: RuleContext) -> Finding:
    facts = [_label(risk.kind), _label(risk.category), _label(risk.status)]
    facts += [f"owner {quoted(risk.owner)}"] if risk.owner else []
    facts += [f"response: {quoted(risk.response)}"] if risk.response else []
    facts += [f"due {context.words.day(risk.due)}"] if risk.due else []
    says = "; ".join(fact for fact in facts if fact) or "listed"
    title = quoted(risk.description)
    return Finding(table=Table.RISKS, row=risk.id, title=title, says=says, place="risks", score=0)


def _score(wanted: list[str], there: list[str]) -> float:
    """The share of the question's words that occur, rarer lengths not weighted: a plan is small."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - 3 MB that only a question needs

    if not there:
        return 0.0
    found = sum(any(word == other or ratio(word, other) >= _LIKE for other in there) for word in wanted)
    return found / len(wanted)


def _words(text: str) -> list[str]:
    bare = "".join(c if c.isalnum() or c == "@" else " " for c in plain(text.replace("-", "")))
    return [word for word in bare.split() if len(word) > _SHORT and word not in _ASIDE][:_MOST_WORDS]


def _label(value: object) -> str:
    return str(value).replace("_", " ") if value else ""
