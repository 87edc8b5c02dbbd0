"""What a plan has to tell each person by mail, and when.

A reminder or a digest is made of *facts*, each with a key that stays the same while the fact does: who was told a key
is never told it again, and what could not be told one day is still due on the next. A fact is told on a working day
of that person's side only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from closeplan.plan.calendars import WorkCalendar, calendar_of
from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.model import Milestone, Network, Plan, Role, Side, Stakeholder, Status
from closeplan.plan.rules.people import read_owners
from closeplan.plan.signals import Signal
from closeplan.plan.slips import milestones
from closeplan.plan.wording import quoted

NEWS_DAYS = 7
"""How long back, in days, a digest looks: whoever turns digests on is not told a plan's whole history."""

MOST_DAYS_AHEAD = 60
MOST_AHEADS = 5

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_SAID_BY_DATES = frozenset({"slipped", "overdue"})
"""Rules whose signals say what the digest's own facts say."""


class Delivery(StrEnum):
    """What becomes of mails to others."""

    OFF = "off"
    DRAFTS = "drafts"
    SEND = "send"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the seller wants one plan to tell by mail.

    `delivery` is about mails to others; `ahead` are working days before a due date, the farthest first. `weekly` is the
    buyer's digest on the week's first working day, `daily` the seller's own on every working day, sent whatever
    `delivery` says, since it goes to nobody else.
    """

    delivery: Delivery = Delivery.OFF
    assigned: bool = True
    ahead: tuple[int, ...] = (3,)
    overdue: bool = True
    weekly: bool = True
    daily: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether no mail at all is wanted."""
        return self.delivery is Delivery.OFF and not self.daily


def read_days_ahead(text: str) -> tuple[int, ...]:
    """“5, 1” as working days before a date, the farthest first; nothing means none. ValueError says what is wrong."""
    words = {word for word in re.split(r"[\s,;、]+", text.strip()) if word}
    if any(not (word.isascii() and word.isdigit() and len(word) < 4) for word in words):
        raise ValueError("should be numbers such as 5, 1")
    days = {int(word) for word in words}
    if len(days) > MOST_AHEADS or max(days, default=0) > MOST_DAYS_AHEAD:
        raise ValueError(f"takes up to {MOST_AHEADS} numbers, of {MOST_DAYS_AHEAD} at most")
    return tuple(sorted(days, reverse=True))


class FactKind(StrEnum):
    """What a fact says, the most urgent first."""

    OVERDUE = "overdue"
    AHEAD = "ahead"
    WEEK = "week"
    ASSIGNED = "assigned"
    MOVED = "moved"
    DONE = "done"
    SIGNAL = "signal"


URGENCY = tuple(FactKind)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing to tell one person. `about` is the milestone's id or the signal's key; `days` are the working days that
    are left; `was` the due date before it moved; `text` a signal's own words and `name` its short ones.
    """

    plan_id: str
    kind: FactKind
    key: str
    about: str
    name: str = ""
    owner: str = ""
    due: date | None = None
    was: date | None = None
    days: int = 0
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class WatchedPlan:
    """A plan as its mails see it. `seller` owns it, in lower case; `entries` is its ledger and `signals` all it has to
    tell, those for the seller's eyes alone included.
    """

    id: str
    title: str
    url: str
    language: str
    seller: str
    company: str
    wishes: Wishes
    plan: Plan
    network: Network
    entries: tuple[LedgerEntry, ...] = ()
    signals: tuple[Signal, ...] = ()
    companies: tuple[str, ...] = ()

    @cached_property
    def people(self) -> Mapping[str, Stakeholder]:
        """The people on the map by address, in lower case; the first of two with one address."""
        found: dict[str, Stakeholder] = {}
        for person in self.plan.stakeholders:
            address = person.email.strip().lower()
            if _ADDRESS.fullmatch(address):
                found.setdefault(address, person)
        return found

    @cached_property
    def owned(self) -> Mapping[str, tuple[Milestone, ...]]:
        """The open milestones of each person who can be written to. A group, and a name without an address, owns none."""
        found: dict[str, list[Milestone]] = {}
        for row in milestones(self.plan):
            owner = read_owners(row.owner, self.plan.stakeholders, self.companies).email.strip().lower()
            if row.is_open and _ADDRESS.fullmatch(owner):
                found.setdefault(owner, []).append(row)
        return {email: tuple(rows) for email, rows in found.items()}

    def calendar(self, email: str) -> WorkCalendar:
        """The days on which that person's side works; both sides' for somebody whose side nobody named."""
        person = self.people.get(email)
        known = Side.SELLER if email == self.seller else person.side if person else None
        return calendar_of(self.network, known)


def facts_due(watched: WatchedPlan, day: date) -> dict[str, list[Fact]]:
    """What each person would be told on that day, told before or not, by their address."""
    found: dict[str, list[Fact]] = {}
    wishes = watched.wishes
    if wishes.delivery is not Delivery.OFF:
        for email in watched.owned.keys() - {watched.seller}:
            if watched.calendar(email).is_working(day):
                found.setdefault(email, []).extend(_reminders(watched, email, day))
        for email in _digest_readers(watched) if wishes.weekly else ():
            if _is_digest_day(watched.calendar(email), day):
                found.setdefault(email, []).extend(_news(watched, day))
    if wishes.daily and watched.calendar(watched.seller).is_working(day):
        found[watched.seller] = [*_reminders(watched, watched.seller, day), *_sellers_news(watched, day)]
    return {email: list({fact.key: fact for fact in facts}.values()) for email, facts in found.items()}


def _reminders(watched: WatchedPlan, email: str, day: date) -> Iterator[Fact]:
    calendar, wishes = watched.calendar(email), watched.wishes
    for row in watched.owned.get(email, ()):
        if wishes.assigned:
            yield _about(watched, row, FactKind.ASSIGNED, "assigned")
        if row.due is None:
            continue
        left = calendar.workdays_between(day, row.due)
        if row.due < day:
            if wishes.overdue:
                yield _about(watched, row, FactKind.OVERDUE, f"overdue:{row.due}")
        elif fitting := [days for days in wishes.ahead if days >= left]:
            yield _about(watched, row, FactKind.AHEAD, f"ahead:{min(fitting)}:{row.due}", days=left)


def _news(watched: WatchedPlan, day: date) -> Iterator[Fact]:
    """What a week brings and what the last one changed, as both sides may read it."""
    sunday = day + timedelta(days=7 - day.isoweekday())
    for row in milestones(watched.plan):
        if row.is_open and row.due is not None and day <= row.due <= sunday:
            yield _about(watched, row, FactKind.WEEK, f"week:{row.due}", owner=row.owner)
    yield from _changes(watched, day)


def _sellers_news(watched: WatchedPlan, day: date) -> Iterator[Fact]:
    """The same with what is overdue anywhere, and with every signal, the internal ones too."""
    for row in milestones(watched.plan):
        if row.is_open and row.due is not None and row.due < day:
            yield _about(watched, row, FactKind.OVERDUE, f"overdue:{row.due}", owner=row.owner)
    yield from _news(watched, day)
    for signal in watched.signals:
        if signal.rule not in _SAID_BY_DATES:
            cause = sha256(signal.cause.encode("utf-8", "replace")).hexdigest()[:16]
            yield Fact(
                plan_id=watched.id,
                kind=FactKind.SIGNAL,
                key=f"signal:{signal.key}:{cause}",
                about=signal.key,
                name=signal.short,
                text=signal.text,
            )


@dataclass
class _Moved:
    """The ends of what happened to one due date; `last` is the ledger's id of the last move."""

    was: date
    now: date = field(default=date.min)
    last: int = 0


def _changes(watched: WatchedPlan, day: date) -> Iterator[Fact]:
    since = day - timedelta(days=NEWS_DAYS)
    rows = {row.id: row for row in milestones(watched.plan)}
    moved: dict[str, _Moved] = {}
    finished: dict[str, None] = {}
    for entry in watched.entries:
        if not since <= entry.seen_at.date() <= day or entry.change.row not in rows:
            continue
        if entry.is_due_move:
            one = moved.setdefault(entry.change.row, _Moved(date.fromisoformat(entry.change.was)))
            one.now, one.last = date.fromisoformat(entry.change.now), entry.id
        elif entry.change.field == "status" and entry.change.now == Status.DONE:
            finished[entry.change.row] = None
    for row_id, one in moved.items():
        row = rows[row_id]
        if one.was != one.now == row.due:
            # the window moves on, so that the first date may differ next time; the last move stays the same one
            yield _about(watched, row, FactKind.MOVED, f"moved:{one.last}", was=one.was)
    for row_id in finished:
        if rows[row_id].status is Status.DONE:
            yield _about(watched, rows[row_id], FactKind.DONE, "done")


def _about(  # noqa: PLR0913 - a fact has what its kind tells
    watched: WatchedPlan,
    row: Milestone,
    kind: FactKind,
    key: str,
    *,
    owner: str = "",
    days: int = 0,
    was: date | None = None,
) -> Fact:
    head, _, rest = key.partition(":")
    return Fact(
        plan_id=watched.id,
        kind=kind,
        key=":".join(filter(None, (head, row.id, rest))),
        about=row.id,
        name=quoted(row.name),
        owner=quoted(owner),
        due=row.due,
        was=was,
        days=days,
    )


def _digest_readers(watched: WatchedPlan) -> Iterable[str]:
    """The buyer's people with a part in the plan: owners of open milestones, and the champion."""
    for email, person in watched.people.items():
        has_part = email in watched.owned or person.role is Role.CHAMPION
        if person.side is Side.BUYER and has_part and email != watched.seller:
            yield email


def _is_digest_day(calendar: WorkCalendar, day: date) -> bool:
    """The week's first working day, or its second, for whom the first one's mail was not written."""
    before = day - timedelta(days=day.isoweekday())
    return calendar.is_working(day) and calendar.workdays_between(before, day) <= 2
