"""The seller's side: who calls, and who belongs to it."""

from __future__ import annotations

from typing import Protocol

from closeplan.records.people import Caller


class Callers(Protocol):
    """Who calls the add-on."""

    def verify(self, *, system_token: str, user_token: str, url: str) -> Caller:
        """The person behind an event posted to `url`; ForbiddenError for what does not verify."""
