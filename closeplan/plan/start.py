"""From three fields to a whole deal: what a seller says about it, and what can be guessed from who is on it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from closeplan.errors import InputError, Mistake
from closeplan.plan.addresses import ADDRESS, MOST_PEOPLE, Typed
from closeplan.plan.companies import (
    company_name,
    country_here,
    country_of,
    domain_of,
    is_company,
    is_person,
    language_there,
    most_common_company,
)
from closeplan.plan.deal_file import parse_deal
from closeplan.plan.fixes import workdays
from closeplan.plan.languages import language_of
from closeplan.plan.model import Deal, Role, Side
from closeplan.plan.schedule import Schedule
from closeplan.plan.signing import SIGNATURE
from closeplan.plan.templates import Template
from closeplan.plan.wording import ENGLISH_WORDS

_MOST_NAME = 200
"""Characters of a name that stands in a title."""

_ANSWERED = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|tr|rv|r|i|antw|res|enc)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE
)
"""How subjects begin that answer or pass on another, in eight languages."""

_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})/?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on a thread, an event or a CRM's deal; `name` is empty where only the address is known, `role` is known of a
    deal's people alone.
    """

    email: str
    name: str = ""
    side: Side = Side.BUYER
    role: Role | None = None

    @property
    def called(self) -> str:
        """The name, or what the address makes of it: `dana.fischer@` is Dana Fischer."""
        bare = re.sub(r"\d+$", "", self.email.partition("@")[0].partition("+")[0])
        words = [word.capitalize() for word in re.split(r"[._-]+", bare) if word]
        return _name(self.name) or " ".join(words) or self.email


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a seller says: three fields, and what they changed of the guesses (empty: guess).

    `buyer` is a name, a domain or an address. `nonce` is the form's own: two clicks on it make one plan. `typed` is
    what stands in the field of further addresses, of which `people` has those that can be read. `amount`, in `currency`, is
    what a CRM's deal says; `signing` the day by which the signature is planned, None to leave it to the schedule.
    """

    buyer: str
    go_live: date | None
    template: str
    seller: str
    nonce: str
    seller_name: str = ""
    people: tuple[Person, ...] = ()
    company: str = ""
    language: str = ""
    country: str = ""
    name: str = ""
    locale: str = "en"
    typed: Typed | None = None
    amount: Decimal | None = None
    currency: str = ""
    signing: date | None = None


@dataclass(frozen=True, kw_only=True)
class Guesses:
    """What is not asked for, as far as it can be told; countries are ISO 3166 codes, empty for no holidays."""

    buyer: str
    company: str
    language: str
    buyer_country: str
    seller_country: str


@dataclass(frozen=True, kw_only=True)
class Feasibility:
    """Whether the steps fit before go-live: how many of how many do, the working days missing at the worst, and one
    set of smallest changes that would make all fit, in words.
    """

    fitting: int
    steps: int
    short_by: int = 0
    changes: tuple[str, ...] = field(default=())

    @property
    def fits(self) -> bool:
        """Whether everything does."""
        return self.fitting == self.steps

    @property
    def told(self) -> str:
        """`12 of 14 steps fit; short by 6 working days`."""
        return f"{self.fitting} of {self.steps} steps fit; short by {workdays(self.short_by)}"


def people_of(
    found: Iterable[tuple[str, str]], seller: str, domains: Iterable[str] = ()
) -> tuple[Person, ...]:
    """The people among addresses and names, each once, with their side: who is at the seller's company is the
    seller's, everybody else the buyer's. The seller and whoever reads no mail are left out. `domains` are further ones
    of the seller's company, in lower case.
    """
    people: dict[str, Person] = {}
    ours = {domain for domain in (domain_of(seller), *domains) if is_company(domain)}
    for address, name in found:
        email = address.strip().lower()
        if email == seller.lower() or not ADDRESS.fullmatch(email) or not is_person(email):
            continue
        side = Side.SELLER if domain_of(email) in ours else Side.BUYER
        said = _name(name)
        people.setdefault(email, Person(email=email, name="" if said.lower() == email else said, side=side))
    return tuple(people.values())[:MOST_PEOPLE]


def buyers_domain(people: Sequence[Person]) -> str:
    """The company that most of the buyer's people are at; empty where they name none."""
    return most_common_company(person.email for person in people if person.side is Side.BUYER)


def subject_as_name(subject: str) -> str:
    """A mail's subject as a deal's name, without what answering and passing on put before it."""
    return _name(_ANSWERED.sub("", subject))


def guesses(start: Start) -> Guesses:
    """What the form leaves open, from the domains of those on it and the seller's locale."""
    typed = _DOMAIN.match(start.buyer.strip().rpartition("@")[2])
    at = typed.group(1).lower() if typed else buyers_domain(start.people)
    ours = domain_of(start.seller)
    country = start.country or country_of(at)
    language = start.language or language_there(country, start.locale)
    said = _name(start.buyer)
    return Guesses(
        buyer=company_name(at) if at and (typed or not said) else said,
        company=_name(start.company) or (company_name(ours) if is_company(ours) else _seller(start).called),
        language=language_of(language) or "en",
        buyer_country=country,
        seller_country=country_here(ours, start.locale),
    )


def deal_of(start: Start, templates: Mapping[str, Template], today: date) -> Deal:
    """The deal that is meant. InputError lists what has to be said or changed, by the names of the fields."""
    found = guesses(start)
    named = (("Buyer", start.buyer), ("Your company", start.company), ("What you call the deal", start.name))
    mistakes = [
        Mistake(field, f"is longer than {_MOST_NAME} characters")
        for field, text in named
        if len(text) > _MOST_NAME
    ]
    mistakes += start.typed.mistakes if start.typed else []
    if not found.buyer:
        mistakes.append(Mistake("Buyer", "say who buys: a company's name or its domain"))
    if start.go_live is None:
        mistakes.append(Mistake("Go-live", "pick the day the buyer goes live"))
    elif start.go_live <= today:
        mistakes.append(
            Mistake("Go-live", f"{ENGLISH_WORDS.day(start.go_live)} has passed: pick a day ahead")
        )
    mistakes += _wrong_signing(start, today)
    if mistakes:
        raise InputError(mistakes)
    deal = parse_deal(_data(start, found), templates)
    return _signed_by(deal, start.signing) if start.signing else deal


def _wrong_signing(start: Start, today: date) -> list[Mistake]:
    """What is wrong with the day of the signature; nothing where none is said."""
    day = start.signing
    if day is None:
        return []
    if day <= today:
        return [Mistake("Signature by", f"{ENGLISH_WORDS.day(day)} has passed: pick a day ahead, or none")]
    if start.go_live is not None and day > start.go_live:
        return [Mistake("Signature by", "comes after go-live: pick an earlier day, or none")]
    return []


def _signed_by(deal: Deal, day: date) -> Deal:
    """The deal with its signature no later than that day. The day itself need be no working day."""
    steps = tuple(
        replace(step, not_after=day) if step.id == SIGNATURE else step for step in deal.network.steps
    )
    return replace(deal, network=replace(deal.network, steps=steps))


def deal_id(start: Start) -> str:
    """The plan's id, the same for every click on one form: it tells nobody whose plan it is but what it is for."""
    bare = unicodedata.normalize("NFKD", guesses(start).buyer).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", bare))[:40].strip("-") or "plan"
    form = hashlib.sha256(f"{start.seller.lower()} {start.nonce}".encode()).hexdigest()
    return f"{words}-{form[:10]}"


def feasibility(dates: Schedule) -> Feasibility:
    """What of a schedule fits."""
    late = {milestone for conflict in dates.conflicts for milestone in conflict.milestones}
    return Feasibility(
        fitting=len(dates.steps) - len(late),
        steps=len(dates.steps),
        short_by=max((conflict.short_by for conflict in dates.conflicts), default=0),
        changes=tuple(fix.text for conflict in dates.conflicts for fix in conflict.fixes),
    )


def _data(start: Start, found: Guesses) -> dict[str, Any]:
    """The same as a deal file would hold."""
    head: dict[str, Any] = {
        "id": deal_id(start),
        "name": _name(start.name) or found.buyer,
        "buyer": found.buyer,
        "seller": found.company,
        "language": found.language,
    }
    if start.amount is not None:
        head |= {"amount": float(start.amount), "currency": start.currency}
    calendars = {"buyer": {"country": found.buyer_country}, "seller": {"country": found.seller_country}}
    people = [
        {"name": person.called, "email": person.email, "side": person.side.value, "role": person.role}
        for person in (_seller(start), *start.people)
    ]
    return {
        "deal": head,
        "go_live": {"date": start.go_live},
        "calendars": calendars,
        "stakeholders": people,
        "template": start.template,
    }


def _seller(start: Start) -> Person:
    return Person(email=start.seller, name=_name(start.seller_name), side=Side.SELLER)


def _name(text: str) -> str:
    """A name on one line, without characters no cell can hold."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    return " ".join(kept.split())[:_MOST_NAME].strip().strip("\"'").strip()
