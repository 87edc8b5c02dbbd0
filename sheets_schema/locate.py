"""Finding our tabs, header rows and columns wherever people have put them.

Developer metadata first, words second. The robot's own columns are found by their words only in a tab
that lost all its metadata: otherwise a missing Signal column is one that a person removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sheets_schema import metadata
from sheets_schema.adopted import adopted_tab, adopted_tabs
from sheets_schema.cells import cell_text
from sheets_schema.columns import TAB_COLUMNS, Column, Owner, header_names, weak_header_names
from sheets_schema.flipped import upright_sheets
from sheets_schema.grid import RawRow, TabGrid, raw_rows, spans_of
from sheets_schema.labels import TABS, Tab, normal
from sheets_schema.sides import words_for_sides

_SURE = 3
"""How many known headers make any row the header row."""


def find_tabs(raw: Mapping[str, Any]) -> dict[Tab, TabGrid]:
    """Each of our tabs that is there. Of two copies, the first in the tab bar counts. In somebody's own spreadsheet
    a title says nothing: their `Risks` stays theirs.
    """
    sheets = upright_sheets(raw)
    found: dict[Tab, Mapping[str, Any]] = {}
    for sheet in sheets:
        marked = metadata.value_of(sheet, metadata.TAB)
        if marked in set(Tab):
            found.setdefault(Tab(marked), sheet)
    taken = {_sheet_id(sheet) for sheet in found.values()}
    is_guest = metadata.value_of(raw, metadata.GUEST) is not None
    # a title of ours goes before a word that people may use for something else
    ours_first = sorted(sheets, key=lambda sheet: not TABS.is_label(sheet["properties"].get("title", "")))
    for sheet in () if is_guest else ours_first:
        tab = TABS.find(sheet["properties"].get("title", ""))
        if tab is not None and tab not in found and _sheet_id(sheet) not in taken:
            found[tab] = sheet
    side_words = words_for_sides(raw)
    tabs = {tab: replace(tab_grid(tab, sheet), side_words=side_words) for tab, sheet in found.items()}
    for sheet in sheets:
        for adopted in adopted_tabs(sheet, side_words):
            tabs.setdefault(adopted.tab, adopted)
    return tabs


def tab_later(before: TabGrid, sheet: Mapping[str, Any]) -> TabGrid:
    """The same tab, or the same table of an adopted sheet, as its upright sheet has it by now."""
    if before.adopted is not None:
        return adopted_tab(before.adopted.table, sheet)
    return tab_grid(before.tab, sheet)


def _sheet_id(sheet: Mapping[str, Any]) -> int:
    return int(sheet["properties"].get("sheetId", 0))


def tab_grid(tab: Tab, sheet: Mapping[str, Any]) -> TabGrid:
    """One sheet read as that tab."""
    rows = raw_rows(sheet)
    block = (sheet.get("data") or [{}])[0]
    row_marks = metadata.by_index(block.get("rowMetadata", ()), block.get("startRow", 0))
    column_marks = metadata.by_index(block.get("columnMetadata", ()), block.get("startColumn", 0))
    header = _find_header(tab, rows, row_marks.get(metadata.HEADER, {}))
    head = rows[header] if header is not None and header < len(rows) else ()
    return TabGrid(
        tab=tab,
        sheet_id=_sheet_id(sheet),
        title=sheet["properties"].get("title", ""),
        header=header,
        columns=_find_columns(tab, head, column_marks.get(metadata.COLUMN, {})),
        rows=rows,
        row_marks=row_marks,
        column_marks=column_marks,
        spans=spans_of(sheet),
    )


def _find_header(tab: Tab, rows: Sequence[RawRow], marked: Iterable[int]) -> int | None:
    """The marked row where it still looks like a header, else the row that looks most like one."""
    mark = next(iter(marked), None)
    if mark is not None and mark < len(rows) and _likeness(tab, rows[mark]) >= _SURE - 1:
        return mark
    scores = [_likeness(tab, row) for row in rows]
    best = max(range(len(scores)), key=lambda index: (scores[index], -index), default=None)
    if best is not None and scores[best] >= _SURE:
        return best
    return mark


def _likeness(tab: Tab, row: RawRow) -> int:
    names = header_names(tab)
    return len({names.get(normal(cell_text(cell))) for cell in row} - {None})


def _find_columns(tab: Tab, head: RawRow, marks: Mapping[int, str]) -> dict[str, int]:
    texts = [normal(cell_text(cell)) for cell in head]
    names = header_names(tab)
    by_mark: dict[str, int] = {}
    for index, key in marks.items():
        by_mark.setdefault(key, index)
    by_name: dict[str, int] = {}
    for index, text in enumerate(texts):
        if index not in marks and text in names:
            by_name.setdefault(names[text], index)
    if not marks:
        _add_weakly_named(tab, texts, by_name)
    found = {
        column.key: _choose(column, by_mark.get(column.key), by_name.get(column.key), texts, bool(marks))
        for column in TAB_COLUMNS[tab]
    }
    return {key: index for key, index in found.items() if index is not None}


def _add_weakly_named(tab: Tab, texts: Sequence[str], by_name: dict[str, int]) -> None:
    """In a sheet that lost all its marks, columns that are still missing go by headers that are less sure."""
    taken = set(by_name.values())
    weak = weak_header_names(tab)
    for index, text in enumerate(texts):
        key = weak.get(text)
        if key is not None and key not in by_name and index not in taken:
            by_name[key] = index


def _choose(
    column: Column, marked: int | None, named: int | None, texts: Sequence[str], has_marks: bool
) -> int | None:
    """The marked column, unless its contents were cut and pasted elsewhere, header and all."""
    if marked is None:
        return None if has_marks and column.owner is Owner.ROBOT else named
    was_cut = marked >= len(texts) or not texts[marked]
    return named if was_cut and named is not None else marked
