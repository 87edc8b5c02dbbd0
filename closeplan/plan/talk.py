"""The talk that a slip deserves: with whom, about what, and when at the earliest.

A date that moved asks for a conversation, never for a status mail. What stands in the agenda may be read by both
sides: it is in the plan's language and repeats facts of the shared document alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from closeplan.plan.calendars import calendar_of
from closeplan.plan.commit import economic_buyers
from closeplan.plan.model import Milestone, Network, Role, Side, Stakeholder
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import on_the_map
from closeplan.plan.wording import quoted

MINUTES = 30
"""Long enough to agree on a date, short enough to get a place this week."""

FIRST_HOUR, LAST_HOUR = time(9), time(17)
"""Between these the talk begins and ends, at the seller's place."""

_STEP = timedelta(minutes=30)
_MOST_MOVES = 10
_MOST_NEXT = 5

Busy = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody the talk needs. `why` is for the seller: what they have to do with it, as it goes on from their name. No address, no invitation."""

    name: str
    email: str
    why: str


@dataclass(frozen=True, kw_only=True)
class TalkDraft:
    """What is proposed to the seller, who may change all of it."""

    title: str
    agenda: str
    guests: tuple[Guest, ...]


def plan_talk(context: RuleContext, milestone_id: str, *, url: str) -> TalkDraft:
    """The talk about one milestone, or about the plan as it stands where there is no such milestone. `url` is where
    the plan opens.
    """
    row = next((row for row in context.milestones if row.id == milestone_id), None)
    guests = tuple(_unique(_guests(context, row), context.seller))
    if row is None:
        title = context.words.t("talk.title_plan", plan=quoted(context.plan.title))
    else:
        title = context.words.t("talk.title", name=context.name(row))
    return TalkDraft(title=title, agenda=_agenda(context, row, url), guests=guests)


def first_slot(now: datetime, busy: Busy, network: Network | None, zone: tzinfo) -> datetime:
    """The first half hour on a working day of both sides, within working hours at `zone`, from tomorrow on, at which
    nobody is known to be busy; the first hour of the first such day where every one of two weeks is taken.
    """
    first = _next_workday(network, now.astimezone(zone).date())
    day = first
    for _ in range(10):
        for start in _slots(day, zone):
            end = start + timedelta(minutes=MINUTES)
            if not any(begins < end and ends > start for begins, ends in busy):
                return start
        day = _next_workday(network, day)
    return datetime.combine(first, FIRST_HOUR, tzinfo=zone)


def _slots(day: date, zone: tzinfo) -> Iterator[datetime]:
    start = datetime.combine(day, FIRST_HOUR, tzinfo=zone)
    while start + timedelta(minutes=MINUTES) <= datetime.combine(day, LAST_HOUR, tzinfo=zone):
        yield start
        start += _STEP


def _next_workday(network: Network | None, day: date) -> date:
    if network is not None:
        return calendar_of(network, Side.BOTH).add(day, 1)
    following = day + timedelta(days=1)
    return following if following.weekday() < 5 else following + timedelta(days=7 - following.weekday())


def _guests(context: RuleContext, row: Milestone | None) -> Iterator[Guest]:
    """The owner first, then who waits for the milestone, who speaks for the buyer, and who decides where it matters."""
    if row is not None:
        yield from _owners(context, row, f"owns {context.name(row)}")
        for following in _following(context, row):
            yield from _owners(context, following, f"waits for it with {context.name(following)}")
    for person in context.people:
        if person.role is Role.CHAMPION:
            yield _guest(person, "is the champion")
    if context.standing.days_late:
        for person in economic_buyers(context):
            yield _guest(person, "decides as economic buyer; go-live is at stake")


def _owners(context: RuleContext, row: Milestone, why: str) -> Iterator[Guest]:
    for person in on_the_map(row.owner, context.people):
        yield _guest(person, why)
    for name in context.owners(row.owner).unmapped:
        yield Guest(name=quoted(name), email=context.addresses.get(name, ""), why=why)


def _guest(person: Stakeholder, why: str) -> Guest:
    return Guest(name=quoted(person.name or person.email), email=person.email, why=why)


def _unique(guests: Iterator[Guest], seller: str) -> Iterator[Guest]:
    """Each person once, for the first reason; the seller, whose calendar it is, is no guest."""
    seen = {seller.lower()}
    for guest in guests:
        known = (guest.email or guest.name).lower()
        if known not in seen:
            seen.add(known)
            yield guest


def _following(context: RuleContext, row: Milestone) -> list[Milestone]:
    """The open milestones that directly wait for this one."""
    waiting = {step.id for step in context.steps.values() if any(link.id == row.id for link in step.after)}
    return [other for other in context.open_milestones if other.id in waiting][:_MOST_NEXT]


def _agenda(context: RuleContext, row: Milestone | None, url: str) -> str:
    words = context.words
    parts = [*_facts(context, row), _go_live(context)]
    if row is not None and (moves := _moves(context, row)):
        parts.append("\n".join([words.t("talk.moves"), *moves]))
    if row is not None and (following := _following(context, row)):
        named = [f"– {context.name(other)}{_due(context, other)}" for other in following]
        parts.append("\n".join([words.t("talk.waiting"), *named]))
    if row is not None or any(
        days > 0 for days in context.drift.values()
    ):  # else there is no change to ask about
        questions = [words.t("talk.ask_changed"), words.t("talk.ask_date"), words.t("talk.ask_next")]
        numbered = [f"{n}. {question}" for n, question in enumerate(questions, 1)]
        parts.append("\n".join([words.t("talk.to_decide"), *numbered]))
    parts.append(words.t("talk.plan", url=url))
    return "\n\n".join(part for part in parts if part)


def _facts(context: RuleContext, row: Milestone | None) -> Iterator[str]:
    if row is None or row.due is None:
        return
    agreed, words = context.baseline.get(row.id), context.words
    drift = context.drift.get(row.id, 0)
    if agreed is not None and agreed.due is not None and drift > 0:
        yield words.t(
            "slipped.fact",
            name=context.name(row),
            days=words.working_days(drift),
            was=words.day(agreed.due),
            now=words.day(row.due),
        )
    else:
        yield words.t("talk.stands", name=context.name(row), due=words.day(row.due))


def _go_live(context: RuleContext) -> str:
    go_live, late = context.standing.go_live, context.standing.days_late
    if go_live is None:
        return ""
    if not late:
        return context.words.t("talk.go_live_stays", go_live=context.words.day(go_live))
    return context.words.t(
        "effect.late_anyway", go_live=context.words.day(go_live), days=context.words.working_days(late)
    )


def _moves(context: RuleContext, row: Milestone) -> list[str]:
    """Every move of the milestone, the newest last, with the reason somebody gave."""
    told = []
    for entry in context.moves.get(row.id, ())[-_MOST_MOVES:]:
        was, now = (_day(context, text) for text in (entry.change.was, entry.change.now))
        seen = context.words.day(entry.seen_at.date())
        line = f"– {seen}: {was} → {now} ({context.words.moved_by(entry.slip or 0)})"
        told.append(f"{line}: {quoted(entry.reason)}" if entry.reason else line)
    return told


def _due(context: RuleContext, row: Milestone) -> str:
    return f", {context.words.day(row.due)}" if row.due else ""


def _day(context: RuleContext, text: str) -> str:
    return context.words.day(date.fromisoformat(text))
