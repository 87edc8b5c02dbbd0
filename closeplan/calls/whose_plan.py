"""Which deal a transcript is about, told by who was on the call and what the call is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from closeplan.calls.model import Person, Transcript
from closeplan.plan.companies import domain_of, is_company
from closeplan.plan.model import Side, Stakeholder

ENOUGH = 2
"""Points from which a deal is believed to be meant."""

_ADDRESS, _COLLEAGUE, _NAME, _TITLE = 3, 2, 2, 3
"""Points for a person's address, another address at their company, a full name, the buyer's name in the title."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A deal that may be meant: its plan's id, the buyer's name, who is on the plan, and whether there is anything left to do."""

    plan_id: str
    buyer: str
    people: tuple[Stakeholder, ...] = ()
    is_open: bool = True


def plan_meant(transcript: Transcript, candidates: Sequence[Candidate]) -> str | None:
    """The id of the one deal that fits, and fits at least twice as well as every other; None where a person has to say.

    A seller's own people and first names tell no deal from another, so they count for nothing.
    """
    scored = sorted(((_points(transcript, one), one.plan_id) for one in candidates), reverse=True)
    if not scored or scored[0][0] < ENOUGH:
        return None
    is_clear = len(scored) == 1 or scored[1][0] * 2 <= scored[0][0]
    return scored[0][1] if is_clear else None


def open_plan_meant(
    transcript: Transcript, candidates: Sequence[Candidate], outside: Sequence[Person]
) -> str | None:
    """The same where `outside` are those on the call who are not the seller's. Between deals that fit about as well, the only
    open one is meant. Where none fits, the only open deal there is, unless somebody is there from another company: what they
    say is nothing for this buyer's plan.
    """
    meant = plan_meant(transcript, candidates)
    if meant is not None:
        return meant
    scored = [(_points(transcript, one), one) for one in candidates]
    best = max((points for points, _ in scored), default=0)
    if best >= ENOUGH:
        fit = [one for points, one in scored if points * 2 > best]
    else:
        strangers = any(is_company(domain_of(person.email)) for person in outside)
        fit = [] if strangers else [one for _, one in scored]
    still = [one.plan_id for one in fit if one.is_open]
    return still[0] if len(still) == 1 else None


def _points(transcript: Transcript, one: Candidate) -> int:
    buyers = [person for person in one.people if person.side is not Side.SELLER]
    addresses = {person.email.lower() for person in buyers if person.email}
    companies = {domain for address in addresses if is_company(domain := domain_of(address))}
    names = {_plain(person.name) for person in buyers if " " in person.name.strip()}
    spoke = {_plain(turn.speaker) for turn in transcript.turns}
    there = {person.email.lower() for person in transcript.attendees if person.email}
    spoke |= {_plain(person.name) for person in transcript.attendees}
    points = _ADDRESS * len(there & addresses)
    points += _COLLEAGUE * sum(domain_of(address) in companies for address in there - addresses)
    points += _NAME * len(spoke & names)
    return points + (_TITLE if _names(transcript.title, one.buyer) else 0)


def _names(title: str, buyer: str) -> bool:
    """Whether the title has the buyer's name, or its first word where the rest says what kind of company it is."""
    words, wanted = _plain(title).split(), _plain(buyer).split()
    return bool(wanted) and (wanted[0] in words if len(wanted[0]) > 2 else wanted == words[: len(wanted)])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
