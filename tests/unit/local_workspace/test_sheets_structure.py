"""What rows, columns and everything on them do when the grid changes shape."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import (
    Spreadsheet,
    batch_update,
    metadata_search,
    render,
    values_get,
    values_update,
)

DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIZE = 12
Json = dict[str, Any]


def apply(doc: Spreadsheet, *requests: Json) -> list[Json]:
    return batch_update(doc, list(requests), DANA, NOW)


def rows(start: int, end: int, kind: str = "ROWS") -> Json:
    return {"sheetId": 0, "dimension": kind, "startIndex": start, "endIndex": end}


def insert(at: int, count: int = 1, kind: str = "ROWS") -> Json:
    return {"insertDimension": {"range": rows(at, at + count, kind)}}


def delete(start: int, end: int, kind: str = "ROWS") -> Json:
    return {"deleteDimension": {"range": rows(start, end, kind)}}


def move(start: int, end: int, to: int) -> Json:
    return {"moveDimension": {"source": rows(start, end), "destinationIndex": to}}


def sort(column: int, order: str = "ASCENDING") -> Json:
    where = {
        "sheetId": 0,
        "startRowIndex": 0,
        "endRowIndex": SIZE,
        "startColumnIndex": 0,
        "endColumnIndex": 2,
    }
    return {"sortRange": {"range": where, "sortSpecs": [{"dimensionIndex": column, "sortOrder": order}]}}


def tag_row(row: int, value: str) -> Json:
    place = {"dimensionRange": rows(row, row + 1)}
    item = {"metadataKey": "row", "metadataValue": value, "visibility": "DOCUMENT", "location": place}
    return {"createDeveloperMetadata": {"developerMetadata": item}}


def comment_on(row: int, content: str) -> Json:
    return {
        "insertComment": {"content": content, "coordinate": {"sheetId": 0, "rowIndex": row, "columnIndex": 0}}
    }


def tagged_doc() -> Spreadsheet:
    """Twelve rows; row n says `n` in column A, has metadata `n` and a comment `n`."""
    doc = Spreadsheet.new("id", "Plan")
    values_update(doc, "A1", {"values": [[str(n), -n] for n in range(SIZE)]}, "RAW")
    apply(doc, *[tag_row(n, str(n)) for n in range(SIZE)], *[comment_on(n, str(n)) for n in range(SIZE)])
    return doc


def texts(doc: Spreadsheet) -> list[str]:
    values = values_get(doc, "A1:A200").get("values", [])
    return [line[0] if line else "" for line in values]


def tags(doc: Spreadsheet) -> dict[str, int]:
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "row"}}]}
    found = metadata_search(doc, body).get("matchedDeveloperMetadata", [])
    items = [one["developerMetadata"] for one in found]
    return {one["metadataValue"]: one["location"]["dimensionRange"]["startIndex"] for one in items}


def comments(doc: Spreadsheet) -> dict[str, int]:
    resource = render(doc, comments=True, viewer=DANA)
    anchors = {one["anchorId"]: one["range"] for one in resource["sheets"][0].get("commentAnchors", [])}
    threads = resource.get("comments", [])
    return {
        one["headPost"]["content"]: anchors[one["anchorId"]]["startRowIndex"]
        for one in threads
        if one["anchorId"] in anchors
    }


index = st.integers(0, SIZE - 1)
edits = st.one_of(
    st.builds(insert, index, st.integers(1, 4)),
    st.builds(lambda at, n: delete(at, at + n), index, st.integers(1, 3)),
    st.builds(lambda at, n, to: move(at, at + n, to), index, st.integers(1, 3), st.integers(0, SIZE)),
)


@given(st.lists(edits, max_size=8))
def test_metadata_and_comments_stay_with_their_row(changes: list[Json]) -> None:
    doc = tagged_doc()
    apply(doc, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 100}})

    apply(doc, *changes) if changes else None

    expected = {text: row for row, text in enumerate(texts(doc)) if text}
    assert tags(doc) == expected
    assert comments(doc) == expected


@given(
    st.lists(st.integers(0, 5), min_size=SIZE, max_size=SIZE), st.sampled_from(["ASCENDING", "DESCENDING"])
)
def test_a_sort_takes_contents_and_comments_along_and_leaves_row_metadata(
    keys: list[int], order: str
) -> None:
    doc = tagged_doc()
    values_update(doc, "B1", {"values": [[key] for key in keys]}, "RAW")
    before = tags(doc)

    apply(doc, sort(1, order))

    expected = sorted(range(SIZE), key=lambda n: keys[n] if order == "ASCENDING" else -keys[n])
    assert texts(doc) == [str(n) for n in expected]
    assert comments(doc) == {text: row for row, text in enumerate(texts(doc))}
    assert tags(doc) == before


@given(index, st.integers(1, 5), st.sampled_from(["ROWS", "COLUMNS"]))
def test_what_was_inserted_and_deleted_again_leaves_no_trace(at: int, count: int, kind: str) -> None:
    doc = tagged_doc()
    where = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 3}
    apply(
        doc,
        {"mergeCells": {"range": {**where, "startColumnIndex": 4, "endColumnIndex": 6}, "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "block", "range": where}}},
        {"addTable": {"table": {"name": "T", "range": where}}},
        {"updateSheetProperties": {
            "properties": {"gridProperties": {"frozenRowCount": 3}}, "fields": "gridProperties.frozenRowCount"}},
    )  # fmt: skip
    before = doc.to_json()

    apply(doc, insert(at, count, kind), delete(at, at + count, kind))

    assert doc.to_json() == before


@given(index, index, st.integers(0, SIZE))
def test_a_move_is_a_permutation_that_can_be_undone(first: int, last: int, to: int) -> None:
    start, end = min(first, last), max(first, last) + 1
    doc = tagged_doc()
    before = texts(doc)

    apply(doc, move(start, end, to))

    assert sorted(texts(doc)) == sorted(before)
    if not start <= to <= end:
        landing = to - (end - start) if to > start else to
        back = start if to > start else end
        apply(doc, move(landing, landing + end - start, back))
        assert texts(doc) == before


def test_a_move_means_what_googles_example_says() -> None:
    doc = tagged_doc()

    apply(doc, move(1, 3, 4))

    assert texts(doc)[:5] == ["0", "3", "1", "2", "4"]


def test_a_deleted_cell_leaves_its_thread_without_an_anchor() -> None:
    doc = tagged_doc()

    apply(doc, delete(3, 4))

    resource = render(doc, comments=True, viewer=DANA)
    assert "3" not in comments(doc)
    assert "3" in [thread["headPost"]["content"] for thread in resource["comments"]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (insert(0, 2), (4, 7)),  # above: pushed down
        (insert(2, 2), (4, 7)),  # before the first row: pushed down
        (insert(3, 2), (2, 7)),  # inside: grows
        (insert(5, 2), (2, 5)),  # below: unchanged
        (delete(0, 3), (0, 2)),  # cut from above
        (delete(4, 9), (2, 4)),  # cut from below
        (move(2, 3, 5), (2, 5)),  # a row moved to the end of the same block stays in it
        (move(2, 5, 9), (6, 9)),  # the whole block moves
    ],
)
def test_every_kind_of_range_follows_the_rows(change: Json, expected: tuple[int, int]) -> None:
    doc = Spreadsheet.new("id", "Plan")
    where = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}
    rule = {"condition": {"type": "NOT_BLANK"}, "format": {}}
    apply(
        doc,
        {"addNamedRange": {"namedRange": {"name": "block", "range": where}}},
        {"addProtectedRange": {"protectedRange": {"range": where, "warningOnly": True}}},
        {"addBanding": {"bandedRange": {"range": where, "rowProperties": {}}}},
        {"addTable": {"table": {"name": "T", "range": where}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [where], "booleanRule": rule}}},
        {"setBasicFilter": {"filter": {"range": where}}},
    )

    apply(doc, change)

    resource = render(doc, exclude_tables_in_banded_ranges=True, viewer=DANA)
    sheet = resource["sheets"][0]
    found = [resource["namedRanges"][0]["range"], sheet["conditionalFormats"][0]["ranges"][0]]
    found += [sheet[name][0]["range"] for name in ("protectedRanges", "bandedRanges", "tables")]
    found.append(sheet["basicFilter"]["range"])
    assert {(one["startRowIndex"], one["endRowIndex"]) for one in found} == {expected}


def test_a_new_row_looks_like_its_neighbour() -> None:
    doc = tagged_doc()
    rule = {"condition": {"type": "BOOLEAN"}}
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}, "dataValidation": rule, "note": "own"}
    one = {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}
    apply(
        doc, {"repeatCell": {"range": one, "cell": cell, "fields": "userEnteredFormat,dataValidation,note"}}
    )

    apply(doc, {"insertDimension": {"range": rows(5, 6), "inheritFromBefore": True}})

    new = doc.sheet(0).cell(5, 0)
    assert new == {"userEnteredFormat": {"textFormat": {"bold": True}}, "dataValidation": rule}


def test_frozen_rows_grow_and_shrink_with_what_happens_among_them() -> None:
    doc = Spreadsheet.new("id", "Plan")
    frozen = {
        "properties": {"gridProperties": {"frozenRowCount": 2}},
        "fields": "gridProperties.frozenRowCount",
    }
    apply(doc, {"updateSheetProperties": frozen}, insert(1, 2), delete(0, 1), insert(9))

    assert doc.sheet(0).properties["gridProperties"] == {
        "rowCount": 1002,
        "columnCount": 26,
        "frozenRowCount": 3,
    }


def test_cut_and_paste_takes_comment_note_and_merge_along() -> None:
    doc = tagged_doc()
    source = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    to = {"sheetId": 0, "rowIndex": 20, "columnIndex": 0}
    note = {"repeatCell": {"range": source, "cell": {"note": "n"}, "fields": "note"}}

    apply(doc, note, {"cutPaste": {"source": source, "destination": to, "pasteType": "PASTE_NORMAL"}})

    assert doc.sheet(0).cell(20, 0) == {"userEnteredValue": {"stringValue": "1"}, "note": "n"}
    assert (comments(doc)["1"], comments(doc)["2"]) == (20, 21)
    assert doc.sheet(0).cell(1, 0) == {}


def test_inserting_a_range_pushes_only_its_columns_down() -> None:
    doc = tagged_doc()
    hole = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}

    apply(doc, {"insertRange": {"range": hole, "shiftDimension": "ROWS"}})

    assert texts(doc)[:5] == ["0", "", "", "1", "2"]
    assert values_get(doc, "B2:B3")["values"] == [["-1"], ["-2"]]
    assert comments(doc)["1"] == 3
    apply(doc, {"deleteRange": {"range": hole, "shiftDimension": "ROWS"}})
    assert texts(doc) == [str(n) for n in range(SIZE)]


@given(st.lists(edits, max_size=4))
def test_a_batch_with_one_bad_request_changes_nothing(changes: list[Json]) -> None:
    doc = tagged_doc()
    apply(doc, {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 100}})
    before = doc.to_json()

    with pytest.raises(
        ApiError, match=rf"Invalid requests\[{len(changes)}\]\.deleteSheet: No sheet with id: 7"
    ):
        apply(doc, *changes, {"deleteSheet": {"sheetId": 7}})

    assert doc.to_json() == before
