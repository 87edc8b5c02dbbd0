"""Who acts in a channel: somebody of the talk system, as a member of the seller's side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from closeplan.errors import ForbiddenError, NotFoundError
from closeplan.ports import PlanStore
from closeplan.ports.people import Members
from closeplan.ports.places import PlaceBook
from closeplan.ports.talk import Talk
from closeplan.records import Member, PlanRecord
from closeplan.services.members import Sight


@dataclass(frozen=True, kw_only=True)
class ChannelPeople:
    """Says who somebody is, and which plans they may meet in a channel. `talk` connects with the system when asked."""

    talk: Callable[[], Talk]
    members: Members
    sight: Sight
    store: PlanStore
    places: PlaceBook

    def member(self, user_id: str) -> Member:
        """The member; ForbiddenError for a guest, somebody of another company, or whom the installation does not know. The
        talk system vouches for the address, of its own account's people alone.
        """
        email = self._email(user_id)
        found = self.members.member(email) if email else None
        if found is None:
            raise ForbiddenError(
                "closeplan does not know you by the address you have here. It answers the seller's people; if you are one, "
                "ask your admin to add you."
            )
        return found

    def name_of(self, email: str) -> str:
        """What a member is called, as they are told of in a channel; the address of who is none any more."""
        found = self.members.member(email)
        return (found.name if found else "") or email

    def plans_in(self, channel_id: str, member: Member) -> list[PlanRecord]:
        """The plans that the channel follows, of those that member may look at."""
        records = []
        for place in self.places.places_at(self.talk().name, channel_id):
            record = self._plan(place.plan_id)
            if record is not None and self.sight.may_see(member, record.owner):
                records.append(record)
        return records

    def plans_of(self, member: Member) -> list[PlanRecord]:
        """Every plan that stands and that member may look at, their own first."""
        seen = [
            record
            for record in self.store.plans()
            if record.document_id and not record.gone and self.sight.may_see(member, record.owner)
        ]
        return sorted(seen, key=lambda one: (one.owner.lower() != member.email, one.deal.name))

    def _email(self, user_id: str) -> str:
        try:
            return self.talk().person(user_id).email
        except NotFoundError:
            return ""  # whom the talk system does not know is nobody here either

    def _plan(self, plan_id: str) -> PlanRecord | None:
        try:
            return self.store.plan(plan_id)
        except NotFoundError:
            return None
