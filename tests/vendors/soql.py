"""As much of Salesforce's query language as is needed to answer honestly: it refuses what Salesforce refuses, and fields that are
not there.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Row = Mapping[str, Any]
Test = Callable[[Row], bool]

_TOKEN = re.compile(r"\s*('(?:[^'\\]|\\.)*'|[A-Za-z_][\w.]*|\d[\w:.+-]*|!=|<=|>=|[(),=<>])", re.DOTALL)
_STRING_PART = re.compile(r"\\(.)|(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\\": "\\", "'": "'", '"': '"'}
_COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


class SoqlError(Exception):
    """A query that Salesforce refuses."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass
class Select:
    """A query: the columns by their path, the queries of children, and what is asked of the rows."""

    columns: list[str] = field(default_factory=list)
    children: list[Select] = field(default_factory=list)
    table: str = ""
    where: Test = lambda _row: True
    order: list[tuple[str, bool]] = field(default_factory=list)
    limit: int | None = None
    asked: set[str] = field(default_factory=set)

    def picked(self, rows: Iterator[Row]) -> list[Row]:
        """The rows that are meant, in their order."""
        found = [row for row in rows if self.where(row)]
        for path, down in reversed(self.order):
            found.sort(key=lambda row: (row[path] is not None, row[path]), reverse=down)
        return found[: self.limit]


def parsed(text: str) -> Select:
    """The query that a text is."""
    parser = _Parser(text)
    found = parser.select()
    if parser.next is not None:
        raise parser.wrong()
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise SoqlError("MALFORMED_QUERY", f"unexpected token: {text[at : at + 20]!r}")
            self._tokens.append(match[1])
            at = match.end()
        self._at = 0
        self._asked: set[str] = set()

    @property
    def next(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def wrong(self) -> SoqlError:
        return SoqlError("MALFORMED_QUERY", f"unexpected token: {self.next!r}")

    def select(self) -> Select:
        self._need("SELECT")
        found, outer, self._asked = Select(), self._asked, set()
        while True:
            if self._takes("("):
                found.children.append(self.select())
                self._need(")")
            else:
                found.columns.append(self._column())
            if not self._takes(","):
                break
        self._need("FROM")
        found.table = self._word()
        if self._takes("WHERE"):
            found.where = self._conditions()
        if self._takes("ORDER"):
            self._need("BY")
            found.order = self._order()
        if self._takes("LIMIT"):
            found.limit = int(self._word())
        found.asked, self._asked = self._asked, outer
        return found

    def _order(self) -> list[tuple[str, bool]]:
        found = []
        while True:
            column = self._column()
            down = self._takes("DESC")
            if not down:
                self._takes("ASC")
            found.append((column, down))
            if not self._takes(","):
                return found

    def _conditions(self) -> Test:
        """Conditions of one kind; AND beside OR needs parentheses in Salesforce, too."""
        tests, joined = [self._condition()], ""
        while self.next in {"AND", "OR"}:
            if joined not in {"", self.next}:
                raise self.wrong()
            joined = self._word()
            tests.append(self._condition())
        together = any if joined == "OR" else all
        return lambda row: together(test(row) for test in tests)

    def _condition(self) -> Test:
        if self._takes("("):
            inside = self._conditions()
            self._need(")")
            return inside
        column, how = self._column(), self._word()
        if how == "IN":
            self._need("(")
            wanted = [self._value()]
            while self._takes(","):
                wanted.append(self._value())
            self._need(")")
            among = {_comparable(one) for one in wanted}
            return lambda row: _comparable(row[column]) in among
        if how == "LIKE":
            pattern = _like(self._word())
            return lambda row: row[column] is not None and bool(pattern.fullmatch(row[column]))
        if how not in _COMPARE:
            raise self.wrong()
        compare, value = _COMPARE[how], _comparable(self._value())
        if how in {"=", "!="}:
            return lambda row: bool(compare(_comparable(row[column]), value))
        return lambda row: row[column] is not None and bool(compare(_comparable(row[column]), value))

    def _value(self) -> object:
        word = self._word()
        if word.startswith("'"):
            return "".join(_letter(part) for part in _STRING_PART.finditer(word[1:-1]))
        if word in {"true", "false", "null"}:
            return {"true": True, "false": False, "null": None}[word]
        try:
            return datetime.fromisoformat(word) if "T" in word else float(word)
        except ValueError as error:
            raise self.wrong() from error

    def _column(self) -> str:
        column = self._word()
        self._asked.add(column)
        return column

    def _word(self) -> str:
        if self.next is None:
            raise self.wrong()
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, token: str) -> bool:
        found = self.next == token
        self._at += found
        return found

    def _need(self, token: str) -> None:
        if not self._takes(token):
            raise self.wrong()


def _letter(part: re.Match[str]) -> str:
    if part[1] is None:
        return part[2]
    if part[1] not in _ESCAPED:
        raise SoqlError("MALFORMED_QUERY", f"invalid string escape \\{part[1]}")
    return _ESCAPED[part[1]]


def _like(literal: str) -> re.Pattern[str]:
    wild = {"%": ".*", "_": "."}
    parts = [
        re.escape(part[1]) if part[1] in wild else wild.get(part[0]) or re.escape(_letter(part))
        for part in _STRING_PART.finditer(literal[1:-1])
    ]
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def _comparable(value: Any) -> Any:
    """Texts are compared without their case, moments by their seconds."""
    if isinstance(value, str):
        return value.casefold()
    return value.replace(microsecond=0) if isinstance(value, datetime) else value
