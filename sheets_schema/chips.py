"""Smart chips: the people a cell names, with their addresses.

A chip is one character, `@`, of the cell's own words; what people read in its place is the cell's formatted text. Where
the words hold the name itself, a run of theirs is the chip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sheets_schema.cells import EMPTY, NOWHERE, Around, CellData, Parsed, parse_text

_PLACEHOLDER = "@"
_UNITS = "utf-16-le"
"""What chip runs count in; two bytes a unit."""


def chip_addresses(cell: CellData) -> Iterator[tuple[str, str]]:
    """The name that each person chip in the cell shows, and that person's email."""
    runs = [run for run in cell.get("chipRuns", ()) if run.get("chip")]
    value = cell.get("effectiveValue") or cell.get("userEnteredValue") or EMPTY
    words = str(value.get("stringValue", ""))
    names = _shown_names(words, [run.get("startIndex", 0) for run in runs], cell)
    for run, name in zip(runs, names, strict=False):
        email = run["chip"].get("personProperties", EMPTY).get("email")
        if email and name.strip():
            yield name.strip(), str(email)


def _shown_names(words: str, starts: list[int], cell: CellData) -> list[str]:
    """What people read for the chips that start there; nothing where words and formatted text don't fit together."""
    if all(_between(words, start, start + 1) == _PLACEHOLDER for start in starts):
        ends = [-1, *starts, len(words.encode(_UNITS, "surrogatepass")) // 2]
        texts = [re.escape(_between(words, last + 1, start)) for last, start in pairwise(ends)]
        shown = re.fullmatch("(.+?)".join(texts), str(cell.get("formattedValue", words)), re.DOTALL)
        return list(shown.groups()) if shown else []
    borders = sorted({*(run.get("startIndex", 0) for run in cell.get("chipRuns", ())), len(words) * 2})
    return [_between(words, start, next((end for end in borders if end > start), start)) for start in starts]


def _between(words: str, start: int, end: int) -> str:
    units = words.encode(_UNITS, "surrogatepass")
    return units[2 * start : 2 * end].decode(_UNITS, "replace")


def parse_email(cell: CellData, around: Around = NOWHERE) -> Parsed:
    """An address: as typed, or that of the person chips in the cell."""
    emails = [email for _, email in chip_addresses(cell)] if "chipRuns" in cell else []
    return Parsed(", ".join(emails)) if emails else parse_text(cell, around)
