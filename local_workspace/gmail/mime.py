"""Messages between their raw form and Gmail's tree of parts; the parsing is the standard library's."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from functools import lru_cache
from typing import Any

from local_workspace.gmail.refusals import bad_raw, no_raw

_REPLY = re.compile(r"^\s*((re|aw|fwd?|wg|sv|antw)\s*(\[\d+\])?:\s*)+", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style).*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SNIPPET = 200


def encode(data: bytes) -> str:
    """Bytes as Gmail writes them: base64url with its padding."""
    return base64.urlsafe_b64encode(data).decode()


def decode(resource: dict[str, Any], field: str) -> bytes:
    """The bytes of a message resource's `raw`; `field` is its place in the request."""
    raw = resource.get("raw")
    if not raw:
        raise no_raw()
    text = re.sub(r"\s", "", raw).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise bad_raw(field, raw) from wrong


@lru_cache(maxsize=256)
def parse(raw: bytes) -> Message:
    """The message; the forgiving parser refuses nothing. Readers must not change it."""
    return BytesParser(policy=policy.compat32).parsebytes(raw)


def header(message: Message, name: str) -> str:
    """A header's decoded text; empty when it is missing."""
    return _decoded(message.get(name, ""))


def addresses(message: Message, *names: str) -> list[str]:
    """The mail addresses in those headers, in lower case, each once."""
    found = getaddresses([str(value) for name in names for value in message.get_all(name, [])])
    return list(dict.fromkeys(address.lower() for _, address in found if "@" in address))


def references(message: Message) -> list[str]:
    """The ids of the messages that this one answers."""
    text = f"{message.get('References', '')} {message.get('In-Reply-To', '')}"
    return re.findall(r"<[^<>\s]+>", text)


def subject_key(message: Message) -> str:
    """The subject without its reply marks: messages of one thread share it."""
    return " ".join(_REPLY.sub("", header(message, "Subject")).lower().split())


def text_of(message: Message) -> str:
    """The words of a message: its plain text, else its HTML without tags."""
    plain = _first(message, "text/plain")
    if plain is not None:
        return _text(plain)
    rich = _first(message, "text/html")
    return without_tags(_text(rich)) if rich is not None else ""


def without_tags(rich: str) -> str:
    """The words of some HTML."""
    return html.unescape(_TAGS.sub(" ", _BREAKS.sub("\n", rich)))


def snippet(message: Message) -> str:
    """The first words, escaped for HTML as Gmail does."""
    words = " ".join(text_of(message).split())
    return html.escape(words[:_SNIPPET])


def payload(message: Message, *, deep: bool, wanted: list[str]) -> dict[str, Any]:
    """Gmail's tree of parts; without `deep` the headers only, and of them the wanted ones."""
    if deep:
        return _part(message, "")
    names = {name.lower() for name in wanted}
    shown = [entry for entry in _headers(message) if not names or entry["name"].lower() in names]
    return {"mimeType": message.get_content_type(), "headers": shown}


def attachment(message: Message, wanted: str) -> bytes | None:
    """The bytes of the attachment with that id."""
    for part_id, part in _walk(message, ""):
        if attachment_id(part_id, part) == wanted:
            return _bytes(part)
    return None


def attachment_id(part_id: str, part: Message) -> str:
    """A stable id of a part's content."""
    digest = hashlib.sha256(f"{part_id}:{part.get_filename('')}".encode() + _bytes(part)).digest()
    return "ANGjdJ" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def has_attachment(message: Message) -> bool:
    """Whether any part has a file name."""
    return any(part.get_filename() for _, part in _walk(message, ""))


def _part(part: Message, part_id: str) -> dict[str, Any]:
    name = _decoded(part.get_filename(""))
    shown: dict[str, Any] = {
        "partId": part_id,
        "mimeType": part.get_content_type(),
        "filename": name,
        "headers": _headers(part),
    }
    if part.is_multipart():
        shown["body"] = {"size": 0}
        shown["parts"] = [_part(inner, inner_id) for inner_id, inner in _children(part, part_id)]
        return shown
    data = _text(part).encode() if part.get_content_maintype() == "text" and not name else _bytes(part)
    if name:
        shown["body"] = {"attachmentId": attachment_id(part_id, part), "size": len(data)}
    else:
        shown["body"] = {"size": len(data), **({"data": encode(data)} if data else {})}
    return shown


def _children(part: Message, part_id: str) -> Iterator[tuple[str, Message]]:
    inner = part.get_payload()
    if isinstance(inner, list):
        for index, child in enumerate(inner):
            if isinstance(child, Message):
                yield (f"{part_id}.{index}" if part_id else str(index)), child


def _walk(part: Message, part_id: str) -> Iterator[tuple[str, Message]]:
    yield part_id, part
    for child_id, child in _children(part, part_id):
        yield from _walk(child, child_id)


def _first(message: Message, mime_type: str) -> Message | None:
    for _, part in _walk(message, ""):
        if part.get_content_type() == mime_type and not part.is_multipart() and not part.get_filename():
            return part
    return None


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes(part)
    try:
        return data.decode(str(part.get_content_charset("utf-8")), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _headers(part: Message) -> list[dict[str, str]]:
    return [{"name": name, "value": _decoded(value)} for name, value in part.items()]


def _decoded(value: Any) -> str:
    """A header without folding and encoded words, and nothing that JSON can't carry."""
    from email.header import decode_header, make_header  # noqa: PLC0415 - only mail needs it

    text = re.sub(r"\r?\n\s*", " ", str(value))
    with suppress(ValueError, LookupError):
        text = str(make_header(decode_header(text)))
    return text.encode("utf-8", "replace").decode()
