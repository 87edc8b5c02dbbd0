"""The top block of the Plan tab: labels in one column, values in another, metrics one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from closeplan.plan.document import Problem
from closeplan.plan.model import Metric
from closeplan.plan.signals import Place
from sheets_schema import metadata
from sheets_schema.cells import NOWHERE, Around, cell_name, parse_date
from sheets_schema.grid import Cell, Spot, TabGrid
from sheets_schema.labels import TOP_BLOCK, Label
from sheets_schema.layout import LABEL_COLUMN, METRIC_COLUMNS, VALUE_COLUMN


@dataclass(frozen=True, kw_only=True)
class TopReading:
    """The plan's fields that stand in the top block, the Outlook's words, and each label's value cell."""

    fields: Mapping[str, Any]
    outlook: str
    cells: Mapping[Label, Spot]
    problems: tuple[Problem, ...] = ()


NO_TOP = TopReading(fields={}, outlook="", cells={})


def read_top(tab: TabGrid, around: Around = NOWHERE) -> TopReading:
    """Everything above the timeline's header."""
    end = min(tab.top_end, len(tab.rows))
    labels = {row: label for row in range(end) if (label := _label(tab, row)) is not None}
    cells: dict[Label, Cell] = {}
    for row, label in labels.items():
        cells.setdefault(label, (row, _value_column(tab, row)))
    texts = {label: tab.text(*cell) for label, cell in cells.items()}
    fields: dict[str, Any] = {
        label.value: texts.get(label, "")
        for label in Label
        if label not in {Label.GO_LIVE, Label.METRICS, Label.OUTLOOK}
    }
    fields["metrics"] = tuple(_metrics(tab, labels, end))
    problems = []
    if Label.GO_LIVE in cells:
        row, column = cells[Label.GO_LIVE]
        day, text, problem, meanings = parse_date(tab.cell(row, column), around)
        fields |= {"go_live": day, "go_live_text": text}
        if problem:
            place = Place(column=Label.GO_LIVE.value)
            cell = cell_name(tab.title, row, column)
            problems.append(Problem(cell=cell, place=place, message=problem, text=text, meanings=meanings))
    return TopReading(
        fields=fields,
        outlook=texts.get(Label.OUTLOOK, ""),
        cells={label: (tab.sheet_id, *cell) for label, cell in cells.items()},
        problems=tuple(problems),
    )


def _label(tab: TabGrid, row: int) -> Label | None:
    """What the row is about: its label's words, else its mark."""
    label = TOP_BLOCK.find(tab.text(row, tab.columns.get(LABEL_COLUMN, 0)))
    if label is not None:
        return label
    marked = tab.row_marks.get(metadata.LABEL, {}).get(row)
    return Label(marked) if marked in set(Label) else None


def _value_column(tab: TabGrid, row: int) -> int:
    """The column of the milestones' names, below; without one, the first filled cell after the label."""
    if VALUE_COLUMN in tab.columns:
        return tab.columns[VALUE_COLUMN]
    start = tab.columns.get(LABEL_COLUMN, 0) + 1
    width = len(tab.rows[row]) if row < len(tab.rows) else 0
    filled = (at for at in range(start, width) if tab.text(row, at))
    return next(filled, start)


def _metrics(tab: TabGrid, labels: Mapping[int, Label], end: int) -> list[Metric]:
    """The labelled row and those below it that have no label of their own."""
    first = _value_column(tab, next(iter(labels), 0))
    columns = [tab.columns.get(key, first + offset) for offset, key in enumerate(METRIC_COLUMNS)]
    found: list[Metric] = []
    inside = False
    for row in range(end):
        inside = labels[row] is Label.METRICS if row in labels else inside
        if inside:
            name, baseline, target = (tab.text(row, column) for column in columns)
            if name or baseline or target:
                found.append(Metric(name=name, baseline=baseline, target=target))
    return found
