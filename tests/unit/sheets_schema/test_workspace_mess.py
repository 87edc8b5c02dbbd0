"""What people do to a plan in Sheets, done on the local Workspace's engine: merges, chips, check boxes, filters."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from closeplan.plan.document import DocumentUpdate, Reading
from closeplan.plan.model import Milestone, Plan, Side, Status
from closeplan.plan.signals import Place, Table
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_update
from sheets_schema.annotate import Mending, update_requests
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_mask, check_requests
from tests.unit.sheets_schema.plans import draft, plan

ROBOT = Actor("robot@closeplan.local", "closeplan", is_service_account=True)
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = 8
FIRST = HEADER + 1
WORKSTREAM, NAME, OWNER, SIDE_AT, START, DUE, STATUS = range(7)
SIGNAL = 9


@pytest.fixture
def document() -> Spreadsheet:
    made = Spreadsheet.new("sheet-1", plan().title)
    batch_update(made, creation_requests(draft(plan())), ROBOT, NOW)
    return made


def edit(document: Spreadsheet, *requests: dict[str, Any]) -> None:
    check_requests(list(requests))
    batch_update(document, list(requests), DANA, NOW)


def typed(document: Spreadsheet, cell: str, *texts: Any) -> None:
    values_update(document, f"Plan!{cell}", {"values": [list(texts)]}, "USER_ENTERED", actor=DANA)


def get(document: Spreadsheet) -> dict[str, Any]:
    mask = FieldMask.parse(READ_FIELDS)
    answer: dict[str, Any] = mask.apply(render(document, comments=True, viewer=ROBOT, fields=mask))
    return answer


def read(document: Spreadsheet, known: Plan | None = None) -> Reading:
    mint: Callable[[], str] = map("new-{}".format, itertools.count(1)).__next__
    return read_document(get(document), known or plan(), mint, now=NOW)


def area(first: int, last: int, left: int, right: int) -> dict[str, int]:
    rows = {"startRowIndex": first, "endRowIndex": last}
    return {"sheetId": 0, **rows, "startColumnIndex": left, "endColumnIndex": right}


def new_row(document: Spreadsheet, at: int) -> None:
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
    edit(document, {"insertDimension": {"range": place}})


def with_rows(**changes: Milestone) -> tuple[Milestone, ...]:
    return tuple(changes.get(row.id.replace("-", "_"), row) for row in plan().milestones)


def test_the_mask_is_one_that_google_knows() -> None:
    check_mask(READ_FIELDS)


def test_a_merged_workstream_holds_for_every_row_it_spans(document: Spreadsheet) -> None:
    merge = {"range": area(FIRST, FIRST + 3, WORKSTREAM, WORKSTREAM + 1), "mergeType": "MERGE_ALL"}
    edit(document, {"mergeCells": merge})

    assert [row.workstream for row in read(document).plan.milestones] == ["Business case"] * 3 + ["Rollout"]


def test_a_merged_owner_owns_every_row_it_spans_and_a_merged_date_is_the_first_rows(
    document: Spreadsheet,
) -> None:
    for column in (OWNER, DUE):
        merge = {"range": area(FIRST + 1, FIRST + 3, column, column + 1), "mergeType": "MERGE_ALL"}
        edit(document, {"mergeCells": merge})

    rows = read(document).plan.milestones
    assert [row.owner for row in rows] == ["Dana Fischer", "Mia Wolf", "Mia Wolf", ""]
    assert [row.due for row in rows[1:3]] == [plan().milestones[1].due, None]


def test_a_row_merged_across_heads_the_rows_below_it_and_is_no_milestone(document: Spreadsheet) -> None:
    new_row(document, FIRST + 2)
    typed(document, f"B{FIRST + 3}", "PHASE 2: Closing")
    edit(document, {"mergeCells": {"range": area(FIRST + 2, FIRST + 3, 1, 9), "mergeType": "MERGE_ALL"}})
    typed(document, f"A{FIRST + 5}", "")

    rows = read(document).plan.milestones
    assert [row.name for row in rows] == [row.name for row in plan().milestones]
    assert rows[3].workstream == "Closing"


def test_a_workstream_alone_in_a_row_heads_the_rows_below_that_have_none(document: Spreadsheet) -> None:
    new_row(document, FIRST + 2)
    typed(document, f"A{FIRST + 3}", "Paper process")
    typed(document, f"A{FIRST + 4}", "")

    found = read(document).plan.milestones
    assert found == with_rows(contract=replace(plan().milestones[2], workstream="Paper process"))


def test_the_header_once_more_inside_the_table_is_no_milestone(document: Spreadsheet) -> None:
    new_row(document, FIRST + 2)
    titles = ["workstream", "MILESTONE", "Owner", "Side", "Start", "Due", "Status"]
    typed(document, f"A{FIRST + 3}", *titles)
    new_row(document, FIRST + 1)
    copied = {"source": area(HEADER, FIRST, 0, 12), "destination": area(FIRST + 1, FIRST + 2, 0, 12)}
    edit(document, {"copyPaste": {**copied, "pasteType": "PASTE_NORMAL"}})

    found = read(document)
    assert (found.plan.milestones, found.grid.repairs) == (plan().milestones, ())  # type: ignore[attr-defined]


def test_what_counts_the_rows_above_is_no_milestone(document: Spreadsheet) -> None:
    last = FIRST + len(plan().milestones)
    typed(document, f"B{last + 1}", f"=COUNTA(B{FIRST + 1}:B{last})")
    typed(document, f"A{last + 2}", "Total", "Total: 4", "", "", "", "", "1 of 4")

    assert read(document).plan.milestones == plan().milestones


@pytest.mark.parametrize("gap", [1, 2, 5])
def test_blank_rows_end_nothing(document: Spreadsheet, gap: int) -> None:
    for _ in range(gap):
        new_row(document, FIRST + 2)

    assert read(document).plan.milestones == plan().milestones


def chips(*people: tuple[int, str], text: str) -> dict[str, Any]:
    runs = [
        {"startIndex": at, "chip": {"personProperties": {"email": email, "displayFormat": "DEFAULT"}}}
        for at, email in people
    ]
    return {"userEnteredValue": {"stringValue": text}, "chipRuns": runs}


def put(document: Spreadsheet, row: int, column: int, cell: dict[str, Any], fields: str) -> None:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    edit(document, {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}})


def test_person_chips_are_owners_and_say_their_address(document: Spreadsheet) -> None:
    cell = chips((0, "mia.wolf@acme.example"), (6, "sam@northwind.example"), text="@ and @")
    put(document, FIRST + 1, OWNER, cell, "userEnteredValue,chipRuns")

    found = read(document)
    shown = found.plan.milestones[1].owner
    assert "@ and @" not in shown
    first, second = shown.split(" and ")
    assert found.addresses == {first: "mia.wolf@acme.example", second: "sam@northwind.example"}


def test_a_chip_that_a_late_write_covered_is_put_back_as_a_chip(document: Spreadsheet) -> None:
    put(document, FIRST, OWNER, chips((0, "dana@acme.example"), text="@"), "userEnteredValue,chipRuns")
    reading = read(document)
    update = DocumentUpdate(signals={(Table.TIMELINE, "kickoff"): "Overdue"}, outlook="")
    written = update_requests(reading, update)
    to_the_signal = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": SIGNAL - OWNER}
    edit(document, {"insertDimension": {"range": to_the_signal}})
    batch_update(document, written.requests, ROBOT, NOW)
    assert read(document).plan.milestones[0].owner == "Overdue"

    batch_update(document, Mending(reading, written.cells, get(document)).requests, ROBOT, NOW)

    assert read(document).addresses == reading.addresses
    assert list(reading.addresses.values()) == ["dana@acme.example"]


def check_box(*values: str) -> dict[str, Any]:
    condition = {"type": "BOOLEAN", "values": [{"userEnteredValue": value} for value in values]}
    return {"condition": condition, "strict": True, "showCustomUi": True}


@pytest.mark.parametrize(("ticked", "status"), [(True, Status.DONE), (False, Status.NOT_STARTED)])
def test_a_check_box_is_a_status(document: Spreadsheet, ticked: bool, status: Status) -> None:
    cell = {"userEnteredValue": {"boolValue": ticked}, "dataValidation": check_box()}
    put(document, FIRST + 1, STATUS, cell, "userEnteredValue,dataValidation")

    found = read(document)
    assert (found.plan.milestones[1].status, found.problems) == (status, ())


@pytest.mark.parametrize(
    ("value", "status"), [("Yes", Status.DONE), ("No", Status.NOT_STARTED), ("erledigt", Status.DONE)]
)
def test_a_check_box_with_values_of_its_own_is_one_too(
    document: Spreadsheet, value: str, status: Status
) -> None:
    cell = {"userEnteredValue": {"stringValue": value}, "dataValidation": check_box("Yes", "No")}
    put(document, FIRST + 1, STATUS, cell, "userEnteredValue,dataValidation")

    assert read(document).plan.milestones[1].status is status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *(
            (text, Status.DONE)
            for text in ("✅", "✓", "☑", "✔", "✔️", "☑️", "100%", "1", "DONE!", "○ 完了", "Blue (done)")
        ),
        *(
            (text, Status.IN_PROGRESS)
            for text in ("🚧", "🟡", "40%", "25 %", "50% done", "Green", "en cours")
        ),
        *((text, Status.NOT_STARTED) for text in ("☐", "0%", "0", "offen", "未着手", "White")),
        *((text, Status.BLOCKED) for text in ("❌", "🔴", "⚠️", "⚠", "Red", "geblokkeerd", "bloqueado")),
    ],
)
def test_signs_percentages_and_colours_are_statuses(document: Spreadsheet, text: str, status: Status) -> None:
    typed(document, f"G{FIRST + 2}", text)

    found = read(document)
    assert (found.plan.milestones[1].status, found.problems) == (status, ())


@pytest.mark.parametrize("text", ["maybe", "Done, but legal is waiting", "140%", "Done/Blocked"])
def test_what_is_no_status_is_kept_as_typed_with_its_cell(document: Spreadsheet, text: str) -> None:
    typed(document, f"G{FIRST + 2}", text)

    (problem,) = read(document).problems
    assert (problem.cell, problem.text) == (f"Plan!G{FIRST + 2}", text)
    assert problem.place == Place(table=Table.TIMELINE, row="security-review", column="status")


def test_hidden_and_filtered_rows_and_columns_are_read_like_others(document: Spreadsheet) -> None:
    hidden = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": FIRST, "endIndex": FIRST + 1}
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": OWNER, "endIndex": OWNER + 1}
    shown = {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Seller"}]}}
    criteria = [{"columnIndex": SIDE_AT, "filterCriteria": shown}]
    edit(
        document,
        {"updateDimensionProperties": {"range": row, **hidden}},
        {"updateDimensionProperties": {"range": column, **hidden}},
        {"setBasicFilter": {"filter": {"range": area(HEADER, FIRST + 4, 0, 12), "filterSpecs": criteria}}},
    )

    assert read(document).plan == plan()


def test_a_note_in_a_date_cell_disturbs_nothing(document: Spreadsheet) -> None:
    put(document, FIRST + 1, DUE, {"note": "Mia is away until then\n2027-05-05"}, "note")

    found = read(document)
    assert (found.plan, found.problems) == (plan(), ())


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("Acme", Side.BUYER),
        ("acme gmbh", Side.BUYER),
        ("Northwind", Side.SELLER),
        ("Kunde", Side.BUYER),
        ("Acme & Northwind", Side.BOTH),
        ("Acme / Bolt", None),
    ],
)
def test_a_company_of_the_title_is_its_side(document: Spreadsheet, said: str, side: Side | None) -> None:
    typed(document, f"D{FIRST + 2}", said)

    found = read(document)
    assert found.plan.milestones[1].side is side
    assert [problem.text for problem in found.problems] == ([] if side else [said])


def test_a_person_chip_in_the_stakeholder_map_is_a_name_and_an_address(document: Spreadsheet) -> None:
    chip = chips((0, "mia.wolf@acme.example"), text="@")
    start = {"sheetId": 1, "rowIndex": 2, "columnIndex": 0}
    rows = [{"values": [chip, chip]}]
    edit(document, {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,chipRuns"}})

    found = read(document)
    person = found.plan.stakeholders[1]
    assert (person.id, person.email) == ("mia", "mia.wolf@acme.example")
    assert found.addresses == {person.name: "mia.wolf@acme.example"}
