"""The Flask application: blueprints put together, our errors turned into statuses."""

from __future__ import annotations

from collections.abc import Iterator

import structlog
from flask import Blueprint, Flask, Response, jsonify
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from addon.bootstrap import Backend
from addon.hook_wiring import HookWiring
from addon.resources import templates_folder
from addon.seller_wiring import seller_side
from addon.web import frame
from addon.web.acknowledge import acknowledging
from addon.web.clicks.click import Sidebar
from addon.web.gate import Gate
from addon.web.health import health
from addon.web.sidebar import sidebar
from addon.web.stop import stopping
from addon.web.webhooks import webhooks
from closeplan.errors import CloseplanError, ForbiddenError, InputError, NotFoundError, RetryLaterError
from closeplan.plan.zones import zone_of

MOST_BODY = 1_000_000
"""Bytes of a request body; nothing that is posted here is larger."""

STATUSES: tuple[tuple[type[CloseplanError], int], ...] = (
    (InputError, 400),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (RetryLaterError, 503),
    (CloseplanError, 500),
)

_TOLD = {
    403: "there is nothing here",
    404: "there is nothing here",
    500: "closeplan could not do this; try again later",
    503: "closeplan could not do this; try again later",
}
"""What a program is told; the log has the reason, which may name people and plans."""

log = structlog.get_logger(__name__)


def create_app(backend: Backend) -> Flask:
    """Build the application on a backend that bootstrap made."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY
    # whom rates are counted by and logs name; our own addresses come from the settings, never from a header
    behind = ProxyFix(app.wsgi_app, x_for=backend.settings.proxies, x_proto=0)
    app.wsgi_app = behind  # type: ignore[method-assign]
    base_url, parts = backend.settings.public_url, backend.parts
    frame.frame(app, base_url=base_url, secret=parts.secret, templates=templates_folder() / "pages")
    for blueprint in _blueprints(backend):
        app.register_blueprint(blueprint)
    seller_side(parts).serve(app)
    app.register_error_handler(CloseplanError, _answer_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    return app


def _blueprints(backend: Backend) -> Iterator[Blueprint]:
    """What answers to whom has no session on the pages: Google, vendors, people with a signed link."""
    parts, crms = backend.parts, backend.parts.vendors.of_crms
    zone = zone_of(backend.settings.time_zone)
    yield webhooks(backend.notified)
    yield HookWiring(parts).hooks().blueprint()
    yield parts.talk_wiring.side().blueprint()
    yield Gate(gate=lambda: crms.gate, links=crms.gate_links).blueprint()
    yield health(backend.checks)
    yield acknowledging(parts.acknowledge, parts.signed_links, parts.read_brief, zone)
    yield stopping(parts.store, parts.stop_links, parts.clock)
    yield sidebar(_sidebar(backend))


def _sidebar(backend: Backend) -> Sidebar:
    parts = backend.parts
    return Sidebar(
        callers=backend.callers,
        store=backend.store,
        learn=backend.learn,
        desk=backend.desk,
        admit=parts.admit,
        sight=parts.sight,
        stored=parts.stored,
        fitness=parts.fitness,
        scores=lambda: parts.of_calls.scores,
        ask_calls=lambda: parts.of_calls.ask_calls,
        calls=parts.call_wiring.desk,
        deals=parts.vendors.of_deals.desk,
        places=parts.talk_wiring.desk,
        base_url=backend.settings.public_url,
        check_cards=backend.settings.check_cards,
    )


def _answer_error(error: Exception) -> Response | tuple[Response, int]:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    log.warning("request failed", status=status, reason=str(error))
    if frame.wants_page():
        return frame.error_page(status, str(error) if status == 400 else "")
    return jsonify(error=_TOLD.get(status, str(error))), status


def _answer_http_error(error: Exception) -> Response | tuple[Response, int]:
    assert isinstance(error, HTTPException)
    if frame.wants_page():
        return frame.error_page(error.code or 500, (error.description or "") if error.code == 400 else "")
    return jsonify(error=error.name), error.code or 500
