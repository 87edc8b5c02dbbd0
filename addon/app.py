"""The Flask application: blueprints put together, our errors turned into statuses."""

from __future__ import annotations

import structlog
from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from addon.bootstrap import Backend
from addon.hook_wiring import HookWiring
from addon.resources import templates_folder
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
    base_url = backend.settings.public_url
    frame.frame(app, base_url=base_url, secret=backend.parts.secret, templates=templates_folder() / "pages")
    app.register_blueprint(webhooks(backend.notified))
    app.register_blueprint(HookWiring(backend.parts).hooks().blueprint())
    app.register_blueprint(backend.parts.talk_wiring.side().blueprint())
    app.register_blueprint(
        Gate(
            gate=lambda: backend.parts.vendors.of_crms.gate, links=backend.parts.vendors.of_crms.gate_links
        ).blueprint()
    )
    app.register_blueprint(health(backend.checks))
    zone = zone_of(backend.settings.time_zone)
    app.register_blueprint(
        acknowledging(backend.parts.acknowledge, backend.parts.signed_links, backend.parts.read_brief, zone)
    )
    app.register_blueprint(stopping(backend.parts.store, backend.parts.stop_links, backend.parts.clock))
    app.register_blueprint(
        sidebar(
            Sidebar(
                callers=backend.callers,
                store=backend.store,
                learn=backend.learn,
                desk=backend.desk,
                admit=backend.parts.admit,
                sight=backend.parts.sight,
                stored=backend.parts.stored,
                fitness=backend.parts.fitness,
                scores=lambda: backend.parts.of_calls.scores,
                ask_calls=lambda: backend.parts.of_calls.ask_calls,
                calls=backend.parts.call_wiring.desk,
                deals=backend.parts.vendors.of_deals.desk,
                places=backend.parts.talk_wiring.desk,
                base_url=base_url,
                check_cards=backend.settings.check_cards,
            )
        )
    )
    backend.parts.seller_side().serve(app)
    app.register_error_handler(CloseplanError, _answer_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    return app


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
