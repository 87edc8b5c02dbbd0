"""How a deal stands by a sales method; those who may look at the plan may look at this."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from addon.cards import parts
from addon.cards import scores as scoring
from addon.web.clicks.click import Click, Routes


def _scores(click: Click) -> dict[str, Any]:
    record, scores = click.seen_plan(), click.wired.scores()
    chosen = click.event.texts.get(scoring.METHOD, "")
    scored = scores(record, chosen if chosen in scores.methods else "")
    page = f"{click.wired.base_url}/plans/{quote(record.id, safe='')}"
    about = scoring.About(
        plan_id=record.id,
        name=record.deal.name,
        url=click.url("scores"),
        page=f"{page}?method={quote(scored.framework.name, safe='')}#scores",
        methods={name: method.title for name, method in scores.methods.items()},
    )
    made = scoring.scores_card(about, scored)
    return parts.updated(made) if click.event.parameters.get("from") == "scores" else parts.pushed(made)


ROUTES: Routes = {"scores": _scores}
"""The scorecard, and the same by another method."""
