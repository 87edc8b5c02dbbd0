"""What an admin does about the people of the seller's side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from closeplan.errors import ConflictError, InputError, Mistake, NotFoundError
from closeplan.plan.addresses import one_address
from closeplan.plan.model import Side
from closeplan.ports import PlanStore
from closeplan.ports.people import GivenGrants, Members, Sessions
from closeplan.records.people import Member, MemberRole

_ADDRESS = re.compile(r"[^\s@<>\"',;:\\]+@[^\s@<>\"',;:\\]+\.[^\s@<>\"',;:\\]+")
_LONGEST = 254
"""Characters of an address (RFC 5321), and of a name or team."""


@dataclass(frozen=True, kw_only=True)
class People:
    """The use case with what it needs. Addresses, roles and teams come as they were typed."""

    members: Members
    sessions: Sessions
    grants: GivenGrants
    plans: PlanStore

    def everybody(self) -> list[Member]:
        """Every member, by address."""
        return self.members.members()

    def add_new(
        self, email: str, *, name: str = "", role: str = "", team: str = "", anyway: bool = False
    ) -> Member:
        """Add somebody as `add` does; InputError where they are a member already."""
        if self.members.member(_address(email)) is not None:
            raise InputError([Mistake("email", f"{_address(email)} is a member already; change them below")])
        return self.add(email, name=name, role=role, team=team, anyway=anyway)

    def add(
        self, email: str, *, name: str = "", role: str = "", team: str = "", anyway: bool = False
    ) -> Member:
        """Add somebody, before or after they came by themselves; who is there already is changed where something is
        said. ConflictError for a newcomer who stands on the buyer's side of a plan, unless they are added `anyway`.
        """
        address = _address(email)
        known = self.members.member(address)
        if known is None and not anyway:
            self._check_is_no_buyer(address)
        there = known or Member(email=address)
        found = replace(
            there,
            name=_line("name", name) or there.name,
            role=_role(role) if role else there.role,
            team=_line("team", team) or there.team,
        )
        self._check_admin_is_left(there, found)
        self.members.put_member(found)
        return found

    def change(self, email: str, *, role: str | None = None, team: str | None = None) -> Member:
        """Give somebody another role or team; an empty team takes them out of theirs. Who is no admin any more, or sees
        other people's plans now, is so with their next click.
        """
        there = self.members.member(email)
        if there is None:
            raise NotFoundError(f"{email} is no member")
        found = replace(
            there,
            role=there.role if role is None else _role(role),
            team=there.team if team is None else _line("team", team),
        )
        self._check_admin_is_left(there, found)
        self.members.put_member(found)
        return found

    def remove(self, email: str, *, heir: str = "") -> None:
        """Remove somebody with their sessions and grant; their plans go to the member `heir`. RetryLaterError where all
        that is done, and only Google could not be told that the grant is taken back.
        """
        address = heir.strip().lower()
        if address and (address == email or self.members.member(address) is None):
            raise InputError([Mistake("heir", f"{address} is no other member")])
        try:
            self.members.remove_member(email, address)
        except ConflictError as error:
            raise InputError([Mistake("heir", str(error))]) from error
        self.grants.revoke(email)

    def sign_out(self, email: str) -> int:
        """End all of somebody's sessions; how many there were."""
        return self.sessions.end_sessions(email)

    def _check_admin_is_left(self, was: Member, now: Member) -> None:
        if was.role is not MemberRole.ADMIN or now.role is MemberRole.ADMIN:
            return
        others = (one for one in self.members.members() if one.email != was.email)
        if not any(one.role is MemberRole.ADMIN for one in others):
            raise InputError(
                [Mistake("role", f"{was.email} is the only admin; make somebody else one first")]
            )

    def _check_is_no_buyer(self, address: str) -> None:
        """A member may be let see what the seller's side thinks of a deal, which is no buyer's to read."""
        for record in self.plans.plans():
            people = record.snapshot.plan.stakeholders if record.snapshot else record.deal.stakeholders
            sides = {one.side for one in people if one.email.strip().lower() == address}
            if Side.BUYER in sides:
                raise ConflictError(
                    f"{address} stands on the buyer's side of “{record.deal.name}”; "
                    "a member may see what only the seller's side should"
                )


def _address(text: str) -> str:
    address = one_address(text).lower()
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise InputError([Mistake("email", "this is no address such as kim@northwind.example")])
    return address


def _role(text: str) -> MemberRole:
    try:
        return MemberRole(text)
    except ValueError:
        known = ", ".join(role.value for role in MemberRole)
        raise InputError([Mistake("role", f"there is no role '{text[:40]}'; known are {known}")]) from None


def _line(place: str, text: str) -> str:
    """A name or team on one line."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        raise InputError([Mistake(place, f"this has more than {_LONGEST} characters")])
    return line
