"""`closeplan crm sync`: bring deals in step with their plans now, or show what that would write."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from closeplan.errors import CloseplanError, NotFoundError

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.records.crm import CrmLink
    from closeplan.services.crm_wanted import Wanted
    from closeplan.services.sync_crm import DealInStep


@click.command("sync")
@click.argument("vendor", metavar="[CRM]", required=False, default="")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Look at every linked deal, not only at those whose plan changed.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say what would be written and what people edited; write nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def sync_command(vendor: str, everything: bool, dry_run: bool, as_json: bool) -> None:
    """Bring the deals of every CRM, or of CRM alone, in step with their plans as they were last looked at. What people edited
    in the CRM is never overwritten.

    Exit status: 0 all are in step, 1 some could not be.
    """
    parts = shared.backend_without_queue().parts
    known = parts.vendors.crms
    if vendor and vendor not in known:
        raise NotFoundError(f"{vendor} is not set up; docs/vendors.md says which settings it needs")
    names = (vendor,) if vendor else known
    answers = [_preview(parts, one) if dry_run else _sync(parts, one, everything=everything) for one in names]
    lines = _preview_lines if dry_run else _sync_lines
    shared.answer(answers, lines(answers), as_json=as_json)
    sys.exit(1 if any(one["problem"] or one.get("dead") for one in answers) else 0)


def _sync(parts: Parts, vendor: str, *, everything: bool) -> dict[str, Any]:
    from closeplan.services.crm_posts import fields_post

    posts = parts.vendors.of_crms.posts
    links = parts.store.all_crm_links(vendor)
    for link in links:
        new = [fields_post(link)] if everything else list(posts(parts.store.plan(link.plan_id)))
        parts.vendors.post(new)
    brought = parts.deliveries.deliver(vendor)
    state = parts.store.vendor_states().get(vendor)
    down = state.told if state is not None and state.down_since is not None else ""
    return {
        "crm": vendor,
        "linked": len(links),
        "arrived": brought.arrived,
        "dead": brought.dead,
        "waiting": brought.put_off,
        "edited": sum(len(link.edited) for link in parts.store.all_crm_links(vendor)),
        "problem": down,
    }


def _preview(parts: Parts, vendor: str) -> dict[str, Any]:
    """What a sync would do to every linked deal; it only reads."""
    crms = parts.vendors.of_crms
    due, skipped = _due(parts, parts.store.all_crm_links(vendor))
    answer: dict[str, Any] = {"crm": vendor, "deals": [], "skipped": skipped, "problem": ""}
    try:
        looks = [one for batch in crms.sync.look(parts.vendors.crm(vendor), due) for one in batch]
    except CloseplanError as error:
        return {**answer, "problem": " ".join(str(error).split())}
    return {**answer, "deals": [_deal(one) for one in looks]}


def _due(parts: Parts, links: Sequence[CrmLink]) -> tuple[list[tuple[CrmLink, Wanted]], dict[str, str]]:
    """The links with what their deals should say, and why not of the others."""
    due: list[tuple[CrmLink, Wanted]] = []
    skipped: dict[str, str] = {}
    for link in links:
        try:
            due.append((link, parts.vendors.of_crms.wanted(link)))
        except CloseplanError as error:
            skipped[link.plan_id] = " ".join(str(error).split())
    return due, skipped


def _deal(one: DealInStep) -> dict[str, Any]:
    from addon.commands.crm_values import said

    document: dict[str, Any] = {"plan_id": one.link.plan_id, "deal": one.link.deal_id, "name": one.link.name}
    if one.deal is None:
        return {**document, "gone": True, "write": {}, "edited": {}, "told": ""}
    merged = one.merge(one.link)
    theirs = {key: one.deal.fields.get(there.name) for key, there in one.fields.fields.items()}
    return {
        **document,
        "gone": False,
        "write": {key: {"was": said(theirs[key]), "now": said(value)} for key, value in merged.write.items()},
        "edited": {
            key: {"crm": said(value), "plan": said(one.wanted[key])} for key, value in merged.edited.items()
        },
        "told": one.fields.told,
    }


def _sync_lines(answers: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not answers:
        yield "No CRM is set up; docs/vendors.md says which settings each needs."
    for one in answers:
        yield (
            f"{one['crm']}: {one['linked']} deals linked, {one['arrived']} brought up to date, "
            f"{one['waiting']} waiting, {one['dead']} refused, {one['edited']} fields edited there"
        )
        if one["problem"]:
            yield f"  {one['problem']}"
        if one["dead"]:
            yield "  `closeplan deliveries --dead` says why."


def _preview_lines(answers: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not answers:
        yield "No CRM is set up; docs/vendors.md says which settings each needs."
    for one in answers:
        yield f"{one['crm']}: {len(one['deals'])} deals looked at, nothing written"
        if one["problem"]:
            yield f"  {one['problem']}"
        for plan_id, why in one["skipped"].items():
            yield f"  {plan_id}: {why}"
        for deal in one["deals"]:
            yield from _deal_lines(deal)


def _deal_lines(deal: dict[str, Any]) -> Iterator[str]:
    from addon.commands.crm_values import in_words

    yield f"  {deal['plan_id']}  {deal['deal']}  {deal['name']}"
    if deal["gone"]:
        yield "    the deal is not there any more"
    if deal["told"]:
        yield f"    {deal['told']}"
    for key, change in deal["write"].items():
        yield f"    {key}: {in_words(change['was'])} → {in_words(change['now'])}"
    for key, edit in deal["edited"].items():
        yield f"    {key} was edited: {in_words(edit['crm'])}, the plan says {in_words(edit['plan'])}"
    if not (deal["gone"] or deal["write"] or deal["edited"]):
        yield "    in step"
