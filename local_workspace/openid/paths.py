"""The OpenID provider's paths, as Google's discovery document names them, and the page that asks a person."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import unquote, urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from local_workspace.addons.signing import subject
from local_workspace.auth import actor_of_header, actor_of_token, is_anonymous
from local_workspace.openid.provider import Ask, OAuthRefusal, Provider, discovery
from local_workspace.storage import Storage

FIRST_PEOPLE = (
    "sam@northwind.example",
    "max@northwind.example",
    "ada@northwind.example",
    "dana@acme.example",
)
"""The demo's people; whoever has a file here is offered beside them."""


def blueprint(provider: Provider) -> Blueprint:
    """The provider on a Workspace."""
    paths = Blueprint("openid", __name__, template_folder=".")

    @paths.errorhandler(OAuthRefusal)
    def refused(error: OAuthRefusal) -> tuple[dict[str, Any], int]:
        status = 401 if error.code == "invalid_client" else 400
        return {"error": error.code, "error_description": str(error)}, status

    @paths.get("/.well-known/openid-configuration")
    def configuration() -> dict[str, object]:
        return discovery(request.host_url.rstrip("/"))

    @paths.get("/oauth2/v3/certs")
    def keys() -> dict[str, object]:
        return provider.signer.key_set()

    @paths.get("/o/oauth2/v2/auth")
    def ask() -> Response:
        return _page(Ask.read(request.args), _people(provider.storage))

    @paths.post("/o/oauth2/v2/auth")
    def answer() -> BaseResponse:
        return _consented(provider, Ask.read(request.args), request.form.to_dict())

    @paths.post("/token")
    def token() -> dict[str, object]:
        return provider.token(request.form.to_dict() | _basic())

    @paths.post("/revoke")
    def revoke() -> dict[str, object]:
        provider.revoke(request.values.get("token", ""))
        return {}

    @paths.get("/v1/userinfo")
    def userinfo() -> tuple[dict[str, object], int]:
        actor = actor_of_header(request.headers.get("Authorization"))
        if actor is None or is_anonymous(actor):
            return {"error": "invalid_request", "error_description": "Invalid Credentials"}, 401
        claims = {"sub": subject(actor.email), "email": actor.email, "email_verified": True}
        return claims | {"name": actor.display_name}, 200

    return paths


def _consented(provider: Provider, ask: Ask, form: dict[str, str]) -> BaseResponse:
    email = (form.get("person") or form.get("other", "")).strip()
    if "refuse" in form:
        return _back(ask, error="access_denied")
    actor = actor_of_token(f"local:{email}")
    if actor is None or is_anonymous(actor):
        return _page(ask, _people(provider.storage), wrong=email)
    return _back(ask, code=provider.consent(ask, actor.email), scope=ask.scope)


def _back(ask: Ask, **answer: str) -> BaseResponse:
    query = urlencode(answer | ({"state": ask.state} if ask.state else {}))
    return redirect(f"{ask.redirect_uri}{'&' if '?' in ask.redirect_uri else '?'}{query}", code=303)


def _page(ask: Ask, people: list[str], wrong: str = "") -> Response:
    rights = [scope for scope in ask.scope.split() if "/auth/" in scope]
    page = render_template("consent.html", people=people, rights=rights, wrong=wrong, client=ask.client_id)
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _people(storage: Storage) -> list[str]:
    """The demo's people, then whoever was given a file here; no service accounts."""
    with storage.transaction() as db:
        rows = db.rows(
            "SELECT DISTINCT email FROM permissions WHERE email LIKE '%@%' ORDER BY email LIMIT 50"
        )
    actors = [actor_of_token(f"local:{row['email']}") for row in rows]
    found = [actor.email for actor in actors if actor and not actor.is_service_account]
    return list(dict.fromkeys([*FIRST_PEOPLE, *found]))


def _basic() -> dict[str, str]:
    """The client's id and secret where they come in the header (RFC 6749, 2.3.1)."""
    scheme, _, packed = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        name, _, secret = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": unquote(name), "client_secret": unquote(secret)}
