"""Which columns of a monday.com board mean what. A board is laid out by its people; monday CRM's own template is what this
knows, and any board whose columns bear such titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from addon.adapters.crm.monday_values import KINDS, Column
from closeplan.errors import RefusedError

_MEANINGS: Mapping[str, tuple[frozenset[str], tuple[str, ...]]] = {
    # meaning: the column types it can have, then what its title may hold, the likeliest first
    "stage": (frozenset({"status"}), ("stage", "status", "phase")),
    "amount": (frozenset({"numbers"}), ("deal value", "amount", "value")),
    "close_date": (frozenset({"date"}), ("close", "sign")),
    "owner": (frozenset({"people"}), ("owner", "responsible", "")),
    "contacts": (frozenset({"board_relation"}), ("contact", "people")),
    "company": (frozenset({"board_relation", "text"}), ("account", "company")),
    "email": (frozenset({"email"}), ("",)),
    "title": (frozenset({"text"}), ("title", "position")),
}


@dataclass(frozen=True, kw_only=True)
class Board:
    """A board with its columns."""

    id: str
    name: str
    columns: tuple[Column, ...]

    def meaning(self, what: str) -> Column | None:
        """The column that means that; None where the board has none."""
        types, words = _MEANINGS[what]
        fitting = [column for column in self.columns if column.type in types]
        found = (column for word in words for column in fitting if word in column.title.lower())
        return next(found, None)

    def column(self, name: str) -> Column | None:
        """The column of that id, or of that title where only one bears it."""
        titled = [column for column in self.columns if column.title.strip().lower() == name.strip().lower()]
        by_id = (column for column in self.columns if column.id == name)
        return next(by_id, titled[0] if len(titled) == 1 else None)

    def writable(self, name: str) -> Column:
        """The same for one that closeplan can write; RefusedError says why not."""
        column = self.column(name)
        if column is None:
            raise RefusedError(f"monday: the board {self.name!r} has no column {name!r}")
        if column.type not in KINDS:
            raise RefusedError(f"monday: the column {column.title!r} is of a type that can't be written")
        return column

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The ids of the columns that mean something to closeplan."""
        meant: Iterable[Column | None] = (self.meaning(what) for what in _MEANINGS)
        return tuple(dict.fromkeys(column.id for column in meant if column is not None))
