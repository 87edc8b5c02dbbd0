"""Which row is which: ids for the rows of a table, whatever people did to its ID column.

Rows that say who they are beyond doubt are settled first, on nearly every day all of them. For the rest, every pair of a
row and a known id is weighed on all there is to see (`sheets_schema.evidence`), and the ids are given in one assignment
over the whole table, so that no row takes an id that tells more of another. What no known row explains is a new row.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sheets_schema.assignment import best_assignment
from sheets_schema.evidence import Evidence, Fields, Witness
from sheets_schema.labels import normal

__all__ = ["Identity", "Witness", "identify"]

_WELL_FORMED = re.compile(r"\S{1,64}")


class Identity(NamedTuple):
    """Which row a row is, and how sure that is, from 0 to 1."""

    id: str
    certainty: float = 1.0


@dataclass
class _Table:
    """The rows, what is known, and the ids as they are given. `free` are known ids that no row has yet."""

    rows: Sequence[Witness]
    known: Mapping[str, Fields]
    name_key: str
    emptied: Collection[str] = ()
    found: dict[int, Identity] = field(default_factory=dict)
    free: dict[str, None] = field(default_factory=dict)

    def open_rows(self) -> list[int]:
        return [index for index in range(len(self.rows)) if index not in self.found]

    def give(self, index: int, row_id: str, certainty: float = 1.0) -> None:
        self.found[index] = Identity(row_id, certainty)
        self.free.pop(row_id, None)

    def name(self, fields: Fields) -> str:
        return normal(str(fields.get(self.name_key) or ""))


def identify(
    rows: Sequence[Witness],
    known: Mapping[str, Fields],
    likeness: Sequence[str],
    mint: Callable[[], str],
    emptied: Collection[str] = (),
) -> list[Identity]:
    """One id for each row, all different. `known` are the fields of the rows as they were last read, in their order;
    the first of `likeness` is the field that names a row. `emptied` are what the ID cells of empty rows say.
    """
    table = _Table(rows, known, likeness[0], emptied, free=dict.fromkeys(known))
    _settle_unchanged(table)
    if len(table.found) < len(rows):
        _settle_named(table)
        _settle_by_words(table)
        _assign(table)
        _name_the_new(table, mint)
    return [table.found[index] for index in range(len(rows))]


def _settle_unchanged(table: _Table) -> None:
    """Rows whose ID cell is the only one of its kind and whose words are those known of it."""
    texts = Counter(row.id_text for row in table.rows)
    for index, row in enumerate(table.rows):
        own = row.id_text
        if own in table.free and texts[own] == 1 and _same(row.fields, table.known[own]):
            table.give(index, own)


def _same(fields: Fields, known: Fields) -> bool:
    return fields == known or all(value == known.get(key) for key, value in fields.items())


def _settle_named(table: _Table) -> None:
    """Rows with an ID cell of their own whose name is as known and nobody else's."""
    texts = Counter(row.id_text for row in table.rows)
    names = Counter(table.name(row.fields) for row in table.rows)
    known_names = Counter(table.name(fields) for fields in table.known.values())
    for index in table.open_rows():
        row, name = table.rows[index], table.name(table.rows[index].fields)
        own = row.id_text
        is_alone = texts[own] == names[name] == known_names[name] == 1
        if own in table.free and is_alone and name and table.name(table.known[own]) == name:
            table.give(index, own)


def _settle_by_words(table: _Table) -> None:
    """Rows of one name that together say, word for word, what the rows of that name said.

    Their ID cells say something else after a sort that left the hidden column out, or after a cut of what is visible. While
    ID cells are right elsewhere, a row of another name that has one of these ids is heard too: it may be the original of
    a copy.
    """
    rows_of: dict[str, list[int]] = {}
    for index in table.open_rows():
        rows_of.setdefault(table.name(table.rows[index].fields), []).append(index)
    ids_of: dict[str, list[str]] = {}
    for row_id in table.free:
        ids_of.setdefault(table.name(table.known[row_id]), []).append(row_id)
    holds = _ids_hold(table)
    labelled = {row.id_text: index for index, row in enumerate(table.rows)} if holds else {}
    for name, rows in rows_of.items():
        ids = ids_of.get(name, [])
        if not name or len(ids) != len(rows) or any(labelled.get(i, rows[0]) not in rows for i in ids):
            continue
        for index, row_id in _same_words(table, rows, ids):
            table.give(index, row_id)


def _same_words(table: _Table, rows: Sequence[int], ids: Sequence[str]) -> list[tuple[int, str]]:
    """Each row with the id whose words it says, its own before another's; none at all where one row says something else."""
    left, pairs = list(ids), []
    for index in rows:
        row = table.rows[index]
        said = [row_id for row_id in left if _same(row.fields, table.known[row_id])]
        if not said:
            return []
        pairs.append((index, row.id_text if row.id_text in said else said[0]))
        left.remove(pairs[-1][1])
    return pairs


def _ids_hold(table: _Table) -> bool:
    """Whether most ID cells that say something known stand beside their row's name."""
    claims = [
        table.name(row.fields) == table.name(table.known[row.id_text])
        for row in table.rows
        if row.id_text in table.known
    ]
    return sum(claims) * 2 >= len(claims)


def _assign(table: _Table) -> None:
    """Everything that is still open, at once, by the evidence for each pair."""
    if not table.free or len(table.found) == len(table.rows):
        return
    settled = {index: identity.id for index, identity in table.found.items()}
    rows, ids, gains = Evidence(table.rows, table.known, table.name_key, settled, table.emptied).gains()
    for at, column in best_assignment(gains).items():
        table.give(rows[at], ids[column], _certainty(gains, at, column))


def _certainty(gains: Sequence[Mapping[int, float]], at: int, column: int) -> float:
    """How likely the pair is against all that the row and the id could be instead, being new and being gone included."""
    mine = gains[at][column]
    of_row = sum(math.exp(min(gain - mine, 50.0)) for gain in (*gains[at].values(), 0.0))
    rivals = (other[column] for other in gains if column in other)
    of_id = sum(math.exp(min(gain - mine, 50.0)) for gain in (*rivals, 0.0))
    return round(1 / max(of_row, of_id), 2)


def _name_the_new(table: _Table, mint: Callable[[], str]) -> None:
    """Ids for rows that are no known row: their own word where that is an id we don't know (a row that was gone and is
    back, or a first reading), in a first reading their mark, else a new one.
    """
    used = {identity.id for identity in table.found.values()}
    taken = used | {row.id_text for row in table.rows} | set(table.known)
    for index in table.open_rows():
        row = table.rows[index]
        own = row.id_text or ("" if table.known else row.mark)
        if own in used or own in table.known or not _WELL_FORMED.fullmatch(own):
            own = next(fresh for fresh in _minted(mint) if fresh not in taken)
        used.add(own)
        taken.add(own)
        table.give(index, own)


def _minted(mint: Callable[[], str]) -> Iterator[str]:
    while True:
        yield mint()
