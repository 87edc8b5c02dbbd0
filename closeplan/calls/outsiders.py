"""Who on a call is not of the seller's own company."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from closeplan.calls.model import Person, Transcript
from closeplan.plan.companies import domain_of, is_company
from closeplan.plan.model import Side


@dataclass(frozen=True, kw_only=True)
class OwnPeople:
    """The seller's people: their addresses, the domains of their company, and their names. Addresses and domains are in lower
    case.
    """

    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Person], domains: Iterable[str] = ()) -> OwnPeople:
        """Those people and whoever has an address at their companies' domains or at those `domains`."""
        known = list(people)
        addresses = frozenset(person.email.lower() for person in known if person.email)
        theirs = {domain for address in addresses if is_company(domain := domain_of(address))}
        return cls(
            addresses=addresses,
            domains=frozenset(theirs | {domain.lower() for domain in domains}),
            names=frozenset(_plain(person.name) for person in known if person.name) - {""},
        )

    def include(self, person: Person) -> bool:
        """Whether that is one of them. An address tells more than a name: a name alone counts only without one."""
        if person.side is Side.SELLER:
            return True
        if person.email:
            address = person.email.lower()
            return address in self.addresses or domain_of(address) in self.domains
        return _plain(person.name) in self.names


def outsiders(transcript: Transcript, own: OwnPeople) -> tuple[Person, ...]:
    """Everybody on the call, by the list of attendees or by a turn's label, who is not known to be the seller's."""
    inside = {_plain(one.name) for one in transcript.attendees if own.include(one)}
    everybody = {_key(person): person for person in _everybody(transcript)}
    return tuple(
        person
        for person in everybody.values()
        if not own.include(person) and (person.email or _plain(person.name) not in inside)
    )


def is_internal(transcript: Transcript, own: OwnPeople) -> bool:
    """Whether the seller's people were among themselves; where nobody at all is known it can't be told, and is not said."""
    return any(True for _ in _everybody(transcript)) and not outsiders(transcript, own)


def with_sides(transcript: Transcript, own: OwnPeople) -> Transcript:
    """The same, with the seller's people marked as such."""
    known = (replace(one, side=Side.SELLER) if own.include(one) else one for one in transcript.attendees)
    return replace(transcript, attendees=tuple(known))


def _everybody(transcript: Transcript) -> Iterator[Person]:
    named = {_plain(one.name) for one in transcript.attendees}
    yield from (one for one in transcript.attendees if one.name or one.email)
    for label in dict.fromkeys(turn.speaker for turn in transcript.turns):
        if _plain(label) and _plain(label) not in named:
            yield Person(name=label)


def _key(person: Person) -> str:
    return person.email.lower() or _plain(person.name)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
