from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from closeplan.plan.model import Milestone, Plan
from closeplan.plan.signals import Table
from sheets_schema.read import read_document
from tests.histories.sheet import SharedSheet


def _sheet(*rows: Milestone) -> SharedSheet:
    sheet = SharedSheet()
    for index, row in enumerate(rows):
        line = sheet.new_line(index, row)
        line.id_text = line.mark = f"step-{index}"
    return sheet


def _known(sheet: SharedSheet, mint: Callable[[], str]) -> Plan:
    return read_document(sheet.get(), None, mint).plan


def test_rows_that_say_who_they_are_are_certain(mint: Callable[[], str]) -> None:
    sheet = _sheet(
        Milestone(id="", name="Kick-off", owner="Dana"), Milestone(id="", name="Review", owner="Mia")
    )
    known = _known(sheet, mint)
    sheet.lines.reverse()

    assert read_document(sheet.get(), known, mint).certainty == {}


def test_a_row_that_may_be_one_of_two_is_not(mint: Callable[[], str]) -> None:
    review = Milestone(id="", name="Weekly call", owner="Sam", notes="ask Lena")
    sheet = _sheet(review, replace(review, notes="ask Mia"), Milestone(id="", name="Kick-off", owner="Dana"))
    known = _known(sheet, mint)
    del sheet.lines[1]
    sheet.lines[0].words = replace(review, notes="moved online")
    sheet.lines[0].id_text = sheet.lines[0].mark = ""

    reading = read_document(sheet.get(), known, mint)

    ((table, row_id),) = reading.certainty
    assert table is Table.TIMELINE
    assert row_id in {"step-0", "step-1"}
    assert 0.3 < reading.certainty[table, row_id] < 0.8


def test_a_block_pasted_over_others_is_copies_though_one_is_much_like_what_stood_there(
    mint: Callable[[], str],
) -> None:
    pilot = Milestone(id="", name="Pilot report", owner="Sam", due=date(2027, 1, 26), workstream="Legal")
    board = Milestone(id="", name="Board draft", owner="Mia", due=date(2027, 2, 3), notes="room 4")
    like_pilot = replace(pilot, name="Pilot reeport", due=date(2027, 1, 2))
    others = [Milestone(id="", name=name, owner="Dana") for name in ("Kick-off", "Sign-off", "Training")]
    sheet = _sheet(board, pilot, *others, like_pilot)
    known = _known(sheet, mint)
    sheet.lines[4].words, sheet.lines[5].words = board, pilot

    plan = read_document(sheet.get(), known, mint).plan

    assert "step-5" not in {row.id for row in plan.milestones}
    assert [row.id for row in plan.milestones][:4] == ["step-0", "step-1", "step-2", "step-3"]
