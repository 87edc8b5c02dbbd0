"""What every page shares: its frame, its forms, its headers. Only what is signed and same-origin may change anything.

Flask's session is a signed cookie that holds a form's secret and a sign-in under way, nothing else; who is signed in
is another matter (`closeplan.services.sign_in`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Flask, Response, abort, render_template, request, send_from_directory
from jinja2 import StrictUndefined

log = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"
FORM_SECONDS = 12 * 3600
"""How long a form that lies open can still be sent: as long as a session lasts."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""On every answer that does not say otherwise itself."""

_STATIC_LIFE = "public, max-age=3600"
_ERRORS = {
    400: ("This did not work", "Something in the request can't be used. Go back and try again."),
    404: ("Nothing here", "There is no such page, or it is not yours to see."),
    413: ("Too much at once", "Go back and send fewer or smaller files. Nothing of these was kept."),
    429: ("Too many tries", "Wait a minute and try again."),
    500: ("closeplan could not do this", "Nothing was lost. Try again in a moment."),
}
_APIS = ("/addon/", "/webhooks/", "/gate/", "/healthz", "/readyz")


def frame(app: Flask, *, base_url: str, secret: bytes, templates: Path) -> None:
    """Give the app its templates, its static files, signed forms and headers."""
    is_https = base_url.startswith("https://")
    app.template_folder = str(templates)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.secret_key = hmac.digest(secret, b"closeplan forms 1", "sha256")
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name("closeplan-form", base_url),
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=FORM_SECONDS,
    )
    app.jinja_env.globals.update(csrf_token=_csrf_token, static=_static_url(STATIC), signed_in=None)
    app.add_url_rule("/static/<path:name>", "static_file", _static_file)
    app.after_request(_hardener(is_https=is_https))


def cookie_name(name: str, base_url: str) -> str:
    """With https a cookie that no other host, path or plain connection can set (RFC 6265bis, `__Host-`)."""
    return f"__Host-{name}" if base_url.startswith("https://") else name


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """One page of `templates/pages`; every text in it is escaped."""
    return Response(
        render_template(template, **context), status=status, content_type="text/html; charset=utf-8"
    )


def told(title: str, words: str, *, status: int) -> Response:
    """A page that says one thing: an error, a refusal, something done."""
    return page("told.html", status=status, title=title, words=words)


def error_page(status: int, words: str = "") -> Response:
    """What went wrong, for a person. What they may not see answers as what does not exist."""
    known = 404 if status == 403 else status
    title, usual = _ERRORS.get(known, _ERRORS[500] if known >= 500 else _ERRORS[400])
    return told(title, words or usual, status=known)


def wants_page() -> bool:
    """Whether a person's browser asks, and not a program."""
    return "text/html" in request.headers.get("Accept", "") and not request.path.startswith(_APIS)


def guard_forms(blueprint: Blueprint) -> None:
    """Refuse what would change something and does not come from a form of our own page."""
    blueprint.before_request(_check_form)


def _check_form() -> None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    from flask_wtf.csrf import validate_csrf  # noqa: PLC0415 - 3 MB that an idle server does not need
    from wtforms import ValidationError  # noqa: PLC0415

    if not _is_same_origin():
        _refuse_form("it comes from another site")
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as error:
        _refuse_form(str(error))


def _is_same_origin() -> bool:
    """As the browser says. A page with `no-referrer` posts `Origin: null`, so Sec-Fetch-Site is asked first."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.host


def _refuse_form(why: str) -> None:
    log.warning("refused a form", path=request.path, reason=why, peer=request.remote_addr)
    abort(
        400,
        "This form was open for too long or came from somewhere else. Go back, reload the page and send it again.",
    )


def _csrf_token() -> str:
    from flask_wtf.csrf import generate_csrf  # noqa: PLC0415 - as above

    token: str = generate_csrf()
    return token


def _static_url(folder: Path) -> Callable[[str], str]:
    """Names a static file with the digest of what is in it, so that a new release is seen at once."""
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in sorted(folder.iterdir())
    }
    return lambda name: f"/static/{name}?v={digests[name]}"


def _static_file(name: str) -> Response:
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = _STATIC_LIFE
    return response


def _hardener(*, is_https: bool) -> Callable[[Response], Response]:
    headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if is_https else {})

    def harden(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return harden
