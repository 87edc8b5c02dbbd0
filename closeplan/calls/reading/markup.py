"""The words inside a cue: WebVTT's tags and HTML taken away, entities read, voices found."""

from __future__ import annotations

import re
from html import unescape

from closeplan.calls.reading.draft import clean_name

# Only tags of WebVTT and HTML go: people's own "<laughs>" or "a < b" are words.
_TAGS = (
    "c|i|b|u|v|lang|ruby|rt|a|abbr|br|div|em|font|form|h1|h2|h3|hr|html|head|body|iframe|img|input|li|link|meta|object|ol|p|"
    "pre|s|script|small|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|ul"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?=[\s.>/])[^<>]*>|<\d[\d:.]*>", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t\n]([^<>]*))?>", re.IGNORECASE)


def words_of(payload: str) -> str:
    """The payload's words alone."""
    plain = _TAG.sub("", payload) if "<" in payload else payload
    return unescape(plain) if "&" in plain else plain


def voiced(payload: str) -> tuple[str | None, str]:
    """Who speaks by a cue's voice tag, None where it has none, and the words.

    A cue is one turn, of its first voice. Words of a second voice keep their name before them, so that they are
    nobody else's.
    """
    voices = list(_VOICE.finditer(payload))
    if not voices:
        return None, words_of(payload)
    first = name_in(voices[0])
    words = [words_of(payload[: voices[0].start()]).strip()]
    for number, voice in enumerate(voices):
        end = voices[number + 1].start() if number + 1 < len(voices) else len(payload)
        name, text = name_in(voice), words_of(payload[voice.end() : end]).strip()
        words.append(text if name == first else f"{name or '?'}: {text}")
    return first, " ".join(word for word in words if word)


def name_in(voice: re.Match[str]) -> str:
    """The name in a voice tag."""
    return clean_name(unescape(voice[1] or ""))
