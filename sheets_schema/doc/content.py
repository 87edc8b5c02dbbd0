"""The tables of a Doc as they were read: rows of cells, each with its words and where they stand.

A pending suggestion is nobody's word yet: what is suggested to come in is left out, and what is suggested to go
still stands. Indexes count UTF-16 units, as Docs does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

_SUGGESTED = "suggestedInsertionIds"


@dataclass(frozen=True, kw_only=True)
class DocCell:
    """One cell. Its words fill `start` to `end - 1`; at `end - 1` stands its last newline, which always stays.

    `only_chip` is the chip that is all of it. `rows` and `columns` are the cells it covers where it was merged.
    """

    tab_id: str
    start: int
    end: int
    text: str
    only_chip: Json | None = None
    rows: int = 1
    columns: int = 1

    @property
    def first_line(self) -> str:
        """The words of its first paragraph."""
        return self.text.split("\n", maxsplit=1)[0].strip()


@dataclass(frozen=True, kw_only=True)
class DocTable:
    """One table: its cells by row and column, None where a merged cell of another row or column covers the place.

    `start` is where the table begins, `row_ends` where each row ends.
    """

    tab_id: str
    start: int
    columns: int
    rows: Sequence[Sequence[DocCell | None]]
    row_ends: Sequence[int]


def document_tabs(raw: Json) -> Iterator[tuple[str, Json]]:
    """Every tab of a Doc with its id, child tabs behind their parent."""
    waiting = list(raw.get("tabs", ()))
    while waiting:
        tab = waiting.pop(0)
        yield tab.get("tabProperties", {}).get("tabId", ""), tab.get("documentTab", {})
        waiting = [*tab.get("childTabs", ()), *waiting]


def tables_in(document_tab: Json, tab_id: str) -> Iterator[DocTable]:
    """The tables of one tab's body, from the top. A table inside a cell is that cell's words."""
    for element in document_tab.get("body", {}).get("content", ()):
        table = element.get("table")
        if table and not table.get(_SUGGESTED):
            yield _table(table, element.get("startIndex", 0), tab_id)


def _table(table: Json, start: int, tab_id: str) -> DocTable:
    shown = table.get("tableRows", ())
    rows: list[list[DocCell | None]] = []
    covered: dict[int, int] = {}
    for row in shown:
        rows.append(_row(row, table.get("columns", 0), tab_id, covered))
        covered = _covered_below(rows[-1], covered)
    return DocTable(
        tab_id=tab_id,
        start=start,
        columns=max(map(len, rows), default=0),
        rows=rows,
        row_ends=[row.get("endIndex", 0) for row in shown],
    )


def _row(row: Json, columns: int, tab_id: str, covered: Mapping[int, int]) -> list[DocCell | None]:
    """A row's cells by column. Docs lists the cells that a merge covers too, or leaves them out: then a cell stands
    behind the places that the one before it and those above it cover. A suggested row keeps its place and says nothing.
    """
    if row.get(_SUGGESTED):
        return []
    given = [None if raw.get(_SUGGESTED) else _cell(raw, tab_id) for raw in row.get("tableCells", ())]
    if len(given) >= columns:
        return given
    placed: list[DocCell | None] = []
    for cell in given:
        while covered.get(len(placed)):
            placed.append(None)
        placed += [cell, *[None] * (cell.columns - 1 if cell else 0)]
    return placed


def _covered_below(row: Sequence[DocCell | None], covered: Mapping[int, int]) -> dict[int, int]:
    """For each column, how many rows further down are covered from above."""
    left = {column: rows - 1 for column, rows in covered.items() if rows > 1}
    for at, cell in enumerate(row):
        if cell and cell.rows > 1:
            left |= dict.fromkeys(range(at, at + cell.columns), cell.rows - 1)
    return left


def _cell(cell: Json, tab_id: str) -> DocCell:
    pieces = list(_pieces(cell.get("content", ())))
    text = "".join(said for said, _ in pieces).removesuffix("\n")
    chips = [chip for _, chip in pieces if chip]
    is_chip = len(chips) == 1 and text.strip() == _chip_text(chips[0]).strip()
    style = cell.get("tableCellStyle", {})
    return DocCell(
        tab_id=tab_id,
        start=cell.get("startIndex", 0) + 1,
        end=cell.get("endIndex", 0),
        text=text.strip(),
        only_chip=chips[0] if is_chip else None,
        rows=style.get("rowSpan", 1),
        columns=style.get("columnSpan", 1),
    )


def _pieces(content: Sequence[Json]) -> Iterator[tuple[str, Json | None]]:
    """The words of some structural elements in order, and the chip where they are one's."""
    for element in content:
        for part in element.get("paragraph", {}).get("elements", ()):
            run = part.get("textRun")
            if run:
                if not run.get(_SUGGESTED):
                    yield run.get("content", "").replace("\v", "\n"), None
            else:
                chip = next((part[kind] for kind in _CHIPS if kind in part), None)
                if chip is not None and not chip.get(_SUGGESTED):
                    yield _chip_text(part), part
        for row in element.get("table", {}).get("tableRows", ()):
            for cell in row.get("tableCells", ()):
                yield from _pieces(cell.get("content", ()))


_CHIPS = ("person", "dateElement", "richLink", "dropdown")


def _chip_text(part: Json) -> str:
    """What a chip shows."""
    if "person" in part:
        person = part["person"].get("personProperties", {})
        return str(person.get("name") or person.get("email", ""))
    if "richLink" in part:
        link = part["richLink"].get("richLinkProperties", {})
        return str(link.get("title") or link.get("uri", ""))
    if "dropdown" in part:
        return str(part["dropdown"].get("dropdownProperties", {}).get("displayValue", ""))
    return str(part.get("dateElement", {}).get("dateElementProperties", {}).get("displayText", ""))
