"""Rows that are no items: what heads a group, what repeats the header, what counts the rows above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sheets_schema.cells import cell_text
from sheets_schema.columns import Column
from sheets_schema.grid import Cell, RawRow, TabGrid
from sheets_schema.labels import normal

Readers = Sequence[tuple[Column, int]]
"""Columns that people fill, each with its index."""

WIDE = 3
"""How many columns a merged cell covers at least to head the rows below it."""

_OWN_HEADER_CELLS, _ANY_HEADER_CELLS = 2, 3
"""Cells that have to say their column's name for a row to be a header again: in its own words, in anybody's."""

_TOTALS = frozenset(
    (
        *("total", "totals", "sum", "grand total", "subtotal", "sub total", "count"),
        *("summe", "gesamt", "gesamtsumme", "zwischensumme", "anzahl"),
        *("somme", "total général", "sous total", "suma", "soma", "totale", "somma", "subtotale"),
        *("totaal", "som", "subtotaal", "合計", "小計", "総計", "計"),
    )
)
"""What rows that count are called, as labels are compared."""

_NUMBERS = re.compile(r"[\d.,:=%/()+\s-]+")
_LEADING = re.compile(r"^[^\w(\[\"'«„“¿¡]+")
_TRAILING = re.compile(r"[^\w)\]\"'»“”?!.%]+$")
_KIND = re.compile(r"^[^\W\d]{3,12}\s*\d*\s*:\s+(?=\S)")


def first_text(cells: RawRow) -> str:
    """The first words in a row."""
    return next((text for cell in cells if (text := cell_text(cell))), "")


def heading_text(text: str) -> str:
    """A heading without its decoration: `▶ Scoping` and `PHASE: SCOPING` are `Scoping`."""
    bare = _KIND.sub("", _TRAILING.sub("", _LEADING.sub("", text)))
    return (bare.capitalize() if bare.isupper() and len(bare) > WIDE else bare) or text


def decoration(text: str) -> tuple[str, str]:
    """What stands before and behind a heading's words."""
    lead, kind, trail = _LEADING.search(text), _KIND.search(text), _TRAILING.search(text)
    return (lead or kind)[0] if lead or kind else "", trail[0] if trail else ""  # type: ignore[index]


def is_total(text: str) -> bool:
    """Whether the words only count: `Total`, `Total: 22`."""
    return normal(_NUMBERS.sub(" ", text)) in _TOTALS


class HeaderWords(NamedTuple):
    """What says that a row is the header once more: by column, the words its header has in this Sheet or in any
    language of ours, and the words people use for it besides.
    """

    own: Mapping[int, frozenset[str]]
    any: Mapping[int, frozenset[str]]
    name_at: int | None


def header_words(tab: TabGrid, readers: Readers, name_at: int | None) -> HeaderWords:
    """Those of the columns that people fill; `name_at` is the column of the items' names."""
    header = tab.header
    own = {
        at: column.titles | ({normal(tab.text(header, at))} - {""} if header is not None else set())
        for column, at in readers
    }
    return HeaderWords(own, {at: column.names | own[at] for column, at in readers}, name_at)


def is_header(cells: RawRow, words: HeaderWords) -> bool:
    """Whether the row is the header once more: its name cell says so, and half of the other cells in the header's own
    words; or, since a milestone may be called `Task` and be `Done`, all of three cells in anybody's words.
    """
    at = words.name_at
    if at is None or at >= len(cells) or normal(cell_text(cells[at])) not in words.any[at]:
        return False
    texts = {column: normal(cell_text(cells[column])) for column in words.own if column < len(cells)}
    filled = [column for column, text in texts.items() if text]
    own = [column for column in filled if texts[column] in words.own[column]]
    if at in own and len(own) >= _OWN_HEADER_CELLS and len(own) * 2 >= len(filled):
        return True
    return len(filled) >= _ANY_HEADER_CELLS and all(texts[column] in words.any[column] for column in filled)


def widths(spans: Mapping[Cell, Cell]) -> dict[Cell, int]:
    """How many columns each merged cell covers in its own row."""
    found: dict[Cell, int] = {}
    for (row, column), (top, left) in spans.items():
        if row == top:
            found[top, left] = max(found.get((top, left), 1), column - left + 1)
    return found
