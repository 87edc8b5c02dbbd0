"""`closeplan crm decide`: what becomes of fields that people edited in the CRM."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from addon.commands import shared
from closeplan.errors import InputError, Mistake, NotFoundError

if TYPE_CHECKING:
    from closeplan.records.crm import CrmLink


@click.command("decide")
@click.argument("plan_id", metavar="PLAN")
@click.argument("vendor", metavar="CRM")
@click.argument("keys", metavar="[FIELD]...", nargs=-1)
@click.option("--use-plan", is_flag=True, help="The plan's value goes over what a person wrote.")
@click.option(
    "--keep", is_flag=True, help="What a person wrote stays, and nobody is asked about it any more."
)
@click.option("--all", "everything", is_flag=True, help="Every field that was edited and not decided yet.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def decide_command(  # noqa: PLR0913, PLR0917 - an argument an option
    plan_id: str,
    vendor: str,
    keys: tuple[str, ...],
    use_plan: bool,
    keep: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Decide about fields of PLAN's deal that people edited in the CRM, named as in the mapping. `closeplan crm status` lists
    them with both values. The plan's values are written by the next sync.
    """
    if use_plan == keep or bool(keys) == everything:
        wanted = "name fields or --all, and either --use-plan or --keep"
        raise InputError([Mistake("", wanted)])
    parts = shared.backend_without_queue().parts
    link = next((one for one in parts.store.crm_links(plan_id) if one.vendor == vendor), None)
    if link is None:
        raise NotFoundError(f"{plan_id} is linked with no deal in {vendor}")
    chosen = _chosen(link, keys)
    deals = parts.vendors.of_deals.link
    for key in chosen:
        if use_plan:
            deals.use_ours(plan_id, vendor, key)
        else:
            deals.keep_theirs(plan_id, vendor, key)
    told = f"{len(chosen)} decided: {', '.join(chosen)}" if chosen else "Nothing is to be decided."
    shared.answer({"plan_id": plan_id, "crm": vendor, "decided": chosen}, iter([told]), as_json=as_json)


def _chosen(link: CrmLink, keys: tuple[str, ...]) -> list[str]:
    """The fields that are meant; InputError names each that nobody edited."""
    unknown = [Mistake(key, "nobody edited that field") for key in keys if key not in link.edited]
    if unknown:
        raise InputError(unknown)
    return list(keys) or [key for key, one in link.edited.items() if not one.kept]
