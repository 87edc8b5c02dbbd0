"""What changes mean in time: slips, moves, drift, the baseline, and what go-live feels of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from closeplan.plan.calendars import FIRST_DAY, LAST_DAY, calendar_of
from closeplan.plan.critical_path import Chart, chart
from closeplan.plan.diff import rows_of
from closeplan.plan.effect import Effect, go_live_effect
from closeplan.plan.ledger import Baseline, Change, ChangeKind, LedgerEntry
from closeplan.plan.model import GO_LIVE, Milestone, Network, Plan, Side, Step
from closeplan.plan.signals import Table

NO_NETWORK = Network(steps=(), go_live=date.max)
"""Stands in where closeplan keeps no network for a plan: Monday to Friday, no dependencies."""

_EFFECTIVE_FIELDS = frozenset({"due", "status"})


def ledger_entries(  # noqa: PLR0913 - a change means nothing without its plans, calendars and moment
    changes: Iterable[Change],
    was: Plan | None,
    now: Plan,
    network: Network | None,
    *,
    who: str,
    seen_at: datetime,
    today: date,
) -> tuple[LedgerEntry, ...]:
    """The changes with their slip and their effect on go-live.

    The changes count one after the other, in their order, so their effects add up to what the whole edit did.
    """
    changes = tuple(changes)
    if not changes:
        return ()
    standing = Standing.of(was or now, network, today)
    after = replace(Standing.of(now, network, today), ready=standing.charted)
    sides = sides_of(was, network) | sides_of(now, network)
    entries = []
    for change in changes:
        slip = _slip(change, sides, network)
        effect = 0
        if change.table is None and change.field == "go_live":
            standing, effect = standing.with_go_live(after.go_live), slip or 0
        elif _touches_go_live(change):
            before, standing = standing, standing.with_row_of(change.row, after)
            effect = standing.days_late - before.days_late
        entries.append(LedgerEntry(change=change, who=who, seen_at=seen_at, slip=slip, go_live_effect=effect))
    return tuple(entries)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What of a plan's document bears on go-live: dues as they stand, what needs no more work, the go-live day.

    `ready` is the network's chart where a standing that differs in dates or durations alone has made it before.
    """

    network: Network | None
    today: date
    go_live: date | None
    dues: Mapping[str, date] = field(default_factory=dict)
    finished: frozenset[str] = frozenset()
    ready: Chart | None = None

    @classmethod
    def of(cls, plan: Plan, network: Network | None, today: date) -> Standing:
        """As the plan says it. A step whose row is gone asks for no more work. A row that people added counts
        for nothing here: no dependency says that it comes before go-live.
        """
        steps = {step.id for step in network.steps} if network else set()
        rows = [row for row in milestones(plan) if row.id in steps]
        gone = steps - {row.id for row in rows}
        return cls(
            network=network,
            today=today,
            go_live=_in_calendar(plan.go_live) or (network.go_live if network else None),
            dues={row.id: due for row in rows if (due := _in_calendar(row.due))},
            finished=frozenset(gone | {row.id for row in rows if not row.is_open}),
        )

    def with_row_of(self, row: str, other: Standing) -> Standing:
        """The same with one row as it is in `other`."""
        dues = {key: due for key, due in self.dues.items() if key != row}
        if row in other.dues:
            dues[row] = other.dues[row]
        finished = self.finished - {row} | ({row} & other.finished)
        return replace(self, dues=dues, finished=finished, ready=self.charted)

    def with_due(self, row: str, due: date) -> Standing:
        """The same with another due date for one row."""
        return replace(self, dues={**self.dues, row: due}, ready=self.charted)

    def with_go_live(self, day: date | None) -> Standing:
        """The same with another go-live day."""
        return replace(self, go_live=day, ready=self.charted)

    def with_step(self, step: Step) -> Standing:
        """The same with one step of the network changed."""
        if self.network is None:
            return self
        was = next((known for known in self.network.steps if known.id == step.id), step)
        steps = tuple(step if known is was else known for known in self.network.steps)
        same_order = (step.after, step.side) == (was.after, was.side)
        network = replace(self.network, steps=steps)
        return replace(self, network=network, ready=self.charted if same_order else None)

    @cached_property
    def effect(self) -> Effect | None:
        """What the dates do to go-live; None where there is no network or no go-live day to measure against."""
        if self.network is None or self.go_live is None:
            return None
        network = replace(self.network, go_live=self.go_live)
        return go_live_effect(network, self.dues, self.finished, self.today, ready=self.charted)

    @cached_property
    def charted(self) -> Chart | None:
        """The network made ready, once for all that differ in dates alone."""
        return self.ready or (chart(self.network) if self.network else None)

    @property
    def days_late(self) -> int:
        """Working days by which go-live misses its day, 0 where it holds or nothing can be said."""
        return self.effect.days if self.effect else 0

    @property
    def earliest_go_live(self) -> date | None:
        """The day go-live can be with these dates: its own, or as many working days later as they push it."""
        if self.network is None or self.go_live is None:
            return self.go_live
        return calendar_of(self.network, Side.BOTH).add(self.go_live, self.days_late)


def milestones(plan: Plan) -> tuple[Milestone, ...]:
    """The timeline's rows that stand."""
    return tuple(row for row in rows_of(plan, Table.TIMELINE) if isinstance(row, Milestone))


def sides_of(plan: Plan | None, network: Network | None) -> dict[str, Side]:
    """Whose calendar counts for each milestone: the document's word, else the network's."""
    sides = {step.id: step.side for step in network.steps} if network else {}
    if plan is not None:
        sides |= {row.id: row.side for row in plan.milestones if row.side is not None}
    return sides


def workdays(network: Network | None, side: Side | None, was: date, now: date) -> int:
    """Working days in (was, now] of that side, negative where `now` is earlier; an unknown side is the buyer's,
    who has the last word on dates.
    """
    if was == now:
        return 0  # most dates of a plan stand where they stood
    return calendar_of(network or NO_NETWORK, side or Side.BUYER).workdays_between(was, now)


def add_workdays(network: Network | None, side: Side | None, day: date, days: int) -> date:
    """The working day of that side that many after `day`, before it where negative."""
    return calendar_of(network or NO_NETWORK, side or Side.BUYER).add(day, days)


def before_go_live(network: Network) -> frozenset[str]:
    """The steps go-live waits for: all but those that come after it, directly or through others."""
    late = {GO_LIVE}
    while found := {
        s.id for s in network.steps if s.id not in late and any(link.id in late for link in s.after)
    }:
        late |= found
    return frozenset(step.id for step in network.steps if step.id not in late)


def moves(ledger: Iterable[LedgerEntry]) -> dict[str, tuple[LedgerEntry, ...]]:
    """Every move of each milestone's due date, in either direction, oldest first."""
    found: dict[str, list[LedgerEntry]] = {}
    for entry in ledger:
        if entry.is_due_move:
            found.setdefault(entry.change.row, []).append(entry)
    return {row: tuple(moved) for row, moved in found.items()}


def drift(plan: Plan, baseline: Mapping[str, Baseline], network: Network | None) -> dict[str, int]:
    """How far each milestone's due lies from its baseline, in working days of its side; what can't be compared
    is left out. It is the sum of the milestone's slips, and stays right where a date was unreadable meanwhile.
    """
    sides = sides_of(plan, network)
    found = {}
    for row in milestones(plan):
        agreed = baseline.get(row.id)
        if agreed is not None and agreed.due is not None and row.due is not None:
            found[row.id] = workdays(network, sides.get(row.id), agreed.due, row.due)
    return found


def update_baseline(baseline: Mapping[str, Baseline], plan: Plan) -> dict[str, Baseline]:
    """The baseline with the milestones seen with a due date for the first time; what is agreed never changes."""
    first_seen = {
        row.id: Baseline(id=row.id, start=row.start, due=row.due)
        for row in reversed(milestones(plan))
        if row.due is not None and not _agreed(baseline, row.id)
    }
    return {**baseline, **dict(reversed(first_seen.items()))}


def _in_calendar(day: date | None) -> date | None:
    """A document may name any day; the arithmetic needs one that calendars reach."""
    return day and min(max(day, FIRST_DAY), LAST_DAY)


def _agreed(baseline: Mapping[str, Baseline], row: str) -> bool:
    return row in baseline and baseline[row].due is not None


def _touches_go_live(change: Change) -> bool:
    if change.table is not Table.TIMELINE:
        return False
    return change.kind is not ChangeKind.CHANGED or change.field in _EFFECTIVE_FIELDS


def _slip(change: Change, sides: Mapping[str, Side], network: Network | None) -> int | None:
    if change.table is None and change.field == "go_live":
        side: Side | None = Side.BOTH
    elif change.table is Table.TIMELINE and change.field in {"start", "due"}:
        side = sides.get(change.row)
    else:
        return None
    was, now = _iso(change.was), _iso(change.now)
    return None if was is None or now is None else workdays(network, side, was, now)


def _iso(text: str) -> date | None:
    # dates that were read are ISO by the ledger's definition; anything else is a person's own words
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
