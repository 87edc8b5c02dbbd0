"""Whatever a batch does: metadata stays with its row, a comment with its cell, and undoing restores the grid."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_get, values_update

ME = Actor("me@closeplan.local", "Me")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ROWS, COLUMNS = 12, 6
Json = dict[str, Any]

indexes = st.integers(0, ROWS)
kinds = st.sampled_from(["ROWS", "COLUMNS"])
texts = st.sampled_from(
    ["1", "2.5", "x", "=A1+1", "=SUM(A1:C4)", "=$B$2&A3", "=UNIQUE(A1:A4)", "=B2", "=Two!A1", "1/5/2026", ""]
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, ROWS - 1))
    return start, draw(st.integers(start + 1, ROWS + 1))


@st.composite
def areas(draw: st.DrawFn) -> Json:
    (r0, r1), (c0, c1) = draw(spans()), draw(spans())
    return {"startRowIndex": r0, "endRowIndex": r1, "startColumnIndex": c0 % COLUMNS, "endColumnIndex": c1}


def dimensions() -> st.SearchStrategy[Json]:
    return st.builds(
        lambda kind, span: {"sheetId": 0, "dimension": kind, "startIndex": span[0], "endIndex": span[1]},
        kinds,
        spans(),
    )


def moves() -> st.SearchStrategy[Json]:
    """Requests that move whole rows or columns."""
    return st.one_of(
        st.builds(lambda where: {"insertDimension": {"range": where}}, dimensions()),
        st.builds(lambda where: {"deleteDimension": {"range": where}}, dimensions()),
        st.builds(
            lambda where, to: {"moveDimension": {"source": where, "destinationIndex": to}},
            dimensions(),
            indexes,
        ),
    )


def edits() -> st.SearchStrategy[Json]:
    """Requests of other kinds that change cells."""
    corner = st.builds(lambda r, c: {"rowIndex": r, "columnIndex": c}, indexes, indexes)
    return st.one_of(
        moves(),
        st.builds(lambda a, b: {"copyPaste": {"source": a, "destination": b}}, areas(), areas()),
        st.builds(lambda a, to: {"cutPaste": {"source": a, "destination": to}}, areas(), corner),
        st.builds(lambda a: {"autoFill": {"range": a}}, areas()),
        st.builds(lambda a: {"sortRange": {"range": a, "sortSpecs": [{"sortOrder": "ASCENDING"}]}}, areas()),
        st.builds(lambda a, k: {"insertRange": {"range": a, "shiftDimension": k}}, areas(), kinds),
        st.builds(lambda a, k: {"deleteRange": {"range": a, "shiftDimension": k}}, areas(), kinds),
        st.builds(lambda a: {"mergeCells": {"range": a}}, areas()),
        st.builds(lambda a: {"randomizeRange": {"range": a}}, areas()),
        st.builds(lambda a: {"deleteDuplicates": {"range": a}}, areas()),
        st.builds(lambda a: {"textToColumns": {"source": a}}, areas()),
        st.builds(lambda a: {"setBasicFilter": {"filter": {"range": a}}}, areas()),
    )


def marked(grid: list[list[str]]) -> Spreadsheet:
    """A small grid whose every row has metadata with its own name, and a comment on the name in column A."""
    doc = Spreadsheet.new("doc", "Invariants")
    size = {"gridProperties": {"rowCount": ROWS, "columnCount": COLUMNS}}
    batch_update(doc, [{"updateSheetProperties": {"properties": size, "fields": "gridProperties"}}], ME, NOW)
    values_update(doc, "B1", {"values": grid}, "USER_ENTERED")
    requests: list[Json] = []
    for row in range(ROWS):
        values_update(doc, f"A{row + 1}", {"values": [[f"row {row}"]]}, "RAW")
        place = {"dimensionRange": {"dimension": "ROWS", "startIndex": row, "endIndex": row + 1}}
        item = {"metadataKey": f"row {row}", "visibility": "DOCUMENT", "location": place}
        requests.append({"createDeveloperMetadata": {"developerMetadata": item}})
        comment = {"content": f"row {row}", "coordinate": {"rowIndex": row}}
        requests.append({"insertComment": comment})
    batch_update(doc, requests, ME, NOW)
    return doc


def names(doc: Spreadsheet) -> dict[str, int]:
    """Where the cells that name a row are now."""
    return {
        cell["userEnteredValue"]["stringValue"]: row
        for row, _, cell in doc.sheet(0).used(doc.sheet(0).box)
        if str(cell.get("userEnteredValue", {}).get("stringValue", "")).startswith("row ")
    }


grids = st.lists(st.lists(texts, max_size=4), max_size=ROWS)


@given(grids, st.lists(moves(), max_size=6))
def test_metadata_and_comments_follow_their_row(grid: list[list[str]], batch: list[Json]) -> None:
    doc = marked(grid)
    for request in batch:
        try:
            batch_update(doc, [request], ME, NOW)
        except ApiError as error:
            assert error.code == 400  # noqa: PT017  # a refusal may be part of any batch
    present = names(doc)
    for item in doc.metadata.values():
        assert present.get(item.key, item.index) == item.index
    for thread in doc.threads.values():
        anchor = doc.anchors.get(thread["anchorId"])
        content = thread["headPost"]["content"]
        assert (anchor.row if anchor else None) == present.get(content)


@given(grids, st.integers(0, ROWS), st.integers(1, 5), kinds)
def test_an_insert_undone_by_a_delete_restores_everything(
    grid: list[list[str]], at: int, count: int, kind: str
) -> None:
    doc = marked(grid)
    before = doc.to_json()
    limit = ROWS if kind == "ROWS" else COLUMNS
    where = {"dimension": kind, "startIndex": min(at, limit - 1), "endIndex": min(at, limit - 1) + count}
    batch_update(doc, [{"insertDimension": {"range": where}}], ME, NOW)
    batch_update(doc, [{"deleteDimension": {"range": where}}], ME, NOW)
    assert values_get(doc, "Sheet1", None, "FORMULA") == values_get(
        Spreadsheet.from_json(before), "Sheet1", None, "FORMULA"
    )
    after = doc.to_json()
    for part in ("metadata", "anchors", "threads", "properties"):
        assert after[part] == before[part]


@given(grids, st.lists(edits(), min_size=1, max_size=5))
def test_a_batch_is_done_whole_or_not_at_all_and_can_be_read_afterwards(
    grid: list[list[str]], batch: list[Json]
) -> None:
    doc = marked(grid)
    before = doc.to_json()
    try:
        batch_update(doc, batch, ME, NOW)
    except ApiError as error:
        assert error.code in (400, 501)  # noqa: PT017  # a refusal may be part of any batch
        assert doc.to_json() == before
    shown = render(doc, include_grid_data=True, comments=True, viewer=ME)
    assert "_computed" not in str(shown)
    assert "_computed" not in str(doc.to_json())
    again = Spreadsheet.from_json(doc.to_json())
    again.moment = doc.moment
    assert values_get(again, "Sheet1") == values_get(doc, "Sheet1")
