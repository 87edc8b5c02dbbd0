"""The plan as plain data.

Two views of one plan meet here. The *document* is what people wrote: `Plan` with its milestones,
stakeholders and risks. The *network* is what closeplan keeps beside it and no sheet can hold:
durations, dependencies and calendars (`Step`, `Network`). Both name a milestone by the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Who a thing belongs to."""

    BUYER = "buyer"
    SELLER = "seller"
    BOTH = "both"


class Status(StrEnum):
    """Where a milestone stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @property
    def is_open(self) -> bool:
        """Whether work is still expected."""
        return self not in {Status.DONE, Status.NOT_NEEDED}


class Role(StrEnum):
    """What a stakeholder is to the decision."""

    ECONOMIC_BUYER = "economic_buyer"
    CHAMPION = "champion"
    TECHNICAL_EVALUATOR = "technical_evaluator"
    END_USER = "end_user"
    PROCUREMENT = "procurement"
    LEGAL = "legal"
    SECURITY = "security"
    FINANCE = "finance"
    OTHER = "other"


class DecisionPower(StrEnum):
    """How much a stakeholder's word weighs."""

    DECIDER = "decider"
    INFLUENCER = "influencer"
    BLOCKER = "blocker"
    USER = "user"


class Engagement(StrEnum):
    """How close a stakeholder is, as people wrote it in the shared map."""

    NOT_CONTACTED = "not_contacted"
    AWARE = "aware"
    ENGAGED = "engaged"
    SUPPORTIVE = "supportive"
    OPPOSED = "opposed"


class RiskKind(StrEnum):
    """What a line of the risk tab is."""

    RISK = "risk"
    ASSUMPTION = "assumption"
    OPEN_QUESTION = "open_question"


class RiskCategory(StrEnum):
    """What a risk is about."""

    BUDGET = "budget"
    COMPETITIVE = "competitive"
    ORGANIZATIONAL = "organizational"
    TECHNICAL = "technical"
    OTHER = "other"


class RiskStatus(StrEnum):
    """Whether a risk still asks for something."""

    OPEN = "open"
    MITIGATED = "mitigated"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One row of the timeline as it stands in the document.

    `*_text` keep what a person typed where the cell holds no value of the field's type: of a date in words
    ("mid-June") the day they mean stands in the field beside it, else the field is None. `status` and `side` are
    None when empty or unreadable.
    """

    id: str
    name: str
    workstream: str = ""
    owner: str = ""
    side: Side | None = None
    start: date | None = None
    due: date | None = None
    status: Status | None = Status.NOT_STARTED
    confirmed_by: str = ""
    evidence: str = ""
    notes: str = ""
    start_text: str = ""
    due_text: str = ""
    status_text: str = ""
    side_text: str = ""

    @property
    def is_open(self) -> bool:
        """Whether work is still expected; an unreadable status counts as open."""
        return self.status is None or self.status.is_open


@dataclass(frozen=True, kw_only=True)
class Stakeholder:
    """One person on the map. `role_text` keeps an unknown role as typed (`role` is then OTHER)."""

    id: str
    name: str
    email: str = ""
    side: Side | None = None
    role: Role | None = None
    power: DecisionPower | None = None
    engagement: Engagement | None = None
    cares_about: str = ""
    questions: str = ""
    role_text: str = ""
    power_text: str = ""
    engagement_text: str = ""
    side_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Risk:
    """One risk, assumption or open question. `due_text` keeps a due in words, as a milestone's does."""

    id: str
    description: str
    kind: RiskKind | None = RiskKind.RISK
    category: RiskCategory | None = None
    owner: str = ""
    response: str = ""
    due: date | None = None
    status: RiskStatus | None = RiskStatus.OPEN
    due_text: str = ""
    kind_text: str = ""
    category_text: str = ""
    status_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A success metric in the buyer's words, units included."""

    name: str
    baseline: str = ""
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What both sides read: the document's content. `go_live_text` keeps a go-live in words, beside its day if it
    means one.
    """

    title: str = ""
    go_live: date | None = None
    go_live_text: str = ""
    why: str = ""
    objective: str = ""
    metrics: tuple[Metric, ...] = ()
    cost_of_inaction: str = ""
    acknowledged_by: str = ""
    milestones: tuple[Milestone, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    risks: tuple[Risk, ...] = ()

    def milestone(self, milestone_id: str) -> Milestone | None:
        """The milestone of that id, if it stands in the plan."""
        return next((m for m in self.milestones if m.id == milestone_id), None)


@dataclass(frozen=True, kw_only=True)
class Blackout:
    """A span of days, both included, on which a side does no work on the plan."""

    first: date
    last: date
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarSpec:
    """Which days a side works: Monday to Friday less a country's public holidays and the blackouts.

    `country` is an ISO 3166-1 alpha-2 code, or empty for no holidays; `subdivision` as `holidays` names it.
    """

    country: str = ""
    subdivision: str = ""
    blackouts: tuple[Blackout, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Link:
    """`B after A`, with `lag` working days of B's calendar wholly between them."""

    id: str
    lag: int = 0


@dataclass(frozen=True, kw_only=True)
class Step:
    """A milestone as the schedule sees it; `days` are working days of its side's calendar."""

    id: str
    name: str
    workstream: str = ""
    side: Side = Side.BUYER
    owner: str = ""
    role: Role | None = None
    days: int = 1
    after: tuple[Link, ...] = ()
    on: date | None = None
    not_before: date | None = None
    not_after: date | None = None


GO_LIVE = "go-live"
"""The id of the moment the whole plan runs backward from; steps `after` it run forward."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """All that the schedule needs: steps in document order, the go-live day, each side's calendar."""

    steps: tuple[Step, ...]
    go_live: date
    buyer: CalendarSpec = field(default_factory=CalendarSpec)
    seller: CalendarSpec = field(default_factory=CalendarSpec)


@dataclass(frozen=True, kw_only=True)
class Deal:
    """A whole deal: who, what for, and the network its plan is generated from.

    `amount` is in units of `currency` (ISO 4217); `language` is a BCP 47 tag for the plan's labels.
    `today` makes a run repeatable; None means the clock's day. `answered` are ids of questions whose answer leaves no
    other trace (a service level as it was assumed): they are not asked again. `bare` says that the plan was made from
    three fields: who does what is still to be filled in together.
    """

    id: str
    name: str
    buyer: str
    seller: str
    network: Network
    amount: float | None = None
    currency: str = ""
    language: str = "en"
    today: date | None = None
    why: str = ""
    objective: str = ""
    metrics: tuple[Metric, ...] = ()
    cost_of_inaction: str = ""
    template: str = "standard"
    stakeholders: tuple[Stakeholder, ...] = ()
    risks: tuple[Risk, ...] = ()
    answered: tuple[str, ...] = ()
    bare: bool = False
