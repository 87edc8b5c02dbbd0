"""What somebody's own layout says about the whole plan: rows, on any sheet, that are marked with the fact they state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from closeplan.plan.document import Problem
from closeplan.plan.model import Metric
from closeplan.plan.signals import Place
from sheets_schema import metadata
from sheets_schema.cells import Around, CellData, cell_name, cell_number, cell_text, parse_date
from sheets_schema.flipped import lies
from sheets_schema.grid import Spot, raw_rows
from sheets_schema.labels import TOP_BLOCK, Label
from sheets_schema.top import TopReading

_SIGNS = (":", "：", "=")
"""What stands between a label and its value in one cell."""


class _Fact(NamedTuple):
    """A cell that states a fact: what about, where, and the value without its label."""

    label: Label
    title: str
    sheet_id: int
    row: int
    column: int
    value: CellData
    turned: bool

    @property
    def spot(self) -> Spot:
        """Where it stands, as the sheet is read."""
        return (
            (self.sheet_id, self.column, self.row) if self.turned else (self.sheet_id, self.row, self.column)
        )


def read_facts(raw: Mapping[str, Any], around: Around) -> TopReading:
    """The plan's own fields. Of two rows that state the same, the first counts; metrics count all."""
    facts = list(_facts(raw))
    first: dict[Label, _Fact] = {}
    for fact in facts:
        first.setdefault(fact.label, fact)
    fields: dict[str, Any] = {
        label.value: cell_text(fact.value)
        for label, fact in first.items()
        if label not in {Label.GO_LIVE, Label.METRICS, Label.OUTLOOK}
    }
    home = (
        first[Label.METRICS].sheet_id if Label.METRICS in first else None
    )  # a copied sheet repeats its marks
    metrics = [fact for fact in facts if fact.label is Label.METRICS and fact.sheet_id == home]
    fields["metrics"] = tuple(Metric(name=cell_text(fact.value)) for fact in metrics)
    problems = []
    if Label.GO_LIVE in first:
        fact = first[Label.GO_LIVE]
        day, text, problem, meanings = parse_date(fact.value, around)
        fields |= {"go_live": day, "go_live_text": text}
        if problem:
            cell, place = cell_name(fact.title, fact.row, fact.column), Place(column=Label.GO_LIVE.value)
            problems.append(Problem(cell=cell, place=place, message=problem, text=text, meanings=meanings))
    cells: dict[Label, Spot] = {
        label: fact.spot for label, fact in first.items() if label is not Label.OUTLOOK
    }
    return TopReading(fields=fields, outlook="", cells=cells, problems=tuple(problems))


def _facts(raw: Mapping[str, Any]) -> Iterator[_Fact]:
    for sheet in raw.get("sheets", ()):
        properties = sheet.get("properties", {})
        block = (sheet.get("data") or [{}])[0]
        rows = raw_rows(sheet)
        marks = metadata.all_by_index(block.get("rowMetadata", ()), metadata.LABEL, block.get("startRow", 0))
        for row, said in marks:
            if said in set(Label) and row < len(rows):
                label = Label(said)
                filled = [column for column, cell in enumerate(rows[row]) if cell_text(cell)]
                if filled:
                    column = filled[0] if len(filled) == 1 else filled[1]
                    value = _valued(rows[row][column], label) if len(filled) == 1 else rows[row][column]
                    sheet_id, title = int(properties.get("sheetId", 0)), properties.get("title", "")
                    yield _Fact(label, title, sheet_id, row, column, value, lies(sheet))


def _valued(cell: CellData, label: Label) -> CellData:
    """A lone cell without the label in front of its value: `Go-live: 7 June 2027`."""
    if cell_number(cell) is not None:
        return cell
    text = cell_text(cell)
    at, sign = min(((text.find(sign), sign) for sign in _SIGNS if sign in text), default=(-1, ""))
    rest = text[at + len(sign) :].strip() if at >= 0 else ""
    if not rest or (label is not Label.GO_LIVE and TOP_BLOCK.find(text[:at]) is None):
        return cell
    return {"effectiveValue": {"stringValue": rest}}
