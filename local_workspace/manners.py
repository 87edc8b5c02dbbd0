"""HTTP around every API: verbs in disguise, packed bodies, common headers, and the page for unknown paths."""

from __future__ import annotations

import gzip
import io
import zlib
from html import escape

from flask import Request, Response
from waitress.channel import ClientDisconnected

from local_workspace.discovery import find_method

LARGEST_BODY = 10 * 2**20
_VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_WORTH_PACKING = 1400  # bytes: what fits one packet gains nothing


def as_meant(request: Request) -> Request:
    """The request without its disguise: HEAD asks as GET does, a long GET may come as a POST, a body packed."""
    environ = dict(request.environ)
    override = request.headers.get("X-HTTP-Method-Override", "").upper()
    if request.method == "HEAD":
        environ["REQUEST_METHOD"] = "GET"
    elif request.method == "POST" and override in _VERBS:
        environ["REQUEST_METHOD"] = override
        if request.mimetype == "application/x-www-form-urlencoded":
            form = request.get_data().decode("latin-1")
            environ["QUERY_STRING"] = "&".join(filter(None, (environ.get("QUERY_STRING", ""), form)))
            _put_body(environ, b"")
    elif request.headers.get("Content-Encoding", "").lower() == "gzip":
        _put_body(environ, _unpacked(request.get_data()))
    else:
        return request
    environ.pop("werkzeug.request", None)
    return Request(environ)


def _put_body(environ: dict[str, object], body: bytes) -> None:
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))


def _unpacked(raw: bytes) -> bytes:
    """The body as it was before; no more of it than shows that it is too large, and as it is if it isn't gzip."""
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, LARGEST_BODY + 1)
    except zlib.error:
        return raw


def finish(response: Response, request: Request) -> Response:
    """The headers that Google sets on every answer; gzip for those who take it."""
    response.headers["Vary"] = "Origin, X-Origin, Referer, Accept-Encoding"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-XSS-Protection"] = "0"
    if request.path.startswith(("/drive/", "/upload/drive/")) and response.mimetype == "application/json":
        response.headers["Cache-Control"] = "no-cache, no-store, max-age=0, must-revalidate"
        response.headers["Pragma"] = "no-cache"
        response.headers["Expires"] = "Mon, 01 Jan 1990 00:00:00 GMT"
    is_text = (response.mimetype or "").startswith(("application/json", "text/", "multipart/mixed"))
    if is_text and response.status_code != 206 and not response.is_streamed and _takes_gzip(request):
        content = response.get_data()
        if len(content) >= _WORTH_PACKING:
            # the lightest packing: answers travel within one machine
            response.set_data(gzip.compress(content, compresslevel=1, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _takes_gzip(request: Request) -> bool:
    return request.accept_encodings["gzip"] > 0


def allowed(path: str) -> Response:
    """The answer to OPTIONS: the verbs that a path takes."""
    verbs = [verb for verb in _VERBS if find_method("GET" if verb == "HEAD" else verb, path)]
    if not verbs:
        return nowhere(path)
    return Response(status=200, headers={"Allow": ", ".join([*verbs, "OPTIONS"])})


def cut_off() -> Response:
    """An answer that never comes: the server closes the connection without a byte."""

    def break_off() -> bytes:
        raise ClientDisconnected

    # called when the server begins to send
    return Response(iter(break_off, b""))


def nowhere(path: str) -> Response:
    """What Google's front end answers for a path that no API has: a page, not JSON."""
    page = (
        "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Error 404 (Not Found)!!1</title>\n"
        f"<p><b>404.</b> The requested URL <code>{escape(path)}</code> was not found on this server:"
        " no method of an API that the local Workspace knows.\n"
    )
    return Response(page, status=404, content_type="text/html; charset=UTF-8")
