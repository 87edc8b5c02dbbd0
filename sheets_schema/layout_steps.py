"""The steps by which an old layout becomes a newer one, each pure: a raw Sheet in, changes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from closeplan.plan.model import Status
from closeplan.plan.wording import ENGLISH_WORDS, Words
from sheets_schema import metadata
from sheets_schema.cells import text_cell
from sheets_schema.columns import TABLES, Column
from sheets_schema.grid import TabGrid, row_runs
from sheets_schema.labels import STATUSES, Tab
from sheets_schema.locate import find_tabs
from sheets_schema.looks import added_column_look
from sheets_schema.metadata import on_column

Request = dict[str, Any]

_MARKS = "developerMetadata(metadataKey,metadataValue)"
OLD_FIELDS = (
    f"properties(title,locale,timeZone),{_MARKS},"
    f"sheets(properties(sheetId,title,gridProperties),merges,conditionalFormats,{_MARKS},"
    "data(startRow,startColumn,rowData(values(userEnteredValue,effectiveValue,formattedValue,note,dataValidation)),"
    f"rowMetadata({_MARKS}),columnMetadata(hiddenByUser,{_MARKS})))"
)
"""Field mask of what the steps look at, relative to a Spreadsheet."""

_COLOUR_WORDS = ("colour.overdue", "colour.slipped")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing a step does, in words, with the requests that do it."""

    says: str
    requests: tuple[Request, ...]


class OldSheet:
    """A raw Sheet with the parts of ours that were found in it, in the plan's language."""

    def __init__(self, raw: Mapping[str, Any], words: Words) -> None:
        self.raw = raw
        self.words = words
        self._added: dict[int, int] = {}

    @cached_property
    def tabs(self) -> dict[Tab, TabGrid]:
        return find_tabs(self.raw)

    def sheet(self, sheet_id: int) -> Mapping[str, Any]:
        """The raw sheet of that id."""
        return next(s for s in self.raw["sheets"] if int(s["properties"].get("sheetId", 0)) == sheet_id)

    def free_column(self, sheet_id: int) -> tuple[int, bool]:
        """The first column behind everything on that sheet that no step has taken yet, and whether the sheet has to
        grow for it.
        """
        sheet = self.sheet(sheet_id)
        block = (sheet.get("data") or [{}])[0]
        marked = [i for i, line in enumerate(block.get("columnMetadata", ())) if any(line.values())]
        filled = [
            i
            for row in block.get("rowData", ())
            for i, cell in enumerate(row.get("values", ()))
            if any(cell.values())
        ]
        merged = [merge.get("endColumnIndex", 1) - 1 for merge in sheet.get("merges", ())]
        at = max([*marked, *filled, *merged], default=-1) + 1 + self._added.get(sheet_id, 0)
        self._added[sheet_id] = self._added.get(sheet_id, 0) + 1
        return at, at >= sheet["properties"].get("gridProperties", {}).get("columnCount", 0)


Step = Callable[[OldSheet], Iterator[Change]]
"""One version to the next: what the sheet lacks; nothing for what it has already."""


def labels_in_the_plans_language(sheet: OldSheet) -> Iterator[Change]:
    """Version 2. Words that stand in cells stay as they are: they are people's, and English is understood everywhere."""
    language = sheet.words.language
    if metadata.value_of(sheet.raw, metadata.LANGUAGE) is None:
        request = metadata.mark(metadata.LANGUAGE, language, {"spreadsheet": True})
        yield Change(says=f"note the plan's language ({language})", requests=(request,))
    if language == ENGLISH_WORDS.language:
        return
    yield from _dropdowns(sheet)
    yield from _colours(sheet)


def _dropdowns(sheet: OldSheet) -> Iterator[Change]:
    """Dropdowns that still offer what closeplan wrote in English offer the language's words; chosen words stay valid."""
    for spec in TABLES:
        tab = sheet.tabs.get(spec.tab)
        for column in spec.columns if tab else ():
            if tab is None or column.choices is None or column.key not in tab.columns:
                continue
            at = tab.columns[column.key]
            rows = [row for row in tab.body if _offers(tab, row, at) == column.choices.words]
            if rows:
                title = tab.text(tab.header, at) if tab.header is not None else column.header
                says = f"{tab.title}: the dropdown of “{title}” offers {sheet.words.language} words"
                yield Change(says=says, requests=tuple(_ruled(sheet, tab, column, rows)))


def _offers(tab: TabGrid, row: int, column: int) -> tuple[str, ...]:
    """The words of the cell's dropdown."""
    condition = tab.cell(row, column).get("dataValidation", {}).get("condition", {})
    values = condition.get("values", ()) if condition.get("type") == "ONE_OF_LIST" else ()
    return tuple(str(value.get("userEnteredValue", "")) for value in values)


def _ruled(sheet: OldSheet, tab: TabGrid, column: Column, rows: Sequence[int]) -> Iterator[Request]:
    assert column.choices is not None
    at = tab.columns[column.key]
    offered = column.choices.words_in(sheet.words)
    chosen = {tab.text(row, at) for row in rows}
    kept = [word for word in column.choices.words if word in chosen and word not in offered]
    rule = column.rule(sheet.words) or {}
    values = [{"userEnteredValue": word} for word in (*offered, *kept)]
    rule = rule | {"condition": {"type": "ONE_OF_LIST", "values": values}}
    for first, last in row_runs(rows):
        cells = {
            "startRowIndex": first,
            "endRowIndex": last + 1,
            "startColumnIndex": at,
            "endColumnIndex": at + 1,
        }
        yield {"setDataValidation": {"range": {"sheetId": tab.sheet_id, **cells}, "rule": rule}}


def _colours(sheet: OldSheet) -> Iterator[Change]:
    """The rules that colour cells by English words know the language's words too."""
    tab = sheet.tabs.get(Tab.PLAN)
    rules = sheet.sheet(tab.sheet_id).get("conditionalFormats", ()) if tab else ()
    requests = []
    for index, rule in enumerate(rules):
        translated = _translated(rule, sheet.words)
        if tab and translated is not None:
            body = {"sheetId": tab.sheet_id, "index": index, "rule": translated}
            requests.append({"updateConditionalFormatRule": body})
    if tab and requests:
        yield Change(
            says=f"{tab.title}: cells are coloured by {sheet.words.language} words too",
            requests=tuple(requests),
        )


def _translated(rule: Mapping[str, Any], words: Words) -> dict[str, Any] | None:
    """The rule for both languages, None where it depends on no word of ours."""
    format_rule = rule.get("booleanRule", {})
    condition = format_rule.get("condition", {})
    said = [value.get("userEnteredValue", "") for value in condition.get("values", ())]
    new = said
    if condition.get("type") == "TEXT_CONTAINS":
        spoken = {ENGLISH_WORDS.t(key): words.t(key) for key in _COLOUR_WORDS}
        new = [spoken.get(text, text) for text in said]
    elif condition.get("type") == "CUSTOM_FORMULA":
        new = [_in_both(text, words) for text in said]
    if new == said:
        return None
    values = [{"userEnteredValue": text} for text in new]
    return {**rule, "booleanRule": {**format_rule, "condition": {**condition, "values": values}}}


def _in_both(formula: str, words: Words) -> str:
    """A formula that compares a status with an English word compares it with the language's word too."""
    for status in (Status.DONE, Status.NOT_NEEDED):
        english, spoken = STATUSES.label(status), STATUSES.label(status, words)
        if spoken != english and f'"{spoken}"' not in formula:
            for sign, join in (("=", "+"), ("<>", "*")):
                pattern = rf'\((\$?[A-Z]+\$?\d+){sign}"{re.escape(english)}"\)'
                formula = re.sub(pattern, rf'((\1{sign}"{english}"){join}(\1{sign}"{spoken}"))', formula)
    return formula


def gained_column(tab: Tab, column: Column) -> Step:
    """A step by which the tables of that tab gain a column, behind everything people have on it."""

    def step(sheet: OldSheet) -> Iterator[Change]:
        found = sheet.tabs.get(tab)
        if found is None or found.header is None or column.key in found.columns or found.adopted:
            return  # people removed the tab, or lay their table out themselves
        at, grows = sheet.free_column(found.sheet_id)
        requests: list[Request] = []
        if grows:
            place = {"sheetId": found.sheet_id, "dimension": "COLUMNS", "length": 1}
            requests.append({"appendDimension": place})
        start = {"sheetId": found.sheet_id, "rowIndex": found.header, "columnIndex": at}
        head = [{"values": [text_cell(column.title(sheet.words))]}]
        requests.append({"updateCells": {"start": start, "rows": head, "fields": "userEnteredValue"}})
        requests.append(metadata.mark(metadata.COLUMN, column.key, on_column(found.sheet_id, at)))
        requests += added_column_look(found, at, column, sheet.words)
        yield Change(
            says=f"{found.title}: a column “{column.title(sheet.words)}” at the right edge",
            requests=tuple(requests),
        )

    return step
