"""Notes in place of comments: put below people's words, read back as threads, taken away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentUpdate, NewThread, Reading, ThreadReply
from closeplan.plan.signals import Place, Table
from sheets_schema.annotate import UpdateRequests, misplaced_notes, thread_ids, update_requests
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.sheet import Sheet

Mint = Callable[[], str]
DUE = Place(table=Table.TIMELINE, row="security-review", column="due")
HEADER, ROW, COLUMN = 8, 10, 5
HEAD, SLIPPED, REACH = "Plan", f"note:{mark('slipped')}", f"note:{mark('reach')}"


def _thread(key: str, words: str = "It moved.", cause: str = "1", place: Place = DUE) -> NewThread:
    return NewThread(key=key, place=place, text=f"{words}\n— closeplan · {mark(key)}.{mark(cause)}")


def _read(sheet: Sheet) -> Reading:
    return read_document(sheet.get(), plan(), lambda: "new")


def _write(
    sheet: Sheet, *threads: NewThread, replies: tuple[ThreadReply, ...] = (), comments: bool = False
) -> UpdateRequests:
    update = DocumentUpdate(signals={}, outlook="", threads=threads, replies=replies)
    written = update_requests(_read(sheet), update, comments=comments)
    check_requests(written.requests)
    sheet.apply(written.requests)
    return written


def _note(sheet: Sheet) -> str:
    return str(sheet.tab(HEAD).reach(ROW, COLUMN).get("note", ""))


def _put_note(sheet: Sheet, text: str) -> None:
    sheet.tab(HEAD).reach(ROW, COLUMN)["note"] = text


def test_a_thread_becomes_a_note_that_reads_back_as_the_thread(sheet: Sheet) -> None:
    written = _write(sheet, _thread("slipped"), _thread("reach", "Go-live is out of reach."))

    slipped, reach = _read(sheet).threads
    assert thread_ids(written, {"replies": []}) == {"slipped": SLIPPED, "reach": REACH}
    assert (slipped.id, slipped.place, slipped.is_open) == (SLIPPED, DUE, True)
    assert (reach.key_mark, reach.cause_mark) == (mark("reach"), mark("1"))
    assert sheet.threads == []


def test_news_replaces_the_line_and_a_settled_matter_takes_it_away(sheet: Sheet) -> None:
    _write(sheet, _thread("slipped"), _thread("reach"))
    _write(sheet, replies=(ThreadReply(thread_id=SLIPPED, text=_thread("slipped", "Again.", "2").text),))
    assert [(t.id, t.cause_mark) for t in _read(sheet).threads] == [(SLIPPED, mark("2")), (REACH, mark("1"))]

    _write(sheet, replies=(ThreadReply(thread_id=SLIPPED, text="Settled in the plan.", action="resolve"),))
    assert [thread.id for thread in _read(sheet).threads] == [REACH]
    assert "Settled" not in _note(sheet)


def test_what_people_write_below_a_line_is_their_answer_and_stays(sheet: Sheet) -> None:
    _write(sheet, _thread("slipped"))
    _put_note(sheet, _note(sheet) + "\nLegal is on holiday")

    (thread,) = _read(sheet).threads
    assert [(reply.text, reply.by_robot) for reply in thread.replies] == [("Legal is on holiday", False)]
    _write(sheet, replies=(ThreadReply(thread_id=SLIPPED, action="resolve"),))
    assert _note(sheet) == "Legal is on holiday"


def test_a_line_copied_to_another_cell_is_a_thread_of_its_own(sheet: Sheet) -> None:
    _write(sheet, _thread("slipped"))
    sheet.tab(HEAD).reach(ROW + 1, COLUMN)["note"] = _note(sheet)

    copies = [thread.id for thread in _read(sheet).threads]
    _write(sheet, replies=(ThreadReply(thread_id=copies[1], action="resolve"),))

    assert [thread.id for thread in _read(sheet).threads] == copies[:1] == [SLIPPED]
    assert _note(sheet)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60), st.booleans())
@settings(max_examples=40, deadline=None)
def test_peoples_own_note_survives_ours(words: str, two: bool) -> None:
    sheet = Sheet()
    sheet.apply(creation_requests(draft(plan())))
    if words:
        _put_note(sheet, words)
    _write(sheet, _thread("slipped"), *([_thread("reach")] if two else []))
    assert _note(sheet).startswith(words)

    replies = tuple(ThreadReply(thread_id=t.id, action="resolve") for t in _read(sheet).threads)
    _write(sheet, replies=replies)

    assert _note(sheet) == words


def test_notes_are_kept_up_though_comments_are_accepted_again(sheet: Sheet) -> None:
    _write(sheet, _thread("slipped"))
    resolved = ThreadReply(thread_id=SLIPPED, action="resolve")
    _write(sheet, _thread("reach"), replies=(resolved,), comments=True)

    assert _note(sheet) == ""
    assert [thread["headPost"]["content"] for thread in sheet.threads] == [_thread("reach").text]


def test_threads_that_are_comments_stay_as_they_are_where_comments_are_refused(sheet: Sheet) -> None:
    _write(sheet, _thread("slipped"), comments=True)
    (thread,) = _read(sheet).threads

    written = _write(sheet, replies=(ThreadReply(thread_id=thread.id, action="resolve"),))

    assert written.requests == []


@pytest.mark.parametrize("tabs", [0, 1])
def test_a_note_nobody_would_find_again_is_not_written(sheet: Sheet, tabs: int) -> None:
    del sheet.tabs[tabs:]
    written = _write(sheet, replace(_thread("missing"), place=Place(table=Table.STAKEHOLDERS, column="role")))

    assert len(written.note_ids) == tabs


def test_marks_in_the_notes_of_people_are_no_threads(sheet: Sheet) -> None:
    _put_note(sheet, "closeplan says it slipped\n— closeplan · not a mark")

    assert _read(sheet).threads == ()


@pytest.mark.parametrize("foreign", ["", "Call Mia first"])
def test_a_note_that_lands_beside_its_cell_is_brought_to_it(sheet: Sheet, foreign: str) -> None:
    _put_note(sheet, "Ours to keep")
    if foreign:
        sheet.tab(HEAD).reach(ROW - 1, COLUMN)["note"] = foreign
    reading = _read(sheet)
    update = DocumentUpdate(signals={}, outlook="", threads=(_thread("slipped"),))
    written = update_requests(reading, update, comments=False)
    sheet.tab(HEAD).insert_row(HEADER + 1)

    late = sheet.apply(written.requests)
    sheet.apply(misplaced_notes(reading, written, late))

    rows = [sheet.tab(HEAD).reach(row, COLUMN).get("note", "") for row in (ROW, ROW + 1)]
    assert rows == [foreign, f"Ours to keep\n\nIt moved. — closeplan · {mark('slipped')}.{mark('1')}"]


def test_notes_that_landed_right_are_left_alone(sheet: Sheet) -> None:
    reading = _read(sheet)
    update = DocumentUpdate(signals={}, outlook="Late.", threads=(_thread("slipped"),))
    written = update_requests(reading, update, comments=False)

    assert misplaced_notes(reading, written, sheet.apply(written.requests)) == []
