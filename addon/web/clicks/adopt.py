"""Adopting the open Sheet: look, confirm, undo."""

from __future__ import annotations

from typing import Any

from addon.cards import adopt as adopting
from addon.cards import parts
from addon.web.clicks.click import Click, Routes, Unheard
from closeplan.plan.corrections import corrected
from closeplan.services.adopted_deal import Wish


def _propose(click: Click) -> dict[str, Any]:
    """What the open file would be taken for; nothing is changed."""
    event = click.event
    found = click.desk.adopt.look(event.file_id, seller=click.caller.email).found
    go_live = found.proposal.facts.go_live or found.latest_due
    confirm = parts.button("Adopt", click.url("adopt/confirm"), {"fileId": event.file_id}, main=True)
    made = adopting.proposal_card(found.title, found.proposal, found.sheets, go_live, confirm)
    return parts.pushed(made)


def _adopt(click: Click) -> dict[str, Any]:
    """Adopt as the card says; the file is read anew, since people may have gone on typing."""
    event, adopt = click.event, click.desk.adopt
    looked = adopt.look(event.file_id, seller=click.caller.email)
    found = looked.found
    chosen = adopting.corrections(found.proposal, found.sheets, event.texts)
    wish = Wish(
        buyer=event.texts.get(adopting.BUYER, ""),
        seller=event.texts.get(adopting.SELLER, ""),
        go_live=event.days.get(adopting.GO_LIVE),
    )
    done = adopt(looked, corrected(found.proposal, chosen, found.sheets), wish, progress=Unheard())
    made = adopting.adopted_card(done.milestones, done.unclear, click.url("adopt/undo"), done.plan_id)
    return parts.replaced(made, "Adopted" if done.created else "This Sheet was adopted before")


def _undo(click: Click) -> dict[str, Any]:
    click.desk.adopt.undo(click.own_plan().id, progress=Unheard())
    return parts.replaced(adopting.released_card(), "Undone")


ROUTES: Routes = {"adopt": _propose, "adopt/confirm": _adopt, "adopt/undo": _undo}
