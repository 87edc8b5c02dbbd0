"""What formulas come to: values, errors, dates, arrays, locales, and following edits."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_get, values_update

ME = Actor("me@closeplan.local", "Me")
NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def sheet_of(*lines: list[Any], locale: str = "en_US") -> Spreadsheet:
    doc = Spreadsheet.new("doc", "Formulas", locale)
    doc.moment = NOW
    values_update(doc, "A1", {"values": list(lines)}, "USER_ENTERED")
    return doc


def shown(doc: Spreadsheet, where: str, how: str = "FORMATTED_VALUE") -> Any:
    return values_get(doc, where, None, how).get("values")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("=SUM(A1:A2)", "12.5"),
        ("=sum(a1:a2)", "12.5"),
        ("=A1/0", "#DIV/0!"),
        ("=NOPE(1)", "#NAME?"),
        ("=A3+1", "#VALUE!"),
        ("=VLOOKUP(99,A1:A2,1,FALSE)", "#N/A"),
        ("=Gone!A1", "#REF!"),
        ("=SQRT(-1)", "#NUM!"),
        ("=1+", "#ERROR!"),
        ("=E1", "#REF!"),
        ("=MULTIPLY(2,3)", "6"),
        ('=JOIN("-",A1:A2)', "5-7.5"),
        ('=REGEXEXTRACT(A3,"t(.)x")', "e"),
        ("=COUNTUNIQUE(A1:A3,A1)", "3"),
        ('=IFERROR(A1/0,"none")', "none"),
        ("=A1>A2", "FALSE"),
        ("=SUM(1;2)", "3"),
    ],
)
def test_a_formula_shows_what_google_shows(formula: str, text: str) -> None:
    doc = sheet_of([5], [7.5], ["text"])
    values_update(doc, "E1", {"values": [[formula]]}, "USER_ENTERED")
    assert shown(doc, "E1") == [[text]]
    assert shown(doc, "E1", "FORMULA") == [[formula]]


def test_an_error_says_its_kind_and_a_link_its_address() -> None:
    doc = sheet_of(["=1/0", '=HYPERLINK("https://a.b","there")'])
    data = render(doc, include_grid_data=True, viewer=ME)["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert data[0]["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert data[1]["hyperlink"] == "https://a.b"
    assert data[1]["formattedValue"] == "there"


def test_today_is_the_servers_day_in_the_time_zone_of_the_file() -> None:
    doc = sheet_of(["=TODAY()", "=TODAY()+1"])
    assert shown(doc, "A1") == [["11/23/2026"]]
    doc.properties = {**doc.properties, "timeZone": "Europe/Berlin"}
    assert shown(doc, "A1") == [["11/24/2026"]]
    doc.moment = NOW.replace(year=2027)
    assert shown(doc, "A1") == [["11/24/2027"]]


def test_a_date_plus_days_is_shown_as_a_date() -> None:
    doc = sheet_of(["1/5/2026", "=A1+1", "=B1", "=A1-B1", "$3.50", "=E1*2"])
    assert shown(doc, "B1:F1") == [["1/6/2026", "1/6/2026", "-1", "$3.50", "$7.00"]]


def test_an_array_fills_the_cells_beside_it_and_never_overwrites_one() -> None:
    doc = sheet_of([1, "=UNIQUE(A1:A3)"], [2], [2])
    assert shown(doc, "B1:B3") == [["1"], ["2"]]
    values_update(doc, "B2", {"values": [["mine"]]}, "RAW")
    assert shown(doc, "B1:B3") == [["#REF!"], ["mine"]]
    values_update(doc, "B2", {"values": [[""]]}, "RAW")
    assert shown(doc, "B1:B3") == [["1"], ["2"]]
    assert "B2" not in str(doc.to_json())


def test_a_german_file_separates_with_semicolons() -> None:
    doc = sheet_of(["1,5", "=SUM(A1;2,25)", "=SUM(A1,2)", "={1\\2;3\\4}"], locale="de_DE")
    assert shown(doc, "A1:E2") == [["1,5", "3,75", "#ERROR!", "1", "2"], ["", "", "", "3", "4"]]


def test_results_follow_every_edit_and_named_ranges() -> None:
    doc = sheet_of([1, "=A1*10", "=SUM(Both)"])
    named = {
        "addNamedRange": {"namedRange": {"name": "Both", "range": {"endRowIndex": 1, "endColumnIndex": 2}}}
    }
    batch_update(doc, [named], ME, NOW)
    assert shown(doc, "B1:C1") == [["10", "11"]]
    values_update(doc, "A1", {"values": [[3]]}, "RAW")
    assert shown(doc, "B1:C1") == [["30", "33"]]


def test_a_refused_batch_leaves_results_alone() -> None:
    doc = sheet_of([1, "=A1*10"])
    cell = {"rows": [{"values": [{"userEnteredValue": {"numberValue": 9}}]}], "fields": "*", "start": {}}
    sort = {"sortRange": {"range": {"endColumnIndex": 2}, "sortSpecs": [{"dimensionIndex": 1}]}}
    with pytest.raises(Exception, match="No grid"):
        batch_update(
            doc, [{"updateCells": cell}, sort, {"deleteDimension": {"range": {"sheetId": 9}}}], ME, NOW
        )
    assert shown(doc, "A1:B1") == [["1", "10"]]


def a1(where: str) -> dict[str, int]:
    """A GridRange of the first tab from `A1:B2`."""
    doc = Spreadsheet.new("x", "x")
    return doc.resolve(where).to_json()


def test_a_copied_formula_keeps_its_distance_and_its_pins() -> None:
    doc = sheet_of([1, 10, "=A1*$B$1"], [2], [3])
    batch_update(doc, [{"copyPaste": {"source": a1("C1:C1"), "destination": a1("C2:C3")}}], ME, NOW)
    assert shown(doc, "C1:C3", "FORMULA") == [["=A1*$B$1"], ["=A2*$B$1"], ["=A3*$B$1"]]
    up = {"source": a1("C3:C3"), "destination": a1("A1:A1")}
    batch_update(doc, [{"copyPaste": up}], ME, NOW)
    assert shown(doc, "A1", "FORMULA") == [["=#REF!*$B$1"]]


def test_pasted_values_are_what_formulas_came_to() -> None:
    doc = sheet_of([1, "=A1*10", "=A1/0"])
    paste = {"source": a1("B1:C1"), "destination": a1("B2:C2"), "pasteType": "PASTE_VALUES"}
    batch_update(doc, [{"copyPaste": paste}], ME, NOW)
    assert shown(doc, "B2:C2", "FORMULA") == [[10, "#DIV/0!"]]


def test_sorting_goes_by_results_and_formulas_follow_their_row() -> None:
    doc = sheet_of([1, "=-A1"], [2, "=-A2"], [3, "=-A3"])
    sort = {"range": a1("A1:B3"), "sortSpecs": [{"dimensionIndex": 1}]}
    batch_update(doc, [{"sortRange": sort}], ME, NOW)
    assert shown(doc, "A1:B3", "FORMULA") == [[3, "=-A1"], [2, "=-A2"], [1, "=-A3"]]


def test_references_follow_a_cut_block() -> None:
    doc = sheet_of([1, "=A1+1", "=SUM(A1:A2)", "=A2"], [5])
    cut = {"source": a1("A1:A1"), "destination": {"rowIndex": 4, "columnIndex": 5}}
    batch_update(doc, [{"cutPaste": cut}], ME, NOW)
    assert shown(doc, "B1:D1", "FORMULA") == [["=F5+1", "=SUM(A1:A2)", "=A2"]]


def test_a_renamed_tab_is_renamed_in_formulas_and_a_deleted_one_is_lost() -> None:
    doc = sheet_of(["=Two!A1+Sheet1!B1", 2])
    batch_update(doc, [{"addSheet": {"properties": {"sheetId": 7, "title": "Two"}}}], ME, NOW)
    rename = {"properties": {"sheetId": 7, "title": "It's two"}, "fields": "title"}
    batch_update(doc, [{"updateSheetProperties": rename}], ME, NOW)
    assert shown(doc, "A1", "FORMULA") == [["='It''s two'!A1+Sheet1!B1"]]
    batch_update(doc, [{"deleteSheet": {"sheetId": 7}}], ME, NOW)
    assert shown(doc, "A1", "FORMULA") == [["=#REF!+Sheet1!B1"]]


def test_conditional_formatting_is_pasted_over_more_cells() -> None:
    doc = sheet_of([1])
    rule = {"ranges": [a1("A1:A3")], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}}}
    paste = {"source": a1("A1:A3"), "destination": a1("C1:C3"), "pasteType": "PASTE_CONDITIONAL_FORMATTING"}
    batch_update(doc, [{"addConditionalFormatRule": {"rule": rule}}, {"copyPaste": paste}], ME, NOW)
    (kept,) = render(doc, viewer=ME)["sheets"][0]["conditionalFormats"]
    assert kept["ranges"] == [a1("A1:A3"), a1("C1:C3")]


def test_a_sort_by_colour_brings_that_colour_to_the_top() -> None:
    red = {"red": 1}
    doc = sheet_of(["a"], ["b"])
    paint = {"range": a1("A2:A2"), "cell": {"userEnteredFormat": {"backgroundColor": red}}}
    paint["fields"] = "userEnteredFormat.backgroundColor"
    sort = {"range": a1("A1:A2"), "sortSpecs": [{"dimensionIndex": 0, "backgroundColor": red}]}
    batch_update(doc, [{"repeatCell": paint}, {"sortRange": sort}], ME, NOW)
    assert shown(doc, "A1:A2") == [["b"], ["a"]]


PIECES = ["A1", "$B$2", "A1:B3", "B:B", "Sheet1!A1", "'No'!A1", "Both", "1", "2.5", '"x"', "TRUE", "#REF!"]
SIGNS = [
    "+",
    "-",
    "*",
    "/",
    "^",
    "&",
    "=",
    "<>",
    ">",
    ",",
    ";",
    "(",
    ")",
    "{",
    "}",
    "\\",
    "%",
    " ",
    "!",
    "'",
    '"',
]
NAMES = [
    "SUM(",
    "IF(",
    "VLOOKUP(",
    "ARRAYFORMULA(",
    "SORT(",
    "SPLIT(",
    "JOIN(",
    "REGEXMATCH(",
    "NOW(",
    "LAMBDA(",
]


@given(
    st.lists(st.sampled_from(PIECES + SIGNS + NAMES), max_size=12).map("".join) | st.text(max_size=20),
    st.sampled_from(["en_US", "de_DE", "fr_FR"]),
)
def test_any_formula_comes_to_something_and_the_file_stays_readable(formula: str, locale: str) -> None:
    doc = sheet_of([1, f"={formula}", "=B1"], locale=locale)
    values_update(doc, "C3", {"values": [[f"={formula}"]]}, "USER_ENTERED")
    data = render(doc, include_grid_data=True, viewer=ME)["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["formattedValue"] == "1"
    assert isinstance(shown(doc, "A1:Z20"), list)
