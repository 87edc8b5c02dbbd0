"""The seller's side: who works with closeplan, and what each may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who clicked in the sidebar or signed in, as Google vouches: `subject` stays theirs when their address changes."""

    email: str
    subject: str
    name: str = ""


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
