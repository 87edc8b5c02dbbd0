"""The Flask app of the local Workspace: Google's paths, the page, and a local tool's precautions."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, redirect, request, send_from_directory
from werkzeug.wrappers import Response as BaseResponse

from local_workspace import control, live, manners
from local_workspace.addons import host as addons
from local_workspace.addons.host import AddonHost
from local_workspace.addons.signing import Signer
from local_workspace.gateway import Gateway
from local_workspace.live import Hub
from local_workspace.meet import control as meetings
from local_workspace.openid import paths as openid
from local_workspace.openid.provider import Provider

_PAGE = Path(__file__).parent / "page"
_HOSTS = {"127.0.0.1", "localhost", "::1"}
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_PAGE_POLICY = "default-src 'self'; img-src 'self' data: http://127.0.0.1:* http://localhost:*; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


def create_app(gateway: Gateway, hub: Hub) -> Flask:
    """The app over a gateway's store; `hub` gets the store's touches."""
    app = Flask("local_workspace", static_folder=None)
    mimetypes.add_type("text/javascript", ".mjs")
    gateway.storage.listen(hub.publish)
    app.before_request(refuse_strangers)
    workspace = control.Controlled(gateway.storage, gateway.counters, gateway.clock, gateway.faults)
    app.register_blueprint(control.blueprint(workspace))
    app.register_blueprint(meetings.blueprint(gateway.storage))
    app.register_blueprint(live.blueprint(gateway.storage, hub))
    signer = Signer(gateway.storage)
    app.register_blueprint(addons.blueprint(AddonHost(gateway.storage, gateway.clock, signer)))
    app.register_blueprint(openid.blueprint(Provider(gateway.storage, gateway.clock, signer)))

    @app.get("/")
    def index() -> Response:
        return _page_file("index.html")

    @app.get("/page/<path:name>")
    def page(name: str) -> Response:
        return _page_file(name)

    @app.get("/spreadsheets/d/<file_id>")
    @app.get("/spreadsheets/d/<file_id>/edit")
    def editor(file_id: str) -> BaseResponse:
        return redirect(f"/#/file/{quote(file_id)}")

    @app.route("/<path:_path>", methods=_METHODS, provide_automatic_options=False)
    def google(_path: str) -> Response:
        if request.method == "OPTIONS":
            return manners.allowed(request.path)
        return manners.finish(gateway.answer(request), request)

    return app


def refuse_strangers() -> None:
    """Only this machine, under its own name: no rebound DNS name, no other site's page."""
    host = urlsplit(f"//{request.host}").hostname
    if host not in _HOSTS:
        abort(421)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def _page_file(name: str) -> Response:
    response = send_from_directory(_PAGE, name)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = _PAGE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
