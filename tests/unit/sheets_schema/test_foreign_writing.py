"""Several tables on one sheet of somebody's own: what is written lands at its row and column, and is found again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from closeplan.plan.annotations import mark
from closeplan.plan.diff import rows_of
from closeplan.plan.document import DocumentUpdate, NewThread, Reading
from closeplan.plan.signals import Place, Table
from local_workspace.sheets import Spreadsheet, batch_update
from sheets_schema.annotate import update_requests
from sheets_schema.read import read_document
from tests.foreign_plans import foreign_grid, needs_foreign_plans
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.test_foreign_reading import NOW, SAM, adopted, mint, seen

pytestmark = needs_foreign_plans

BELOW, BESIDE, ELSEWHERE = "fr-jalons-client-editeur", "en-corvel-one-pager", "en-lumora-map"


def _read(document: Spreadsheet, name: str) -> Reading:
    language = foreign_grid(name)["language"]
    return read_document(seen(document), None, mint(), now=NOW, language=language)


def _places(reading: Reading) -> Iterator[Place]:
    assert reading.columns is not None
    for table in Table:
        for item in rows_of(reading.plan, table):
            for column in ("due", "owner", "email"):
                if column in reading.columns.get(table, ()):
                    yield Place(table=table, row=item.id, column=column)


@pytest.mark.parametrize("comments", [True, False], ids=["comments", "notes"])
@pytest.mark.parametrize("name", [BELOW, BESIDE, ELSEWHERE])
def test_every_signal_and_thread_is_found_at_the_row_and_column_it_was_meant_for(
    name: str, comments: bool
) -> None:
    document = adopted(foreign_grid(name), name)
    reading = _read(document, name)
    places = {f"key {n}": place for n, place in enumerate(_places(reading))}
    threads = tuple(
        NewThread(key=key, place=place, text=f"It moved.\n— closeplan · {mark(key)}.{mark('1')}")
        for key, place in places.items()
    )
    signals = {(p.table, p.row): f"{p.table} {p.row}" for p in places.values() if p.table}
    written = update_requests(
        reading, DocumentUpdate(signals=signals, outlook="", threads=threads), comments=comments
    )
    check_requests(written.requests)
    batch_update(document, written.requests, SAM, NOW)

    found = _read(document, name)
    assert len(places) > 30
    assert (found.plan, found.signals) == (reading.plan, signals)
    by_mark = {mark(key): place for key, place in places.items()}
    assert {thread.key_mark: thread.place for thread in found.threads} == by_mark
    again = DocumentUpdate(signals=signals, outlook="")
    assert update_requests(found, again, comments=comments).requests == []


@pytest.mark.parametrize("name", [BELOW, BESIDE])
def test_a_milestone_added_below_the_last_one_is_the_timelines_and_nobody_elses(name: str) -> None:
    document = adopted(foreign_grid(name), name)
    before = _read(document, name)
    last = foreign_grid(name)["truth"]["timeline"]["last_row"]
    columns = {int(at): field for at, field in foreign_grid(name)["truth"]["timeline"]["columns"].items()}
    texts = {"milestone": "Steering committee", "owner": "Mia Wolf", "status": "open"}
    cells = [{"userEnteredValue": {"stringValue": texts.get(columns.get(at, ""), "")}} for at in range(7)]
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": last + 1, "endIndex": last + 2}
    start = {"sheetId": 0, "rowIndex": last + 1, "columnIndex": 0}
    update = {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}
    batch_update(document, [{"insertDimension": {"range": place}}, {"updateCells": update}], SAM, NOW)

    after = _read(document, name)
    assert [row.name for row in after.plan.milestones][:-1] == [row.name for row in before.plan.milestones]
    assert after.plan.milestones[-1].name == "Steering committee"
    assert after.plan.milestones[-1].workstream == before.plan.milestones[-1].workstream
    assert after.plan.stakeholders == before.plan.stakeholders
