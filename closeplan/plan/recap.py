"""The recap after a conversation: what changed, what comes next on both sides, what is open; facts both sides may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from closeplan.plan.document import HistoryLine
from closeplan.plan.history import belongs_in_history, history_lines
from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.letter import Letter, LetterGroup, LetterPart, greeting
from closeplan.plan.model import Milestone, Risk, RiskKind, RiskStatus, Role, Side
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.people import side_of_owner
from closeplan.plan.signals import Table
from closeplan.plan.wording import Words, quoted

FIRST_DAYS = 7
"""How far back, in days, a plan's first recap looks."""

MOST_STEPS = 5
"""Next steps named of each side, the soonest first."""

MOST_LINES = 20
"""Changes and open questions named; the History tab and the Risks tab have them all."""


@dataclass(frozen=True, kw_only=True)
class Recap:
    """A recap as it stands: to whom, and its words."""

    to: tuple[str, ...]
    subject: str
    text: str


def recap_people(context: RuleContext) -> tuple[str, ...]:
    """To whom a recap goes unless the seller says otherwise: the champion, else the buyer's people with an address."""
    buyers = [person for person in context.people if person.side is Side.BUYER and "@" in person.email]
    champions = [person for person in buyers if person.role is Role.CHAMPION]
    return tuple(dict.fromkeys(person.email.strip() for person in champions or buyers))


def recap_letter(context: RuleContext, *, since: date, url: str, sender: str, to: Iterable[str]) -> Letter:
    """The recap, in the plan's language. `since` is the day of the last one; `to` are the addresses it goes to, of
    which a single one is greeted by name; `sender` signs it.
    """
    words, plan = context.words, context.plan
    names = {person.email.strip().lower(): person.name for person in context.people}
    to = tuple(to)
    opening = (
        words.t("recap.opening", go_live=words.day(plan.go_live))
        if plan.go_live
        else words.t("recap.opening_no_date")
    )
    return Letter(
        language=words.language,
        subject=words.t("recap.subject", title=quoted(plan.title), day=words.day(context.today)),
        greeting=greeting(words, names.get(to[0].strip().lower(), "") if len(to) == 1 else ""),
        opening=opening,
        parts=(
            LetterPart(
                heading=quoted(plan.title),
                url=url,
                link=words.t("mail.open_plan"),
                groups=tuple(_groups(context, since)),
            ),
        ),
        closing=words.t("recap.closing"),
        signature=quoted(sender),
    )


def recap_since(last: date | None, today: date) -> date:
    """The day from which a recap tells."""
    return last or today - timedelta(days=FIRST_DAYS)


def _groups(context: RuleContext, since: date) -> Iterator[LetterGroup]:
    words = context.words
    told = _changes(context, (entry for entry in context.entries if entry.seen_at.date() >= since))
    heading = words.t("recap.agreed", day=words.day(since))
    yield LetterGroup(heading=heading, lines=tuple(told) or (words.t("recap.nothing"),))
    for side, company in zip((Side.BUYER, Side.SELLER), context.companies, strict=False):
        steps = tuple(step_line(row, context, words) for row in _next(context, side))
        heading = words.t("recap.next", company=quoted(company))
        yield LetterGroup(heading=heading, lines=steps or (words.t("recap.none_open"),))
    together = tuple(step_line(row, context, words) for row in _next(context, Side.BOTH))
    if together:
        yield LetterGroup(heading=words.t("recap.next_together"), lines=together)
    questions = tuple(quoted(risk.description) for risk in context.risks if _is_question(risk))[:MOST_LINES]
    if questions:
        yield LetterGroup(heading=words.t("recap.questions"), lines=questions)


def _changes(context: RuleContext, entries: Iterable[LedgerEntry]) -> list[str]:
    """What became of each thing, once however often it changed: from what it was first to what it is now. What became
    of one milestone stands together; its start goes without saying where its due date is told.
    """
    told = [entry for entry in entries if belongs_in_history(entry) and entry.change.field != "start"]
    items: dict[tuple[Table | None, str], dict[str, tuple[HistoryLine, HistoryLine]]] = {}
    for entry, line in zip(told, history_lines(told, context.network, context.words), strict=True):
        ends = items.setdefault((entry.change.table, entry.change.row), {})
        first, _ = ends.get(entry.change.field, (line, line))
        ends[entry.change.field] = first, line
    both_ends = (both for ends in items.values() for both in ends.values())
    changed = [(first, last) for first, last in both_ends if first.was != last.now]
    return [_said(first.was, last, context) for first, last in changed][:MOST_LINES]


def _said(was: str, line: HistoryLine, context: RuleContext) -> str:
    key = "recap.cleared" if not line.now else "recap.changed" if was else "recap.set"
    values = {"was": _shown(was, context), "now": _shown(line.now, context)}
    return context.words.t(key, item=line.item, field=line.field, **values)


def _shown(value: str, context: RuleContext) -> str:
    """A day as the plan's language writes it; the history keeps it as ISO 8601."""
    try:
        return context.words.day(date.fromisoformat(value))
    except ValueError:
        return value


def _next(context: RuleContext, side: Side) -> list[Milestone]:
    """The side's open milestones, those with the soonest dates."""
    rows = [row for row in context.open_milestones if _whose(row, context) is side]
    return sorted(rows, key=lambda row: row.due or date.max)[:MOST_STEPS]


def _whose(row: Milestone, context: RuleContext) -> Side:
    """Who has the next step: of a milestone of both sides, the side of whoever owns it."""
    side = context.sides.get(row.id, Side.BOTH)
    return side_of_owner(row.owner, context.people) or side if side is Side.BOTH else side


def step_line(row: Milestone, context: RuleContext, words: Words, *, name: str = "") -> str:
    """A milestone with who does it until when, in one line; `name` stands for its own where that is too long."""
    owner = words.t("recap.no_owner") if context.owners(row.owner).nobody else quoted(row.owner)
    due = words.day(row.due) if row.due else words.t("recap.no_date")
    return words.t("recap.step", name=name or context.name(row), owner=owner, due=due)


def _is_question(risk: Risk) -> bool:
    is_open = risk.status in {RiskStatus.OPEN, None}
    return risk.kind is RiskKind.OPEN_QUESTION and is_open and bool(risk.description.strip())
