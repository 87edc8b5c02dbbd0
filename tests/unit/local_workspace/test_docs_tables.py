"""Tables of a Doc: where their cells stand, rows and columns that come and go, merging, looks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.docs import Document, to_html, to_text
from local_workspace.errors import ApiError
from tests.unit.local_workspace.docs_edits import Json, body, check, delete, insert, refusal, run, table


@pytest.fixture
def doc() -> Document:
    """A table of two by two at index 2, its cells a, b, c, d."""
    return filled(2, 2)


def filled(rows: int, columns: int) -> Document:
    doc = Document.new("id", "Plan")
    run(doc, table(1, rows, columns))
    starts = [cell["startIndex"] + 1 for row in shown(doc)["tableRows"] for cell in row["tableCells"]]
    letters = "abcdefghijklmnop"
    run(doc, *(insert(at, letters[n]) for n, at in reversed(list(enumerate(starts)))))
    return doc


def shown(doc: Document) -> Json:
    found: Json = body(doc)[2]["table"]
    return found


def texts(doc: Document) -> list[list[str]]:
    return [
        ["".join(line(part) for part in cell["content"]) for cell in row["tableCells"]]
        for row in shown(doc)["tableRows"]
    ]


def line(element: Json) -> str:
    return "".join(part["textRun"]["content"] for part in element["paragraph"]["elements"]).rstrip()


def cell(row: int, column: int, **more: Any) -> Json:
    start = {"tableStartLocation": {"index": 2}}
    return {"tableCellLocation": {**start, "rowIndex": row, "columnIndex": column}, **more}


def block(row: int, column: int, rows: int, columns: int) -> Json:
    return {"tableRange": cell(row, column, rowSpan=rows, columnSpan=columns)}


def test_a_table_takes_an_index_for_itself_each_row_and_each_cell() -> None:
    doc = Document.new("id", "Plan")
    run(doc, table(1))

    _, before, element, after = body(doc)
    rows = element["table"]["tableRows"]
    assert (before["endIndex"], element["startIndex"], element["endIndex"], after["startIndex"]) == (
        2,
        2,
        14,
        14,
    )
    assert [(row["startIndex"], row["endIndex"]) for row in rows] == [(3, 8), (8, 13)]
    assert [one["content"][0]["startIndex"] for row in rows for one in row["tableCells"]] == [5, 7, 10, 12]
    check(doc)


def test_rows_and_columns_come_where_they_are_asked_for(doc: Document) -> None:
    run(doc, {"insertTableRow": cell(0, 0, insertBelow=True)}, {"insertTableColumn": cell(0, 0)})

    assert texts(doc) == [["", "a", "b"], ["", "", ""], ["", "c", "d"]]
    assert shown(doc)["columns"] == len(shown(doc)["tableStyle"]["tableColumnProperties"]) == 3
    check(doc)


def test_rows_and_columns_go_and_with_the_last_the_table(doc: Document) -> None:
    run(doc, {"deleteTableRow": cell(0, 0)}, {"deleteTableColumn": cell(0, 1)})
    assert texts(doc) == [["c"]]

    run(doc, {"deleteTableRow": cell(0, 0)})

    assert to_text(doc) == "\r\n"
    check(doc)


def test_merged_cells_hold_the_text_of_all_and_part_again(doc: Document) -> None:
    run(doc, {"mergeTableCells": block(0, 0, 2, 2)})

    head = shown(doc)["tableRows"][0]["tableCells"][0]
    assert [line(part) for part in head["content"]] == ["a", "b", "c", "d"]
    assert (head["tableCellStyle"]["rowSpan"], head["tableCellStyle"]["columnSpan"]) == (2, 2)
    assert 'rowspan="2" colspan="2"' in to_html(doc)
    check(doc)
    run(doc, {"unmergeTableCells": block(0, 0, 1, 1)})
    assert texts(doc) == [["abcd", ""], ["", ""]]


def test_a_row_inside_a_merged_cell_belongs_to_it() -> None:
    doc = filled(3, 2)
    run(doc, {"mergeTableCells": block(0, 0, 2, 1)}, {"insertTableRow": cell(0, 1, insertBelow=True)})

    assert shown(doc)["tableRows"][0]["tableCells"][0]["tableCellStyle"]["rowSpan"] == 3
    assert "cuts through" in refusal(doc, {"mergeTableCells": block(1, 0, 2, 2)})
    run(doc, {"deleteTableRow": cell(0, 0)})
    assert texts(doc) == [["e", "f"]]


def test_a_border_is_also_the_neighbours(doc: Document) -> None:
    border = {
        "width": {"magnitude": 2, "unit": "PT"},
        "dashStyle": "SOLID",
        "color": {"color": {"rgbColor": {}}},
    }
    style = {"borderRight": border, "backgroundColor": {"color": {"rgbColor": {"red": 1}}}}
    fields = "borderRight,backgroundColor"
    run(doc, {"updateTableCellStyle": {**block(0, 0, 1, 1), "tableCellStyle": style, "fields": fields}})

    left, right = (one["tableCellStyle"] for one in shown(doc)["tableRows"][0]["tableCells"])
    assert left["borderRight"] == right["borderLeft"] == border
    assert left["backgroundColor"] != right["backgroundColor"]
    check(doc)


def test_header_rows_and_column_widths_are_set(doc: Document) -> None:
    start = {"tableStartLocation": {"index": 2}}
    width = {"width": {"magnitude": 90, "unit": "PT"}, "widthType": "FIXED_WIDTH"}
    request = {**start, "columnIndices": [1], "tableColumnProperties": width, "fields": "*"}
    run(doc, {"pinTableHeaderRows": {**start, "pinnedHeaderRowsCount": 1}})
    run(doc, {"updateTableColumnProperties": request})

    assert [row["tableRowStyle"].get("tableHeader") for row in shown(doc)["tableRows"]] == [True, None]
    assert shown(doc)["tableStyle"]["tableColumnProperties"][1] == width
    narrow = {**request, "tableColumnProperties": {"width": {"magnitude": 4, "unit": "PT"}}}
    assert "at least 5 points" in refusal(doc, {"updateTableColumnProperties": narrow})


@pytest.mark.parametrize(("start", "end"), [(1, 2), (2, 5), (5, 7), (6, 7), (13, 17), (3, 9)], ids=str)
def test_no_deletion_breaks_a_table(doc: Document, start: int, end: int) -> None:
    assert "Invalid deletion range." in refusal(doc, delete(start, end))


def test_a_table_is_deleted_with_all_its_indexes(doc: Document) -> None:
    run(doc, delete(2, body(doc)[2]["endIndex"]))

    assert to_text(doc) == "\r\n"
    check(doc)


def test_a_table_in_a_cell_stands_on_its_own(doc: Document) -> None:
    run(doc, table(5, 1, 1))

    inner = shown(doc)["tableRows"][0]["tableCells"][0]["content"]
    assert [next(key for key in part if "Index" not in key) for part in inner] == [
        "paragraph",
        "table",
        "paragraph",
    ]
    assert "inside a table" in refusal(doc, {"insertPageBreak": {"location": {"index": 5}}})
    check(doc)


def test_only_a_tables_start_is_a_table_and_only_its_cells_are_cells(doc: Document) -> None:
    wrong = cell(0, 0)
    wrong["tableCellLocation"]["tableStartLocation"] = {"index": 1}

    assert "Must specify the start index of the table." in refusal(doc, {"deleteTableRow": wrong})
    assert "row index 2" in refusal(doc, {"deleteTableRow": cell(2, 0)})
    assert "too large" in refusal(doc, table(1, 2**31 - 1, 2**31 - 1))


places = st.tuples(st.integers(0, 3), st.integers(0, 3))
kinds = st.sampled_from(
    ["insertTableRow", "insertTableColumn", "deleteTableRow", "deleteTableColumn", "merge"]
)


@given(st.lists(st.tuples(kinds, places, places), max_size=8))
def test_merges_stay_inside_the_table_whatever_comes_and_goes(
    steps: list[tuple[str, tuple[int, int], tuple[int, int]]],
) -> None:
    doc = filled(3, 3)
    for kind, (row, column), (rows, columns) in steps:
        request = (
            {"mergeTableCells": block(row, column, rows, columns)}
            if kind == "merge"
            else {kind: cell(row, column)}
        )
        try:
            run(doc, request)
        except ApiError:
            continue
        check(doc)
        if "table" not in body(doc)[2]:
            return
        for at, one in enumerate(shown(doc)["tableRows"]):
            for where, style in enumerate(part["tableCellStyle"] for part in one["tableCells"]):
                assert at + style["rowSpan"] <= shown(doc)["rows"]
                assert where + style["columnSpan"] <= shown(doc)["columns"]
