"""Who is let in, and as what: everybody of the seller's side that Google vouches for and the installation knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closeplan.errors import ForbiddenError
from closeplan.ports.people import Members
from closeplan.records.people import Caller, Member, MemberRole, may_see


@dataclass(frozen=True, kw_only=True)
class Admit:
    """Turns somebody that Google vouches for into a member.

    `domains` are those Workspaces whose people may come by themselves, `admins` the addresses that are admins from the start;
    both in lower case.
    """

    members: Members
    domains: frozenset[str]
    admins: frozenset[str]

    def __call__(self, caller: Caller) -> Member:
        """The member; ForbiddenError for somebody who is none and may not become one, and for an address that was
        somebody else's. Google's id is the person: their plans follow them to a new address.
        """
        known = self.members.member_of_subject(caller.subject)
        if known is None:
            return self._newcomer(caller)
        if known.email == caller.email:
            return self._raised(known, caller)
        return self._moved(known, caller)

    def _newcomer(self, caller: Caller) -> Member:
        there = self.members.member(caller.email)
        if there is not None and there.subject:
            raise ForbiddenError(
                f"{caller.email} was somebody else's; an admin has to remove that member first"
            )
        if there is None:
            self._check_welcome(caller)
            there = Member(email=caller.email)
        found = replace(there, subject=caller.subject, name=there.name or caller.name)
        if found.email in self.admins:
            found = replace(found, role=MemberRole.ADMIN)
        self.members.put_member(found)
        return found

    def _raised(self, known: Member, caller: Caller) -> Member:
        """The member as they are, an admin where the installation says so, with the name where it was missing."""
        role = MemberRole.ADMIN if known.email in self.admins else known.role
        found = replace(known, role=role, name=known.name or caller.name)
        if found != known:
            self.members.put_member(found)
        return found

    def _moved(self, known: Member, caller: Caller) -> Member:
        added = self.members.member(caller.email)
        if added is not None and added.subject:
            raise ForbiddenError(f"{caller.email} is another member's; an admin has to remove that one first")
        if added is None:
            self._check_welcome(caller)
        found = replace(known, email=caller.email)
        self.members.move_member(known.email, found)
        return found

    def _check_welcome(self, caller: Caller) -> None:
        if caller.domain not in self.domains and caller.email not in self.admins:
            raise ForbiddenError(
                f"{caller.email} is no member, and the account is not of a domain that may sign in"
            )


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Whose plans a member may look at."""

    members: Members

    def may_see(self, member: Member, owner: str) -> bool:
        """Whether `member` may look at a plan of the person at `owner`, who need not be a member."""
        address = owner.lower()
        return may_see(member, self.members.member(address) or Member(email=address))
