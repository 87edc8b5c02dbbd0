"""Layouts of older versions: they read as ever, and gain what newer ones brought without a cell being touched."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from closeplan.plan.document import DocumentUpdate
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Milestone, Status
from closeplan.plan.signals import Table
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_update
from sheets_schema import versions
from sheets_schema.annotate import update_requests
from sheets_schema.columns import TIMELINE
from sheets_schema.labels import STATUSES, Tab
from sheets_schema.layout_steps import OLD_FIELDS, Change, OldSheet, gained_column
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.versions import (
    LAYOUT_VERSION,
    LayoutChange,
    is_newer,
    is_older,
    layout_change,
    layout_version,
)
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.plans import draft, plan

ROBOT = Actor("robot@closeplan.local", "closeplan", is_service_account=True)
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
VERSION_1 = Path(__file__).parent / "recorded" / "creation_v1.json"
STATUS = 6
"""The column of a milestone's status."""


@pytest.fixture
def old() -> Spreadsheet:
    """The sample plan as closeplan made it when the layout was at version 1."""
    return _made(json.loads(VERSION_1.read_text(encoding="utf-8")))


def _made(requests: list[dict[str, Any]]) -> Spreadsheet:
    made = Spreadsheet.new("sheet-1", plan().title)
    batch_update(made, requests, ROBOT, NOW)
    return made


def _get(document: Spreadsheet, fields: str = OLD_FIELDS) -> dict[str, Any]:
    mask = FieldMask.parse(fields)
    answer: dict[str, Any] = mask.apply(render(document, comments=True, viewer=ROBOT, fields=mask))
    return answer


def _mint() -> Callable[[], str]:
    return map("new-{}".format, itertools.count(1)).__next__


def _upgrade(document: Spreadsheet, language: str = "en") -> LayoutChange:
    change = layout_change(_get(document), words_for(language))
    check_requests(change.requests)
    batch_update(document, change.requests, ROBOT, NOW)
    return change


def _cells(document: Spreadsheet) -> Any:
    seen = _get(
        document,
        "sheets(properties(title,index),merges,data(rowData(values(userEnteredValue,userEnteredFormat,note))))",
    )
    return seen["sheets"]


def test_a_sheet_of_version_1_reads_and_is_annotated_as_ever(old: Spreadsheet) -> None:
    reading = read_document(_get(old, READ_FIELDS), None, _mint())
    assert (reading.plan, reading.problems, is_older(_get(old))) == (plan(), (), True)

    update = DocumentUpdate(signals={(Table.TIMELINE, "contract"): "Slipped"}, outlook="On track.")
    batch_update(old, update_requests(reading, update).requests, ROBOT, NOW)
    after = read_document(_get(old, READ_FIELDS), plan(), _mint())
    assert (after.plan, after.signals, after.outlook) == (plan(), update.signals, update.outlook)


@pytest.mark.parametrize("language", LANGUAGES)
def test_upgrading_touches_no_cell_and_repeating_it_does_nothing(old: Spreadsheet, language: str) -> None:
    before = _cells(old)
    change = _upgrade(old, language)
    assert (change.was, change.now, layout_version(_get(old))) == (1, LAYOUT_VERSION, LAYOUT_VERSION)
    assert _cells(old) == before
    assert read_document(_get(old, READ_FIELDS), None, _mint(), language=language).plan == plan()
    assert layout_change(_get(old), words_for(language)).requests == []


def test_dropdowns_offer_the_plans_language_and_chosen_words_stay_valid(old: Spreadsheet) -> None:
    own = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in ("Go", "No go")]}
    cell = {
        "sheetId": 0,
        "startRowIndex": 10,
        "endRowIndex": 11,
        "startColumnIndex": STATUS,
        "endColumnIndex": STATUS + 1,
    }
    edit = {"setDataValidation": {"range": cell, "rule": {"condition": own, "strict": True}}}
    batch_update(old, [edit], DANA, NOW)

    said = [change.says for change in _upgrade(old, "de").changes]

    assert "Plan: the dropdown of “Status” offers de words" in said
    german = STATUSES.words_in(words_for("de"))
    assert _offered(old, 9) == _offered(old, 30) == (*german, "Not started", "In progress", "Done")
    assert _offered(old, 10) == ("Go", "No go")


def _offered(document: Spreadsheet, row: int) -> tuple[str, ...]:
    rows = _get(document)["sheets"][0]["data"][0]["rowData"]
    condition = rows[row]["values"][STATUS]["dataValidation"]["condition"]
    return tuple(value["userEnteredValue"] for value in condition["values"])


def test_cells_are_coloured_by_the_languages_words_too(old: Spreadsheet) -> None:
    _upgrade(old, "de")
    words = words_for("de")
    rules = _get(old)["sheets"][0]["conditionalFormats"]
    said = [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]

    done, unneeded = (STATUSES.label(status, words) for status in (Status.DONE, Status.NOT_NEEDED))
    assert said[0] == (f'=(($G10="Done")+($G10="{done}"))+(($G10="Not needed")+($G10="{unneeded}"))')
    assert said[2:4] == [words.t("colour.overdue"), words.t("colour.slipped")]
    assert len(said) == 6


def test_a_sheet_of_a_newer_closeplan_is_left_alone_and_one_that_lost_its_mark_counts_as_new(
    old: Spreadsheet,
) -> None:
    raw = _get(old)
    newer = {**raw, "developerMetadata": [{"metadataKey": "closeplan.layout", "metadataValue": "99"}]}
    assert is_newer(newer)
    assert layout_change(newer, words_for("en")).requests == []
    assert layout_change({**raw, "developerMetadata": []}, words_for("en")).requests == []


def test_a_column_that_a_newer_version_brings_comes_to_old_sheets_at_the_right_edge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The recipe's last step, with `Evidence` as the column that the old sheet did not have."""
    document = _without_evidence()
    moved = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    batch_update(document, [{"insertDimension": {"range": moved}}], DANA, NOW)
    before = _cells(document)[0]["data"][0]["rowData"]
    evidence = next(column for column in TIMELINE if column.key == "evidence")
    _brings(monkeypatch, gained_column(Tab.PLAN, evidence))

    change = _upgrade(document)

    assert [one.says for one in change.changes] == ["Plan: a column “Evidence” at the right edge"]
    after = _cells(document)[0]["data"][0]["rowData"]
    assert [
        row.get("values", [])[: len(old.get("values", []))] for old, row in zip(before, after, strict=False)
    ] == [row.get("values", []) for row in before]
    values_update(document, "Plan!M11", {"values": [["https://example.com/soc2"]]}, "RAW", actor=DANA)
    found = read_document(_get(document, READ_FIELDS), None, _mint()).plan.milestone("security-review")
    assert isinstance(found, Milestone)
    assert found.evidence == "https://example.com/soc2"
    assert layout_change(_get(document), words_for("en")).requests == []


def _without_evidence() -> Spreadsheet:
    document = _made(creation_requests(draft(plan())))
    at = next(index for index, column in enumerate(TIMELINE) if column.key == "evidence")
    gone = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    batch_update(document, [{"deleteDimension": {"range": gone}}], ROBOT, NOW)
    return document


def _brings(monkeypatch: pytest.MonkeyPatch, step: Callable[[OldSheet], Iterator[Change]]) -> None:
    monkeypatch.setattr(versions, "STEPS", (*versions.STEPS, step))
    monkeypatch.setattr(versions, "LAYOUT_VERSION", LAYOUT_VERSION + 1)


def test_two_columns_that_come_at_once_stand_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _without_evidence()
    at = next(index for index, column in enumerate(TIMELINE) if column.key == "confirmed_by")
    gone = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    shrunk = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 10, "endIndex": 24}
    batch_update(document, [{"deleteDimension": {"range": span}} for span in (gone, shrunk)], ROBOT, NOW)
    columns = [column for column in TIMELINE if column.key in {"evidence", "confirmed_by"}]
    steps = [gained_column(Tab.PLAN, column) for column in columns]
    _brings(monkeypatch, lambda sheet: itertools.chain.from_iterable(step(sheet) for step in steps))

    _upgrade(document)

    found = read_document(_get(document, READ_FIELDS), None, _mint())
    assert found.plan.milestones == tuple(
        Milestone(**{**vars(row), "evidence": ""}) for row in plan().milestones
    )
    assert found.columns is not None
    assert {"evidence", "confirmed_by"} <= found.columns[Table.TIMELINE]
