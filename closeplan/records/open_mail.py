"""The mail that is open in a seller's mailbox."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OpenMail:
    """What its envelope says: the subject, and addresses with names from its From, To and Cc, in that order."""

    subject: str = ""
    people: tuple[tuple[str, str], ...] = ()
