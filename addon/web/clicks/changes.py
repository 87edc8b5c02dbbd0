"""What changed since the seller last looked."""

from __future__ import annotations

from typing import Any

from addon.cards import changes as showing
from addon.web.clicks.click import Click, Routes


def _changes(click: Click) -> dict[str, Any]:
    """What is new; showing it moves the mark on."""
    record, what = click.own_plan(), click.desk.signals.changed
    if "all" in click.event.parameters:
        return click.leading_on(showing.all_card(record.deal.name, what.latest(record)))
    found = what(record, click.caller.email)
    since = found.since.date() if found.since else None
    made = showing.changes_card(record.deal.name, record.id, since, found.changes, click.url)
    return click.leading_on(made)


ROUTES: Routes = {"changes": _changes}
"""What changed."""
