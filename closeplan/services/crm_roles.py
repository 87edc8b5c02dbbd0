"""The words that CRMs have for what people are to a deal, as they last said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import ContactLink
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError
from closeplan.ports.crm import Crm
from closeplan.ports.process import Clock

FRESH = timedelta(minutes=15)
"""How long the words are taken to be as they were."""


@dataclass(frozen=True, kw_only=True)
class CrmRoles:
    """One for the whole process."""

    clock: Clock
    _known: dict[str, tuple[datetime, frozenset[str] | None]] = field(default_factory=dict)

    def unknown(self, crm: Crm, links: Iterable[ContactLink]) -> tuple[str, ...]:
        """The role words of those people that the CRM does not have, each once; none where it can't say. Nothing is asked for
        people without a role.
        """
        named = dict.fromkeys(link.role_label for link in links if link.role_label)
        known = self._words(crm) if named else None
        return () if known is None else _lacking(named, known)

    def _words(self, crm: Crm) -> frozenset[str] | None:
        now = self.clock.now()
        until, words = self._known.get(crm.name, (now, None))
        if until <= now:
            words = role_words(crm)
            self._known[crm.name] = (now + FRESH, words)
        return words


def role_words(crm: Crm) -> frozenset[str] | None:
    """The CRM's words in small letters; None where it can't say, or closeplan may not ask."""
    try:
        told = crm.role_words()
    except (ForbiddenError, NotFoundError, RefusedError):
        return None
    return None if told is None else frozenset(word.casefold() for word in told)


def missing_roles(crm: Crm, mapping: CrmMapping) -> tuple[str, ...]:
    """The mapping's role words that the CRM does not have, each once."""
    named = dict.fromkeys(mapping.roles.values()) if mapping.contacts else {}
    known = role_words(crm) if named else None
    return () if known is None else _lacking(named, known)


def told_of_roles(unknown: Sequence[str]) -> str:
    """What a link says of them."""
    return f"People are on the deal without their role (not there: {', '.join(unknown)})" if unknown else ""


def _lacking(named: Iterable[str], known: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in named if word.casefold() not in known)
