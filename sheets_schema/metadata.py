"""Developer metadata: the marks by which a plan's parts are found again after people have moved them.

Visibility is DOCUMENT. PROJECT would hide the marks from a robot whose key belongs to another Cloud
project than the seller's sign-in, and they hold nothing that the Sheet doesn't show: ids and column keys.

A sheet of our own layout is one tab of ours (`TAB`) with one table, and its marks name keys alone. A sheet of
somebody's own layout (`TABLES`) may hold several tables, side by side or one below the other, so there each mark
begins with its table: `timeline:due`. A row or column may then bear several marks of one key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from closeplan.plan.model import Side
from closeplan.plan.signals import Table

PLAN_ID = "closeplan.plan"
"""On the spreadsheet: the plan's id."""

LAYOUT = "closeplan.layout"
"""On the spreadsheet: the layout version."""

LANGUAGE = "closeplan.language"
"""On the spreadsheet: the plan's language, a BCP 47 tag."""

TAB = "closeplan.tab"
"""On a sheet of ours: which of our tabs it is (`plan`, `stakeholders`, `risks`, `history`)."""

COLUMN = "closeplan.column"
"""On a column: its key (`due`); in an adopted table `timeline:due`, and `timeline:owner:buyer` where each side has an
owner column of its own. The robot's own columns too: `timeline:id`, `timeline:signal`.
"""

HEADER = "closeplan.header"
"""On a header row (the lower one of two): the tab's key; in an adopted table the table (`timeline`)."""

LABEL = "closeplan.label"
"""On a row of the top block: the label's key. In a foreign layout on each row, of any sheet, that states a fact of the
plan; the fact is the second filled cell of the row, or the only one.
"""

ROW = "closeplan.row"
"""On a row: its id; in an adopted table `timeline:id-of-the-row`."""

TABLES = "closeplan.tables"
"""On a sheet of somebody's own layout: the tables of the plan that lie on it, `timeline,stakeholders`."""

FIRST = "closeplan.first"
"""On the first row of an adopted table that has no header row: the table."""

ASIDE = "closeplan.aside"
"""On a row inside or below an adopted table that holds no item, though it isn't blank: `timeline:subheading` for one
that heads a group (the workstream of the milestones below, the side of the people below), `timeline:other` for
totals, titles and remarks. Repeated headers need none.
"""

TRANSPOSED = "closeplan.transposed"
"""On a sheet whose tables lie on their side: `1`. Marks lie with what they mark: `COLUMN` on its rows, `HEADER` on a
column. See `flipped`.
"""

SIDES = "closeplan.sides"
"""On the spreadsheet: what the layout's own words for the sides mean, as JSON: `{"Acme": "buyer", "us": "seller"}`."""

SUBHEADING, OTHER = "subheading", "other"
"""What an `ASIDE` row is."""


@dataclass(frozen=True, kw_only=True)
class ColumnMark:
    """What a column's mark says. `table` is None in our own layout, `side` set on the owner column of one side."""

    key: str
    table: Table | None = None
    side: Side | None = None

    @property
    def value(self) -> str:
        """The mark's value."""
        parts = (self.table, self.key, self.side)
        return ":".join(part for part in parts if part)

    @classmethod
    def parse(cls, value: str) -> ColumnMark:
        """Read a mark's value; a side nobody knows is none."""
        first, _, rest = value.partition(":")
        if first not in set(Table) or not rest:
            return cls(key=value)
        key, _, side = rest.partition(":")
        return cls(key=key, table=Table(first), side=Side(side) if side in set(Side) else None)


def of_table(table: Table, value: str) -> str:
    """A value as it is marked in an adopted table (`ROW`, `ASIDE`)."""
    return f"{table}:{value}"


def in_table(table: Table, value: str) -> str | None:
    """What a mark says about that table; None where it is about another one, or our own layout's."""
    first, colon, rest = value.partition(":")
    return rest if colon and first == table else None


def sides_value(words: Mapping[str, Side]) -> str:
    """The value of `SIDES`."""
    return json.dumps(dict(words), ensure_ascii=False, sort_keys=True)


def sides_of(raw: Mapping[str, Any]) -> dict[str, Side]:
    """What the layout's own words for the sides mean; what isn't understood of the mark is left out."""
    try:
        said = json.loads(value_of(raw, SIDES) or "{}")
    except ValueError:
        return {}
    pairs = said.items() if isinstance(said, dict) else ()
    return {str(word): Side(side) for word, side in pairs if side in set(Side)}


def tables_of(sheet: Mapping[str, Any]) -> tuple[Table, ...]:
    """The adopted tables a raw sheet says it holds."""
    said = (value_of(sheet, TABLES) or "").split(",")
    return tuple(table for table in Table if table in said)


GUEST = "closeplan.guest"
"""On a spreadsheet that is somebody's own: only what is marked there is ours. `added` where our tabs were added to it,
`adopted` where its own tables are the plan.
"""


def mark(key: str, value: str, location: dict[str, Any]) -> dict[str, Any]:
    """The request that puts one mark on a spreadsheet, sheet, row or column."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": value,
                "visibility": "DOCUMENT",
                "location": location,
            }
        }
    }


def on_row(sheet_id: int, index: int) -> dict[str, Any]:
    """The location of one row."""
    return _on_dimension(sheet_id, "ROWS", index)


def on_column(sheet_id: int, index: int) -> dict[str, Any]:
    """The location of one column."""
    return _on_dimension(sheet_id, "COLUMNS", index)


def _on_dimension(sheet_id: int, dimension: str, index: int) -> dict[str, Any]:
    return {
        "dimensionRange": {
            "sheetId": sheet_id,
            "dimension": dimension,
            "startIndex": index,
            "endIndex": index + 1,
        }
    }


def value_of(holder: Mapping[str, Any], key: str) -> str | None:
    """The first value of that key on a spreadsheet or sheet."""
    for entry in holder.get("developerMetadata", ()):
        if entry.get("metadataKey") == key:
            return str(entry.get("metadataValue", ""))
    return None


def by_index(dimensions: Iterable[Mapping[str, Any]], first: int = 0) -> dict[str, dict[int, str]]:
    """Of rows or columns: for each of our keys, the value at each index that has one."""
    found: dict[str, dict[int, str]] = {}
    for index, properties in enumerate(dimensions, first):
        for entry in properties.get("developerMetadata", ()):
            key = entry.get("metadataKey", "")
            found.setdefault(key, {}).setdefault(index, str(entry.get("metadataValue", "")))
    return found


def all_by_index(
    dimensions: Iterable[Mapping[str, Any]], key: str, first: int = 0
) -> Iterator[tuple[int, str]]:
    """Of rows or columns: every mark of that key with its index, in order."""
    for index, properties in enumerate(dimensions, first):
        for entry in properties.get("developerMetadata", ()):
            if entry.get("metadataKey") == key:
                yield index, str(entry.get("metadataValue", ""))
