from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from closeplan.plan.model import Metric, Plan
from sheets_schema.columns import HISTORY, RISKS, STAKEHOLDERS, TIMELINE
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.plans import draft, plan, plans
from tests.unit.sheets_schema.sheet import Sheet


def _made(of: Plan) -> Sheet:
    sheet = Sheet(title=of.title)
    sheet.apply(creation_requests(draft(of)))
    return sheet


def _find(requests: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [request[kind] for request in requests if kind in request]


def test_google_knows_every_request_of_a_new_plan(acme: Plan) -> None:
    check_requests(creation_requests(draft(acme)))
    check_requests(creation_requests(draft(Plan()), first_sheet_id=77))


@given(plans)
@settings(max_examples=25, deadline=None)
def test_a_plan_reads_back_as_it_was_written(written: Plan) -> None:
    reading = read_document(_made(written).get(), None, itertools.count().__str__)

    assert reading.plan == written
    assert reading.problems == ()


def test_the_tabs_and_headers_are_those_of_the_design(sheet: Sheet) -> None:
    headers = {tab.title: next(row for row in tab.rows if all(row[:8])) for tab in sheet.tabs}

    assert list(headers) == ["Plan", "Stakeholders", "Risks", "History"]
    for title, columns in zip(headers, (TIMELINE, STAKEHOLDERS, RISKS, HISTORY), strict=True):
        texts = [cell["userEnteredValue"]["stringValue"] for cell in headers[title] if cell]
        assert texts == [column.header for column in columns]


def test_peoples_words_are_never_formulas(acme: Plan) -> None:
    assert acme.objective.startswith("=")
    assert "formulaValue" not in str(creation_requests(draft(acme)))


def test_dates_are_real_dates(sheet: Sheet) -> None:
    tab = sheet.tab("Plan")

    assert tab.text(0, 1) == (date(2027, 3, 31) - date(1899, 12, 30)).days


@pytest.mark.parametrize(("metrics", "frozen"), [(0, 8), (1, 8), (3, 10), (40, 0)])
def test_the_timeline_header_is_frozen_while_it_leaves_room(metrics: int, frozen: int) -> None:
    many = plan(metrics=tuple(Metric(name=f"metric {n}") for n in range(metrics)))

    properties = _find(creation_requests(draft(many)), "updateSheetProperties")[0]["properties"]

    assert properties["gridProperties"]["frozenRowCount"] == frozen


def test_only_the_robots_cells_are_protected_and_only_by_a_warning(acme: Plan) -> None:
    ranges = [r["protectedRange"] for r in _find(creation_requests(draft(acme)), "addProtectedRange")]

    assert all(found["warningOnly"] for found in ranges)
    # Outlook; Signal and ID of three tabs; the History tab.
    assert len(ranges) == 8


def test_no_formula_of_ours_needs_an_argument_separator(acme: Plan) -> None:
    rules = _find(creation_requests(draft(acme)), "addConditionalFormatRule")
    values = [r["rule"]["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for r in rules]

    assert len(values) == 6
    assert not any("," in value or ";" in value for value in values)


def test_every_row_and_column_bears_its_mark(acme: Plan) -> None:
    marks = _find(creation_requests(draft(acme)), "createDeveloperMetadata")
    rows = {
        m["developerMetadata"]["metadataValue"]
        for m in marks
        if m["developerMetadata"]["metadataKey"] == "closeplan.row"
    }

    assert rows == {item.id for items in (acme.milestones, acme.stakeholders, acme.risks) for item in items}


def test_words_that_were_no_date_are_written_as_they_were(acme: Plan) -> None:
    vague = replace(acme.milestones[0], due=None, due_text="end of Q1")
    reading = read_document(_made(replace(acme, milestones=(vague,))).get(), None, str)

    assert reading.plan.milestones == (vague,)
    assert [(p.cell, p.text, p.place.column) for p in reading.problems] == [("Plan!F10", "end of Q1", "due")]


def test_the_timeline_up_to_its_signals_fits_beside_a_comments_panel() -> None:
    widths = {column.key: column.width for column in TIMELINE if not column.hidden}

    # 1280 less the comments panel, the row numbers and a scroll bar
    assert sum(widths.values()) - widths["notes"] <= 1280 - 244 - 38 - 13


def test_what_a_metrics_columns_are_is_said_beside_the_first_and_is_no_metric(acme: Plan) -> None:
    sheet = _made(acme)
    texts = [[sheet.tab("Plan").text(row, column) for column in range(5)] for row in (3, 4)]

    assert texts[0] == ["Success metrics", "Win rate", "28 %", "35 %", "baseline → target"]
    assert texts[1][4] == ""
    assert read_document(sheet.get(), None, itertools.count().__str__).plan.metrics == acme.metrics
