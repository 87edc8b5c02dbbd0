"""Which row is which: ids for the rows of a table, whatever people did to the ID column.

The ID cell is the first witness and the row's content, as it was last known, the second: a sort of the
visible columns moves contents and leaves the hidden ids behind. Row metadata is the third, because it
stays with the row and not with what a sort moves. Every known id goes to one row at most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rapidfuzz.fuzz import ratio

from sheets_schema.labels import normal

_ALIKE = 85.0
"""How alike, of 100, name, owner and workstream must be for a row to be taken for one that lost its id."""

_WELL_FORMED = re.compile(r"\S{1,64}")

Fields = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Witness:
    """What a row says about itself: its ID cell, its row metadata, its values by field name."""

    id_text: str
    mark: str
    fields: Fields


class Identity(NamedTuple):
    """Which row a row is, and how sure that is, from 0 to 1."""

    id: str
    certainty: float = 1.0


@dataclass
class _Table:
    """The assignment as it grows, pass by pass."""

    rows: Sequence[Witness]
    known: Mapping[str, Fields]
    likeness: Sequence[str]
    ids: dict[int, str] = field(default_factory=dict)
    free: dict[str, None] = field(default_factory=dict)

    def open_rows(self) -> list[int]:
        return [index for index in range(len(self.rows)) if index not in self.ids]

    def give(self, index: int, row_id: str) -> None:
        self.ids[index] = row_id
        self.free.pop(row_id, None)

    def name(self, fields: Fields) -> str:
        return normal(str(fields.get(self.likeness[0], "")))

    def agreement(self, index: int, row_id: str) -> int:
        """How many fields of the row are as that id's were."""
        known = self.known[row_id]
        return sum(value == known.get(key) for key, value in self.rows[index].fields.items())


def identify(
    rows: Sequence[Witness], known: Mapping[str, Fields], likeness: Sequence[str], mint: Callable[[], str]
) -> list[Identity]:
    """One id for each row, all different. `known` are the fields of the rows as they were last read."""
    table = _Table(rows, known, likeness, free=dict.fromkeys(known))
    _by_unchanged_id(table)
    if len(table.ids) < len(rows):
        _by_content(table)
        _by_id(table)
        _by_likeness(table)
        _by_mark(table)
        _by_own_word(table)
        _by_minting(table, mint)
    return [Identity(table.ids[index]) for index in range(len(rows))]


def _by_unchanged_id(table: _Table) -> None:
    """Rows whose id and whole content are as known; then those whose id and name are, if no name is doubled."""
    names = Counter(table.name(fields) for fields in table.known.values())
    for index in table.open_rows():
        row = table.rows[index]
        if row.id_text in table.free and _same(row.fields, table.known[row.id_text]):
            table.give(index, row.id_text)
    for index in table.open_rows():
        row = table.rows[index]
        if row.id_text in table.free:
            name = table.name(row.fields)
            if name == table.name(table.known[row.id_text]) and name and names[name] == 1:
                table.give(index, row.id_text)


def _same(fields: Fields, known: Fields) -> bool:
    return all(value == known.get(key) for key, value in fields.items())


def _by_content(table: _Table) -> None:
    """Rows that are, word for word, another known row; then rows that bear its name and agree with it more
    than with the row their id names.
    """
    _by_same_words(table)
    by_name: dict[str, list[str]] = {}
    for row_id in table.free:
        by_name.setdefault(table.name(table.known[row_id]), []).append(row_id)
    named = [
        (table.agreement(index, row_id), row_id == table.rows[index].id_text, -index, row_id)
        for index in table.open_rows()
        if table.name(table.rows[index].fields)
        for row_id in by_name.get(table.name(table.rows[index].fields), ())
    ]
    for agreement, _, at, row_id in sorted(named, reverse=True):
        index, own = -at, table.rows[-at].id_text
        if index in table.ids or row_id not in table.free:
            continue
        if own == row_id or own not in table.free or agreement > table.agreement(index, own):
            table.give(index, row_id)


def _by_same_words(table: _Table) -> None:
    by_words: dict[tuple[Any, ...], list[str]] = {}
    keys = list(table.rows[0].fields)
    for row_id in reversed(table.free):
        by_words.setdefault(tuple(table.known[row_id].get(key) for key in keys), []).append(row_id)
    for index in table.open_rows():
        twins = by_words.get(tuple(table.rows[index].fields.values()))
        if twins:
            table.give(index, twins.pop())


def _by_id(table: _Table) -> None:
    """The ID cell; where one is doubled, the row that agrees most with what was known, else the first."""
    claims = [
        (table.agreement(index, table.rows[index].id_text), -index)
        for index in table.open_rows()
        if table.rows[index].id_text in table.free
    ]
    for _, at in sorted(claims, reverse=True):
        if table.rows[-at].id_text in table.free:
            table.give(-at, table.rows[-at].id_text)


def _by_likeness(table: _Table) -> None:
    """Rows whose id is gone and whose words changed a little, most alike first."""
    texts = {row_id: _words(table, table.known[row_id]) for row_id in table.free}
    pairs = []
    for index in table.open_rows():
        words = _words(table, table.rows[index].fields)
        for row_id, text in texts.items():
            score = ratio(words, text, score_cutoff=_ALIKE)
            if score:
                pairs.append((-score, index, row_id))
    for _, index, row_id in sorted(pairs):
        if index not in table.ids and row_id in table.free:
            table.give(index, row_id)


def _words(table: _Table, fields: Fields) -> str:
    return " ".join(normal(str(fields.get(key) or "")) for key in table.likeness)


def _by_mark(table: _Table) -> None:
    """The row's metadata, for a row whose ID cell is blank or says nothing known.

    It stays behind when a row is sorted away or deleted, so it is believed of a known row only as far as the
    words agree, and of any row only in a first reading.
    """
    used = {row.id_text for row in table.rows} | set(table.ids.values())
    for index in table.open_rows():
        row = table.rows[index]
        is_lost = _mostly_agrees(table, index) if table.known else bool(row.mark) and not row.id_text
        if is_lost and row.mark not in used:
            table.give(index, row.mark)
            used.add(row.mark)


def _mostly_agrees(table: _Table, index: int) -> bool:
    mark = table.rows[index].mark
    if mark not in table.free:
        return False
    words = {key: value for key, value in table.known[mark].items() if value}
    same = sum(1 for key, value in words.items() if table.rows[index].fields.get(key) == value)
    return same * 2 >= len(words)


def _by_own_word(table: _Table) -> None:
    """An id we don't know: a row that was gone and is back, or a first reading."""
    used = set(table.ids.values())
    for index in table.open_rows():
        own = table.rows[index].id_text
        if own not in used and own not in table.known and _WELL_FORMED.fullmatch(own):
            table.give(index, own)
            used.add(own)


def _by_minting(table: _Table, mint: Callable[[], str]) -> None:
    used = {row.id_text for row in table.rows} | set(table.ids.values()) | set(table.known)
    for index in table.open_rows():
        row_id = mint()
        while row_id in used:
            row_id = mint()
        used.add(row_id)
        table.give(index, row_id)
