"""Being signed in on the pages: a session begins, is used, and ends on the server.

The times are those OWASP ASVS 4.0.3 asks for at level 2 (3.3.2): twelve hours at most, half an hour unused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from closeplan.ports.people import Members, Sessions
from closeplan.ports.process import Clock
from closeplan.records.people import Caller, Member, Session
from closeplan.services.members import Admit

LONGEST = timedelta(hours=12)
"""However busy somebody is, they sign in again after that."""

IDLE = timedelta(minutes=30)
"""Who does nothing for so long is signed out."""

_TOUCH = timedelta(minutes=1)
"""How exactly the last use is remembered: not every page view is worth a write."""


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """The use case with what it needs. `mint` makes a session's id, which nobody can guess."""

    admit: Admit
    members: Members
    sessions: Sessions
    clock: Clock
    mint: Callable[[], str]

    def begin(self, caller: Caller) -> str:
        """Sign in somebody that Google vouches for and return the new session's id; ForbiddenError for who is no
        member.
        """
        member = self.admit(caller)
        now = self.clock.now()
        session_id = self.mint()
        self.sessions.forget_sessions(now - 2 * LONGEST)
        self.sessions.add_session(
            Session(id_hash=_hash(session_id), email=member.email, started_at=now, seen_at=now)
        )
        return session_id

    def who(self, session_id: str) -> Member | None:
        """The member whose session that is; None where it ended, ran out, or never was."""
        session = self.sessions.session(_hash(session_id)) if session_id else None
        if session is None:
            return None
        now = self.clock.now()
        if now - session.started_at >= LONGEST or now - session.seen_at >= IDLE:
            self.sessions.end_session(session.id_hash)
            return None
        if now - session.seen_at >= _TOUCH:
            self.sessions.touch_session(session.id_hash, now)
        return self.members.member(session.email)

    def end(self, session_id: str) -> None:
        """Sign out; the id is worth nothing from now on."""
        self.sessions.end_session(_hash(session_id))

    def live(self) -> list[Session]:
        """The sessions that can still be used, newest first."""
        now = self.clock.now()
        return [one for one in self.sessions.sessions(now - IDLE) if now - one.started_at < LONGEST]


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
