"""What a written sentence wants: for mails, by the same linear vote that reads meetings."""

from __future__ import annotations

from closeplan.calls.commitments.cues import cues_of
from closeplan.calls.commitments.linear import Vote, vote


def asks_or_proposes(sentence: str) -> float:
    """How likely its writer asks for, promises or proposes an action, from 0 to 1; from 0.5 on it does. English only."""
    return vote(cues_of(sentence), Vote.MAIL)
