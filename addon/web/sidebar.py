"""The add-on's URLs: an event in, a card out. Who clicks is known by verified tokens and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Blueprint, Response, jsonify, request

from addon.cards import adopt as adopting
from addon.cards import home, parts
from addon.web.events import Event, read_event
from closeplan.errors import CloseplanError, ForbiddenError, InputError
from closeplan.plan.corrections import corrected
from closeplan.ports import Callers, PlanStore
from closeplan.records import Caller, PlanRecord
from closeplan.services.adopt import Adopt
from closeplan.services.adopted_deal import Wish
from closeplan.services.learn import Learn

log = structlog.get_logger(__name__)

Answer = Callable[[Caller, Event], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Sidebar:
    """What the sidebar's URLs need. `base_url` is where Google reaches this backend: tokens are bound to it."""

    callers: Callers
    store: PlanStore
    learn: Learn
    adopt_as: Callable[[str], Adopt]
    base_url: str

    def url(self, path: str) -> str:
        """One of the add-on's URLs, as the deployment names it."""
        return f"{self.base_url}/addon/{path}"


def sidebar(wired: Sidebar) -> Blueprint:
    """The blueprint. What does not verify is refused and logged; what fails otherwise is told in a card."""
    blueprint = Blueprint("sidebar", __name__, url_prefix="/addon")

    def serve(path: str, answer: Answer) -> None:
        def view() -> Response:
            return _answered(wired, path, answer)

        blueprint.add_url_rule(f"/{path}", path.replace("/", "_"), view, methods=["POST"])

    serve("sheets", lambda caller, event: _home(wired, caller, event))
    serve("adopt", lambda caller, event: _propose(wired, caller, event))
    serve("adopt/confirm", lambda caller, event: _adopt(wired, caller, event))
    serve("adopt/undo", lambda caller, event: _undo(wired, caller, event))
    return blueprint


def _answered(wired: Sidebar, path: str, answer: Answer) -> Response:
    try:
        event = read_event(request.get_json(silent=True))
        bearer = request.headers.get("Authorization", "").partition(" ")[2]
        caller = wired.callers.verify(
            system_token=bearer or event.system_token, user_token=event.user_token, url=wired.url(path)
        )
    except (ForbiddenError, InputError) as error:
        log.warning("refused an add-on event", path=path, reason=str(error), peer=request.remote_addr)
        refused = jsonify(error="refused")
        refused.status_code = 400 if isinstance(error, InputError) else 403
        return refused
    try:
        return jsonify(answer(caller, event))
    except CloseplanError as error:
        log.warning("an add-on event failed", path=path, reason=str(error))
        told = parts.card("closeplan", [parts.section("", [parts.paragraph(str(error))])])
        return jsonify(parts.pushed(told) if event.parameters else parts.shown(told))


def _home(wired: Sidebar, caller: Caller, event: Event) -> dict[str, Any]:
    if not event.has_file:
        return parts.shown(home.ask_for_file_card())
    record = wired.store.plan_of_document(event.file_id)
    if record is None:
        return parts.shown(home.unknown_file_card(event.title, wired.url("adopt"), event.file_id))
    if not _owns(caller, record):
        return parts.shown(home.somebody_elses_plan_card())
    lesson = next(iter(wired.learn(record.id)), None)
    if lesson is None or lesson.record.snapshot is None:
        waiting = parts.paragraph(
            "closeplan has not looked at this plan yet. Open the sidebar again in a moment."
        )
        return parts.shown(parts.card(record.deal.name, [parts.section("", [waiting])]))
    return parts.shown(home.plan_card(record.deal.name, lesson.record.snapshot.plan, lesson.story))


def _propose(wired: Sidebar, caller: Caller, event: Event) -> dict[str, Any]:
    """What the open file would be taken for; nothing is changed."""
    found = wired.adopt_as(event.seller_token).look(event.file_id, seller=caller.email).found
    go_live = found.proposal.facts.go_live or found.latest_due
    confirm = parts.button("Adopt", wired.url("adopt/confirm"), {"fileId": event.file_id}, main=True)
    made = adopting.proposal_card(found.title, found.proposal, found.sheets, go_live, confirm)
    return parts.pushed(made)


def _adopt(wired: Sidebar, caller: Caller, event: Event) -> dict[str, Any]:
    """Adopt as the card says; the file is read anew, since people may have gone on typing."""
    adopt = wired.adopt_as(event.seller_token)
    looked = adopt.look(event.file_id, seller=caller.email)
    found = looked.found
    chosen = adopting.corrections(found.proposal, found.sheets, event.texts)
    wish = Wish(
        buyer=event.texts.get(adopting.BUYER, ""),
        seller=event.texts.get(adopting.SELLER, ""),
        go_live=event.days.get(adopting.GO_LIVE),
    )
    done = adopt(looked, corrected(found.proposal, chosen, found.sheets), wish, progress=_Unheard())
    made = adopting.adopted_card(done.milestones, done.unclear, wired.url("adopt/undo"), done.plan_id)
    return parts.replaced(made, "Adopted" if done.created else "This Sheet was adopted before")


def _undo(wired: Sidebar, caller: Caller, event: Event) -> dict[str, Any]:
    record = wired.store.plan(event.parameters.get("planId", ""))
    if not _owns(caller, record):
        raise ForbiddenError("only the plan's owner can undo its adoption")
    wired.adopt_as(event.seller_token).undo(record.id, progress=_Unheard())
    return parts.replaced(adopting.released_card(), "Undone")


class _Unheard:
    """A card answers once, at the end."""

    def step(self, message: str) -> None:
        pass


def _owns(caller: Caller, record: PlanRecord) -> bool:
    return caller.email == record.owner.lower()
