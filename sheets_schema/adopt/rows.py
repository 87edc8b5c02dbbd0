"""Which rows of a table hold items, and which head a group, repeat the header or add up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_schema.adopt.cells import Kind, kinds_of
from sheets_schema.adopt.lexicon import fact_index, list_index
from sheets_schema.adopt.workbook import Page, Row, Value
from sheets_schema.vocabulary import plain

_LONGEST_HEADING = 200
MOST_BLANK = 4
"""More blank rows than this end a table."""

_DECORATION = re.compile(
    r"^[\s■□▶►▸●○◆◇★☆※▼▽•·>*#=~_\-–—|【\[<《「『→]+|[\s■□◀◄●◆◇★☆▼▽•·<*#=~_\-–—|:：】\]>》」』]+$"
)
_GROUP_WORD = re.compile(
    r"^(phase|stage|workstream|work stream|section|group|lane|etappe|abschnitt|bereich|étape|lot|chantier|fase|frente|área|bloque|etapa|ambito|filone|spoor|onderdeel|フェーズ|工程)\s*[:：]\s*",
    re.IGNORECASE,
)


_SHOWS = re.compile(
    r"[(\[]?(e\.g\.|eg\.|z\. ?b\.|bsp\.|(p\. ?)?ex\.|(p\. ?)?ej\.|es\.|bijv\.|bv\.|例[:：])", re.IGNORECASE
)
"""Words that show an example whatever follows; a sample data set is none."""


@dataclass(frozen=True, kw_only=True)
class TableRows:
    """The rows of a table: items, sub-headings with their text, and further copies of the header."""

    items: tuple[int, ...]
    subheadings: Mapping[int, str] = field(default_factory=dict)
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Area:
    """The columns a table spans, from `first_row` on, and what its header says."""

    page: Page
    first_row: int
    left: int
    right: int
    header: Row = ()

    def band(self, row: int) -> Row:
        """The cells of one row within the table's columns."""
        return self.page.cells[row][self.left : self.right + 1]


def holds(value: Value) -> bool:
    """Whether a cell says anything; an empty check box says nothing."""
    return value is not None and value is not False


def filled(cells: Sequence[Value]) -> int:
    """How many cells say anything."""
    return sum(map(holds, cells))


def rough_rows(area: Area, other_headers: Collection[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows down to the table's end, and those among them that look like items."""
    rows: list[int] = []
    blank = 0
    for row in range(area.first_row, len(area.page.cells)):
        cells = area.band(row)
        if not filled(cells):
            blank += 1
            if blank > MOST_BLANK:
                break
            continue
        if row in other_headers and not repeats(cells, area.header) and _stands_apart(area, row, rows):
            break
        if blank and _states_fact(cells):
            continue
        blank = 0
        rows.append(row)
    sizes = sorted(filled(area.band(row)) for row in rows)
    usual = sizes[len(sizes) * 2 // 3] if sizes else 0
    least = max(2, min(usual, 6) * 0.5)
    likely = [
        row for row in rows if filled(area.band(row)) >= least and not repeats(area.band(row), area.header)
    ]
    return tuple(rows), tuple(likely)


def _states_fact(cells: Row) -> bool:
    """Whether a row is a label of the whole plan with its value, and nothing else."""
    first = next((value for value in cells if holds(value)), None)
    return filled(cells) == 2 and isinstance(first, str) and plain(first) in fact_index()


def _stands_apart(area: Area, row: int, rows: Sequence[int]) -> bool:
    """Whether a header belongs to a table of its own: a gap or a lone title is above it."""
    if not rows:
        return False
    return rows[-1] < row - 1 or filled(area.band(row - 1)) <= 1


def repeats(cells: Row, header: Row) -> bool:
    """Whether a row says what the header says."""
    same = sum(
        a == b or a.casefold() == b.casefold()
        for a, b in zip(cells, header, strict=False)
        if isinstance(a, str) and isinstance(b, str)
    )
    return same >= 2 and same >= 0.7 * filled(cells)


def sort_rows(area: Area, rows: Sequence[int], key: int, mapped: Collection[int]) -> TableRows:
    """What each row is, once it is known which columns are ours; `key` is the column every item fills."""
    items: list[int] = []
    lone: dict[int, str] = {}
    repeated: list[int] = []
    for row in rows:
        cells = area.page.cells[row]
        band = area.band(row)
        if repeats(band, area.header):
            repeated.append(row)
            continue
        if _adds_up(cells, band, mapped) or _is_example(band):
            continue
        others = sum(holds(cells[column]) for column in mapped if column != key)
        if holds(cells[key]) and others:
            items.append(row)
            continue
        text = _only_text(cells, band, key)
        if text:
            lone[row] = text
    subheadings, more = _headings_among(lone, items, key, area.page)
    return TableRows(
        items=tuple(sorted([*items, *more])), subheadings=subheadings, repeated=_inside(repeated, items)
    )


def with_first_title(area: Area, rows: TableRows) -> TableRows:
    """Where every group repeats the header below its title, the title above the first header is one as well."""
    above = area.first_row - 2
    if not rows.repeated or above < 0 or not all(row - 1 in rows.subheadings for row in rows.repeated):
        return rows
    texts = [value for value in area.band(above) if holds(value)]
    if len(texts) != 1 or not isinstance(texts[0], str):
        return rows
    return replace(rows, subheadings={above: bare(texts[0]), **rows.subheadings})


def _inside(rows: Sequence[int], items: Sequence[int]) -> tuple[int, ...]:
    return tuple(row for row in rows if items and items[0] < row < items[-1])


def _only_text(cells: Row, band: Row, key: int) -> str:
    """The text of a row that says one thing, besides a number before it."""
    texts = [
        value
        for value in band
        if isinstance(value, str) and not kinds_of(value) & {Kind.TICK, Kind.MARK, Kind.NUMBERED}
    ]
    value = cells[key]
    text = value if isinstance(value, str) and filled(band) <= 2 else ""
    if len(set(texts)) == 1 and filled(band) <= max(2, len(texts)):
        text = texts[0]
    return text if len(text) <= _LONGEST_HEADING else ""


def _headings_among(
    lone: Mapping[int, str], items: Sequence[int], key: int, page: Page
) -> tuple[dict[int, str], list[int]]:
    """Of the rows that say one thing only: which head the rows below, and which are items without anything else."""
    if not items:
        return {}, []
    decorated = {row for row, text in lone.items() if bare(text) != text.strip() or text.isupper()}
    known = set(items)
    headings: dict[int, str] = {}
    more: list[int] = []
    for row, text in lone.items():
        if row > items[-1]:
            continue
        following = min((other for other in (*items, *lone) if other > row), default=row)
        if decorated and row not in decorated and row > items[0] and isinstance(page.cells[row][key], str):
            more.append(row)
        elif following in known or following in decorated:
            headings[row] = bare(text)
    first = min(items)
    above = [row for row in headings if row < first]
    for row in above[:-1]:
        del headings[row]
    return headings, more


def bare(text: str) -> str:
    """A sub-heading's text without decoration: no bullets, no `PHASE:`, no capitals throughout."""
    found = text.strip()
    while (shorter := _DECORATION.sub("", found)) != found:
        found = shorter
    found = _GROUP_WORD.sub("", found).strip() or found
    return found.capitalize() if found.isupper() and len(found) > 3 else found


_OF_ITEMS = frozenset({Kind.DATE, Kind.FULL_PERSON, Kind.STATUS})


def _adds_up(cells: Row, band: Row, mapped: Collection[int]) -> bool:
    """Whether a row is a sum: it begins with such a word and names no day, no person and no status."""
    first = next((value for value in band if isinstance(value, str)), "")
    words = plain(first).split()
    totals = list_index("TOTALS")
    if not words or not (plain(first) in totals or words[0] in totals):
        return False
    kinds = [kinds_of(cells[column]) for column in mapped if cells[column] is not None]
    return not any(found & _OF_ITEMS for found in kinds)


def _is_example(band: Row) -> bool:
    """Whether a row only shows how the table is filled in."""
    first = next((value for value in band if isinstance(value, str)), "")
    head = plain(re.split(r"[:：–(]", first)[0])
    examples = list_index("EXAMPLES")
    return head in examples or plain(first.strip("()[]")) in examples or bool(_SHOWS.match(first))
