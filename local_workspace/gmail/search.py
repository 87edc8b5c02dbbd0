"""Gmail's search box, as far as the local mailboxes have what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses

from local_workspace.errors import unimplemented
from local_workspace.gmail import mime
from local_workspace.gmail.mailbox import Mail

_TERM = re.compile(r'(?P<minus>-?)(?:(?P<operator>[a-zA-Z][\w]*):)?(?:"(?P<quoted>[^"]*)"|(?P<word>\S+))')
_PLACES = {
    "inbox": "INBOX",
    "sent": "SENT",
    "trash": "TRASH",
    "spam": "SPAM",
    "draft": "DRAFT",
    "drafts": "DRAFT",
}
_STATES = {"unread": "UNREAD", "starred": "STARRED", "important": "IMPORTANT", **_PLACES}
_AGE = re.compile(r"(\d+)([dmy])")
_DAYS = {"d": 1, "m": 30, "y": 365}
_LATER = frozenset(
    {"larger", "smaller", "size", "filename", "list", "category", "deliveredto", "older", "newer"}
)


@dataclass(frozen=True, slots=True)
class Searcher:
    """Whose mailbox is searched: the ids of its labels by name, and the time."""

    labels: Mapping[str, str]
    now: datetime


Test = Callable[[Mail], bool]


def compiled(text: str, searcher: Searcher) -> Test:
    """A search as one test of a mail; all its terms must hold."""
    tests: list[Test] = []
    for term in _TERM.finditer(_proved(text)):
        value = term["quoted"] if term["quoted"] is not None else term["word"]
        test = _term((term["operator"] or "").lower(), value, searcher)
        tests.append(_not(test) if term["minus"] else test)
    return lambda mail: all(test(mail) for test in tests)


def names_place(text: str) -> bool:
    """Whether a search says itself that trash or spam are wanted."""
    return bool(re.search(r"\b(in|is|label):(trash|spam|anywhere)\b", text.lower()))


def _proved(text: str) -> str:
    bare = re.sub(r'"[^"]*"', '""', text)
    if re.search(r"[(){}]|(^|\s)(OR|AROUND)(\s|$)", bare):
        raise unimplemented("a Gmail search with OR, brackets or AROUND")
    return text


def _not(test: Test) -> Test:
    return lambda mail: not test(mail)


def _term(operator: str, value: str, searcher: Searcher) -> Test:
    wanted = value.lower()
    if operator in {"in", "is", "label"}:
        return _label(wanted, searcher)
    if operator in {"after", "before", "newer_than", "older_than"}:
        return _time(operator, wanted, searcher)
    if operator in _LATER or (operator == "has" and wanted != "attachment"):
        raise unimplemented(f"a Gmail search with {operator}:")
    return _content(operator, value)


def _content(operator: str, value: str) -> Test:
    wanted = value.lower()
    if operator in {"from", "to", "cc", "bcc"}:
        names = ("To", "Cc", "Bcc") if operator == "to" else (operator,)
        return lambda mail: _names_person(mail, names, wanted)
    if operator == "subject":
        return lambda mail: wanted in mime.header(mail.message, "Subject").lower()
    if operator == "rfc822msgid":
        bare = value.strip("<>")
        return lambda mail: mime.header(mail.message, "Message-ID").strip("<>") == bare
    if operator == "has":
        return lambda mail: mime.has_attachment(mail.message)
    words = f"{operator}:{wanted}" if operator else wanted
    return lambda mail: words in _all_words(mail)


def _label(wanted: str, searcher: Searcher) -> Test:
    if wanted == "anywhere":
        return lambda _mail: True
    if wanted == "read":
        return lambda mail: "UNREAD" not in mail.labels
    label = _STATES.get(wanted) or searcher.labels.get(wanted, "")
    return lambda mail: label in mail.labels


def _time(operator: str, wanted: str, searcher: Searcher) -> Test:
    limit = _moment(wanted, searcher.now)
    if limit is None:
        return lambda _mail: False
    edge = int(limit.timestamp() * 1000)
    if operator in {"after", "newer_than"}:
        return lambda mail: mail.time >= edge
    return lambda mail: mail.time < edge


def _moment(text: str, now: datetime) -> datetime | None:
    """The time of `2026/11/23`, `2026-11-23`, `3d`, `2m`, `1y` or seconds since 1970."""
    age = _AGE.fullmatch(text)
    try:
        if age:
            return now - timedelta(days=int(age[1]) * _DAYS[age[2]])
        if text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        year, month, day = (int(part) for part in re.split("[/-]", text))
        return datetime(year, month, day, tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _names_person(mail: Mail, headers: tuple[str, ...], wanted: str) -> bool:
    found = getaddresses([mime.header(mail.message, name) for name in headers])
    if "@" in wanted:
        return any(address.lower() == wanted.strip("<>") for _, address in found)
    return any(wanted in f"{name} {address}".lower() for name, address in found)


def _all_words(mail: Mail) -> str:
    heads = (mime.header(mail.message, name) for name in ("Subject", "From", "To", "Cc"))
    return "\n".join([*heads, mime.text_of(mail.message)]).lower()
