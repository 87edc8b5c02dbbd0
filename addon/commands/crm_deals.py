"""`closeplan crm deals`: deals of the CRM that have no plan yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from addon.vendors import title_of

if TYPE_CHECKING:
    from closeplan.records.crm import HeardDeal


@click.command("deals")
@click.option("--owner", metavar="ADDRESS", help="Those of this seller alone.")
@click.option("--off", "put_off", is_flag=True, help="Those that their seller put off.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def deals_command(owner: str | None, *, put_off: bool, as_json: bool) -> None:
    """List deals that are offered a plan, the last changed first, as they were last heard of. Their owners find them in the
    sidebar; a deal whose owner does not use closeplan is offered to nobody.
    """
    from closeplan.records.crm import OfferState

    store = shared.backend_without_queue().parts.store
    state = OfferState.IGNORED if put_off else OfferState.OFFERED
    found = store.heard_deals(state, owner)
    shared.answer({"deals": [_entry(one) for one in found]}, _lines(found), as_json=as_json)


def _entry(one: HeardDeal) -> dict[str, Any]:
    return {
        "crm": one.vendor,
        "id": one.deal_id,
        "name": one.name,
        "owner": one.owner,
        "company": one.company,
        "stage": one.stage,
        "amount": None if one.amount is None else float(one.amount),
        "currency": one.currency,
        "close_date": one.close_date.isoformat() if one.close_date else None,
        "url": one.url,
        "changed_at": one.changed_at.isoformat(),
    }


def _lines(found: Sequence[HeardDeal]) -> Iterator[str]:
    if not found:
        yield "No deal waits for a plan."
    for one in found:
        known = (one.company, one.stage, one.owner or "nobody's", f"{title_of(one.vendor)} {one.deal_id}")
        yield f"{one.name}: {', '.join(part for part in known if part)}"
