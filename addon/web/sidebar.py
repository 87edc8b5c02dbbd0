"""The add-on's URLs: an event in, a card out. Who clicks is known by verified tokens and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from flask import Blueprint, Response, jsonify, request

from addon.cards import parts
from addon.web.clicks import adopt, home
from addon.web.clicks.click import Answer, Click, Sidebar
from addon.web.events import read_event
from closeplan.errors import CloseplanError, ForbiddenError, InputError

log = structlog.get_logger(__name__)

ROUTES: Mapping[str, Answer] = {**home.ROUTES, **adopt.ROUTES}
"""Everything that can be clicked, by its path below `/addon/`."""


def sidebar(wired: Sidebar) -> Blueprint:
    """The blueprint. What does not verify is refused and logged; what fails otherwise is told in a card."""
    blueprint = Blueprint("sidebar", __name__, url_prefix="/addon")

    def serve(path: str, answer: Answer) -> None:
        def view() -> Response:
            return _answered(wired, path, answer)

        blueprint.add_url_rule(f"/{path}", path.replace("/", "_"), view, methods=["POST"])

    for path, answer in ROUTES.items():
        serve(path, answer)
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
        return jsonify(answer(Click(wired=wired, caller=caller, event=event)))
    except CloseplanError as error:
        log.warning("an add-on event failed", path=path, who=caller.email, reason=str(error))
        told = parts.card("closeplan", [parts.section("", [parts.paragraph(str(error))])])
        return jsonify(parts.pushed(told) if event.is_click else parts.shown(told))
