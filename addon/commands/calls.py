"""`closeplan calls`: the calls of a plan, and erasing one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.records.calls import CallRecord


@click.command("calls")
@click.option("--deal", "plan_id", required=True, metavar="ID", help="The plan whose calls are meant.")
@click.option(
    "--erase", "call_id", metavar="CALL_ID", help="Erase this call: its words and what it suggests."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def calls_command(plan_id: str, call_id: str | None, *, as_json: bool) -> None:
    """List the calls of the plan ID, the earliest first, or erase one for good. What the seller decided stays decided, and what
    stands in the document is the document's.

    Exit status: 0 done, 1 the plan has no such call.
    """
    backend = shared.backend_without_queue()
    parts = backend.parts
    record = backend.store.plan(plan_id)
    if call_id is None:
        held = parts.store.calls(record.id)
        document = {"plan_id": record.id, "calls": [_entry(one) for one in held]}
        shared.answer(document, _lines(held, record.deal.name), as_json=as_json)
        return
    erased = parts.of_calls.erase_call(record, call_id, by=parts.settings.seller)
    line = f"Erased call {call_id}." if erased else f"There is no call {call_id} in plan {record.id}."
    shared.answer({"plan_id": record.id, "call": call_id, "erased": erased}, iter([line]), as_json=as_json)
    raise SystemExit(0 if erased else 1)


def _entry(one: CallRecord) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "title": one.title,
        "date": one.day.isoformat(),
        "language": one.language,
        "turns": one.turns,
        "source": one.source,
        "added_at": one.added_at.isoformat(),
        "added_by": one.added_by,
    }


def _lines(held: list[CallRecord], deal: str) -> Iterator[str]:
    if not held:
        yield f"No call of {deal} yet. Take one in with `closeplan ingest CALL --deal ID`."
    for one in held:
        yield f"{one.day}  {one.title or one.name}: {one.turns} turns, from {one.source} by {one.added_by}  ({one.id})"
