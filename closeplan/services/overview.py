"""The plans a member may look at: in a list, and each by itself with all that is known on the seller's side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from closeplan.errors import NotFoundError
from closeplan.plan.acknowledgement import SignOff, stands
from closeplan.plan.health import Health
from closeplan.plan.lessons import PlanStory
from closeplan.plan.outlook import outlook
from closeplan.plan.rules import RuleContext
from closeplan.ports import Clock, PlanStore
from closeplan.ports.people import Members
from closeplan.ports.signoff import SignOffs
from closeplan.records import Member, PlanRecord
from closeplan.records.people import may_see
from closeplan.records.sign_offs import SignOffLink
from closeplan.services.learn import Learn
from closeplan.services.stored_plan import StoredPlan

MemberAt = Callable[[str], Member | None]


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One plan in a list; `health` is None where nobody has looked at it yet."""

    record: PlanRecord
    owner: Member
    go_live: date | None
    health: Health | None


class Word(NamedTuple):
    """What somebody said of the timeline, and whether it still holds: no date has moved since."""

    said: SignOff
    stands: bool


class Link(NamedTuple):
    """A link somebody was asked by, and whether it still opens."""

    link: SignOffLink
    is_valid: bool


@dataclass(frozen=True, kw_only=True)
class PlanOverview:
    """One plan; without `context` and `story` where nobody has looked at it yet. `outlook` is in the plan's language;
    `words` are the oldest first, `links` the newest.
    """

    record: PlanRecord
    owner: Member
    context: RuleContext | None = None
    story: PlanStory | None = None
    health: Health | None = None
    outlook: str = ""
    words: tuple[Word, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The use case with what it needs."""

    store: PlanStore
    members: Members
    learn: Learn
    stored: StoredPlan
    sign_offs: SignOffs
    clock: Clock

    def lines(self, member: Member) -> list[PlanLine]:
        """The plans that member may look at, their own first, then by go-live; adopted ones that were let go left out."""
        people = {one.email: one for one in self.members.members()}
        lines = [
            self._line(record, owner)
            for record in self.store.plans()
            if not record.is_released and may_see(member, owner := _owner(record, people.get))
        ]
        return sorted(
            lines,
            key=lambda line: (line.owner.email != member.email, line.go_live or date.max, line.record.id),
        )

    def record(self, member: Member, plan_id: str) -> PlanRecord:
        """The plan as it is kept; NotFoundError where there is none, and the very same where it is not theirs to see."""
        missing = NotFoundError(f"no plan '{plan_id}' for {member.email}")
        try:
            record = self.store.plan(plan_id)
        except NotFoundError:
            raise missing from None
        if not may_see(member, _owner(record, self.members.member)) or record.is_released:
            raise missing
        return record

    def plan(self, member: Member, plan_id: str) -> PlanOverview:
        """The plan with what is known of it; NotFoundError as in `record`."""
        record = self.record(member, plan_id)
        owner = _owner(record, self.members.member)
        lesson = next(iter(self.learn(record.id)), None)
        if lesson is None:
            return PlanOverview(record=record, owner=owner)
        context, now = self.stored(record), self.clock.now()
        said, links = self.sign_offs.sign_offs(record.id), self.sign_offs.links(record.id)
        return PlanOverview(
            record=record,
            owner=owner,
            context=context,
            story=lesson.story,
            health=context.health,
            outlook=outlook(record.signals, context),
            words=tuple(Word(one, stands(one.state, context.plan)) for one in said),
            links=tuple(Link(link, link.is_valid(now)) for link in links),
        )

    def _line(self, record: PlanRecord, owner: Member) -> PlanLine:
        if record.snapshot is None:
            return PlanLine(record=record, owner=owner, go_live=record.deal.network.go_live, health=None)
        context = self.stored(record)
        return PlanLine(record=record, owner=owner, go_live=context.plan.go_live, health=context.health)


def _owner(record: PlanRecord, member_at: MemberAt) -> Member:
    address = record.owner.lower()
    return member_at(address) or Member(email=address)
