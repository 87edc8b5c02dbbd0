"""In somebody's own spreadsheet, whatever it holds: our requests name our own sheets and columns, and nothing else."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.adoption import Adoption, Proposal, ProposedColumn, ProposedTable
from closeplan.plan.languages import LANGUAGES
from closeplan.plan.signals import Table
from sheets_schema.flipped import upright_sheets
from sheets_schema.marking import adoption_requests
from sheets_schema.releasing import release_requests
from sheets_schema.write import insertion_requests
from tests.unit.sheets_schema.plans import draft, plan

TITLES = st.sampled_from(
    ["Plan", "plan", "PLAN 2", "Mutual action plan", "History", "Verlauf", "Risks", "", "x"]
)
PRESENT = st.lists(
    st.fixed_dictionaries({"sheetId": st.integers(0, 12), "title": TITLES}),
    unique_by=(lambda sheet: sheet["sheetId"], lambda sheet: str(sheet["title"]).casefold()),
    min_size=1,
    max_size=6,
)


def _sheet_ids(node: Any) -> set[int]:
    """Every sheet a request names."""
    if isinstance(node, list):
        return set().union(*map(_sheet_ids, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {node["sheetId"]} if "sheetId" in node else set()
    return own.union(*map(_sheet_ids, node.values())) if node else own


@given(PRESENT, st.sampled_from(LANGUAGES))
def test_added_tabs_take_free_ids_and_titles_and_no_request_names_another_sheet(
    present: list[dict[str, Any]], language: str
) -> None:
    requests = insertion_requests(draft(plan(), language=language), present)
    added = [request["addSheet"]["properties"] for request in requests if "addSheet" in request]
    ids = {properties["sheetId"] for properties in added}
    titles = [properties["title"].casefold() for properties in [*present, *added]]
    assert (len(added), len(titles)) == (4, len(set(titles)))
    assert _sheet_ids(requests) == ids
    assert ids.isdisjoint(sheet["sheetId"] for sheet in present)
    assert not any("updateSpreadsheetProperties" in request for request in requests)


CELLS = st.lists(
    st.lists(
        st.sampled_from([{}, {}, {"userEnteredValue": {"stringValue": "x"}}, {"note": "n"}]), max_size=6
    ),
    max_size=8,
)
INDEXES = st.integers(0, 9)


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    """Any tables at all, sensible or not."""
    lies = draw(st.booleans())
    found: dict[str, Any] = {}
    for table in Table:
        if table is not Table.TIMELINE and draw(st.booleans()):
            continue
        fields = draw(
            st.dictionaries(INDEXES, st.sampled_from(["name", "owner", "due", "", "title"]), max_size=5)
        )
        found[table.value] = ProposedTable(
            table=table,
            sheet=0,
            header_row=draw(st.none() | INDEXES),
            rows=tuple(sorted(draw(st.sets(INDEXES, max_size=6)))),
            columns=tuple(
                ProposedColumn(index=index, header="", field=field, certainty=0.5)
                for index, field in fields.items()
            ),
            subheadings=dict.fromkeys(draw(st.sets(INDEXES, max_size=2)), "A"),
            transposed=lies,
        )
    return Proposal(**found)


@given(CELLS, proposals(), st.integers(0, 12))
def test_marking_writes_behind_everything_people_have_and_on_its_own_tab(
    cells: list[list[Any]], proposal: Proposal, width: int
) -> None:
    raw = {
        "sheets": [
            {
                "properties": {
                    "sheetId": 7, "title": "Theirs", "gridProperties": {"rowCount": width, "columnCount": width}
                },
                "data": [{"rowData": [{"values": row} for row in cells]}],
            }
        ]
    }  # fmt: skip
    adoption = Adoption(plan_id="a", language="en", proposal=proposal)
    requests = adoption_requests(raw, adoption, itertools.count().__str__)

    theirs = [request for request in requests if _sheet_ids(request) == {7}]
    assert {kind for request in theirs for kind in request} <= {
        "createDeveloperMetadata", "updateCells", "appendDimension", "updateDimensionProperties",
    }  # fmt: skip
    lies = proposal.timeline is not None and proposal.timeline.transposed
    edge = _edge(cells, lies=lies)
    written = [request["updateCells"]["start"] for request in theirs if "updateCells" in request]
    assert all(start["rowIndex" if lies else "columnIndex"] >= edge for start in written)
    hidden = [
        request["updateDimensionProperties"] for request in theirs if "updateDimensionProperties" in request
    ]
    assert all(one["range"]["startIndex"] >= edge and one["fields"] == "hiddenByUser" for one in hidden)


def _edge(cells: list[list[Any]], *, lies: bool) -> int:
    filled = [(row, column) for row, line in enumerate(cells) for column, cell in enumerate(line) if cell]
    return max((row if lies else column for row, column in filled), default=-1) + 1


@given(CELLS, st.booleans())
def test_releasing_a_sheet_without_any_mark_of_ours_does_nothing(cells: list[list[Any]], lies: bool) -> None:
    marks = [{"metadataKey": "theirs", "metadataValue": "1"}] if lies else []
    sheet = {
        "properties": {"sheetId": 7},
        "developerMetadata": marks,
        "data": [{"rowData": [{"values": row} for row in cells]}],
    }
    raw = {"sheets": upright_sheets({"sheets": [sheet]})}
    assert release_requests(raw) == []
