"""What a CRM may want to know of a plan, gathered once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from closeplan.plan.commit import Check, economic_buyers, has_acknowledged
from closeplan.plan.health import Health
from closeplan.plan.model import Milestone
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import is_nobody
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line

if TYPE_CHECKING:
    from closeplan.calls.scores.card import ElementScore

LONGEST_QUOTE = 300
"""Characters of a quote from a call."""


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """A plan as a CRM is told of it. `drift_days` are working days, the sum over its milestones; `confirmed_share` goes from 0
    to 1, is of the open milestones, and is None where nothing is left to confirm. `not_ready` are the failed checks of the commit gate, whole sentences.
    `method` says what is known of each element of the sales method, by its id; empty words where nothing is.
    """

    health: Health
    plan_url: str = ""
    gate_url: str = ""
    go_live: date | None = None
    next_milestone: Milestone | None = None
    drift_days: int = 0
    confirmed_share: float | None = None
    economic_buyer_acknowledged: bool = False
    not_ready: tuple[str, ...] = ()
    method: Mapping[str, str] = field(default_factory=dict)


def facts_of(
    context: RuleContext,
    checks: Iterable[Check],
    elements: Iterable[ElementScore] = (),
    *,
    plan_url: str = "",
) -> PlanFacts:
    """The facts of a plan, from all that is known of it, its commit gate and its scores."""
    return PlanFacts(
        health=context.health,
        plan_url=plan_url,
        go_live=context.plan.go_live,
        next_milestone=next_milestone(context.open_milestones),
        drift_days=sum(context.drift.values()),
        confirmed_share=_confirmed_share(context.open_milestones),
        economic_buyer_acknowledged=any(
            has_acknowledged(person, context) for person in economic_buyers(context)
        ),
        not_ready=tuple(check.says for check in checks if not check.passed),
        method={one.element.id: _known(one) for one in elements},
    )


def next_milestone(rows: Iterable[Milestone]) -> Milestone | None:
    """The open milestone that is due first, an overdue one before all; one without a date only where none has any."""
    return min(rows, key=lambda row: row.due or date.max, default=None)


def _confirmed_share(rows: Sequence[Milestone]) -> float | None:
    """How many of the open milestones somebody on the owner's side confirmed the date of."""
    if not rows:
        return None
    return sum(not is_nobody(row.confirmed_by) for row in rows) / len(rows)


def _known(one: ElementScore) -> str:
    """How well an element is known, with the newest words that say so. Nothing in it grows older with the days: a CRM is told of
    what is new.
    """
    if not one.said:
        return ""
    newest = one.said[0]
    words = on_one_line(newest.quote.text)
    short = words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
    return (
        f"{one.strength.value.capitalize()}: “{short}” "
        f"{on_one_line(newest.speaker)}, {ENGLISH_WORDS.day(newest.day)}"
    )
