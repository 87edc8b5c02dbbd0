"""The add-on's URLs: an event in, a card out. Who clicks is known by verified tokens and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog
from flask import Blueprint, Response, jsonify, request, send_file

from addon.cards import checking, parts
from addon.web.clicks import (
    adopt,
    ask,
    brief,
    call_folders,
    calls,
    changes,
    commit,
    crm,
    deals,
    forms,
    home,
    make,
    places,
    questions,
    reaching,
    recap,
    reminders,
    replans,
    scores,
    signals,
    signoff,
    suggestions,
    talk,
)
from addon.web.clicks.click import Answer, Click, Sidebar
from addon.web.events import Event, read_event
from closeplan.errors import CloseplanError, ForbiddenError, InputError

_LOGO = Path(__file__).with_name("logo.png")

log = structlog.get_logger(__name__)

ROUTES: Mapping[str, Answer] = {
    **adopt.ROUTES,
    **ask.ROUTES,
    **brief.ROUTES,
    **call_folders.ROUTES,
    **calls.ROUTES,
    **changes.ROUTES,
    **commit.ROUTES,
    **crm.ROUTES,
    **deals.ROUTES,
    **home.ROUTES,
    **make.ROUTES,
    **places.ROUTES,
    **questions.ROUTES,
    **recap.ROUTES,
    **reminders.ROUTES,
    **reaching.ROUTES,
    **replans.ROUTES,
    **scores.ROUTES,
    **signals.ROUTES,
    **signoff.ROUTES,
    **suggestions.ROUTES,
    **talk.ROUTES,
}
"""Everything that can be clicked, by its path below `/addon/`."""

NOT_A_MEMBER = (
    "This is the seller's side of closeplan, and you are not part of it here. A plan needs no add-on: everything both "
    "sides may see stands in the Sheet. If you sell with closeplan, ask your admin to add you."
)


def sidebar(wired: Sidebar) -> Blueprint:
    """The blueprint. What does not verify is refused and logged; what fails otherwise is told in a card."""
    blueprint = Blueprint("sidebar", __name__, url_prefix="/addon")

    def serve(path: str, answer: Answer) -> None:
        def view() -> Response:
            return _answered(wired, path, answer)

        blueprint.add_url_rule(f"/{path}", path.replace("/", "_"), view, methods=["POST"])

    for path, answer in ROUTES.items():
        serve(path, answer)

    @blueprint.get("/logo.png")
    def logo() -> Response:
        picture = send_file(_LOGO, mimetype="image/png", max_age=86_400)
        picture.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # Google shows it in the sidebar
        return picture

    return blueprint


def _answered(wired: Sidebar, path: str, answer: Answer) -> Response:
    try:
        event = read_event(_posted())
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
        member = wired.admit(caller)
    except ForbiddenError as error:
        log.warning("refused a person", path=path, who=caller.email, reason=str(error))
        return jsonify(_told(event, NOT_A_MEMBER))
    click = Click(wired=wired, caller=caller, member=member, event=event)
    try:
        made = answer(click)
    except CloseplanError as error:
        log.warning("an add-on event failed", path=path, who=caller.email, reason=str(error))
        made = forms.asked_again(path, click, error, ROUTES) or _told(event, str(error))
    if wired.check_cards:
        _check(path, made)
    return jsonify(made)


def _posted() -> object:
    """The body's JSON; None where it is none, or is nested deeper than Python reads."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _check(path: str, made: dict[str, Any]) -> None:
    """Log what Google would refuse or leave out; the answer goes out all the same."""
    try:
        checking.check_response(made)
    except checking.WrongCardError as error:
        log.exception("a wrong card", path=path, reason=str(error))


def _told(event: Event, words: str) -> dict[str, Any]:
    made = parts.card("closeplan", [parts.section("", [parts.paragraph(words)])])
    return parts.pushed(made) if event.is_click else parts.shown(made)
