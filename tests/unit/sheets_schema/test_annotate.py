from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentUpdate, HistoryLine, NewThread, Reading, ThreadReply
from closeplan.plan.model import Plan
from closeplan.plan.signals import PLAN, Place, Table
from sheets_schema.annotate import UpdateRequests, thread_ids, update_requests, write_body
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_body
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.sheet import Sheet

Mint = Callable[[], str]
HEADER = 8
SLIPPED = (Table.TIMELINE, "security-review")
DUE = Place(table=Table.TIMELINE, row="security-review", column="due")


def _text(key: str, cause: str) -> str:
    return f"It moved.\n— closeplan · {mark(key)}.{mark(cause)}"


def _line(**overrides: Any) -> HistoryLine:
    values: dict[str, Any] = {
        "when": datetime(2026, 11, 23, 12, 30, 15, tzinfo=UTC),
        "who": "dana@acme.example",
        "item": "Security review",
        "field": "Due",
        "was": "2027-01-29",
        "now": "2027-02-09",
        "slip": "+7 working days",
        "effect": "",
    }
    return HistoryLine(**(values | overrides))


UPDATE = DocumentUpdate(
    signals={SLIPPED: "Slipped 7 working days"},
    outlook="Security review slipped.",
    history=(_line(), _line(item="Contract", effect="go-live +2 working days"), _line()),
    threads=(
        NewThread(
            key="slipped:security-review", place=DUE, text=_text("a", "1"), assignee="mia@acme.example"
        ),
        NewThread(key="missing", place=Place(table=Table.STAKEHOLDERS, column="role"), text=_text("b", "1")),
        NewThread(key="plan", place=PLAN, text=_text("c", "1")),
        NewThread(key="go-live", place=Place(column="go_live"), text=_text("d", "1")),
    ),
)


def _read(sheet: Sheet, mint: Mint) -> Reading:
    return read_document(sheet.get(), plan(), mint)


def _write(sheet: Sheet, mint: Mint, update: DocumentUpdate) -> tuple[UpdateRequests, dict[str, Any]]:
    written = update_requests(_read(sheet, mint), update)
    check_body(write_body(written.requests))
    return written, sheet.apply(written.requests)


def test_a_fresh_plan_needs_nothing(sheet: Sheet, mint: Mint) -> None:
    assert update_requests(_read(sheet, mint), DocumentUpdate(signals={}, outlook="")).requests == []


def test_what_was_written_is_read_back(sheet: Sheet, mint: Mint) -> None:
    _write(sheet, mint, UPDATE)

    found = _read(sheet, mint)

    assert found.plan == plan()
    assert found.signals == UPDATE.signals
    assert found.outlook == UPDATE.outlook
    assert found.history == UPDATE.history
    assert [t.place for t in found.threads] == [thread.place for thread in UPDATE.threads]


def test_writing_the_same_again_writes_only_the_comments(sheet: Sheet, mint: Mint) -> None:
    _write(sheet, mint, UPDATE)

    again = update_requests(_read(sheet, mint), replace(UPDATE, threads=()))

    assert again.requests == []


def test_a_line_of_history_is_told_anew_once(sheet: Sheet, mint: Mint) -> None:
    _write(sheet, mint, replace(UPDATE, threads=()))
    line = UPDATE.history[1]
    anew = replace(UPDATE, threads=(), retold=((line, replace(line, slip="", effect="taken back at once")),))
    _write(sheet, mint, anew)

    found = _read(sheet, mint)

    assert [(x.slip, x.effect) for x in found.history][1] == ("", "taken back at once")
    assert len(found.history) == len(UPDATE.history)
    assert update_requests(found, replace(anew, history=())).requests == []


def test_a_signal_that_is_over_is_cleared(sheet: Sheet, mint: Mint) -> None:
    _write(sheet, mint, UPDATE)
    _write(sheet, mint, replace(UPDATE, signals={}, threads=()))

    assert _read(sheet, mint).signals == {}


def test_neighbouring_cells_go_in_one_request(sheet: Sheet, mint: Mint) -> None:
    rows = ("kickoff", "security-review", "training")
    update = DocumentUpdate(signals={(Table.TIMELINE, row): "Overdue" for row in rows}, outlook="")

    written, _ = _write(sheet, mint, update)

    assert len(written.requests) == 2
    assert [cell.row - HEADER for cell in written.cells] == [1, 2, 4]


def test_a_new_rows_id_is_written(sheet: Sheet, mint: Mint) -> None:
    sheet.tab("Plan").put(HEADER + 6, 1, "Data migration")

    _write(sheet, mint, DocumentUpdate(signals={}, outlook=""))

    assert sheet.tab("Plan").text(HEADER + 6, 11) == "new-1"


def test_a_cleared_rows_signal_goes_and_its_id_stays(sheet: Sheet, mint: Mint) -> None:
    _write(sheet, mint, UPDATE)
    tab = sheet.tab("Plan")
    for column in (0, 1, 2, 3, 4, 5, 6, 10):
        tab.put(HEADER + 2, column, None)

    _write(sheet, mint, replace(UPDATE, signals={}, threads=()))

    assert (tab.text(HEADER + 2, 9), tab.text(HEADER + 2, 11)) == ("", "security-review")


def test_an_id_left_behind_by_moved_content_is_cleared(sheet: Sheet, mint: Mint) -> None:
    tab = sheet.tab("Plan")
    for column in (0, 1, 2, 3, 4, 5, 6, 10):
        tab.put(HEADER + 7, column, tab.text(HEADER + 2, column))
        tab.put(HEADER + 2, column, None)

    _write(sheet, mint, DocumentUpdate(signals={}, outlook=""))

    assert (tab.text(HEADER + 2, 11), tab.text(HEADER + 7, 11)) == ("", "security-review")


def test_what_people_removed_is_not_restored(sheet: Sheet, mint: Mint) -> None:
    tab = sheet.tab("Plan")
    tab.delete_column(11)
    tab.delete_column(9)
    tab.delete_row(7)
    sheet.tabs.remove(sheet.tab("History"))

    written, _ = _write(sheet, mint, replace(UPDATE, threads=()))

    assert written.requests == []


def test_a_persons_own_column_is_never_taken_for_a_removed_one(sheet: Sheet, mint: Mint) -> None:
    tab = sheet.tab("Plan")
    tab.delete_column(9)
    tab.insert_column(3)
    tab.put(HEADER, 3, "Signal")

    written, _ = _write(sheet, mint, DocumentUpdate(signals=UPDATE.signals, outlook=""))

    assert written.requests == []


def test_a_sheet_of_a_newer_closeplan_is_not_written(sheet: Sheet, mint: Mint) -> None:
    next(m for m in sheet.marks if m["metadataKey"] == "closeplan.layout")["metadataValue"] = "99"

    assert update_requests(_read(sheet, mint), UPDATE).requests == []
    assert [p.cell for p in _read(sheet, mint).problems] == [""]


def test_the_answer_tells_which_thread_is_which(sheet: Sheet, mint: Mint) -> None:
    written, answer = _write(sheet, mint, UPDATE)

    keys = [thread.key for thread in UPDATE.threads]
    assert thread_ids(written, answer) == dict(zip(keys, ("c1", "c2", "c3", "c4"), strict=True))


def test_a_comment_without_its_cell_hangs_on_a_cell_of_its_table(sheet: Sheet, mint: Mint) -> None:
    sheet.tabs.remove(sheet.tab("Risks"))
    places = (
        Place(table=Table.TIMELINE, row="gone", column="due"),
        Place(table=Table.TIMELINE, row="contract", column="nothing"),
        Place(table=Table.RISKS, row="r1", column="owner"),
        Place(column="go_live"),
    )
    threads = tuple(NewThread(key=str(n), place=place, text="x") for n, place in enumerate(places))

    written, _ = _write(sheet, mint, DocumentUpdate(signals={}, outlook="", threads=threads))

    at = [r["insertComment"]["coordinate"] for r in written.requests]
    assert [(c["rowIndex"], c["columnIndex"]) for c in at] == [(HEADER, 5), (HEADER + 3, 9), (0, 0), (0, 1)]


def test_threads_keep_what_people_answer(sheet: Sheet, mint: Mint) -> None:
    _write(sheet, mint, UPDATE)
    sheet.reply("c1", {"content": "Auditor was ill"})
    sheet.reply("c2", {"commentAction": "RESOLVE"})
    told = ThreadReply(thread_id="c1", text=_text("a", "2"))
    settled = ThreadReply(thread_id="c3", text="Settled.", action="resolve")
    gone = ThreadReply(thread_id="c99", text="To nobody")
    _write(sheet, mint, replace(UPDATE, threads=(), replies=(told, settled, gone)))

    slipped, missing, whole, _ = _read(sheet, mint).threads

    assert (slipped.is_open, slipped.key_mark, slipped.cause_mark) == (True, mark("a"), mark("2"))
    assert (slipped.replies[0].by_robot, slipped.replies[0].text) == (False, "Auditor was ill")
    assert (missing.is_open, missing.closed_by_robot) == (False, False)
    assert (whole.is_open, whole.closed_by_robot) == (False, True)


def test_peoples_own_threads_are_not_ours(sheet: Sheet, mint: Mint) -> None:
    head = {"content": _text("a", "1"), "author": {"displayName": "Dana Fischer"}}
    sheet.threads.append({"commentId": "c9", "headPost": head, "status": "OPEN"})
    sheet._insert_comment(
        {"content": "no mark", "coordinate": {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}}
    )

    assert _read(sheet, mint).threads == ()


def test_history_reads_its_moments_in_the_sheets_time_zone(acme: Plan, mint: Mint) -> None:
    sheet = Sheet()
    sheet.apply(creation_requests(draft(acme, time_zone="America/New_York")))

    _write(sheet, mint, DocumentUpdate(signals={}, outlook="", history=(_line(),)))

    assert round(sheet.tab("History").text(1, 0) % 1 * 86400) == 7 * 3600 + 30 * 60 + 15
    assert _read(sheet, mint).history == (_line(),)


def test_the_sign_off_line_is_written_once_closeplan_knows_one_and_else_left_alone(
    sheet: Sheet, mint: Mint
) -> None:
    signed = DocumentUpdate(signals={}, outlook="", sign_off='=HYPERLINK("x"), 23 Nov 2026')
    _write(sheet, mint, signed)

    assert _read(sheet, mint).plan == replace(plan(), acknowledged_by='=HYPERLINK("x"), 23 Nov 2026')
    assert update_requests(_read(sheet, mint), signed).requests == []
    assert update_requests(_read(sheet, mint), replace(signed, sign_off=None)).requests == []
    _write(sheet, mint, replace(signed, sign_off=""))
    assert _read(sheet, mint).plan.acknowledged_by == ""
