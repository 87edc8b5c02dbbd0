"""`closeplan notion`: plans as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from addon.commands import shared
from closeplan.errors import NotFoundError

if TYPE_CHECKING:
    from addon.bootstrap import Backend
    from closeplan.services.publish import Publish


@click.group("notion")
def notion_command() -> None:
    """Publish plans as Notion pages; docs/notion.md says how Notion is set up."""


@notion_command.command("publish")
@click.argument("plan_id", metavar="PLAN_ID")
@click.option("--dry-run", is_flag=True, help="Print what the page would say, and make none.")
def publish(plan_id: str, *, dry_run: bool) -> None:
    """Make PLAN_ID's page, or bring the one there is in step with the plan."""
    backend = shared.backend_without_queue()
    record, pages = backend.store.plan(plan_id), _publish(backend)
    if dry_run:
        title, lines = pages.preview(record)
        for line in (title, *(f"- {one.text}" if one.is_bullet else one.text for one in lines)):
            click.echo(line)
        return
    place = pages.publish(record, backend.settings.seller)
    pages.post(pages.to_tell(record))
    backend.parts.deliveries.deliver(pages.vendor)
    click.echo(place.url or place.id)


@notion_command.command("stop")
@click.argument("plan_id", metavar="PLAN_ID")
@click.option("--trash", is_flag=True, help="Throw the page away too; Notion keeps it in its trash.")
def stop(plan_id: str, *, trash: bool) -> None:
    """Keep PLAN_ID's page no more."""
    if not _publish(shared.backend_without_queue()).stop(plan_id, trash=trash):
        raise NotFoundError(f"'{plan_id}' has no page")
    click.echo(f"the page of {plan_id} {'is thrown away' if trash else 'stays as it is'}")


@notion_command.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def status(*, as_json: bool) -> None:
    """List the plans that have a page."""
    pages = _publish(shared.backend_without_queue())
    rows = [
        {"plan_id": one.plan_id, "page": one.url, "kept": not pages.told(one), "told": pages.told(one)}
        for one in pages.places.places_of(pages.vendor)
    ]
    lines = (f"{row['plan_id']}: {row['page']}{' · ' if row['told'] else ''}{row['told']}" for row in rows)
    shared.answer(rows, lines, as_json=as_json)


def _publish(backend: Backend) -> Publish:
    found = backend.parts.talk_wiring.desk().publish
    if found is None:
        raise NotFoundError("Notion is not set up; docs/notion.md says how")
    return found
