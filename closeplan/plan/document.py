"""What a plan's document holds besides the plan, and what closeplan wants it to hold.

Everything here is independent of where the document lives. A `Reading` is what one read found; a
`DocumentUpdate` is what one write should make true of the cells and threads that the robot owns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from closeplan.plan.ledger import Baseline
from closeplan.plan.model import Plan
from closeplan.plan.signals import Place, Table


class DocumentKind(StrEnum):
    """What a plan's document is."""

    SHEET = "sheet"
    DOC = "doc"


RowKey = tuple[Table, str]
"""A row of the document: its table and its id."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something in the document that could not be understood.

    `cell` is where, in the document's own terms (`Plan!F12`); `place` the same in the plan's terms. `meanings` are
    the days a date's words may mean, where they mean more than one.
    """

    cell: str
    place: Place
    message: str
    text: str = ""
    meanings: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer in a comment thread. `author` is a display name; Google gives no address. `at` is when it was given,
    an aware moment; None where the document doesn't say.
    """

    author: str
    by_robot: bool
    text: str
    action: str = ""  # "resolve", "reopen" or nothing
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A comment thread the robot opened. `key` and `cause` are read back from its own words."""

    id: str
    key_mark: str
    cause_mark: str
    place: Place | None
    is_open: bool
    closed_by_robot: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One row of the History tab, every cell as text but `when`."""

    when: datetime
    who: str
    item: str
    field: str
    was: str
    now: str
    slip: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one read of a document found.

    `signals` is what each row's Signal cell says now, empty ones left out. `grid` belongs to the reader:
    where things lie, for the write that follows. `certainty` is how sure the reader is, up to 1, that a row is the
    one of that id; rows left out are certain. `addresses` are emails that person chips in owner cells give, by the name
    each chip shows. `has_history` is False where people removed the place for `history`. `time_zone` is an IANA name, `locale` as the
    document says it. `columns` are the tables the document has and the fields each has a column for; None where it
    has all of them. `old_layout` says that an older closeplan laid it out.
    """

    plan: Plan
    problems: tuple[Problem, ...] = ()
    threads: tuple[Thread, ...] = ()
    signals: Mapping[RowKey, str] = field(default_factory=dict)
    certainty: Mapping[RowKey, float] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    outlook: str = ""
    history: tuple[HistoryLine, ...] = ()
    has_history: bool = True
    time_zone: str = "Etc/GMT"
    locale: str = "en_US"
    columns: Mapping[Table, frozenset[str]] | None = None
    old_layout: bool = False
    grid: object = None


@dataclass(frozen=True, kw_only=True)
class NewThread:
    """A comment thread to open. `text` already ends with the mark that identifies it."""

    key: str
    place: Place
    text: str
    assignee: str = ""


@dataclass(frozen=True, kw_only=True)
class ThreadReply:
    """An answer the robot gives in a thread: words, an action (`resolve`, `reopen`), or both."""

    thread_id: str
    text: str = ""
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentUpdate:
    """What should be true of the robot's cells and threads after a write.

    `signals` and `outlook` are the wanted texts (a row left out wants an empty Signal cell); `history` are
    lines to append, `retold` lines that stand (each with what it should say instead); `threads` and `replies` what to say.
    `sign_off` is the sign-off line; None leaves alone what people wrote there.
    """

    signals: Mapping[RowKey, str]
    outlook: str
    history: tuple[HistoryLine, ...] = ()
    retold: tuple[tuple[HistoryLine, HistoryLine], ...] = ()
    threads: tuple[NewThread, ...] = ()
    replies: tuple[ThreadReply, ...] = ()
    sign_off: str | None = None


@dataclass(frozen=True, kw_only=True)
class WriteResult:
    """What a write did: whether a request was needed, and the ids of the threads it opened, by key."""

    wrote: bool
    thread_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DocumentDraft:
    """A document to be made: the plan with ids and dates, and how it presents itself. `into` is the document people
    have already into which the plan goes, which then keeps its own title, locale and time zone; empty for a new one.
    """

    plan_id: str
    plan: Plan
    language: str
    locale: str
    time_zone: str
    today: date
    robot: str
    into: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What the plan was when it was last read, and the dates it was agreed with."""

    plan: Plan
    baseline: Mapping[str, Baseline]
    taken_at: datetime


@dataclass(frozen=True, kw_only=True)
class AnnotationRecord:
    """What the store remembers of a thread the robot opened for a signal.

    `dismissed` means a person resolved or deleted it; it stays gone until the cause changes.
    """

    key: str
    cause: str
    thread_id: str
    dismissed: bool = False
    resolved: bool = False
