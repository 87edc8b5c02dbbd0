"""The same document as the local Workspace's engine keeps and answers it, masks included."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentUpdate, HistoryLine, NewThread
from closeplan.plan.signals import Place, Table
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_update
from sheets_schema.annotate import Mending, thread_ids, update_requests
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.plans import draft, plan

ROBOT = Actor("robot@closeplan.local", "closeplan", is_service_account=True)
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = 8


@pytest.fixture
def document() -> Spreadsheet:
    made = Spreadsheet.new("sheet-1", plan().title)
    batch_update(made, creation_requests(draft(plan())), ROBOT, NOW)
    return made


def _get(document: Spreadsheet) -> dict[str, Any]:
    mask = FieldMask.parse(READ_FIELDS)
    answer: dict[str, Any] = mask.apply(render(document, comments=True, viewer=ROBOT, fields=mask))
    return answer


def _mint() -> Callable[[], str]:
    return map("new-{}".format, itertools.count(1)).__next__


def test_a_plan_reads_back_as_it_was_written(document: Spreadsheet) -> None:
    reading = read_document(_get(document), None, _mint())

    assert (reading.plan, reading.problems) == (plan(), ())
    assert (reading.time_zone, reading.locale) == ("Europe/Berlin", "en_US")


@pytest.mark.parametrize(("typed", "due"), [("2027-02-09", "2027-02-09"), ("2/9/2027", "2027-02-09")])
def test_a_date_typed_by_a_person_is_read(document: Spreadsheet, typed: str, due: str) -> None:
    values_update(document, "Plan!F11", {"values": [[typed]]}, "USER_ENTERED", actor=DANA)

    found = read_document(_get(document), plan(), _mint()).plan

    assert str(found.milestones[1].due) == due


def test_a_sort_below_the_frozen_rows_and_a_new_row_change_nothing_else(document: Spreadsheet) -> None:
    whole = {"sheetId": 0, "startRowIndex": HEADER + 1, "endRowIndex": 200, "endColumnIndex": 26}
    edits: list[dict[str, Any]] = [
        {"insertDimension": {"range": _rows(HEADER + 2)}},
        {"sortRange": {"range": whole, "sortSpecs": [{"dimensionIndex": 5, "sortOrder": "DESCENDING"}]}},
    ]
    batch_update(document, edits, DANA, NOW)

    found = read_document(_get(document), plan(), _mint()).plan

    assert found.milestones == tuple(sorted(plan().milestones, key=lambda m: str(m.due), reverse=True))


def _rows(at: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}


UPDATE = DocumentUpdate(
    signals={(Table.TIMELINE, "security-review"): "Slipped 7 working days"},
    outlook="Security review slipped.",
    history=(
        HistoryLine(
            when=datetime(2026, 11, 23, 8, 59, 1, tzinfo=UTC),
            who="dana@acme.example",
            item="Security review",
            field="Due",
            was="2027-01-29",
            now="2027-02-09",
            slip="+7 working days",
            effect="",
        ),
    ),
    threads=(
        NewThread(
            key="slipped",
            place=Place(table=Table.TIMELINE, row="security-review", column="due"),
            text=f"It moved.\n— closeplan · {mark('slipped')}.{mark('1')}",
        ),
    ),
)


def test_an_update_is_true_after_it_was_written_and_needs_no_second_write(document: Spreadsheet) -> None:
    written = update_requests(read_document(_get(document), plan(), _mint()), UPDATE)
    replies = batch_update(document, written.requests, ROBOT, NOW)

    found = read_document(_get(document), plan(), _mint())

    assert (found.plan, found.signals, found.outlook) == (plan(), UPDATE.signals, UPDATE.outlook)
    assert found.history == UPDATE.history
    (thread,) = found.threads
    assert (thread.place, thread_ids(written, {"replies": replies})) == (
        UPDATE.threads[0].place,
        {"slipped": thread.id},
    )
    again = DocumentUpdate(signals=UPDATE.signals, outlook=UPDATE.outlook, history=UPDATE.history)
    assert update_requests(found, again).requests == []


def test_a_write_that_came_after_a_column_was_inserted_is_mended(document: Spreadsheet) -> None:
    reading = read_document(_get(document), plan(), _mint())
    written = update_requests(reading, UPDATE)
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    row = {"insertDimension": {"range": _rows(HEADER + 1)}}
    batch_update(document, [{"insertDimension": {"range": column}}, row], DANA, NOW)
    batch_update(document, written.requests, ROBOT, NOW)

    batch_update(document, Mending(reading, written.cells, _get(document)).requests, ROBOT, NOW)

    found = read_document(_get(document), plan(), _mint())
    assert (found.plan, found.signals) == (plan(), {})
