"""`/batch/...`: several API requests in one multipart body, as the client's `new_batch_http_request` sends."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from email.message import Message
from email.parser import BytesParser

from flask import Request, Response
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from local_workspace.errors import ApiError, bad_request

MOST_CALLS = 100
_NOT_PASSED_ON = {"content-length", "content-type", "host", "mime-version"}


def answer_batch(request: Request, answer: Callable[[Request], Response]) -> Response:
    """Answer every part as a request of its own, in their order."""
    parts = _parts(request)
    if len(parts) > MOST_CALLS:
        raise bad_request(f"The batch request contains more than {MOST_CALLS} calls.")
    boundary = f"batch_{secrets.token_urlsafe(18)}"
    body = b"".join(
        f"--{boundary}\r\n".encode() + _answered(part, answer(_request(part, request))) for part in parts
    )
    return Response(
        body + f"--{boundary}--\r\n".encode(), content_type=f"multipart/mixed; boundary={boundary}"
    )


def _parts(request: Request) -> list[Message]:
    head = f"Content-Type: {request.headers.get('Content-Type', '')}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + request.get_data(cache=False))
    if message.get_content_type() != "multipart/mixed" or not message.is_multipart():
        raise ApiError(400, "INVALID_ARGUMENT", "Failed to parse batch request: no multipart/mixed body.")
    return [part for part in message.get_payload() if isinstance(part, Message)]


def _request(part: Message, outer: Request) -> Request:
    """The request that a part holds; it acts as whom it names, else as the whole batch does."""
    raw = part.get_payload(decode=True)
    line, _, rest = (raw if isinstance(raw, bytes) else b"").lstrip().partition(b"\n")
    words = line.decode("latin-1").split()
    if len(words) < 2:
        raise ApiError(400, "INVALID_ARGUMENT", "Failed to parse batch request: a part has no request line.")
    inner = BytesParser().parsebytes(rest)
    body = inner.get_payload(decode=True)
    headers = Headers([pair for pair in inner.items() if pair[0].lower() not in _NOT_PASSED_ON])
    headers.setdefault("Authorization", outer.headers.get("Authorization", ""))
    builder = EnvironBuilder(
        path=words[1],
        method=words[0],
        base_url=outer.host_url,
        headers=headers,
        data=body if isinstance(body, bytes) else b"",
        content_type="application/json",
    )
    return Request(builder.get_environ())


def _answered(part: Message, response: Response) -> bytes:
    content_id = part.get("Content-ID", "")
    head = [
        "Content-Type: application/http",
        *([f"Content-ID: <response-{content_id.lstrip('<')}"] if content_id else []),
        "",
        f"HTTP/1.1 {response.status}",
        *(f"{name}: {value}" for name, value in response.headers),
        "",
        "",
    ]
    return "\r\n".join(head).encode() + response.get_data() + b"\r\n"
