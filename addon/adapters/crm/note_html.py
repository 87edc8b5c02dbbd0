"""A deal's history where the vendor keeps HTML: what people wrote as text, its subject first, and found again."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<(?:/p|/div|br)[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")

SUBJECT_LENGTH = 200
"""Longer subjects are cut, so that each is one line wherever it is shown."""


def one_line(subject: str) -> str:
    """The subject as it is written and looked for."""
    line = " ".join(subject.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


def as_html(subject: str, text: str, most: int) -> str:
    """Subject and text as HTML of at most that many characters; text that does not fit is cut, with an ellipsis."""
    head = f"<p><strong>{html.escape(one_line(subject))}</strong></p>"
    room = most - len(head) - len("<p></p>")
    body = html.escape(text).replace("\n", "<br>")
    if len(body) > room:
        body = _cut(text, room - 1) + "…"
    return f"{head}<p>{body}</p>"


def first_line(written: str) -> str:
    """The first line of such HTML as a person reads it, whatever tags the vendor put around it."""
    lines = _TAG.sub("", _BREAK.sub("\n", written)).split("\n")
    return next((line for part in lines if (line := " ".join(html.unescape(part).split()))), "")


def _cut(text: str, room: int) -> str:
    """As much of the text as fits once it is HTML, no entity cut in two."""
    taken = 0
    for at, letter in enumerate(text):
        size = 4 if letter == "\n" else len(html.escape(letter))
        if taken + size > room:
            return html.escape(text[:at]).replace("\n", "<br>")
        taken += size
    return html.escape(text).replace("\n", "<br>")
