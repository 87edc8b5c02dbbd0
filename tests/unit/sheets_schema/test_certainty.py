from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
