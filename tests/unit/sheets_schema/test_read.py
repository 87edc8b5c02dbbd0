from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.model import Milestone, Plan, Role, Side, Status
from closeplan.plan.signals import Place, Table
from sheets_schema.cells import serial
from sheets_schema.labels import POWERS, RISK_KINDS, ROLES, SIDES, STATUSES, Labels
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_mask
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.sheet import Sheet, Tab

Mint = Callable[[], str]
HEADER = 8
"""The row of the sample plan's timeline header: seven labels, one of them two rows high, and a gap."""


def _timeline(sheet: Sheet) -> Tab:
    return sheet.tab("Plan")


def test_renamed_headers_and_tabs_are_still_found(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    tab = _timeline(sheet)
    for column in range(12):
        tab.put(HEADER, column, f"Anything {column}")
    tab.title = "Unser Fahrplan"

    assert read_document(sheet.get(), acme, mint).plan == acme


def test_a_sheet_without_any_metadata_is_read_by_its_words(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    sheet.marks.clear()
    for tab in sheet.tabs:
        tab.marks.clear()
        for line in (*tab.row_lines, *tab.column_lines):
            line.marks.clear()
    _timeline(sheet).put(HEADER, 5, " DUE DATE ")

    assert read_document(sheet.get(), None, mint).plan == acme


HEADERS = {
    "en": "Phase|Task|Responsible|Party|From|Deadline|State|Agreed by|Link|Comments",
    "de": "Phase|Aufgabe|Zuständig|Seite|Beginn|Fällig am|Stand|Bestätigt von|Nachweis|Bemerkung",
    "it": "Fase|Attività|Responsabile|Parte|Inizio|Scadenza|Stato|Confermato da|Link|Note",
    "ja": "フェーズ|タスク|担当者|担当側|開始日|期日|状態|確認者|証跡|備考",
}


@pytest.mark.parametrize("language", HEADERS)
def test_without_metadata_columns_go_by_the_words_people_use_for_them(
    language: str, sheet: Sheet, acme: Plan, mint: Mint
) -> None:
    for tab in sheet.tabs:
        tab.marks = []
        for line in (*tab.row_lines, *tab.column_lines):
            line.marks = []
    columns = [column for column in range(12) if column not in {9, 11}]
    for column, header in zip(columns, HEADERS[language].split("|"), strict=True):
        sheet.tab("Plan").put(HEADER, column, header)

    assert read_document(sheet.get(), None, mint).plan == acme


def test_moved_and_added_columns_and_rows_change_nothing(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    tab = _timeline(sheet)
    tab.move_column(1, 6)
    tab.insert_column(3)
    tab.put(HEADER, 3, "Deadline")
    tab.put(HEADER + 2, 3, "not ours")
    tab.insert_row(HEADER + 2)
    tab.insert_row(0)

    assert read_document(sheet.get(), acme, mint).plan == acme


@pytest.mark.parametrize("columns", [99, 11], ids=["whole rows", "visible columns only"])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_sort_moves_no_identity(sheet: Sheet, acme: Plan, mint: Mint, columns: int, is_known: bool) -> None:
    # Sorting the visible columns leaves the hidden ids behind: only what is known can heal that.
    tab = _timeline(sheet)
    tab.sort(HEADER + 1, HEADER + 5, lambda row: row[1]["userEnteredValue"]["stringValue"], columns)

    read = read_document(sheet.get(), acme if is_known else None, mint).plan.milestones

    is_healed = {m.id: m for m in read} == {m.id: m for m in acme.milestones}
    assert is_healed is (is_known or columns == 99)
    assert [m.name for m in read] == sorted(m.name for m in acme.milestones)


def test_a_cleared_row_is_gone_and_is_itself_again_when_its_content_returns(
    sheet: Sheet, acme: Plan, mint: Mint
) -> None:
    tab = sheet.tab("Stakeholders")
    content = [tab.text(1, column) for column in range(8)]
    for column in range(8):
        tab.put(1, column, None)
    without = read_document(sheet.get(), acme, mint).plan
    for column, value in enumerate(content):
        tab.put(1, column, value)

    assert [person.id for person in without.stakeholders] == ["mia", "sam"]
    assert read_document(sheet.get(), without, mint).plan == acme


def test_a_copied_row_leaves_the_id_with_the_unchanged_one(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    tab = _timeline(sheet)
    tab.insert_row(HEADER + 2)
    for column in range(12):
        tab.put(HEADER + 2, column, tab.text(HEADER + 3, column))
    tab.put(HEADER + 2, 1, "Security review, second part")

    found = read_document(sheet.get(), acme, mint)

    ids = [m.id for m in found.plan.milestones]
    assert ids == ["kickoff", "new-1", "security-review", "contract", "training"]
    assert found.plan.milestones[2] == acme.milestones[1]


@pytest.mark.parametrize("broken", ["", "oops", "kickoff"])
def test_a_broken_id_is_healed_by_content(sheet: Sheet, acme: Plan, mint: Mint, broken: str) -> None:
    tab = _timeline(sheet)
    tab.put(HEADER + 3, 11, broken)
    tab.put(HEADER + 3, 1, "Contract is signed")
    for line in tab.row_lines:
        line.marks.clear()

    found = read_document(sheet.get(), acme, mint)

    assert [m.id for m in found.plan.milestones] == [m.id for m in acme.milestones]


def test_row_metadata_is_the_witness_where_id_and_words_are_gone(
    sheet: Sheet, acme: Plan, mint: Mint
) -> None:
    tab = _timeline(sheet)
    tab.put(HEADER + 4, 11, None)
    tab.put(HEADER + 4, 0, None)
    tab.put(HEADER + 4, 1, "Enablement of all teams")

    assert read_document(sheet.get(), acme, mint).plan.milestones[3].id == "training"


def test_an_id_overwritten_with_anothers_moves_no_name(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    # Two people exchange two names by typing: these are renames, the ids stay.
    tab = _timeline(sheet)
    one, two = tab.text(HEADER + 2, 1), tab.text(HEADER + 3, 1)
    tab.put(HEADER + 2, 1, two)
    tab.put(HEADER + 3, 1, one)

    found = read_document(sheet.get(), acme, mint).plan

    assert [(m.id, m.name) for m in found.milestones[1:3]] == [("security-review", two), ("contract", one)]


def test_a_new_row_gets_a_new_id_and_a_heading_none(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    tab = _timeline(sheet)
    tab.put(HEADER + 7, 1, "Data migration")
    tab.put(HEADER + 9, 0, "Legend: dates are ISO")

    found = read_document(sheet.get(), acme, mint)

    assert found.plan.milestones[4] == Milestone(id="new-1", name="Data migration", status=None)
    assert len(found.plan.milestones) == 5


@pytest.mark.parametrize(
    ("typed", "due", "text"),
    [
        (serial(date(2027, 2, 1)), date(2027, 2, 1), ""),
        ("2027-02-01", date(2027, 2, 1), ""),
        ("2027-02-31", None, "2027-02-31"),  # no such day
        ("03/04/2027", None, "03/04/2027"),  # April or March?
        ("soon", None, "soon"),
        (17, None, "17"),  # a number, but no day people mean
        (None, None, ""),
    ],
)
def test_due_dates(sheet: Sheet, mint: Mint, typed: str | int | None, due: date | None, text: str) -> None:
    _timeline(sheet).put(HEADER + 2, 5, typed)

    found = read_document(sheet.get(), None, mint)

    milestone = found.plan.milestones[1]
    assert (milestone.id, milestone.due, milestone.due_text) == ("security-review", due, text)
    places = [(p.cell, p.place) for p in found.problems]
    place = Place(table=Table.TIMELINE, row="security-review", column="due")
    assert places == ([("Plan!F11", place)] if text else [])


@pytest.mark.parametrize(
    ("typed", "status", "text"),
    [
        ("done", Status.DONE, ""),
        (" IN-PROGRESS ", Status.IN_PROGRESS, ""),
        (True, Status.DONE, ""),
        (False, Status.NOT_STARTED, ""),
        ("erledigt", Status.DONE, ""),
        ("half way", None, "half way"),
    ],
)
def test_statuses(sheet: Sheet, mint: Mint, typed: str | bool, status: Status | None, text: str) -> None:
    _timeline(sheet).put(HEADER + 2, 6, typed)

    milestone = read_document(sheet.get(), None, mint).plan.milestones[1]

    assert (milestone.status, milestone.status_text) == (status, text)


def test_an_unknown_role_is_other_and_no_problem(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    sheet.tab("Stakeholders").put(2, 3, "Works council")

    found = read_document(sheet.get(), acme, mint)

    assert (found.plan.stakeholders[1].role, found.plan.stakeholders[1].role_text) == (
        Role.OTHER,
        "Works council",
    )
    assert found.problems == ()


@pytest.mark.parametrize(
    "labels", [SIDES, STATUSES, ROLES, POWERS, RISK_KINDS], ids=["side", "status", "role", "power", "kind"]
)
def test_every_label_reads_back_in_any_case(labels: Labels[Side]) -> None:
    values = [labels.find(f"  {word.upper()}: ") for word in labels.words]

    assert [labels.label(value) for value in values] == list(labels.words)


def test_a_removed_tab_or_column_only_takes_its_own_content(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    _timeline(sheet).delete_column(1)
    sheet.tabs.remove(sheet.tab("Risks"))

    found = read_document(sheet.get(), acme, mint).plan

    # The metrics' names stood in the same column.
    assert [m.baseline for m in found.metrics] == ["28 %"]
    assert [replace(m, name="") for m in acme.milestones] == list(found.milestones)
    assert (found.stakeholders, found.risks) == (acme.stakeholders, ())


def test_a_deleted_header_row_takes_nothing_with_it(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    _timeline(sheet).delete_row(HEADER)

    assert read_document(sheet.get(), acme, mint).plan == acme


def test_an_empty_or_foreign_spreadsheet_reads_as_an_empty_plan(mint: Mint) -> None:
    assert read_document({}, None, mint).plan == Plan()
    assert read_document(Sheet(title="Budget").get(), plan(), mint).plan == Plan(title="Budget")


def test_the_mask_names_only_fields_that_exist() -> None:
    check_mask(READ_FIELDS)


edits = st.lists(
    st.tuples(
        st.sampled_from(["put", "insert_row", "delete_row", "insert_column", "delete_column", "move_row"]),
        st.integers(0, 3),
        st.integers(0, 16),
        st.integers(0, 11),
        st.sampled_from(
            ["", "Due", "ID", "kickoff", "Done", "Plan", "2027-01-01", 46000, 1e300, -1, True, False]
        ),
    ),
    max_size=12,
)


@given(edits)
@settings(max_examples=60, deadline=None)
def test_nothing_people_do_makes_reading_fail_and_ids_are_never_doubled(
    done: list[tuple[str, int, int, int, str | float | bool]],
) -> None:
    sheet = Sheet()
    sheet.apply(creation_requests(draft(plan())))
    for kind, at, row, column, value in done:
        _edit(sheet.tabs[at], kind, row, column, value)

    found = read_document(sheet.get(), plan(), iter(f"n{n}" for n in range(999)).__next__)

    for items in (found.plan.milestones, found.plan.stakeholders, found.plan.risks):
        assert len({item.id for item in items}) == len(items)
        assert all(item.id for item in items)


def _edit(tab: Tab, kind: str, row: int, column: int, value: str | float | bool) -> None:
    tab.reach(row, column)
    if kind == "put":
        tab.put(row, column, value)
    elif kind == "move_row":
        tab.move_row(row, column)
    else:
        getattr(tab, kind)(row if kind.endswith("row") else column)
