"""Whatever people do to a Doc in whatever order: it is read, and the robot's write changes nothing of theirs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.document import DocumentUpdate
from closeplan.plan.signals import Table
from local_workspace.errors import ApiError
from sheets_schema.doc.annotate import doc_update
from tests.plan_doc import Table as Shown
from tests.plan_doc import tables_of, typing
from tests.unit.sheets_schema.doc_files import File
from tests.unit.sheets_schema.plans import plan

TEXTS = [
    "",
    "2027-03-01",
    "Milestone",
    "Due",
    "Signal",
    "Done",
    "Dana Fischer",
    "Go-live",
    "Whatever 🚀",
    "two\nlines",
]

Edit = tuple[str, int, int, int, str]
edits = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "type",
                "type",
                "row",
                "drop row",
                "column",
                "drop column",
                "merge",
                "prose",
                "table",
                "drop",
                "unmark",
            ]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 11),
        st.sampled_from(TEXTS),
    ),
    max_size=6,
)


def _do(file: File, edit: Edit) -> None:
    kind, number, row, column, text = edit
    tables = tables_of(file.raw())
    if kind == "prose":
        file.edit({"insertText": {"location": {"index": 1}, "text": f"{text} and more\n"}})
    elif kind == "unmark":
        file.doc.named = dict(list(file.doc.named.items())[:: column + 2])
    elif tables:
        table = tables[number % len(tables)]
        _do_to(file, kind, table, (row % len(table.rows), column % len(table.rows[0])), text)


def _do_to(file: File, kind: str, table: Shown, at: tuple[int, int], text: str) -> None:
    row, column = at
    cell = table.rows[row][column]
    where = {"tableStartLocation": {"index": table.start}, "rowIndex": row, "columnIndex": column}
    wide = {"tableCellLocation": where, "rowSpan": min(2, len(table.rows) - row), "columnSpan": 1}
    requests: dict[str, list[dict[str, Any]]] = {
        "type": typing(cell, text),
        "row": [{"insertTableRow": {"tableCellLocation": where, "insertBelow": bool(text)}}],
        "drop row": [{"deleteTableRow": {"tableCellLocation": where}}],
        "column": [{"insertTableColumn": {"tableCellLocation": where, "insertRight": bool(text)}}],
        "drop column": [{"deleteTableColumn": {"tableCellLocation": where}}],
        "merge": [{"mergeTableCells": {"tableRange": wide}}],
        "table": [{"insertTable": {"location": {"index": cell.start}, "rows": 2, "columns": 2}}],
        "drop": [{"deleteContentRange": {"range": {"startIndex": table.start, "endIndex": table.end}}}],
    }
    if requests[kind]:
        with suppress(ApiError):  # the editor would not do it either
            file.edit(*requests[kind])


@given(edits, edits)
@settings(max_examples=60, deadline=None)
def test_the_robot_changes_nothing_of_peoples(first: list[Edit], then: list[Edit]) -> None:
    file, known = File(plan()), plan()
    for part in (first, then):
        for edit in part:
            _do(file, edit)
        reading = file.read(known)
        signals = {(Table.TIMELINE, one.id): f"Slipped {one.id}" for one in reading.plan.milestones[::2]}
        update = DocumentUpdate(signals=signals, outlook=f"{len(signals)} signals.")
        file.write(reading, update)
        again = file.read(reading.plan)

        assert again.plan == reading.plan
        assert doc_update(again, update).requests == []
        known = again.plan
