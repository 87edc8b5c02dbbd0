"""The side of somebody who is not on the plan: by their address, else by the company that is said."""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import re
from collections.abc import Iterable

from closeplan.calls.model import Person
from closeplan.plan.model import Side

_ANYBODYS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net web.de "
    "proton.me protonmail.com mail.com".split()
)
"""Mail services that say nothing of who somebody works for."""


_FORMS = frozenset(
    "and und et y e en co inc ltd llc plc gmbh ag se sa sas srl spa bv nv corp company kk".split()
)


class SideTeller:
    """Knows the domains and companies of both sides."""

    def __init__(self, people: Iterable[Person], *, seller: str = "", buyer: str = "") -> None:
        self._domains: dict[str, set[Side]] = {}
        for person in people:
            if person.side and (domain := domain_of(person.email)):
                self._domains.setdefault(domain, set()).add(person.side)
        self._companies = {Side.SELLER: seller.casefold(), Side.BUYER: buyer.casefold()}
        for side, company in self._companies.items():
            if "." in company and " " not in company:
                self._domains.setdefault(company.rpartition("@")[2], set()).add(side)

    def side(self, email: str, company: str = "") -> Side | None:
        """The side of an address or a company, None where both or neither have it.

        Where only the seller's domains are known, every other company's address is the buyer's.
        """
        domain = domain_of(email)
        sides = self._domains.get(domain, set())
        if len(sides) == 1:
            return next(iter(sides))
        known = {side for found in self._domains.values() for side in found}
        if domain and not sides and known == {Side.SELLER}:
            return Side.BUYER
        return self._of_company(company)

    def _of_company(self, company: str) -> Side | None:
        said = _letters(company)
        if len(said) < 3:
            return None
        found = {
            side for side, name in self._companies.items() if said in _letters(name) or _within(name, said)
        }
        found |= {
            side for domain, sides in self._domains.items() if said in _letters(domain) for side in sides
        }
        return next(iter(found)) if len(found) == 1 else None


def domain_of(email: str) -> str:
    """The domain of an address in lower case; empty for none and for one that anybody may have."""
    domain = email.rpartition("@")[2].casefold() if "@" in email else ""
    return "" if domain in _ANYBODYS else domain


def _letters(text: str) -> str:
    """A company's letters, without what is written now one way and now another ("Marlow & Finch, Inc.")."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return "".join(word for word in words if word not in _FORMS) or "".join(words)


def _within(name: str, said: str) -> bool:
    plain = _letters(name.partition(".")[0])
    return len(plain) > 2 and plain in said
