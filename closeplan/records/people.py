"""The seller's side: who works with closeplan, and what each may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who clicked in the sidebar or signed in, as Google vouches: `subject` stays theirs when their address changes.

    `domain` is the Google Workspace their account belongs to, empty for a private one. A private account can have an
    address of a company, and keep it when the person has left.
    """

    email: str
    subject: str
    name: str = ""
    domain: str = ""


class MemberRole(StrEnum):
    """What a member may see: their own plans, their team's, or everything."""

    SELLER = "seller"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of the seller's side. `subject` is Google's id, empty until they were seen; `email` in lower case."""

    email: str
    name: str = ""
    subject: str = ""
    role: MemberRole = MemberRole.SELLER
    team: str = ""

    @property
    def domain(self) -> str:
        """The part of the address behind the @."""
        return self.email.rpartition("@")[2]


def may_see(member: Member, owner: Member) -> bool:
    """Whether `member` may look at a plan of `owner`: their own, their team's as its manager, anybody's as an admin."""
    if member.role is MemberRole.ADMIN or member.email == owner.email:
        return True
    return member.role is MemberRole.MANAGER and bool(member.team) and member.team == owner.team


@dataclass(frozen=True, kw_only=True)
class Session:
    """Somebody signed in on the pages. `id_hash` is the SHA-256 of the id in their cookie, in hexadecimal."""

    id_hash: str
    email: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What somebody allowed while they are away. `token` is the refresh token as the store holds it: encrypted."""

    email: str
    scopes: frozenset[str]
    token: str
    granted_at: datetime
