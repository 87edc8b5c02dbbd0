"""`closeplan crm`: plans and their deals in CRMs, without the sidebar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from addon.commands.crm_check import check_command
from addon.commands.crm_deals import deals_command
from addon.commands.crm_decide import decide_command
from addon.commands.crm_sync import sync_command

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.records.crm import CrmLink
    from closeplan.services.deal_backlog import DealBacklog


@click.group("crm")
def crm_command() -> None:
    """Keep plans and the deals of a CRM in step: Salesforce, HubSpot, Zoho CRM, Pipedrive, Freshworks CRM, monday.com."""


@crm_command.command("link")
@click.argument("plan_id", metavar="PLAN")
@click.argument("vendor", metavar="CRM")
@click.argument("deal", metavar="DEAL|URL")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def link_command(plan_id: str, vendor: str, deal: str, as_json: bool) -> None:
    """Link PLAN with a deal of the CRM, named by its id or by the address of its page. Its fields are filled from then on."""
    backend = shared.backend_without_queue()
    backend.store.plan(plan_id)
    link = backend.parts.vendors.of_deals.link
    made = link(plan_id, vendor, link.deal(vendor, deal))
    told = f"{plan_id} is linked with {vendor} {made.deal_id}: {made.name}"
    shared.answer(link_document(made), iter([told]), as_json=as_json)


@crm_command.command("unlink")
@click.argument("plan_id", metavar="PLAN")
@click.argument("vendor", metavar="CRM")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def unlink_command(plan_id: str, vendor: str, as_json: bool) -> None:
    """End the link of PLAN with its deal in the CRM. The deal's fields stay as they are."""
    backend = shared.backend_without_queue()
    was = backend.parts.vendors.of_deals.link.unlink(plan_id, vendor)
    told = f"{plan_id} is linked with {vendor} {was.deal_id} no more"
    shared.answer(link_document(was), iter([told]), as_json=as_json)


@crm_command.command("status")
@click.argument("vendor", metavar="[CRM]", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def status_command(vendor: str, as_json: bool) -> None:
    """List every plan that is linked with a deal: when they were last in step, what went wrong, what people edited there."""
    parts = shared.backend_without_queue().parts
    names = (vendor,) if vendor else parts.vendors.crms
    found = [one for name in names for one in _with_backlogs(parts, name)]
    documents = [
        {**link_document(link), "waiting": left.waiting, "refused": list(left.refused)}
        for link, left in found
    ]
    shared.answer(documents, _status_lines(found), as_json=as_json)


crm_command.add_command(check_command)
crm_command.add_command(deals_command)
crm_command.add_command(decide_command)
crm_command.add_command(sync_command)


def link_document(link: CrmLink) -> dict[str, Any]:
    """A link as the commands print it in JSON."""
    from addon.commands.crm_values import said

    return {
        "plan_id": link.plan_id,
        "crm": link.vendor,
        "deal": link.deal_id,
        "name": link.name,
        "url": link.url,
        "stage": link.stage,
        "open": link.is_open,
        "close_date": link.close_date and link.close_date.isoformat(),
        "synced_at": link.synced_at and link.synced_at.isoformat(),
        "told": link.told,
        "edited": {
            key: {"plan": said(one.ours), "crm": said(one.theirs), "kept": one.kept}
            for key, one in link.edited.items()
        },
    }


def _with_backlogs(parts: Parts, vendor: str) -> list[tuple[CrmLink, DealBacklog]]:
    links = parts.store.all_crm_links(vendor)
    backlogs = parts.vendors.of_deals.backlog.of_all(vendor, links)
    return [(link, backlogs[link.deal_id]) for link in links]


def _status_lines(found: list[tuple[CrmLink, DealBacklog]]) -> Iterator[str]:
    from addon.commands.crm_values import in_words

    if not found:
        yield "No plan is linked with a deal. Link one with `closeplan crm link PLAN CRM DEAL` or in the sidebar."
    for link, left in found:
        when = f"in step {link.synced_at:%Y-%m-%d %H:%M} UTC" if link.synced_at else "not in step yet"
        yield f"{link.plan_id}  {link.vendor} {link.deal_id}  {link.name}  {link.stage}  {when}"
        if link.told:
            yield f"  {link.told}"
        yield from (f"  {line}" for line in left.refused)
        if left.waiting:
            why = f": {left.why}" if left.why else ""
            yield f"  {left.waiting} update{' waits' if left.waiting == 1 else 's wait'}{why}"
        for key, one in link.edited.items():
            kept = ", kept" if one.kept else ""
            yield f"  {key} was edited{kept}: {in_words(one.theirs)}, the plan says {in_words(one.ours)}"
