"""The seller's side: who calls, who belongs to it, who is signed in, and what they granted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from closeplan.records.people import Caller, Grant, Member, Session


class Callers(Protocol):
    """Who calls the add-on."""

    def verify(self, *, system_token: str, user_token: str, url: str) -> Caller:
        """The person behind an event posted to `url`; ForbiddenError for what does not verify."""


class Members(Protocol):
    """The people of the seller's side. Addresses are compared in lower case; each method is one transaction."""

    def member(self, email: str) -> Member | None:
        """The member of that address."""

    def member_of_subject(self, subject: str) -> Member | None:
        """The member that Google knows by that id, whatever their address was when they were last seen."""

    def members(self) -> list[Member]:
        """Everybody, by address."""

    def put_member(self, member: Member) -> None:
        """Add the member, or replace the one of that address; ConflictError where another has that subject. A new member
        has granted nothing.
        """

    def move_member(self, was: str, member: Member) -> None:
        """The member at `was` has another address now: their plans, sessions and grant go with them. A member who was
        added at the new address and never seen gives way. ConflictError where somebody was seen there.
        """

    def remove_member(self, email: str, heir: str = "") -> None:
        """Remove the member with their sessions; their plans go to `heir`. ConflictError where there are plans
        and no heir: whoever is given the address next would own them. NotFoundError where there is no such member.
        """


class Sessions(Protocol):
    """Who is signed in on the pages. An id is known by its hash alone."""

    def add_session(self, session: Session) -> None:
        """Remember a session that begins."""

    def session(self, id_hash: str) -> Session | None:
        """The session of that hash, unless it was ended."""

    def touch_session(self, id_hash: str, seen_at: datetime) -> None:
        """Somebody used it just now."""

    def end_session(self, id_hash: str) -> None:
        """End it; one that is unknown or over is fine."""

    def end_sessions(self, email: str) -> int:
        """End every session of that person; how many there were."""

    def sessions(self, since: datetime) -> list[Session]:
        """Sessions that were used since then and are not ended, newest first."""

    def forget_sessions(self, before: datetime) -> None:
        """Delete the rows of sessions that began before then."""


class Grants(Protocol):
    """What people granted for work while they are away. The token in a record is encrypted."""

    def grant(self, email: str) -> Grant | None:
        """That person's grant."""

    def put_grant(self, grant: Grant) -> None:
        """Keep it, in the place of an earlier one."""

    def remove_grant(self, email: str) -> None:
        """Forget it; none is fine."""


class OfflineAccess(Protocol):
    """Access tokens for work in the background."""

    def access_token(self, email: str, scope: str) -> str | None:
        """A token of that person for that scope; None where they granted none, or took it back. RetryLaterError where
        Google can't be asked now.
        """


class GivenGrants(OfflineAccess, Protocol):
    """The grants themselves: given on a page, and taken back there."""

    def scopes(self, email: str) -> frozenset[str]:
        """What that person has granted."""

    def keep(self, email: str, refresh_token: str, scopes: Iterable[str]) -> None:
        """Keep what somebody just granted, encrypted."""

    def revoke(self, email: str) -> None:
        """Forget the grant, here and at Google; RetryLaterError where Google could not be told."""
