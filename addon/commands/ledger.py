"""`closeplan ledger`: what moved, who drifts, and what such steps usually slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.plan.ledger import LedgerEntry
    from closeplan.plan.lessons import MilestoneStory
    from closeplan.services.learn import Lesson


@click.command("ledger")
@click.argument("plan_id", metavar="[PLAN_ID]", default="")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def ledger_command(plan_id: str, as_json: bool) -> None:
    """Print the slip ledger of PLAN_ID, or of every plan: moves, drift by side and workstream, reasons, and what
    such steps slipped in past deals. For the seller's eyes.
    """
    lessons = list(shared.backend_without_queue().learn(plan_id))
    shared.answer([_document(lesson) for lesson in lessons], _lines(lessons), as_json=as_json)


def _document(lesson: Lesson) -> dict[str, Any]:
    return {
        "plan_id": lesson.record.id,
        "drift": {
            "sides": {side.value: days for side, days in lesson.story.by_side.items()},
            "workstreams": dict(lesson.story.by_workstream),
        },
        "milestones": [_milestone(one) for one in lesson.story.milestones],
        "entries": [_entry(entry) for entry in lesson.entries],
    }


def _milestone(one: MilestoneStory) -> dict[str, Any]:
    row = one.milestone
    return {
        "id": row.id,
        "workstream": row.workstream,
        "name": row.name,
        "side": one.side and one.side.value,
        "agreed": one.agreed and one.agreed.isoformat(),
        "due": row.due and row.due.isoformat(),
        "moves": len(one.moves),
        "drift": one.drift,
        "reasons": list(one.reasons),
        "usual": one.usual and {"median": one.usual.median, "deals": one.usual.deals},
    }


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    change = entry.change
    return {
        "id": entry.id,
        "seen_at": entry.seen_at.isoformat(),
        "who": entry.who,
        "kind": change.kind.value,
        "table": change.table and change.table.value,
        "row": change.row,
        "item": change.item,
        "field": change.field,
        "was": change.was,
        "now": change.now,
        "slip": entry.slip,
        "go_live_effect": entry.go_live_effect,
        "reason": entry.reason,
        "certainty": entry.certainty,
        "void": entry.void.value,
    }


def _lines(lessons: list[Lesson]) -> Iterator[str]:
    if not lessons:
        yield "No plan has been read yet. Make one with `closeplan generate`, or look with `closeplan sync`."
    for number, lesson in enumerate(lessons):
        if number:
            yield ""
        yield f"{lesson.record.id}: {lesson.record.deal.name}"
        moved = [one for one in lesson.story.milestones if one.moves or one.drift]
        if not moved:
            yield "  No due date has moved."
        for one in moved:
            yield from _told(one)
        yield from _sums("side", {k.value: v for k, v in lesson.story.by_side.items()})
        yield from _sums("workstream", lesson.story.by_workstream)


def _told(one: MilestoneStory) -> Iterator[str]:
    times = "1 move" if len(one.moves) == 1 else f"{len(one.moves)} moves"
    due = one.milestone.due.isoformat() if one.milestone.due else one.milestone.due_text or "no date"
    agreed = f" from {one.agreed.isoformat()}" if one.agreed else ""
    drifted = "" if one.drift is None else f", drift {one.drift:+d}"
    usual = f"; such steps slip {one.usual.median:g} (median of {one.usual.deals})" if one.usual else ""
    yield f"  {one.milestone.name}:{agreed} to {due}, {times}{drifted} working days{usual}"
    for reason in one.reasons:
        yield f"    “{reason}”"


def _sums(what: str, sums: Mapping[str, int]) -> Iterator[str]:
    drifted = ", ".join(f"{name or 'none'} {days:+d}" for name, days in sums.items() if days)
    if drifted:
        yield f"  Drift by {what}: {drifted} working days"
