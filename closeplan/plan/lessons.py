"""What the slip ledger teaches: how often a milestone moved, who drifts where, and what such steps usually slip.

All of it is the seller's: none of these figures is written into the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from closeplan.plan.diff import field_text
from closeplan.plan.ledger import Baseline, LedgerEntry
from closeplan.plan.model import Milestone, Network, Plan, Side, Status
from closeplan.plan.slips import drift, milestones, moves, sides_of

_Kind = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class PastDeal:
    """A deal's plan as it was last read, with the dates it was agreed with."""

    plan: Plan
    baseline: Mapping[str, Baseline]
    network: Network


@dataclass(frozen=True, kw_only=True)
class Usual:
    """What such steps slipped in past deals: the median in working days, and over how many deals."""

    median: float
    deals: int


@dataclass(frozen=True, kw_only=True)
class MilestoneStory:
    """One milestone's dates: agreed, now, each counted move of its due, oldest first, and their sum in working days.

    `drift` is None where one of the two dates is missing; `usual` where no past deal finished such a step.
    """

    milestone: Milestone
    side: Side | None
    agreed: date | None
    moves: tuple[LedgerEntry, ...]
    drift: int | None
    usual: Usual | None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons people gave, oldest first."""
        return tuple(move.reason for move in self.moves if move.reason)


@dataclass(frozen=True, kw_only=True)
class PlanStory:
    """What the ledger says of one plan; drifts are sums over milestones, in working days of each one's calendar."""

    milestones: tuple[MilestoneStory, ...]
    by_side: Mapping[Side, int]
    by_workstream: Mapping[str, int]


def story(deal: PastDeal, ledger: Iterable[LedgerEntry], past: Mapping[_Kind, Sequence[int]]) -> PlanStory:
    """The story of a plan, beside what `past_slips` found in others."""
    moved, drifts, sides = (
        moves(ledger),
        drift(deal.plan, deal.baseline, deal.network),
        sides_of(deal.plan, deal.network),
    )
    told = tuple(
        MilestoneStory(
            milestone=row,
            side=sides.get(row.id),
            agreed=deal.baseline[row.id].due if row.id in deal.baseline else None,
            moves=moved.get(row.id, ()),
            drift=drifts.get(row.id),
            usual=_usual(_kinds(row, deal.network), past),
        )
        for row in milestones(deal.plan)
    )
    by_side: Counter[Side] = Counter()
    by_workstream: Counter[str] = Counter()
    for one in told:
        if one.side is not None:
            by_side[one.side] += one.drift or 0
        by_workstream[field_text(one.milestone, "workstream")] += one.drift or 0
    return PlanStory(milestones=told, by_side=dict(by_side), by_workstream=dict(by_workstream))


def past_slips(deals: Iterable[PastDeal]) -> dict[_Kind, list[int]]:
    """What each kind of step slipped, one figure a deal that finished it, in working days; early is negative.

    Steps are of one kind by their id in the network, which deals made from one template share, and by their name.
    """
    found: dict[_Kind, list[int]] = {}
    for deal in deals:
        drifts = drift(deal.plan, deal.baseline, deal.network)
        seen: dict[_Kind, int] = {}
        for row in milestones(deal.plan):
            if row.status is Status.DONE and row.id in drifts:
                for kind in _kinds(row, deal.network):
                    seen.setdefault(kind, drifts[row.id])
        for kind, days in seen.items():
            found.setdefault(kind, []).append(days)
    return found


def _usual(kinds: Iterable[_Kind], past: Mapping[_Kind, Sequence[int]]) -> Usual | None:
    """By the step's id where deals share it, else by its name."""
    slips = next((past[kind] for kind in kinds if past.get(kind)), None)
    return Usual(median=median(slips), deals=len(slips)) if slips else None


def _kinds(row: Milestone, network: Network) -> list[_Kind]:
    known = [("step", row.id)] if any(step.id == row.id for step in network.steps) else []
    name = " ".join(row.name.casefold().split())
    return [*known, ("name", name)] if name else known
