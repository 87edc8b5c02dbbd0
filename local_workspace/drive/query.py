"""The `q` language of files.list, parsed into a predicate over `File` resources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local_workspace.drive.model import time_text
from local_workspace.drive.refusals import DriveError, invalid

Shown = Mapping[str, Any]
Test = Callable[[Shown], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|(?P<sign>!=|<=|>=|[()={}<>])|(?P<word>[\w.]+))"
)
_ORDERS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_TIMES = {"modifiedTime", "createdTime", "viewedByMeTime", "sharedWithMeTime"}
_TRUTHS = {"trashed", "starred", "sharedWithMe"}
_PROPERTIES = {"appProperties", "properties"}
_PEOPLE = {
    "owners": {"owner"},
    "writers": {"owner", "writer"},
    "readers": {"owner", "writer", "commenter", "reader"},
}


def bad_query() -> DriveError:
    """Drive's one answer to every query it can't read."""
    return invalid("Invalid Value", "q")


@dataclass
class _Reader:
    """A recursive descent over the tokens: `or` binds weaker than `and`, `not` strongest."""

    tokens: list[str]
    root: str
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        token = self.peek()
        if not token or (expected is not None and token != expected):
            raise bad_query()
        self.at += 1
        return token

    def either(self) -> Test:
        test = self.both()
        while self.peek() == "or":
            self.take()
            test = _or(test, self.both())
        return test

    def both(self) -> Test:
        test = self.single()
        while self.peek() == "and":
            self.take()
            test = _and(test, self.single())
        return test

    def single(self) -> Test:
        if self.peek() == "not":
            self.take()
            inner = self.single()
            return lambda shown: not inner(shown)
        if self.peek() == "(":
            self.take()
            inner = self.either()
            self.take(")")
            return inner
        return self.term()

    def term(self) -> Test:
        subject = self.take()
        if subject[:1] in "'\"":
            self.take("in")
            return self.membership(_unquote(subject), self.take())
        if subject in _PROPERTIES:
            self.take("has")
            return self.property_pair(subject)
        if subject == "sharedWithMe" and self.peek() not in {"=", "!="}:
            return _shared_with_me
        operator, value = self.take(), self.take()
        if subject in _TRUTHS:
            return _truth(subject, operator, value)
        return _comparison(subject, operator, _unquote(value))

    def membership(self, value: str, collection: str) -> Test:
        if collection == "parents":
            wanted = self.root if value == "root" else value
            return lambda shown: wanted in shown.get("parents", [])
        roles = _PEOPLE.get(collection)
        if roles is None:
            raise bad_query()
        return lambda shown: any(
            grant["role"] in roles and grant.get("emailAddress") == value.lower()
            for grant in shown.get("permissions", [])
        )

    def property_pair(self, subject: str) -> Test:
        self.take("{")
        self.take("key")
        self.take("=")
        key = _unquote(self.take())
        self.take("and")
        self.take("value")
        self.take("=")
        value = _unquote(self.take())
        self.take("}")
        return lambda shown: shown.get(subject, {}).get(key) == value


def _or(left: Test, right: Test) -> Test:
    return lambda shown: left(shown) or right(shown)


def _and(left: Test, right: Test) -> Test:
    return lambda shown: left(shown) and right(shown)


def _shared_with_me(shown: Shown) -> bool:
    return not shown["ownedByMe"]


def _truth(subject: str, operator: str, value: str) -> Test:
    if operator not in {"=", "!="} or value not in {"true", "false"}:
        raise bad_query()
    wanted = (value == "true") == (operator == "=")
    if subject == "sharedWithMe":
        return lambda shown: _shared_with_me(shown) is wanted
    return lambda shown: bool(shown.get(subject)) is wanted


def _comparison(subject: str, operator: str, value: str) -> Test:
    if operator == "contains" and subject in {"name", "fullText"}:
        # Drive's `name contains` matches the beginnings of words, in any case
        found = re.compile(rf"(?:^|\W|_){re.escape(value)}", re.IGNORECASE)
        return lambda shown: bool(found.search(shown["name"]))
    if operator == "contains" and subject == "mimeType":
        return lambda shown: shown["mimeType"].startswith(value)
    order = _ORDERS.get(operator)
    if order is not None and subject in _TIMES:
        moment = _moment(value)
        return lambda shown: order(shown.get(subject, ""), moment)
    if order is not None and subject == "visibility" and operator in {"=", "!="}:
        return lambda shown: order(_visibility(shown), value)
    if operator in {"=", "!="} and subject == "shortcutDetails.targetId" and order is not None:
        return lambda shown: order(shown.get("shortcutDetails", {}).get("targetId", ""), value)
    if order is not None and subject in {"name", "mimeType"} and operator in {"=", "!="}:
        return lambda shown: order(shown[subject], value)
    raise bad_query()


def _visibility(shown: Shown) -> str:
    """How far a file is seen: `anyoneCanFind`, `anyoneWithLink` or `limited`."""
    link = next((grant for grant in shown.get("permissions", ()) if grant["type"] == "anyone"), None)
    if link is None:
        return "limited"
    return "anyoneCanFind" if link.get("allowFileDiscovery") else "anyoneWithLink"


def _moment(text: str) -> str:
    """A time of the query as Drive's own times are written; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise bad_query() from wrong
    return time_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _unquote(token: str) -> str:
    if token[:1] not in {"'", '"'}:
        raise bad_query()
    return re.sub(r"\\(.)", r"\1", token[1:-1])


def parse(text: str, root: str) -> Test:
    """The predicate of a query; `root` is the id that the word `root` stands for."""
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise bad_query()
        tokens.append(found.group(found.lastgroup or 0))
        at = found.end()
    reader = _Reader(tokens, root)
    test = reader.either()
    if reader.peek():
        raise bad_query()
    return test
