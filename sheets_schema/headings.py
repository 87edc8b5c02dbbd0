"""Rows that are no items: what heads a group, what repeats the header, what counts the rows above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sheets_schema.cells import cell_text
from sheets_schema.columns import Column
from sheets_schema.grid import Cell, RawRow, TabGrid
from sheets_schema.labels import normal

Readers = Sequence[tuple[Column, int]]
"""Columns that people fill, each with its index."""

WIDE = 3
"""How many columns a merged cell covers at least to head the rows below it."""

_MOST_HEADER_CELLS = 2
"""Cells that have to say their column's name for a row to be a header again, the name column's among them."""

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
    """Whether the words only count: `Total`, `Total: 22`, `22`."""
    return normal(_NUMBERS.sub(" ", text)) in _TOTALS or not _NUMBERS.sub("", text)


def header_words(tab: TabGrid, readers: Readers) -> Mapping[int, frozenset[str]]:
    """By column, what its header says and could say."""
    return {
        at: column.names | {normal(tab.text(tab.header, at))} - {""}
        if tab.header is not None
        else column.names
        for column, at in readers
    }


def is_header(cells: RawRow, words: Mapping[int, frozenset[str]], name_at: int | None) -> bool:
    """Whether the row is the header once more."""
    if name_at is None or name_at >= len(cells) or normal(cell_text(cells[name_at])) not in words[name_at]:
        return False
    texts = {at: normal(cell_text(cells[at])) for at in words if at < len(cells)}
    filled = [at for at, text in texts.items() if text]
    same = [at for at in filled if texts[at] in words[at]]
    return len(same) >= _MOST_HEADER_CELLS and len(same) * 2 >= len(filled)


def widths(spans: Mapping[Cell, Cell]) -> dict[Cell, int]:
    """How many columns each merged cell covers in its own row."""
    found: dict[Cell, int] = {}
    for (row, column), (top, left) in spans.items():
        if row == top:
            found[top, left] = max(found.get((top, left), 1), column - left + 1)
    return found
