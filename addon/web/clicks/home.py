"""The first card beside a file."""

from __future__ import annotations

from typing import Any

from addon.cards import home, parts
from addon.web.clicks.click import Click, Routes


def _sheets(click: Click) -> dict[str, Any]:
    event = click.event
    if not event.has_file:
        return parts.shown(home.ask_for_file_card())
    record = click.open_plan()
    if record is None:
        return parts.shown(home.unknown_file_card(event.title, click.url("adopt"), event.file_id))
    if not click.owns(record):
        return parts.shown(home.somebody_elses_plan_card())
    lesson = next(iter(click.wired.learn(record.id)), None)
    if lesson is None or lesson.record.snapshot is None:
        waiting = parts.paragraph(
            "closeplan has not looked at this plan yet. Open the sidebar again in a moment."
        )
        return parts.shown(parts.card(record.deal.name, [parts.section("", [waiting])]))
    return parts.shown(home.plan_card(record.deal.name, lesson.record.snapshot.plan, lesson.story))


ROUTES: Routes = {"sheets": _sheets}
