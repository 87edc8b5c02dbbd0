"""What the robot writes into a Doc is true afterwards, once, and nothing else has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentUpdate, HistoryLine, NewThread, Reading, ThreadReply
from closeplan.plan.signals import PLAN, Place, Table
from sheets_schema.doc.annotate import doc_update, thread_ids
from tests.plan_doc import HISTORY, STAKEHOLDERS
from tests.unit.sheets_schema.doc_files import File
from tests.unit.sheets_schema.plans import plan, words

LINE = HistoryLine(
    when=datetime(2026, 11, 23, 8, 59, 1, 123000, tzinfo=UTC),
    who="dana@acme.example",
    item="Security review 🚀",
    field="Due",
    was="2027-01-29",
    now="2027-02-09",
    slip="+7 working days",
    effect="",
)
MOVED = Place(table=Table.TIMELINE, row="security-review", column="due")


def thread(key: str, place: Place) -> NewThread:
    return NewThread(key=key, place=place, text=f"It moved.\n— closeplan · {mark(key)}.{mark('1')}")


UPDATE = DocumentUpdate(
    signals={
        (Table.TIMELINE, "security-review"): "Slipped 7 working days",
        (Table.RISKS, "r1"): "No owner 😀",
    },
    outlook="Security review slipped.",
    history=(LINE, replace(LINE, when=LINE.when + timedelta(milliseconds=1))),
    threads=(thread("slipped", MOVED), thread("reach", PLAN)),
)
AGAIN = replace(UPDATE, threads=())


@pytest.fixture
def file() -> File:
    return File(plan())


def told(reading: Reading) -> tuple[object, ...]:
    return reading.signals, reading.outlook, reading.history


def test_an_update_is_true_after_it_was_written_and_needs_no_second_write(file: File) -> None:
    written, response = file.write(file.read(plan()), UPDATE)
    found = file.read(plan())

    assert found.plan == plan()
    assert told(found) == (UPDATE.signals, UPDATE.outlook, UPDATE.history)
    assert {one.key_mark: one.place for one in found.threads} == {mark("slipped"): MOVED, mark("reach"): PLAN}
    assert thread_ids(written, response) == {
        key: next(one.id for one in found.threads if one.key_mark == mark(key))
        for key in ("slipped", "reach")
    }
    assert doc_update(found, AGAIN).requests == []


def test_it_is_meant_for_the_revision_that_was_read(file: File) -> None:
    reading = file.read(plan())

    assert doc_update(reading, UPDATE).body["writeControl"] == {"requiredRevisionId": file.doc.revision}


def test_words_are_said_anew_and_taken_away(file: File) -> None:
    file.write(file.read(plan()), UPDATE)
    other = replace(AGAIN, signals={(Table.TIMELINE, "kickoff"): "No owner"}, outlook="")
    file.write(file.read(plan()), other)

    assert told(file.read(plan())) == (other.signals, "", UPDATE.history)
    retold = replace(other, history=(), retold=((LINE, replace(LINE, slip="taken back")),))
    file.write(file.read(plan()), retold)
    assert [line.slip for line in file.read(plan()).history] == ["taken back", LINE.slip]


@given(
    signals=st.dictionaries(st.sampled_from([m.id for m in plan().milestones]), words.filter(bool)),
    outlook=words,
    history=st.lists(words, max_size=3),
)
@settings(max_examples=30, deadline=None)
def test_any_words_arrive_beside_one_another(
    signals: dict[str, str], outlook: str, history: list[str]
) -> None:
    file = File(plan())
    lines = tuple(
        replace(LINE, item=text, when=LINE.when + timedelta(hours=n)) for n, text in enumerate(history)
    )
    wanted = DocumentUpdate(
        signals={(Table.TIMELINE, row): text for row, text in signals.items()}, outlook=outlook, history=lines
    )
    file.write(file.read(plan()), UPDATE)
    file.write(file.read(plan()), wanted)
    found = file.read(plan())

    assert found.plan == plan()
    if "".join([*signals.values(), outlook, *history]).isprintable():
        assert found.signals == wanted.signals
        assert found.outlook == outlook
        assert found.history == (*UPDATE.history, *lines)
        assert doc_update(found, wanted).requests == []


def test_a_new_row_gets_a_mark_and_keeps_its_id(file: File) -> None:
    start = file.table().start
    place = {"tableStartLocation": {"index": start}, "rowIndex": 2, "columnIndex": 0}
    file.edit({"insertTableRow": {"tableCellLocation": place, "insertBelow": True}})
    file.type(3, "Milestone", "Board paper")
    file.type(3, "Due", "2027-02-01")
    reading = file.read(plan())
    file.write(reading, AGAIN)
    file.type(3, "Milestone", "Something else altogether")

    assert file.read(reading.plan).plan.milestones[2].id == reading.plan.milestones[2].id
    assert doc_update(file.read(reading.plan), AGAIN).requests == []


def test_a_table_that_lost_its_marks_gets_them_again_and_may_be_renamed(file: File) -> None:
    file.doc.named.clear()
    reading = file.read(plan())
    file.write(reading, AGAIN)
    file.type(0, "Due", "The day we mean")
    found = file.read(reading.plan)

    assert [m.due for m in found.plan.milestones] == [m.due for m in plan().milestones]
    assert doc_update(found, AGAIN).requests == []


def test_a_mark_that_edits_have_split_over_rows_is_put_right_at_once(file: File) -> None:
    raw = file.raw()
    ranges = raw["tabs"][0]["documentTab"]["namedRanges"]
    (kickoff,) = ranges["closeplan.row.timeline.kickoff"]["namedRanges"]
    for milestone in plan().milestones[1:3]:
        (other,) = ranges.pop(f"closeplan.row.timeline.{milestone.id}")["namedRanges"]
        kickoff["ranges"] += other["ranges"]
    reading = file.read(plan(), raw)
    requests = doc_update(reading, AGAIN).requests

    assert reading.plan == plan()
    gone = [one["deleteNamedRange"]["namedRangeId"] for one in requests if "deleteNamedRange" in one]
    assert gone == [kickoff["namedRangeId"]]
    made = {one["createNamedRange"]["name"] for one in requests if "createNamedRange" in one}
    assert made >= {f"closeplan.row.timeline.{milestone.id}" for milestone in plan().milestones[1:3]}


def test_a_comment_on_an_empty_cell_hangs_on_the_words_that_name_the_row(file: File) -> None:
    empty = Place(table=Table.STAKEHOLDERS, row="mia", column="email")
    column = Place(table=Table.STAKEHOLDERS, column="role")
    _, answer = file.write(
        file.read(plan()), replace(AGAIN, threads=(thread("a", empty), thread("b", column)))
    )
    quotes = [
        reply["insertComment"]["commentThread"]["plainTextQuote"]
        for reply in answer["replies"]
        if "insertComment" in reply
    ]

    assert quotes == ["Mia Wolf", "Role"]


def test_a_thread_is_answered_and_settled(file: File) -> None:
    file.write(file.read(plan()), UPDATE)
    known = next(one for one in file.read(plan()).threads if one.key_mark == mark("slipped"))
    reply = {"commentId": known.id, "post": {"content": "The board moved."}}
    file.edit({"addCommentReply": reply})
    gone = ThreadReply(thread_id="never-was", text="to nobody")
    file.write(
        file.read(plan()), replace(AGAIN, replies=(ThreadReply(thread_id=known.id, action="resolve"), gone))
    )
    found = next(one for one in file.read(plan()).threads if one.id == known.id)

    assert (found.is_open, found.closed_by_robot) == (False, True)
    assert [(one.text, one.by_robot) for one in found.replies][:1] == [("The board moved.", False)]


def test_what_people_removed_is_not_restored(file: File) -> None:
    for header in (HISTORY, "Outlook"):
        table = file.table(header)
        file.edit({"deleteContentRange": {"range": {"startIndex": table.start, "endIndex": table.end}}})
    table = file.table(STAKEHOLDERS)
    signal = {
        "tableStartLocation": {"index": table.start},
        "rowIndex": 0,
        "columnIndex": table.texts[0].index("Signal"),
    }
    file.edit({"deleteTableColumn": {"tableCellLocation": signal}})
    reading = file.read(plan())
    assert not reading.has_history
    file.write(reading, UPDATE)
    found = file.read(plan())

    assert (found.outlook, found.history) == ("", ())
    assert found.signals == UPDATE.signals


def test_a_history_table_that_was_cut_and_pasted_keeps_its_minutes(file: File) -> None:
    file.write(file.read(plan()), UPDATE)
    file.doc.named = {key: one for key, one in file.doc.named.items() if "moment" not in one.name}
    found = file.read(plan())

    assert [line.when for line in found.history] == [LINE.when.replace(second=0, microsecond=0)] * 2
    assert not found.has_history  # so that nobody takes the lines that stand here for others that were lost


def test_the_sign_off_line_is_written_once_closeplan_knows_one_and_else_left_alone(file: File) -> None:
    signed = replace(AGAIN, sign_off="Carla 🎉 Chen, 23 Nov 2026")
    file.write(file.read(plan()), signed)

    found = file.read(plan())
    assert found.plan == replace(plan(), acknowledged_by="Carla 🎉 Chen, 23 Nov 2026")
    assert doc_update(found, signed).requests == []
    assert doc_update(found, AGAIN).requests == []
