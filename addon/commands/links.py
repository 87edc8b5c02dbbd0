"""`closeplan links`: the signed links of a plan, and ending one without the sidebar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.records.sign_offs import SignOffLink


@click.command("links")
@click.argument("plan_id")
@click.option("--revoke", "link_id", metavar="LINK_ID", default="", help="End this link first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def links_command(plan_id: str, link_id: str, as_json: bool) -> None:
    """List the links that were made for people to acknowledge PLAN_ID, newest first; they themselves are not shown."""
    from closeplan.errors import NotFoundError

    backend = shared.backend_without_queue()
    backend.store.plan(plan_id)
    now = datetime.now(UTC)
    if link_id and not backend.parts.store.revoke_link(plan_id, link_id, now):
        raise NotFoundError(f"plan '{plan_id}' has no link '{link_id}' that still opens")
    links = backend.parts.store.links(plan_id)
    shared.answer([_document(link, now) for link in links], _lines(links, now), as_json=as_json)


def _document(link: SignOffLink, now: datetime) -> dict[str, Any]:
    return {
        "id": link.id,
        "name": link.name,
        "email": link.email,
        "made_by": link.made_by,
        "made_at": link.made_at.isoformat(),
        "expires_at": link.expires_at.isoformat(),
        "opened_at": link.opened_at and link.opened_at.isoformat(),
        "revoked_at": link.revoked_at and link.revoked_at.isoformat(),
        "valid": link.is_valid(now),
    }


def _lines(links: list[SignOffLink], now: datetime) -> Iterator[str]:
    if not links:
        yield "No link was made for this plan. Make one in the sidebar, under Acknowledgement."
    for link in links:
        state = "revoked" if link.revoked_at else "works until" if link.is_valid(now) else "expired on"
        day = "" if link.revoked_at else f" {link.expires_at.date().isoformat()}"
        yield f"{link.id}  {link.name} <{link.email}>  {state}{day}{', opened' if link.opened_at else ''}"
