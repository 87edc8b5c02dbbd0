"""`closeplan upgrade`: plans that an older closeplan laid out get what the newest layout brings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.services.upgrade import Upgraded


@click.command("upgrade")
@click.argument("plan_ids", metavar="[PLAN_ID]...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def upgrade_command(plan_ids: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Bring the Sheets of plans up to date with this closeplan's layout, all of them if none is named.

    Nothing that people wrote, formatted or moved changes. Exit status: 0 all are up to date now, 1 one could not be.
    """
    done = list(shared.backend_without_queue().upgrade(plan_ids, dry_run=dry_run))
    shared.answer([_document(one) for one in done], _lines(done, dry_run=dry_run), as_json=as_json)
    sys.exit(1 if any(one.refused for one in done) else 0)


def _document(one: Upgraded) -> dict[str, Any]:
    return asdict(one)


def _lines(done: Sequence[Upgraded], *, dry_run: bool) -> Iterator[str]:
    """What each plan gained, or would gain; plans that are up to date are not named."""
    for one in done:
        if one.refused:
            yield f"{one.plan_id}: {one.refused}"
        elif one.is_old:
            yield f"{one.plan_id}: layout {one.was} {'would become' if dry_run else 'is now'} {one.now}"
            for change in one.changes:
                yield f"  + {change}"
    if not any(one.refused or one.is_old for one in done):
        yield "Every plan has the newest layout."
