"""Where a sheet names columns: rows that may be headers, and the columns each of them spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from closeplan.plan.signals import Table
from sheets_schema.adopt.cells import Kind, kinds_of
from sheets_schema.adopt.header_words import heading
from sheets_schema.adopt.rows import Area, filled
from sheets_schema.adopt.workbook import Page, Row, Value

_LONGEST_HEADER = 70
_MOST_HEADERS = 16
_SURELY_NAMES = 3.0
"""A row that names so many fields is a header, even beside something that looks like a date."""
_LATEST_UNANNOUNCED = 300
"""Further down a header is looked for only below a gap or a title: thousands of items are no headers."""
_FEWEST_NAMES = 3
_LOOKED_AT = 8
"""How many names a header nobody understands needs, and the rows below that speak for it."""
_LATEST_MISSPELT = 30
"""Rows in which a header is looked for whose words are misspelt."""
PROFILED = 200
"""Rows a column is judged by: more tell nothing new."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """A row that may hold column names, with the row above it where the header has two."""

    row: int
    top: int | None
    hits: float


def headers(page: Page) -> list[Header]:
    """The rows with names of columns in them, best first; a title alone is none."""
    found = _headers_in(page, range(len(page.cells)), spelling=False)
    if not found:
        found = _headers_in(page, range(min(_LATEST_MISSPELT, len(page.cells))), spelling=True)
    known = {header.row for header in found} | {header.top for header in found}
    found += [header for header in _by_their_look(page) if header.row not in known]
    return sorted(found, key=lambda header: -header.hits)[:_MOST_HEADERS]


def _headers_in(page: Page, rows: range, *, spelling: bool) -> list[Header]:
    found = []
    for row in rows:
        cells = page.cells[row]
        deep = row > _LATEST_UNANNOUNCED and filled(page.cells[row - 1]) > 1
        if deep:
            continue
        alone = max(_hits(cells, table, spelling=spelling) for table in Table)
        if alone < _SURELY_NAMES and _holds_values(cells):
            continue
        top = _upper(page, row)
        if top is not None:
            both = max(_hits(_joined(page, top, row), table) for table in Table)
            if both >= 1.4 and (both > alone + 0.2 or (alone >= 1.4 and _all_speak(page.cells[top]))):
                found.append(Header(row=row, top=top, hits=both))
                alone = 0.0
        if alone >= 1.4:
            found.append(Header(row=row, top=None, hits=alone))
    return found


def _by_their_look(page: Page) -> Iterator[Header]:
    """Rows whose words nobody knows and that stand over a table all the same: short texts, with days below one."""
    for row in range(min(_LATEST_MISSPELT, len(page.cells) - 2)):
        cells = page.cells[row]
        names = [value for value in cells if value is not None]
        if len(names) < _FEWEST_NAMES or (row and filled(page.cells[row - 1]) > len(names) // 2):
            continue
        if not all(map(_short, names)) or len(set(names)) < len(names) or any(map(_is_of_items, names)):
            continue
        below = page.cells[row + 1 : row + 1 + _LOOKED_AT]
        if any(
            _holds_days([line[at] for line in below]) for at, value in enumerate(cells) if value is not None
        ):
            yield Header(row=row, top=None, hits=0.0)


def _is_of_items(value: Value) -> bool:
    return bool(kinds_of(value) & {Kind.DATE, Kind.EMAIL, Kind.LINK, Kind.PERCENT, Kind.MONEY, Kind.TICK})


def _holds_days(values: list[Value]) -> bool:
    days = [value for value in values if value is not None and Kind.DATE in kinds_of(value)]
    return len(days) >= 2 and len(days) >= 0.6 * len(values)


def _holds_values(cells: Row) -> bool:
    """Whether a row holds what only items hold; many dates in a row are the weeks of a chart."""
    kinds = [kinds_of(value) for value in cells if value is not None]
    dates = sum(Kind.DATE in found for found in kinds)
    return 0 < dates < 4 or any(found & {Kind.EMAIL, Kind.MONEY, Kind.PHONE} for found in kinds)


def _hits(cells: Row, table: Table, *, spelling: bool = False) -> float:
    """How many different fields a row names, weak words counting half; below two fields nothing."""
    fields: dict[str, float] = {}
    for value in cells:
        if isinstance(value, str) and len(value) <= _LONGEST_HEADER:
            said = heading(value, table, spelling=spelling)
            best = max(said.fields.items(), key=lambda item: item[1].weight, default=None)
            if best:
                fields[best[0]] = max(best[1].weight, fields.get(best[0], 0))
    return sum(fields.values()) if len(fields) >= 2 else 0.0


def _upper(page: Page, row: int) -> int | None:
    """The row above where it may be the upper half of a header: short texts, not only a title at its left."""
    if row == 0:
        return None
    upper = page.cells[row - 1]
    texts = [column for column, value in enumerate(upper) if value is not None]
    if not texts or any(not _short(upper[column]) for column in texts):
        return None
    if any(value is not None and not _short(value) for value in page.cells[row]):
        return None
    lower = [column for column, value in enumerate(page.cells[row]) if value is not None]
    return row - 1 if len(lower) > 1 and (len(texts) > 1 or texts[0] > lower[0]) else None


def _short(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_HEADER


def _joined(page: Page, top: int, row: int) -> Row:
    """A header of two rows as one: an upper name holds for the columns right of it that don't speak for themselves."""
    above = ""
    joined: list[Value] = []
    for upper, lower in zip(page.cells[top], page.cells[row], strict=True):
        above = upper if isinstance(upper, str) else above
        if not isinstance(lower, str):
            joined.append(upper)
            above = "" if upper is None and lower is None else above
        elif upper is None and _speaks(lower):
            joined.append(lower)
        else:
            joined.append(f"{above} {lower}".strip())
    return tuple(joined)


def _all_speak(cells: Row) -> bool:
    """Whether a row of several short texts holds nothing but names of columns."""
    texts = [value for value in cells if isinstance(value, str)]
    said = [[heading(text, table, spelling=False) for table in Table] for text in texts]
    return len(texts) > 1 and all(any(one.best or one.ignored or one.stage for one in some) for some in said)


def _speaks(text: str) -> bool:
    return any(heading(text, table, spelling=False).best >= 0.9 for table in Table)


def areas(page: Page, header: Header) -> Iterator[Area]:
    """The columns a header may span: all of them, and each part between empty columns."""
    names = page.cells[header.row] if header.top is None else _joined(page, header.top, header.row)
    below = page.cells[header.row + 1 : header.row + 1 + PROFILED]
    used = [
        column
        for column, name in enumerate(names)
        if name is not None or any(row[column] is not None for row in below)
    ]
    if not used or not below:
        return
    parts: list[list[int]] = []
    for column in used:
        if parts and column == parts[-1][-1] + 1:
            parts[-1].append(column)
        else:
            parts.append([column])
    named = [part for part in parts if any(names[column] is not None for column in part)]
    spans = {(part[0], part[-1]) for part in named}
    if named:
        spans.add((named[0][0], named[-1][-1]))
    for left, right in sorted(spans):
        lower = page.cells[header.row][left : right + 1]
        if header.top is not None and all(name is None for name in lower):
            continue  # the upper row is the whole header of this part
        cells = tuple(names[left : right + 1])
        yield Area(page=page, first_row=header.row + 1, left=left, right=right, header=cells)
