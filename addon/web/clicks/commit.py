"""Whether the deal is fit for commit; those who may look at the plan may look at this."""

from __future__ import annotations

from typing import Any

from addon.cards import parts
from addon.cards.commit import commit_card
from addon.web.clicks.click import Click, Routes


def _commit(click: Click) -> dict[str, Any]:
    record = click.seen_plan()
    return parts.pushed(commit_card(record.deal.name, click.wired.fitness(record)))


ROUTES: Routes = {"commit": _commit}
