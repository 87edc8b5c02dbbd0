"""A new plan as one batchUpdate: what turns an empty Doc into the document people share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from closeplan.plan.document import DocumentDraft
from closeplan.plan.languages import words_for
from closeplan.plan.model import Plan
from closeplan.plan.wording import Words
from sheets_schema.cells import cell_text
from sheets_schema.columns import TABLES, Column
from sheets_schema.doc import looks, marks
from sheets_schema.doc.layout import shown_columns
from sheets_schema.doc.marks import insertable, units
from sheets_schema.labels import TABS, TOP_BLOCK, Label, Tab

Request = dict[str, Any]

_FIRST = 1
"""Where the text of a Doc begins; before it stands a section break."""


@dataclass(frozen=True, kw_only=True)
class TableSpan:
    """A table as it lies in the Doc once it is filled: `starts` and `ends` bound the words of each cell."""

    start: int
    end: int
    starts: Sequence[Sequence[int]]
    ends: Sequence[Sequence[int]]


def creation_requests(draft: DocumentDraft) -> list[Request]:
    """Every request that makes the plan in a fresh Doc, in order from its top to its end.

    Meant to be sent as one batchUpdate: it applies as a whole or not at all.
    """
    plan, words = draft.plan, words_for(draft.language)
    at = _FIRST
    requests = [*looks.page_requests(draft.locale)]
    title = insertable(plan.title).replace("\n", " ") or TABS.label(Tab.PLAN, words)
    requests += [_text(at, title + "\n"), *looks.heading(at, at + units(title), "TITLE")]
    requests += _fact_marks(draft, at, at + units(title) + 1)
    at += units(title) + 1
    filled, top = fill_table(at, _top_rows(plan, words))
    requests += [*filled, *looks.top_requests(top, draft.locale, label_rows(plan)), *_label_marks(plan, top)]
    requests += _fact_marks(draft, top.starts[0][0], top.ends[0][0] + 1)
    at = top.end
    rows = {Tab.PLAN: plan.milestones, Tab.STAKEHOLDERS: plan.stakeholders, Tab.RISKS: plan.risks}
    for tab in Tab:
        heading = TABS.label(tab, words)
        requests.append(_text(at, heading))
        content = table_rows(shown_columns(tab), rows.get(tab, ()), words)
        filled, span = fill_table(at + units(heading), content)
        requests += [*filled, *looks.heading(at, at + units(heading), "HEADING_2")]
        requests += looks.table_requests(span, shown_columns(tab), draft.locale, words)
        requests += _table_marks(tab, rows.get(tab, ()), span)
        at = span.end
    return [*requests, *looks.merge_requests(top, label_rows(plan))]


def _text(at: int, text: str) -> Request:
    return {"insertText": {"location": {"index": at}, "text": text}}


def fill_table(at: int, rows: Sequence[Sequence[str]]) -> tuple[list[Request], TableSpan]:
    """The requests for a table put in at `at`, the end of a paragraph, and where its cells are then.

    Docs puts a newline before the table. A table's, a row's and a cell's beginning and a table's end take one
    unit each, and an empty cell holds a newline; cells are filled from the last to the first, so that none moves another.
    """
    start, width = at + 1, len(rows[0])
    size = {"rows": len(rows), "columns": width}
    requests: list[Request] = [{"insertTable": {"location": {"index": at}, **size}}]
    texts = [[insertable(text) for text in row] for row in rows]
    empty = [
        [start + 3 + row * (1 + 2 * width) + 2 * column for column in range(width)]
        for row in range(len(rows))
    ]
    starts: list[list[int]] = []
    ends: list[list[int]] = []
    moved = 0
    for cells, places in zip(texts, empty, strict=True):
        starts.append([])
        ends.append([])
        for text, place in zip(cells, places, strict=True):
            starts[-1].append(place + moved)
            moved += units(text)
            ends[-1].append(place + moved)
    filled = [
        _text(place, text)
        for cells, places in zip(texts, empty, strict=True)
        for text, place in zip(cells, places, strict=True)
        if text
    ]
    span = TableSpan(
        start=start, end=start + 2 + len(rows) * (1 + 2 * width) + moved, starts=starts, ends=ends
    )
    return [*requests, *reversed(filled)], span


def _top_rows(plan: Plan, words: Words) -> list[list[str]]:
    """Label, then a value, or a metric's name, baseline and target."""
    values = {
        Label.GO_LIVE: plan.go_live.isoformat() if plan.go_live else plan.go_live_text,
        Label.WHY: plan.why,
        Label.OBJECTIVE: plan.objective,
        Label.COST_OF_INACTION: plan.cost_of_inaction,
        Label.ACKNOWLEDGED_BY: plan.acknowledged_by,
    }
    metrics = [[metric.name, metric.baseline, metric.target] for metric in plan.metrics] or [["", "", ""]]
    rows = []
    for label in Label:
        filled = metrics if label is Label.METRICS else [[values.get(label, ""), "", ""]]
        head = TOP_BLOCK.label(label, words)
        if label is Label.METRICS:
            head += "\n" + words.t("metrics.legend")
        rows += [["" if number else head, *cells] for number, cells in enumerate(filled)]
    return rows


def label_rows(plan: Plan) -> list[Label]:
    """What each row of the top block is about; metrics fill several."""
    return [
        label for label in Label for _ in range(max(1, len(plan.metrics)) if label is Label.METRICS else 1)
    ]


def table_rows(columns: Sequence[Column], items: Sequence[Any], words: Words) -> list[list[str]]:
    """A table's header and rows as text."""
    return [
        [column.title(words) for column in columns],
        *([_field(column, item, words) for column in columns] for item in items),
    ]


def _field(column: Column, item: Any, words: Words) -> str:
    """One cell of a row: the value, or the words that could not be read as one; Signal starts empty."""
    value = getattr(item, column.key, None)
    typed = getattr(item, f"{column.key}_text", "") if column.keeps_text else ""
    if typed:
        return str(typed)
    return value.isoformat() if isinstance(value, date) else cell_text(column.cell(value, words))


def _fact_marks(draft: DocumentDraft, start: int, end: int) -> Iterator[Request]:
    """What is true of the whole plan, on the title and once more on the first label: people retitle what they share."""
    facts = {
        marks.PLAN_ID: draft.plan_id,
        marks.LAYOUT: str(marks.LAYOUT_VERSION),
        marks.ZONE: draft.time_zone,
        marks.LOCALE: draft.locale,
    }
    for prefix, value in facts.items():
        if marks.can_be_named(prefix + value):
            yield marks.named(prefix + value, start, end)


def _label_marks(plan: Plan, top: TableSpan) -> Iterator[Request]:
    for row, label in enumerate(label_rows(plan)):
        yield marks.named(marks.label_name(label), top.starts[row][0], top.ends[row][0] + 1)


def _table_marks(tab: Tab, items: Sequence[Any], span: TableSpan) -> Iterator[Request]:
    """Marks cover a cell's last newline too, so that they outlive its words."""
    columns = [column.key for column in shown_columns(tab)]
    for at, key in enumerate(columns):
        yield marks.named(marks.column_name(tab, key), span.starts[0][at], span.ends[0][at] + 1)
    maker = next((spec.makers[0] for spec in TABLES if spec.tab is tab), "")
    for row, item in enumerate(items, 1):
        at = columns.index(maker)
        name = marks.row_name(tab, item.id)
        if marks.can_be_named(name):
            yield marks.named(name, span.starts[row][at], span.ends[row][at] + 1)
