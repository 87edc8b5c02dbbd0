"""What a call said that matters to the plan. Everything names its turn and carries its words.

The fields mean what the labels of a call evaluation mean: `turn` counts from 0; a certainty goes from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from closeplan.plan.model import RiskCategory, Role, Side


class DueKind(StrEnum):
    """What a spoken due date is: one day, a span, measured from an event, vague or recurring, or not said."""

    DAY = "day"
    RANGE = "range"
    EVENT = "event"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Due:
    """When something is due. `day` is the day, or a span's last one; `first` a span's first where known; `text` as spoken and
    `turn` where. `others` are further readings of the same words; `event` what it is measured from, as spoken.
    """

    kind: DueKind = DueKind.NONE
    day: date | None = None
    first: date | None = None
    text: str = ""
    turn: int | None = None
    others: tuple[date, ...] = ()
    event: str = ""


NO_DUE = Due()


class Binding(StrEnum):
    """Whether a commitment hangs on something that may not happen."""

    FIRM = "firm"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words of the call as they stand in it: who said them, in which turn, seconds from the call's beginning."""

    turn: int
    speaker: str
    text: str
    at: float | None = None


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """Somebody takes on a definite action after the call. `owner` is who does it; `request_turn` where it was asked for;
    `also` are turns that repeat or sharpen it.
    """

    turn: int
    owner: str
    side: Side | None
    what: str
    due: Due
    binding: Binding
    quote: Quote
    certainty: float
    request_turn: int | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody on the call was asked and did not take on. `to` is empty where nobody in particular was asked."""

    turn: int
    by: str
    to: str
    what: str
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class SpokenStakeholder:
    """A person or body with a part in the decision, at the turn that shows the part. `name` is empty where only a title was
    said; `present` says whether they were on the call.
    """

    turn: int
    name: str
    title: str
    role: Role | None
    side: Side | None
    present: bool
    quote: Quote
    certainty: float
    email: str = ""


class SpokenRiskCategory(StrEnum):
    """What a risk said on a call is about. `plan_category` says which of a plan's categories it is."""

    TIMELINE = "timeline"
    BUDGET = "budget"
    COMPETITIVE = "competitive"
    ORGANIZATIONAL = "organizational"
    TECHNICAL = "technical"
    LEGAL = "legal"
    SECURITY = "security"
    OTHER = "other"

    @property
    def plan_category(self) -> RiskCategory:
        """The category it has in the Risks tab."""
        same = (category for category in RiskCategory if category.value == self.value)
        return next(same, RiskCategory.OTHER)


@dataclass(frozen=True, kw_only=True)
class SpokenRisk:
    """Something that may keep the deal from its date or from happening."""

    turn: int
    category: SpokenRiskCategory
    what: str
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class SpokenDependency:
    """`what` has to come before `blocks`."""

    turn: int
    what: str
    blocks: str
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class DateChange:
    """An earlier date of something is replaced. `was` is None where nobody said the old one; the texts are as spoken."""

    turn: int
    what: str
    was: Due
    now: Due
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class Objection:
    """What the buyer's side holds against buying, or against a term."""

    turn: int
    what: str
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A step both agree comes next, such as the next call. `due` is when."""

    turn: int
    what: str
    due: Due
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Something that was settled on the call, in the words that settled it."""

    turn: int
    what: str
    quote: Quote
    certainty: float


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Words that speak to one element of a sales method. `strength` goes from 0 to 1."""

    element: str
    turn: int
    side: Side | None
    strength: float
    quote: Quote


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything one call said, each kind in the order of its turns."""

    commitments: tuple[Commitment, ...] = ()
    requests: tuple[Request, ...] = ()
    stakeholders: tuple[SpokenStakeholder, ...] = ()
    risks: tuple[SpokenRisk, ...] = ()
    dependencies: tuple[SpokenDependency, ...] = ()
    date_changes: tuple[DateChange, ...] = ()
    objections: tuple[Objection, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    decisions: tuple[Decision, ...] = ()
    evidence: tuple[Evidence, ...] = ()
