"""The plan that the passes are measured on: forty rows, usually quiet, at worst four slips and go-live out of reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from addon.demo import sample_deal
from closeplan.plan.model import Deal, Link, Side, Step

ROWS = 40
LANES = 7
"""How many of the added strands run beside each other, so that forty steps fit before the sample's go-live."""

SLIPPING = ("pov-run", "security-review", "roi", "msa")
"""Milestones of the sample deal that signature waits for, on strands of their own as far as there are any."""

SLIP_DAYS = 60
"""Calendar days by which they slip at worst: more than any float of the sample."""


def forty_rows(today: date) -> Deal:
    """The sample deal with more steps of preparation: short strands side by side, which the integration ends."""
    deal = sample_deal(today)
    known = deal.network.steps
    integration = next(step for step in known if step.id == "integration")
    added = [_added(n) for n in range(ROWS - len(known))]
    ends = tuple(Link(id=step.id) for step in added[-LANES:])
    joined = replace(integration, after=(*integration.after, *ends))
    steps = tuple(joined if step is integration else step for step in known)
    return replace(deal, id="forty-rows", network=replace(deal.network, steps=(*steps, *added)))


def _added(n: int) -> Step:
    return Step(
        id=f"prepare-{n}",
        name=f"Preparation {n + 1}",
        workstream=f"Preparation lane {n % LANES + 1}",
        side=list(Side)[n % 3],
        owner=("Dana Fischer", "Mia Wolf", "Sam Ortiz")[n % 3],
        days=3,
        after=(Link(id=f"prepare-{n - LANES}"),) if n >= LANES else (),
    )
