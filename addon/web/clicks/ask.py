"""Questions that the plan itself can answer."""

from __future__ import annotations

from typing import Any

from addon.cards import ask as asking
from addon.cards import parts
from addon.web.clicks.click import Click, Routes
from closeplan.plan.ask import find

MOST_QUESTION = 500
"""Characters of a question that are looked for."""


def _ask(click: Click) -> dict[str, Any]:
    record = click.seen_plan()
    question = click.event.texts.get(asking.QUESTION, "")[:MOST_QUESTION]
    findings = find(question, click.wired.stored(record)) if question else ()
    made = asking.ask_card(record.deal.name, question, findings, click.url("ask"), record.id)
    return parts.updated(made) if question else parts.pushed(made)


ROUTES: Routes = {"ask": _ask}
