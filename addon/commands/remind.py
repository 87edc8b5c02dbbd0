"""`closeplan remind`: write the day's reminders and digests, or show them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.plan.mailings import Mailing
    from closeplan.services.remind import Written


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say what would go to whom and why, and write nothing.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day to write for; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def remind_command(*, dry_run: bool, day: datetime | None, as_json: bool) -> None:
    """Write the reminders and digests of a day, each at most once: running it again writes what is new alone.

    Exit status: 0 all are written, 1 one could not be.
    """
    remind = shared.backend_without_queue().parts.remind
    chosen = day.date() if day else shared.today()
    if dry_run:
        planned = remind.planned(chosen)
        shared.answer([_document(one) for one in planned], _lines(planned), as_json=as_json)
        return
    done = remind(chosen)
    documents = [{**_document(one.mailing), "state": one.state, "reason": one.reason} for one in done]
    shared.answer(documents, _done_lines(done), as_json=as_json)
    sys.exit(1 if any(one.state in {"waits", "failed"} for one in done) else 0)


def _document(mailing: Mailing) -> dict[str, Any]:
    return {
        "to": mailing.person,
        "from": mailing.seller,
        "day": mailing.day.isoformat(),
        "delivery": mailing.delivery.value,
        "language": mailing.language,
        "why": [
            {
                "plan": fact.plan_id,
                "kind": fact.kind.value,
                "about": fact.name or fact.text,
                "due": fact.due and fact.due.isoformat(),
            }
            for chapter in mailing.chapters
            for fact in chapter.facts
        ],
    }


def _lines(planned: Sequence[Mailing]) -> Iterator[str]:
    if not planned:
        yield "Nobody would be written to."
    for one in planned:
        yield f"{one.person}, {one.delivery.value} by {one.seller} ({one.language}):"
        for chapter in one.chapters:
            for fact in chapter.shown:
                due = f", due {fact.due}" if fact.due else ""
                yield f"  {fact.plan_id}: {fact.kind.value} {fact.name or fact.text}{due}"


def _done_lines(done: Sequence[Written]) -> Iterator[str]:
    if not done:
        yield "Nobody was written to."
    for one in done:
        yield f"{one.mailing.person}: {one.state}{f' ({one.reason})' if one.reason else ''}"
