"""A plan in a Doc says what it says in a Sheet, whatever a buyer did to the Doc."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Plan, Side
from closeplan.plan.signals import Place, Table
from sheets_schema.doc.layout import FONT_SIZE, MARGIN, page_size, shown_columns, widths
from sheets_schema.doc.marks import insertable
from sheets_schema.doc.write import creation_requests
from sheets_schema.labels import Tab
from sheets_schema.layout import word_width
from tests.plan_doc import RISKS, STAKEHOLDERS, TIMELINE, tables_of, typing
from tests.unit.sheets_schema.discovery import check_doc, check_doc_body
from tests.unit.sheets_schema.doc_files import File
from tests.unit.sheets_schema.plans import draft, plan, plans


@pytest.fixture
def file() -> File:
    return File(plan())


def at(table: int, row: int, column: int = 0) -> dict[str, Any]:
    return {
        "tableCellLocation": {"tableStartLocation": {"index": table}, "rowIndex": row, "columnIndex": column}
    }


def test_google_knows_every_request_of_a_new_doc() -> None:
    for of in (plan(), Plan()):
        check_doc_body({"requests": creation_requests(draft(of))})


def arrives_whole(of: Plan) -> bool:
    """Whether it has none of the characters that Docs strips from what is inserted."""
    text = json.dumps(asdict(of), default=str, ensure_ascii=False)
    return insertable(text) == text


@given(plans.filter(arrives_whole))
@settings(max_examples=25, deadline=None)
def test_a_plan_reads_back_as_it_was_written(written: Plan) -> None:
    file = File(replace(written, title=written.title or "Plan"))
    reading = file.read()

    assert reading.plan == replace(written, title=written.title or "Plan")
    assert reading.problems == ()
    assert (reading.time_zone, reading.locale) == ("Europe/Berlin", "en_US")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_reads_back_in_every_language(language: str) -> None:
    file = File(plan(), language=language)

    assert file.read().plan == plan()
    file.doc.named.clear()
    assert [m.name for m in file.read(plan()).plan.milestones] == [m.name for m in plan().milestones]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("locale", ["en_US", "de_DE"])
def test_the_tables_fill_the_page_and_break_no_word_of_ours(language: str, locale: str) -> None:
    room, words = page_size(locale)[0] - 2 * MARGIN, words_for(language)
    for tab in Tab:
        columns = shown_columns(tab)
        shares = widths(columns, room, words)
        assert sum(shares) == pytest.approx(room, abs=1)
        for column, width in zip(columns, shares, strict=True):
            longest = max(word_width(word) for word in column.title(words).split())
            assert width > longest * 0.75 * FONT_SIZE / 10


def test_a_doc_without_marks_is_known_by_its_words(file: File) -> None:
    file.doc.named.clear()
    reading = file.read(plan())

    assert reading.plan == plan()
    assert (reading.time_zone, reading.has_history) == ("Etc/GMT", True)


def test_a_new_title_takes_neither_time_zone_nor_locale_away(file: File) -> None:
    end = file.table("Outlook").start - 1
    file.edit({"deleteContentRange": {"range": {"startIndex": 1, "endIndex": end}}})
    reading = file.read(plan())

    assert (reading.time_zone, reading.locale) == ("Europe/Berlin", "en_US")


def test_a_doc_of_a_newer_layout_is_read_and_not_written(file: File) -> None:
    for mark in list(file.doc.named):
        if file.doc.named[mark].name.startswith("closeplan.layout."):
            file.doc.named[mark] = replace(file.doc.named[mark], name="closeplan.layout.99")
    reading = file.read()

    assert reading.plan == plan()
    assert any("newer closeplan" in problem.message for problem in reading.problems)


def test_rows_that_come_go_and_change_keep_who_they_are(file: File) -> None:
    start = file.table().start
    file.type(2, "Due", "2027-02-09")
    file.edit({"insertTableRow": at(start, 1) | {"insertBelow": True}})
    file.type(2, "Milestone", "Board paper")
    file.edit({"deleteTableRow": at(start, 4)})
    found = file.read(plan()).plan.milestones

    ids = [milestone.id for milestone in plan().milestones]
    assert [milestone.id for milestone in found] == [ids[0], "new-1", ids[1], ids[3]]
    assert (found[1].name, found[2].due) == ("Board paper", date(2027, 2, 9))


def test_a_row_typed_anew_elsewhere_is_the_row_it_was(file: File) -> None:
    table = file.table()
    words = table.texts[1]
    file.edit({"deleteTableRow": at(table.start, 1)})
    file.edit({"insertTableRow": at(file.table().start, len(words) and 3) | {"insertBelow": True}})
    fresh = file.table()
    file.edit(
        *(
            one
            for cell, text in zip(reversed(fresh.rows[4]), reversed(words), strict=True)
            for one in typing(cell, text)
        )
    )
    found = file.read(plan()).plan.milestones

    assert {m.id: m for m in found} == {m.id: m for m in plan().milestones}
    assert found[-1].id == plan().milestones[0].id


def test_rows_that_were_split_off_into_a_table_of_their_own_stay_milestones(file: File) -> None:
    table = file.table()
    end = file.table(STAKEHOLDERS).start - 1
    size = {"rows": 1, "columns": len(table.rows[0])}
    file.edit({"insertTable": {"location": {"index": end}, **size}})
    file.edit({"deleteTableRow": at(table.start, len(table.rows) - 1)})
    fresh = tables_of(file.raw())[2]
    moved = [
        request
        for cell, text in zip(reversed(fresh.rows[0]), reversed(table.texts[-1]), strict=True)
        for request in typing(cell, text)
    ]
    file.edit(*moved)
    name = next(cell for cell in tables_of(file.raw())[2].rows[0] if cell.text == plan().milestones[-1].name)
    span = {"startIndex": name.start, "endIndex": name.end}
    file.edit(
        {"createNamedRange": {"name": f"closeplan.row.timeline.{plan().milestones[-1].id}", "range": span}}
    )

    assert file.read(plan()).plan == plan()


def test_columns_that_come_go_move_and_are_renamed(file: File) -> None:
    start = file.table().start
    file.edit({"insertTableColumn": at(start, 0, 1) | {"insertRight": True}})
    file.type(0, "", "Cost centre")
    file.type(0, "Due", "By when?")
    evidence = file.table().texts[0].index("Evidence")
    file.edit({"deleteTableColumn": at(file.table().start, 0, evidence)})
    found = file.read(plan()).plan

    assert [m.due for m in found.milestones] == [m.due for m in plan().milestones]
    assert [m.name for m in found.milestones] == [m.name for m in plan().milestones]
    assert (found.go_live, found.metrics) == (plan().go_live, plan().metrics)


@pytest.mark.parametrize("header", ["Workstream", "Owner", "Side"])
def test_the_top_block_stands_without_the_timelines_columns(file: File, header: str) -> None:
    table = file.table()
    file.edit({"deleteTableColumn": at(table.start, 0, table.texts[0].index(header))})
    found = file.read(plan()).plan

    assert (found.go_live, found.why, found.metrics) == (plan().go_live, plan().why, plan().metrics)


@pytest.mark.parametrize("header", [TIMELINE, STAKEHOLDERS, RISKS, "Outlook"])
def test_a_deleted_table_takes_only_its_own_with_it(file: File, header: str) -> None:
    table = file.table(header)
    file.edit({"deleteContentRange": {"range": {"startIndex": table.start, "endIndex": table.end}}})
    found = file.read(plan()).plan

    gone = {TIMELINE: "milestones", STAKEHOLDERS: "stakeholders", RISKS: "risks", "Outlook": "go_live"}[
        header
    ]
    for name in {"milestones", "stakeholders", "risks", "go_live"} - {gone}:
        assert getattr(found, name) == getattr(plan(), name)
    assert not getattr(found, gone)


def test_prose_and_other_tables_are_nobodys_plan(file: File) -> None:
    file.edit(
        {"insertText": {"location": {"index": 1}, "text": "Notes of our call\nGo-live: never\n"}},
        {"insertTable": {"location": {"index": 1}, "rows": 3, "columns": 4}},
    )
    assert file.read(plan()).plan.milestones == plan().milestones
    assert file.read(plan()).plan.go_live == plan().go_live


def test_chips_are_what_they_show(file: File) -> None:
    due, owner = file.cell(1, "Due"), file.cell(1, "Owner")
    stamp = {
        "timestamp": "2027-02-09T23:30:00Z",
        "timeZoneId": "Europe/Berlin",
        "dateFormat": "DATE_FORMAT_ISO8601",
    }
    file.edit(
        *typing(due, ""),
        {"insertDate": {"location": {"index": due.start}, "dateElementProperties": stamp}},
        *typing(owner, ""),
        {
            "insertPerson": {
                "location": {"index": owner.start},
                "personProperties": {"email": "mia@acme.example", "name": "Mia Wolf"},
            }
        },
    )
    email = file.cell(2, "Email", table=STAKEHOLDERS)
    file.edit(
        {
            "insertPerson": {
                "location": {"index": email.start},
                "personProperties": {"email": "mia@acme.example"},
            }
        }
    )
    found = file.read(plan()).plan

    assert (found.milestones[0].due, found.milestones[0].owner) == (date(2027, 2, 10), "Mia Wolf")
    assert found.stakeholders[1].email == "mia@acme.example"


def test_what_cannot_be_read_is_named_as_people_would(file: File) -> None:
    file.type(2, "Due", "when the moon is full")
    file.type(2, "Side", "the third party")
    reading = file.read(plan())

    milestone = reading.plan.milestones[1]
    assert (milestone.due, milestone.due_text) == (None, "when the moon is full")
    problem = next(one for one in reading.problems if one.place.column == "due")
    assert problem.cell == "row 3 of the timeline table, column Due"
    assert problem.place == Place(table=Table.TIMELINE, row=milestone.id, column="due")


def _suggested(raw: dict[str, Any], words: str, kind: str) -> dict[str, Any]:
    """The Doc with the first run that holds these words as somebody's suggestion."""
    runs = [
        part["textRun"]
        for element in raw["tabs"][0]["documentTab"]["body"]["content"]
        for row in element.get("table", {}).get("tableRows", ())
        for cell in row["tableCells"]
        for paragraph in cell["content"]
        for part in paragraph["paragraph"]["elements"]
    ]
    next(run for run in runs if words in run["content"])[kind] = ["suggest.1"]
    check_doc(raw)
    return raw


def test_a_suggestion_is_nobodys_word_until_it_is_accepted(file: File) -> None:
    due = file.cell(1, "Due")
    style = {
        "range": {"startIndex": due.end - 1, "endIndex": due.end + 1},
        "textStyle": {"bold": True},
        "fields": "bold",
    }
    file.edit({"insertText": {"location": {"index": due.end - 1}, "text": "XY"}}, {"updateTextStyle": style})

    added = file.read(plan(), _suggested(file.raw(), "XY", "suggestedInsertionIds"))
    assert added.plan.milestones == plan().milestones
    file.edit({"deleteContentRange": {"range": {"startIndex": due.end - 1, "endIndex": due.end + 1}}})
    deleted = file.read(plan(), _suggested(file.raw(), due.text, "suggestedDeletionIds"))
    assert deleted.plan.milestones == plan().milestones


def test_a_suggested_row_is_no_milestone(file: File) -> None:
    file.edit({"insertTableRow": at(file.table().start, 1) | {"insertBelow": True}})
    file.type(2, "Milestone", "Board paper")
    raw = file.raw()
    for element in raw["tabs"][0]["documentTab"]["body"]["content"]:
        for row in element.get("table", {}).get("tableRows", ()):
            if "Board paper" in str(row):
                row["suggestedInsertionIds"] = ["suggest.1"]
    check_doc(raw)

    assert file.read(plan(), raw).plan.milestones == plan().milestones


def test_a_table_in_another_tab_of_the_doc_is_found(file: File) -> None:
    raw = file.raw()
    prose: dict[str, Any] = {"body": {"content": []}}
    raw["tabs"] = [{"tabProperties": {"tabId": "t.1"}, "documentTab": prose, "childTabs": raw["tabs"]}]
    check_doc(raw)

    assert file.read(plan(), raw).plan == plan()


def test_cells_merged_down_a_column_mean_the_same_for_every_row(file: File) -> None:
    first = plan().milestones[0].workstream
    where = at(file.table().start, 1)["tableCellLocation"]
    file.edit(
        {"mergeTableCells": {"tableRange": {"tableCellLocation": where, "rowSpan": 2, "columnSpan": 1}}}
    )
    file.type(1, "Workstream", first)
    found = file.read(plan()).plan.milestones

    assert [m.id for m in found] == [m.id for m in plan().milestones]
    assert {m.workstream for m in found[:2]} == {first}


def test_cells_that_a_merge_covers_may_be_left_out_of_the_answer(file: File) -> None:
    where = at(file.table().start, 1)["tableCellLocation"]
    file.edit(
        {"mergeTableCells": {"tableRange": {"tableCellLocation": where, "rowSpan": 3, "columnSpan": 1}}}
    )
    raw = file.raw()
    listed = file.read(plan(), raw)
    for element in raw["tabs"][0]["documentTab"]["body"]["content"]:
        covered: set[tuple[int, int]] = set()
        for y, row in enumerate(element.get("table", {}).get("tableRows", ())):
            for x, cell in enumerate(row["tableCells"]):
                style = cell["tableCellStyle"]
                spots = {
                    (y + down, x + right)
                    for down in range(style["rowSpan"])
                    for right in range(style["columnSpan"])
                }
                covered |= spots - {(y, x)} if (y, x) not in covered else set()
            row["tableCells"] = [cell for x, cell in enumerate(row["tableCells"]) if (y, x) not in covered]
    left_out = file.read(plan(), raw)

    assert left_out.plan == listed.plan
    assert left_out.plan.metrics == plan().metrics
    assert [m.due for m in left_out.plan.milestones] == [m.due for m in plan().milestones]


def test_sides_are_read_in_the_plans_language() -> None:
    file = File(plan(), language="de")
    file.edit(*typing(file.table("Meilenstein").rows[1][3], "Anbieter"))

    assert file.read(plan()).plan.milestones[0].side is Side.SELLER
