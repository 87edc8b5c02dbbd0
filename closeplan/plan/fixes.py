"""One change that helps a plan to fit: what it does to the network, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from closeplan.plan.model import Network, Step
from closeplan.plan.wording import ENGLISH_WORDS


class FixKind(StrEnum):
    """What to change, in the order preferred between changes of the same size."""

    SHORTEN = "shorten"
    MOVE_GO_LIVE = "move_go_live"
    MOVE_DATE = "move_date"
    PARALLEL = "parallel"


@dataclass(frozen=True, kw_only=True)
class Fix:
    """One change. `by` is its size in working days.

    SHORTEN takes `by` days off the milestone and leaves `days`. MOVE_GO_LIVE and MOVE_DATE set a date to `to`; for
    the latter `field` is the step's own (`on`, `not_before`, `not_after`). PARALLEL starts the second of two
    milestones without waiting for the first.
    """

    kind: FixKind
    by: int
    milestones: tuple[str, ...] = ()
    days: int = 0
    field: str = ""
    to: date | None = None
    text: str = ""

    def apply(self, network: Network) -> Network:
        """The network with the change made; making it twice is the same as once."""
        if self.kind is FixKind.MOVE_GO_LIVE and self.to:
            return replace(network, go_live=max(network.go_live, self.to))
        return replace(network, steps=tuple(self._changed(step) for step in network.steps))

    def _changed(self, step: Step) -> Step:
        if step.id != self.milestones[-1]:
            return step
        match self.kind:
            case FixKind.SHORTEN:
                return replace(step, days=self.days)
            case FixKind.PARALLEL:
                return replace(
                    step, after=tuple(link for link in step.after if link.id != self.milestones[0])
                )
            case _:
                dates: dict[str, Any] = {self.field: self.to}
                return replace(step, **dates)

    def to_json(self) -> dict[str, Any]:
        """The change as `closeplan schedule --json` prints it."""
        shown: dict[str, Any] = {"change": self.kind.value}
        if len(self.milestones) == 1:
            shown["milestone"] = self.milestones[0]
        elif self.milestones:
            shown["milestones"] = list(self.milestones)
        if self.field:
            shown["field"] = self.field
        shown["by"] = self.by
        if self.kind is FixKind.SHORTEN:
            shown["days"] = self.days
        if self.to:
            shown["to"] = self.to.isoformat()
        return {**shown, "text": self.text}


def apply_fixes(network: Network, fixes: Iterable[Fix]) -> Network:
    """The network with every change made, in order."""
    for fix in fixes:
        network = fix.apply(network)
    return network


def shorten(step: Step, by: int) -> Fix:
    """Take days off a step that has more than that."""
    left = step.days - by
    text = f"Shorten {step.name} by {workdays(by)}, to {workdays(left)}"
    return Fix(kind=FixKind.SHORTEN, by=by, milestones=(step.id,), days=left, text=text)


def move_go_live(to: date, by: int) -> Fix:
    """Let the whole plan end later."""
    # by how much is left out: days of its own calendar beside what a step is short by look like a contradiction
    text = f"Move go-live to {ENGLISH_WORDS.day(to)}"
    return Fix(kind=FixKind.MOVE_GO_LIVE, by=by, to=to, text=text)


def move_date(step: Step, field: str, to: date, by: int) -> Fix:
    """Move a date that a step is bound to: `on`, `not_before` or `not_after`."""
    what = {"on": "the fixed date", "not_before": "the earliest start", "not_after": "the latest end"}[field]
    text = f"Move {what} of {step.name} by {workdays(by)}, to {ENGLISH_WORDS.day(to)}"
    return Fix(kind=FixKind.MOVE_DATE, by=by, milestones=(step.id,), field=field, to=to, text=text)


def parallel(first: Step, second: Step, by: int) -> Fix:
    """Start the second step without waiting for the first."""
    text = f"Start {second.name} without waiting for {first.name}"
    return Fix(kind=FixKind.PARALLEL, by=by, milestones=(first.id, second.id), text=text)


def workdays(days: int) -> str:
    """`1 working day`, `3 working days`."""
    return f"{days} working day" if days == 1 else f"{days} working days"
