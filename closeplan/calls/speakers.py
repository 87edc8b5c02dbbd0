"""Who speaks: labels of a transcript matched to people who are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from closeplan.calls.model import Call, Person, Transcript


def call_of(
    transcript: Transcript, *, name: str, day: date, zone: str, people: Sequence[Person], seller: str = ""
) -> Call:
    """The transcript as a call of that name and day, its speakers matched to `people` (misheard names, first names, several
    in a room) and to its own attendees. `seller` is the seller's company or mail domain, which tells sides of others.
    """
    raise NotImplementedError
