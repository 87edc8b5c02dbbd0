"""What people go on doing to their own layout after it became a plan."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from local_workspace.sheets import batch_update
from sheets_schema.read import read_document
from tests.foreign_plans import foreign_grid, needs_foreign_plans
from tests.unit.sheets_schema.test_foreign_reading import NOW, SAM, adopted, mint, seen

pytestmark = needs_foreign_plans

LIST, BELOW, BESIDE = "en-quick-list", "fr-jalons-client-editeur", "en-corvel-one-pager"
RACI, REPORT, TWO_ROWS = "en-westmere-raci", "en-crm-task-report", "it-doppia-testata"
CLEARED = 20


def put(row: int, column: int, *texts: str) -> dict[str, Any]:
    cells = [{"userEnteredValue": {"stringValue": text}} for text in texts]
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}}


def rows(first: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": first, "endIndex": end}


def new(row: int) -> dict[str, Any]:
    return {"insertDimension": {"range": rows(row, row + 1)}}


def gone(first: int, end: int) -> dict[str, Any]:
    return {"deleteDimension": {"range": rows(first, end)}}


class Edit(NamedTuple):
    """What somebody does to which layout, the milestone that adds, and how many it takes away."""

    says: str
    layout: str
    requests: list[dict[str, Any]]
    adds: str = ""
    takes: int = 0


EDITS = [
    Edit("a new first row", LIST, [new(2), put(2, 1, "Intro call", "Sam")], adds="Intro call"),
    Edit("the first row deleted", LIST, [gone(2, 3)], takes=1),
    Edit("the title deleted", LIST, [gone(0, 2)]),
    Edit("a row below the last", LIST, [put(18, 1, "Renewal")], adds="Renewal"),
    Edit("a remark apart", LIST, [put(20, 1, "Sam is away in May")]),
    Edit("a milestone apart", LIST, [put(20, 1, "Renewal", "Sam")], adds="Renewal"),
    Edit("the header deleted", BELOW, [gone(7, 8)]),
    Edit("a new sub-heading like the others", BELOW, [new(13), put(13, 0, "▶ Pilote")]),
    Edit("a name between milestones", BELOW, [new(13), put(13, 0, "Pilote")], adds="Pilote"),
    Edit("a sub-heading deleted", BELOW, [gone(8, 9)]),
    Edit("the gap between the tables deleted", BELOW, [gone(33, 34)]),
    Edit("gap, title and header of the table below deleted", BELOW, [gone(33, 36)]),
    Edit("the whole timeline deleted", BELOW, [gone(7, 36)], takes=CLEARED),
    Edit("typed into the gap", BELOW, [put(33, 0, "Signature", "Claire")], adds="Signature"),
    Edit("a row beside which there is nobody", BESIDE, [put(22, 1, "Wrap up", "Ann")], adds="Wrap up"),
    Edit("a person beside whom there is no row", BESIDE, [put(18, 9, "Ann Ort", "CFO", "Corvel")]),
    Edit(
        "a heading typed over", RACI, [put(5, 1, "Charter", "Stephen"), put(5, 6, "1/2/2027")], adds="Charter"
    ),
    Edit("a milestone above the total", REPORT, [new(28), put(28, 3, "Survey", "Kim")], adds="Survey"),
    Edit("the total moved up", REPORT, [{"moveDimension": {"source": rows(28, 29), "destinationIndex": 9}}]),
    Edit("the upper header row deleted", TWO_ROWS, [gone(2, 3)]),
    Edit("the header once more", TWO_ROWS, [new(9), put(9, 1, "Ambito", "Tappa", "Belardi", "Tracciato")]),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.says)
def test_milestones_come_and_go_as_people_mean_it(edit: Edit) -> None:
    grid = foreign_grid(edit.layout)
    document, language = adopted(grid, edit.layout), grid["language"]
    before = read_document(seen(document), None, mint(), now=NOW, language=language).plan
    batch_update(document, edit.requests, SAM, NOW)

    after = read_document(seen(document), before, mint(), now=NOW, language=language).plan

    names = [row.name for row in before.milestones]
    found = [row.name for row in after.milestones]
    assert [name for name in found if name not in names] == ([edit.adds] if edit.adds else [])
    assert len(names) - edit.takes + bool(edit.adds) == len(found)
    kept = {person.id for person in after.stakeholders}
    assert {person.id for person in before.stakeholders} <= kept
