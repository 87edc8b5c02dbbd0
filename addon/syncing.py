"""One round of the loop in the foreground, for a machine where no backend runs."""

from __future__ import annotations

from typing import Any

from addon.bootstrap import Backend
from closeplan.ports import Progress


def sync_once(backend: Backend, progress: Progress) -> list[dict[str, Any]]:
    """Drain every feed, then reconcile every plan that waits; what each pass found."""
    for robot in backend.store.robots():
        progress.step(f"Reading what changed for {robot}")
        backend.store.mark_dirty(robot)
        backend.drain(robot)
    found = []
    for plan_id in backend.store.due_plans(backend.reconcile.clock.now()):
        progress.step(f"Reconciling {plan_id}")
        done = backend.reconcile(plan_id)
        if done is not None:
            found.append(
                {
                    "plan_id": plan_id,
                    "changes": len(done.entries),
                    "slips": [
                        {"milestone": e.change.row, "was": e.change.was, "now": e.change.now, "days": e.slip}
                        for e in done.entries
                        if e.is_due_move
                    ],
                    "signals": len(done.signals),
                    "wrote": done.wrote,
                }
            )
    return found
