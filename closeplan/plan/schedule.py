"""The dates a deal's plan starts with: backward from go-live, as late as possible, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from closeplan.errors import InputError, Mistake
from closeplan.plan.calendars import OutOfCalendarError
from closeplan.plan.critical_path import Chart, Times, chart, times
from closeplan.plan.fix_search import smallest_fixes
from closeplan.plan.fixes import Fix
from closeplan.plan.model import Network, Step


@dataclass(frozen=True, kw_only=True)
class ScheduledStep:
    """A step with its latest dates. `float` is the working days of its calendar between its earliest start and
    its latest one; a step fixed by `on` has 0, or minus the days by which its neighbours can't keep it.
    """

    step: Step
    start: date
    due: date
    float: int


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Steps that hang together and don't fit, in the order they follow each other.

    `short_by` is the working days missing at the worst of them. `fixes` are one set of changes: made together
    with those of the other conflicts, the plan fits.
    """

    milestones: tuple[str, ...]
    short_by: int
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Every step's dates, in the network's order."""

    feasible: bool
    go_live: date
    steps: tuple[ScheduledStep, ...]
    conflicts: tuple[Conflict, ...]

    def to_json(self) -> dict[str, Any]:
        """The document that `closeplan schedule --json` prints."""
        return {
            "feasible": self.feasible,
            "go_live": self.go_live.isoformat(),
            "milestones": [_step_json(scheduled) for scheduled in self.steps],
            "conflicts": [
                {
                    "milestones": list(conflict.milestones),
                    "short_by": conflict.short_by,
                    "fix": [fix.to_json() for fix in conflict.fixes],
                }
                for conflict in self.conflicts
            ],
        }


def schedule(network: Network, today: date) -> Schedule:
    """The schedule of a network without cycles. Raises InputError where the work would take centuries."""
    try:
        it = chart(network)
        found = times(it, today)
        conflicts = _conflicts(it, found, today)
    except OutOfCalendarError as error:
        raise InputError(
            [Mistake("milestones", "the work does not fit between the years 1900 and 2199")]
        ) from error
    return Schedule(
        feasible=not conflicts,
        go_live=network.go_live,
        steps=tuple(_scheduled(step, found, i) for i, step in enumerate(network.steps)),
        conflicts=conflicts,
    )


def _scheduled(step: Step, found: Times, i: int) -> ScheduledStep:
    span = found.spans[i]
    return ScheduledStep(
        step=step,
        start=date.fromordinal(span.start),
        due=date.fromordinal(span.due),
        float=found.floats[i],
    )


def _conflicts(it: Chart, found: Times, today: date) -> tuple[Conflict, ...]:
    groups = critical_groups(it, found)
    fixes = smallest_fixes(it.network, [{it.network.steps[i].id for i in group} for group in groups], today)
    return tuple(
        Conflict(
            milestones=tuple(it.network.steps[i].id for i in group),
            short_by=max(-found.floats[i] for i in group),
            fixes=fix,
        )
        for group, fix in zip(groups, fixes, strict=True)
    )


def critical_groups(it: Chart, found: Times) -> list[list[int]]:
    """The steps whose float is below zero, grouped by the dependencies among them."""
    left = {i for i, days in found.floats.items() if days < 0}
    groups = []
    for first in it.early + it.late:
        if first not in left:
            continue
        left.discard(first)
        group = [first]
        for i in group:
            near = {j for j, _ in it.before[i] + it.after[i]} & left
            left -= near
            group.extend(sorted(near))  # the loop goes on over what it appends
        groups.append(sorted(group, key=lambda i: (found.spans[i].start, found.spans[i].due, i)))
    return groups


def _step_json(scheduled: ScheduledStep) -> dict[str, Any]:
    step = scheduled.step
    return {
        "id": step.id,
        "workstream": step.workstream,
        "name": step.name,
        "side": step.side.value,
        "start": scheduled.start.isoformat(),
        "due": scheduled.due.isoformat(),
        "days": step.days,
        "float": scheduled.float,
    }
