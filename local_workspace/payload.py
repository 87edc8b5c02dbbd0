"""JSON bodies, and Google's words for those that do not parse."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any
from urllib.parse import parse_qsl

from local_workspace.errors import ApiError, bad_request
from local_workspace.nodes import Violation

_AROUND = 20
_WORDS = (
    ("Expecting property name", "Expected an object key or }."),
    ("Expecting ':'", "Expected : between key:value pair."),
    ("Unterminated string", "Closing quote expected in string."),
    ("Invalid \\", "Invalid escape sequence."),
    ("Extra data", "Parsing terminated before end of input."),
    ("Illegal trailing comma", "Expected a value."),
)
"""How Python's messages begin, and what Google says."""


def read_json(raw: bytes) -> Any:
    """The value of a body; an empty body is an empty message."""
    try:
        text = raw.decode("utf-8")
        if not text.strip():
            return {}
        value = json.loads(text, parse_constant=_no_number)
        # half of a surrogate pair can be written as an escape, and can't be stored or sent back
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as wrong:
        raise _refusal(_words(wrong), wrong.doc, wrong.pos) from wrong
    except UnicodeError as wrong:
        raise bad_request("Invalid JSON payload received. Encountered non UTF-8 code points.") from wrong
    except RecursionError as wrong:
        raise bad_request("Message too deep. Max recursion depth reached.") from wrong
    except ValueError as wrong:
        raise bad_request(f"Invalid JSON payload received. {wrong}") from wrong
    return value


def unbound(form: bytes, parameters: Container[str]) -> list[Violation]:
    """What Google says of a body that is sent as a form: its names can't be fields of the message."""
    names = [name for name, _ in parse_qsl(form.decode("utf-8", "replace"), keep_blank_values=True)]
    return [
        Violation(
            "",
            f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
            f" Field '{name}' could not be found in request message.",
        )
        for name in names
        if name not in parameters
    ]


def _no_number(word: str) -> None:
    raise ValueError(f"Unexpected token.\n{word}\n^")


def _words(wrong: json.JSONDecodeError) -> str:
    for beginning, words in _WORDS:
        if wrong.msg.startswith(beginning):
            return words
    if wrong.msg.startswith("Expecting ','"):
        inside = _innermost(wrong.doc, wrong.pos)
        return f"Expected , or {inside} after {'array value' if inside == ']' else 'key:value pair'}."
    if not wrong.doc[wrong.pos :].strip():
        return "Unexpected end of string. Expected a value."
    return "Expected a value." if wrong.doc[wrong.pos] in "]},:" else "Unexpected token."


def _innermost(text: str, end: int) -> str:
    """The bracket that would close the innermost array or object open at a place."""
    closing, in_string, escaped = [], False, False
    for sign in text[:end]:
        if in_string:
            in_string = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            closing.append("]" if sign == "[" else "}")
        elif sign in "]}":
            closing.pop()
    return closing[-1]


def _refusal(words: str, text: str, place: int) -> ApiError:
    """The message, the text around the place, and a caret under it."""
    begin = max(place - _AROUND, 0)
    shown = text[begin : place + _AROUND]
    return bad_request(f"Invalid JSON payload received. {words}\n{shown}\n{' ' * (place - begin)}^")
