"""Salesforce's query language: texts in it, and answers page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from addon.adapters.http import Wire
from addon.adapters.http.answers import record, rows, word
from closeplan.errors import RefusedError, RetryLaterError

DATA = "/services/data/v64.0"
"""The version that everything here is written against; Salesforce keeps one for years."""

MOST_PAGES = 200
"""Further pages of one answer: no question of ours finds so much."""

Item = TypeVar("Item")

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        "'": "\\'",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\b": "\\b",
        "\f": "\\f",
    }
)
_WILDCARDS = str.maketrans({"%": "\\%", "_": "\\_"})


def quoted(text: str) -> str:
    """A text as a literal."""
    return f"'{text.translate(_ESCAPES)}'"


def holding(text: str) -> str:
    """A literal for LIKE: whatever holds that text."""
    return f"'%{text.translate(_ESCAPES).translate(_WILDCARDS)}%'"


def listed(texts: Sequence[str]) -> str:
    """Literals for IN."""
    return f"({','.join(map(quoted, texts))})"


def select(columns: Iterable[str], table: str, where: str) -> str:
    """A query; what stands in its condition is quoted by whoever makes it."""
    return " ".join(("SELECT", ", ".join(columns), "FROM", table, "WHERE", where))


def parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items, so many at once."""
    return (items[start : start + size] for start in range(0, len(items), size))


class Queries:
    """Asks; every row comes, however many pages Salesforce makes of them."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def rows(self, soql: str) -> list[Mapping[str, Any]]:
        """The rows of a query."""
        return self.rest(record(self._wire.json("GET", f"{DATA}/query", query={"q": soql})))

    def rest(self, answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The rows of an answer, or of one within a row, and those of its further pages."""
        found = list(rows(answer, "records"))
        for _ in range(MOST_PAGES):
            if answer.get("done") is not False:
                return found
            further = word(answer, "nextRecordsUrl")
            if not further.startswith("/services/data/"):
                raise RefusedError("salesforce names a further page that is not its own")
            answer = record(self._wire.json("GET", further))
            found += rows(answer, "records")
        raise RetryLaterError("salesforce: what a query finds has no end")
