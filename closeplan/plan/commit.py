"""Whether a deal is fit for commit: what its plan has to show before anybody may count on it.

No plan, no commit; and a plan counts only while it is alive, agreed on both sides, and can still be kept. What is
found here is for the seller's side alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from closeplan.plan.health import STALLED_DAYS, days_overdue
from closeplan.plan.ledger import ANYONE
from closeplan.plan.model import Engagement, Milestone, Role, Side, Stakeholder
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import on_the_map, plain
from closeplan.plan.signals import Table
from closeplan.plan.wording import quoted

STALE_DAYS = 7
"""Calendar days without a human edit from which a plan is stale."""

MOST_MOVES = 3
MOST_DRIFT = 10
"""Moves of one milestone, or working days of drift beyond which, slips are a pattern."""

_CLOSE = frozenset({Engagement.ENGAGED, Engagement.SUPPORTIVE})


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing a plan has to show. `says` is a whole sentence, whether it was `passed` or not."""

    name: str
    passed: bool
    says: str


def commit_gate(context: RuleContext) -> tuple[Check, ...]:
    """Every check in the order people should go through them; fit for commit is who passes all."""
    return (
        _reachable(context),
        _nothing_stalled(context),
        _fresh(context),
        _economic_buyer(context),
        _acknowledged(context),
        _buyer_edits(context),
        _buyer_owns(context),
        _owned_by_people(context),
        _two_threads(context),
        _steady(context),
        _risks(context),
    )


def economic_buyers(context: RuleContext) -> list[Stakeholder]:
    """The people on the map who decide on the money."""
    return [person for person in context.people if person.role is Role.ECONOMIC_BUYER]


def has_acknowledged(person: Stakeholder, context: RuleContext) -> bool:
    """Whether the person has acknowledged the timeline as it is: as closeplan knows, or as people wrote in the line."""
    known = {plain(person.email), plain(person.name)} - {""}
    if known & context.signed:
        return True
    if known & context.lapsed:
        return False
    line = plain(context.plan.acknowledged_by)
    return any(name and name in line for name in (plain(person.name), plain(person.email)))


def days_unedited(context: RuleContext) -> int:
    """Calendar days since a person last edited the plan; 0 where that is not known."""
    return (context.today - context.last_edit).days if context.last_edit else 0


def buyer_has_edited(context: RuleContext) -> bool:
    """Whether somebody who may be of the buyer's side has: who is not known to be the seller's may be."""
    return any(not _is_sellers(who, context) for who in {entry.who for entry in context.entries})


def involved_buyers(context: RuleContext) -> set[str]:
    """People of the buyer's side who are engaged or own an open milestone, by address or else name."""
    buyers = [person for person in context.people if person.side is not Side.SELLER]
    close = {person.email or person.name for person in buyers if person.engagement in _CLOSE}
    addresses = {person.email for person in buyers if person.email}
    owners = {context.owners(row.owner).email for row in context.open_milestones if row.owner}
    return close | (owners & addresses)


def is_pattern(row: Milestone, context: RuleContext) -> bool:
    """Whether a milestone's slips are a pattern."""
    moved = len(context.moves.get(row.id, ()))
    return moved >= MOST_MOVES or context.drift.get(row.id, 0) > MOST_DRIFT


def buyers_rows(context: RuleContext) -> Iterator[Milestone]:
    """Open milestones that wait for the buyer."""
    return (row for row in context.open_milestones if row.side in {Side.BUYER, Side.BOTH})


def _reachable(context: RuleContext) -> Check:
    late, go_live = context.standing.days_late, context.standing.go_live
    if go_live is None:
        return Check(name="reachable", passed=False, says="There is no go-live date.")
    day = context.words.day(go_live)
    if go_live < context.today:
        return Check(name="reachable", passed=False, says=f"Go-live on {day} has passed.")
    says = f"Go-live on {day} can be reached."
    if late:
        says = f"Go-live on {day} is out of reach by {_days(late, 'working day')}."
    return Check(name="reachable", passed=not late, says=says)


def _nothing_stalled(context: RuleContext) -> Check:
    overdue = days_overdue(context.milestones, context.today)
    says = f"A milestone is {_days(overdue, 'day')} overdue." if overdue else "Nothing is overdue."
    return Check(name="nothing_stalled", passed=overdue < STALLED_DAYS, says=says)


def _fresh(context: RuleContext) -> Check:
    days = days_unedited(context)
    says = f"Nobody has edited the plan for {_days(days, 'day')}." if days else "The plan is being worked on."
    return Check(name="fresh", passed=days < STALE_DAYS, says=says)


def _economic_buyer(context: RuleContext) -> Check:
    named = economic_buyers(context)
    says = f"{_called(named[0])} is the economic buyer." if named else "No economic buyer is on the map."
    return Check(name="economic_buyer", passed=bool(named), says=says)


def _acknowledged(context: RuleContext) -> Check:
    said = [person for person in economic_buyers(context) if has_acknowledged(person, context)]
    says = "The economic buyer has not acknowledged the timeline as it stands."
    if said:
        says = f"{_called(said[0])} has acknowledged the timeline."
    return Check(name="acknowledged", passed=bool(said), says=says)


def _buyer_edits(context: RuleContext) -> Check:
    edited = buyer_has_edited(context)
    says = "The buyer edits the plan." if edited else "The buyer has never edited the plan."
    return Check(name="buyer_edits", passed=edited, says=says)


def _buyer_owns(context: RuleContext) -> Check:
    owns = not context.open_milestones or any(buyers_rows(context))
    says = "Both sides own open milestones." if owns else "Every open milestone is the seller's."
    return Check(name="buyer_owns", passed=owns, says=says)


def _owned_by_people(context: RuleContext) -> Check:
    if not context.has(Table.TIMELINE, "owner"):
        return Check(name="owned_by_people", passed=True, says="The plan names no owners.")
    owners = [context.owners(row.owner) for row in buyers_rows(context)]
    nobodys = sum(owner.nobody or owner.group for owner in owners)
    says = f"{nobodys} of the buyer's {len(owners)} open milestones are owned by nobody in person."
    if not nobodys:
        says = "Every open milestone of the buyer has a person as its owner."
    return Check(name="owned_by_people", passed=not nobodys, says=says)


def _two_threads(context: RuleContext) -> Check:
    people = len(involved_buyers(context))
    says = f"{people} people of the buyer are engaged or own a milestone."
    if people == 1:
        says = "One person of the buyer is engaged or owns a milestone."
    return Check(name="two_threads", passed=people > 1, says=says)


def _steady(context: RuleContext) -> Check:
    rows = [row for row in context.open_milestones if is_pattern(row, context)]
    says = "No milestone keeps slipping."
    if rows:
        says = f"{context.name(rows[0])} keeps slipping."
    return Check(name="steady", passed=not rows, says=says)


def _risks(context: RuleContext) -> Check:
    listed = bool(context.risks) or not context.has(Table.RISKS)
    says = "Risks are written down." if listed else "No risk is written down."
    return Check(name="risks", passed=listed, says=says)


def _is_sellers(who: str, context: RuleContext) -> bool:
    """Whether an edit is known to be the seller's side's."""
    if who == ANYONE:
        return False
    people = on_the_map(who, context.people)
    if people:
        return all(person.side is Side.SELLER for person in people)
    domain = context.seller.rpartition("@")[2]
    return plain(who) == plain(context.seller) or (
        bool(domain) and who.lower().endswith(f"@{domain.lower()}")
    )


def _called(person: Stakeholder) -> str:
    return quoted(person.name or person.email)


def _days(n: int, unit: str) -> str:
    return f"{n} {unit}" if n == 1 else f"{n} {unit}s"
