"""As much of Zoho's query language COQL as an account needs that holds only deals: comparisons of a column with a quoted
value, `and` and `or` in brackets, an order and a limit. Anything else is a syntax error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

Row = Mapping[str, Any]
Condition = Callable[[Row], bool]

_QUERY = re.compile(
    r"select (?P<columns>\w+(?:, \w+)*) from Deals where (?P<where>.+) "
    r"order by (?P<order>\w+ (?:asc|desc)(?:, \w+ (?:asc|desc))*) limit (?P<limit>\d+)"
)
_TOKEN = re.compile(r"\s*(?:'((?:[^'\\]|\\.)*)'|(>=|<=|!=|=|>|<|\(|\))|(\w+))")

MOST = 2_000


def chosen(query: str, rows: Sequence[Row]) -> tuple[list[dict[str, Any]], bool]:
    """What the query chooses, and whether there is more; ValueError where it can't be read."""
    found = _QUERY.fullmatch(query)
    if not found or int(found["limit"]) > MOST:
        raise ValueError("the query can't be read")
    condition = _Reader(found["where"]).all()
    hits = [row for row in rows if condition(row)]
    for column, _, way in reversed([one.partition(" ") for one in found["order"].split(", ")]):
        hits.sort(key=partial(_held, column), reverse=way == "desc")
    columns, limit = {"id", *found["columns"].split(", ")}, int(found["limit"])
    return [{name: row[name] for name in columns} for row in hits[:limit]], len(hits) > limit


class _Reader:
    """Reads a condition, one bracket after the other."""

    def __init__(self, text: str) -> None:
        self._left: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            token = _TOKEN.match(text, at)
            if not token:
                raise ValueError(f"can't be read at {text[at : at + 10]}")
            quoted, mark, word = token.groups()
            self._left.append(("value", quoted) if quoted is not None else ("mark", mark or word))
            at = token.end()

    def all(self) -> Condition:
        condition = self._joined()
        if self._left:
            raise ValueError("something is left")
        return condition

    def _joined(self) -> Condition:
        first = self._one()
        if not self._left or self._left[0][1] not in {"and", "or"}:
            return first
        _kind, joint = self._left.pop(0)
        second = self._one()
        if joint == "and":
            return lambda row: first(row) and second(row)
        return lambda row: first(row) or second(row)

    def _one(self) -> Condition:
        if self._left and self._left[0] == ("mark", "("):
            self._left.pop(0)
            condition = self._joined()
            if not self._left or self._left.pop(0) != ("mark", ")"):
                raise ValueError("a bracket is open")
            return condition
        if len(self._left) < 3 or self._left[2][0] != "value":
            raise ValueError("a comparison is not whole")
        (_, column), (_, operator), (_, value) = self._left[:3]
        del self._left[:3]
        if operator == "like":
            return _like(column, value)
        wanted, compare = _comparable(column, value), _COMPARE[operator]
        return lambda row: compare(_comparable(column, row[column]), wanted)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
}


def _like(column: str, pattern: str) -> Condition:
    parts = ".*".join(map(re.escape, pattern.split("%")))
    compiled = re.compile(parts, re.IGNORECASE | re.DOTALL)
    return lambda row: compiled.fullmatch(row[column] or "") is not None


def _held(column: str, row: Row) -> Any:
    return _comparable(column, row[column])


def _comparable(column: str, value: str) -> Any:
    if column == "id":
        return int(value)
    return datetime.fromisoformat(value) if column == "Modified_Time" else value
