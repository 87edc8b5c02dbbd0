"""One round of the loop in the foreground, for a machine where no backend runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from addon.bootstrap import Backend
from closeplan.errors import CloseplanError
from closeplan.plan.signals import Audience
from closeplan.ports import Progress
from closeplan.services.reconcile import Reconciled


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A due date that was moved, ISO 8601; `days` are working days, negative where it moved earlier."""

    milestone: str
    name: str
    was: str
    now: str
    days: int


@dataclass(frozen=True, kw_only=True)
class SyncedPlan:
    """A plan in which something changed: lines of the ledger, signals that are open, whether it was written."""

    plan_id: str
    changes: int
    slips: tuple[Slip, ...]
    signals: int
    wrote: bool


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A robot's feed or a plan that could not be read; the next sync tries again."""

    about: str
    reason: str


@dataclass
class Synced:
    """What one round found; `old_layouts` are plans that `closeplan upgrade` would bring up to date, `brought` says how much
    arrived at each vendor.
    """

    plans: list[SyncedPlan] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    old_layouts: list[str] = field(default_factory=list)
    brought: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def sync_once(backend: Backend, progress: Progress) -> Synced:
    """Drain every feed, then look at every plan: a new day may say something without any edit. Vendors are asked before and
    told after.

    What fails never keeps the others from their turn.
    """
    synced = Synced()
    _listen(backend, progress)
    in_reach = _in_reach(backend)
    for robot in backend.store.robots():
        progress.step(f"Reading what changed for {robot}")
        try:
            backend.store.mark_dirty(robot)
            backend.drain(robot)
        except CloseplanError as error:
            synced.failed.append(Failure(about=robot, reason=str(error)))
    if not synced.failed:
        backend.sweep.plans()
    for plan_id in backend.store.due_plans(backend.reconcile.clock.now()):
        progress.step(f"Reconciling {plan_id}")
        try:
            done = backend.reconcile(plan_id)
            backend.follow(plan_id)
        except CloseplanError as error:
            synced.failed.append(Failure(about=plan_id, reason=str(error)))
        else:
            synced.plans.extend(_news(done))
            if done is not None and done.old_layout:
                synced.old_layouts.append(plan_id)
    for plan_id in sorted(in_reach - _in_reach(backend)):
        kind = backend.store.plan(plan_id).kind.value.title()
        reason = f"its {kind} is deleted, or no longer shared with the robot"
        synced.failed.append(Failure(about=plan_id, reason=reason))
    _deliver(backend, progress, synced)
    return synced


def _listen(backend: Backend, progress: Progress) -> None:
    for vendor in backend.parts.deliveries.names:
        progress.step(f"Asking {vendor}")
        backend.parts.deliveries.listen_to(vendor)


def _deliver(backend: Backend, progress: Progress, synced: Synced) -> None:
    deliveries = backend.parts.deliveries
    for vendor in deliveries.names:
        progress.step(f"Bringing {vendor} what waits for it")
        brought = deliveries.deliver(vendor)
        if brought.arrived:
            synced.brought[vendor] = brought.arrived
        state = backend.parts.store.vendor_states().get(vendor)
        if state is not None and state.down_since is not None:
            synced.failed.append(Failure(about=vendor, reason=state.told))


def _in_reach(backend: Backend) -> set[str]:
    return {record.id for record in backend.store.plans() if not record.gone}


def _news(done: Reconciled | None) -> Iterator[SyncedPlan]:
    """The plan, if anything changed in it."""
    if done is None or not (done.entries or done.wrote):
        return
    slips = (
        Slip(milestone=e.change.row, name=e.change.item, was=e.change.was, now=e.change.now, days=e.slip)
        for e in done.entries
        if e.is_due_move and e.slip is not None
    )
    yield SyncedPlan(
        plan_id=done.plan_id,
        changes=len(done.entries),
        slips=tuple(slips),
        signals=sum(signal.audience is Audience.SHARED for signal in done.signals),
        wrote=done.wrote,
    )
