"""Drag-fill, splitting, shuffling, filters that hide, charts and slicers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, copy_to, render, values_get, values_update

ME = Actor("me@closeplan.local", "Me")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Json = dict[str, Any]


def sheet_of(*lines: list[Any], locale: str = "en_US") -> Spreadsheet:
    doc = Spreadsheet.new("doc", "Filling", locale)
    values_update(doc, "A1", {"values": list(lines)}, "USER_ENTERED")
    return doc


def a1(where: str) -> Json:
    return Spreadsheet.new("x", "x").resolve(where).to_json()


def do(doc: Spreadsheet, **request: Any) -> Json:
    return batch_update(doc, [request], ME, NOW)[0]


def column(doc: Spreadsheet, where: str) -> list[Any]:
    return values_get(doc, where, "COLUMNS", "FORMULA")["values"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("source", "filled"),
    [
        (["1", "2"], [3, 4, 5]),
        (["5"], [5, 5, 5]),
        (["10", "8"], [6, 4, 2]),
        (["Item 1"], ["Item 2", "Item 3", "Item 4"]),
        (["K07", "K09"], ["K11", "K13", "K15"]),
        (["Monday"], ["Tuesday", "Wednesday", "Thursday"]),
        (["Jan", "Apr"], ["Jul", "Oct", "Jan"]),
        (["a", "b"], ["a", "b", "a"]),
        (["=B1*2"], ["=B2*2", "=B3*2", "=B4*2"]),
    ],
)
def test_a_fill_goes_on_as_a_drag_would(source: list[str], filled: list[Any]) -> None:
    doc = sheet_of(*([one] for one in source))
    do(doc, autoFill={"range": {**a1("A1:A1"), "endRowIndex": len(source) + 3}})
    assert column(doc, f"A{len(source) + 1}:A{len(source) + 3}") == filled


def test_dates_go_on_by_days_or_by_months() -> None:
    doc = sheet_of(["1/30/2026", "1/31/2026"], ["", "2/28/2026"])
    do(doc, autoFill={"range": a1("A1:A3")})
    assert values_get(doc, "A2:A3")["values"] == [["1/31/2026"], ["2/1/2026"]]
    months = sheet_of(["1/15/2026"], ["2/15/2026"])
    do(months, autoFill={"range": a1("A1:A4")})
    assert values_get(months, "A3:A4")["values"] == [["3/15/2026"], ["4/15/2026"]]


def test_the_alternate_series_counts_one_number_up_and_fills_backwards_too() -> None:
    doc = sheet_of([], [], ["5"])
    source = {"source": a1("A3:A3"), "dimension": "ROWS", "fillLength": -2}
    do(doc, autoFill={"sourceAndDestination": source, "useAlternateSeries": True})
    assert column(doc, "A1:A3") == [3, 4, 5]


def test_texts_are_split_over_columns_as_if_typed() -> None:
    doc = sheet_of(["a;1;1/5/2026"], ["b;2,5"])
    do(doc, textToColumns={"source": a1("A1:A2"), "delimiterType": "SEMICOLON"})
    assert values_get(doc, "A1:C2")["values"] == [["a", "1", "1/5/2026"], ["b", "2,5"]]
    auto = sheet_of(["x,y"])
    do(auto, textToColumns={"source": a1("A1:A1")})
    assert values_get(auto, "A1:B1")["values"] == [["x", "y"]]


def test_shuffled_rows_stay_whole() -> None:
    doc = sheet_of(*([n, n * 10] for n in range(20)))
    do(doc, randomizeRange={"range": a1("A1:B20")})
    rows = values_get(doc, "A1:B20", None, "UNFORMATTED_VALUE")["values"]
    assert sorted(rows) == [[n, n * 10] for n in range(20)]


@pytest.mark.parametrize(
    ("criteria", "hidden"),
    [
        ({"hiddenValues": ["open"]}, [1, 3]),
        ({"condition": {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "ON"}]}}, [1, 3]),
        ({"condition": {"type": "NOT_BLANK"}}, []),
        ({"visibleBackgroundColor": {"red": 1}}, [1, 2, 3]),
    ],
)
def test_a_filter_hides_the_rows_that_miss_its_criteria(criteria: Json, hidden: list[int]) -> None:
    doc = sheet_of(["State"], ["open"], ["done"], ["open"])
    specs = [{"columnIndex": 0, "filterCriteria": criteria}]
    do(doc, setBasicFilter={"filter": {"range": a1("A1:A4"), "filterSpecs": specs}})
    rows = render(doc, include_grid_data=True, viewer=ME)["sheets"][0]["data"][0]["rowMetadata"]
    assert [n for n, row in enumerate(rows) if row.get("hiddenByFilter")] == hidden
    do(doc, clearBasicFilter={"sheetId": 0})
    assert "hiddenByFilter" not in str(render(doc, include_grid_data=True, viewer=ME))


def test_a_filter_by_numbers_or_dates_compares_and_one_by_a_formula_says_so() -> None:
    doc = sheet_of(["N", "D"], [1, "1/5/2026"], [5, "12/24/2026"])
    number = {"condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "3"}]}}
    day = {"condition": {"type": "DATE_BEFORE", "values": [{"relativeDate": "TODAY"}]}}
    for index, criteria, hidden in ((0, number, 1), (1, day, 2)):
        doc.moment = NOW
        do(doc, setBasicFilter={"filter": {"range": a1("A1:B3"), "criteria": {str(index): criteria}}})
        rows = render(doc, include_grid_data=True, viewer=ME)["sheets"][0]["data"][0]["rowMetadata"]
        assert [n for n, row in enumerate(rows) if row.get("hiddenByFilter")] == [hidden]
    custom = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A1>1"}]}}
    with pytest.raises(ApiError, match="setBasicFilter CUSTOM_FORMULA"):
        do(doc, setBasicFilter={"filter": {"range": a1("A1:B3"), "criteria": {"0": custom}}})


def test_a_filter_view_is_copied_under_a_title_of_its_own() -> None:
    doc = sheet_of(["N"])
    view = do(doc, addFilterView={"filter": {"title": "Mine", "range": a1("A1:B3")}})["addFilterView"][
        "filter"
    ]
    copy = do(doc, duplicateFilterView={"filterId": view["filterViewId"]})["duplicateFilterView"]["filter"]
    assert copy["title"] == "Copy of Mine"
    assert copy["filterViewId"] != view["filterViewId"]


def test_charts_and_slicers_are_kept_as_given_and_move_with_their_cell() -> None:
    doc = sheet_of(["N"])
    place = {"overlayPosition": {"anchorCell": {"rowIndex": 5, "columnIndex": 2}}}
    spec = {"title": "Progress", "basicChart": {"chartType": "COLUMN"}}
    chart = do(doc, addChart={"chart": {"spec": spec, "position": place}})["addChart"]["chart"]
    slicer = do(doc, addSlicer={"slicer": {"spec": {"title": "S"}, "position": place}})["addSlicer"]["slicer"]
    do(doc, updateChartSpec={"chartId": chart["chartId"], "spec": {**spec, "title": "New"}})
    do(doc, updateSlicerSpec={"slicerId": slicer["slicerId"], "spec": {"title": "T"}, "fields": "title"})
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    do(doc, insertDimension={"range": rows})
    kept = Spreadsheet.from_json(doc.to_json())
    shown = render(kept, viewer=ME)["sheets"][0]
    assert shown["charts"][0]["spec"]["title"] == "New"
    assert shown["charts"][0]["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 7
    assert shown["slicers"][0]["spec"] == {"title": "T"}
    other = Spreadsheet.new("other", "Other")
    copy_to(kept, 0, other)
    assert render(other, viewer=ME)["sheets"][1]["charts"][0]["chartId"] != chart["chartId"]


def test_an_object_is_moved_bordered_and_deleted_by_its_id() -> None:
    doc = sheet_of(["N"])
    chart = do(doc, addChart={"chart": {"spec": {"title": "A"}}})["addChart"]["chart"]
    key = chart["chartId"]
    new = {"overlayPosition": {"anchorCell": {"rowIndex": 3}, "widthPixels": 50}}
    moved = do(
        doc, updateEmbeddedObjectPosition={"objectId": key, "newPosition": new, "fields": "widthPixels"}
    )
    overlay = moved["updateEmbeddedObjectPosition"]["position"]["overlayPosition"]
    assert (overlay["widthPixels"], overlay["heightPixels"], overlay["anchorCell"]) == (50, 371, {})
    border = {"color": {"red": 1}}
    do(doc, updateEmbeddedObjectBorder={"objectId": key, "border": border, "fields": "color"})
    assert render(doc, viewer=ME)["sheets"][0]["charts"][0]["border"] == border
    do(doc, deleteEmbeddedObject={"objectId": key})
    with pytest.raises(ApiError, match="No embedded object with id"):
        do(doc, deleteEmbeddedObject={"objectId": key})


def test_a_pasted_html_table_lands_in_cells_as_if_typed() -> None:
    doc = sheet_of([])
    html = "<style>td{}</style><table><tr><th colspan=2>Head</th><td>1/5/2026</td></tr>"
    html += "<tr><td>a&amp;b<br>c</td><td> 2 </td></tr></table>"
    do(doc, pasteData={"coordinate": {"rowIndex": 1, "columnIndex": 1}, "data": html, "html": True})
    assert values_get(doc, "B2:D3")["values"] == [["Head", "", "1/5/2026"], ["a&b\nc", "2"]]
    assert values_get(doc, "D2", None, "UNFORMATTED_VALUE")["values"] == [[46027]]
