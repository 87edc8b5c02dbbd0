"""Values in and out: answer shapes, typed input in several locales, number formats."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import (
    Spreadsheet,
    batch_update,
    values_append,
    values_batch_get_by_data_filter,
    values_batch_update,
    values_batch_update_by_data_filter,
    values_clear,
    values_get,
    values_update,
)
from local_workspace.sheets.a1 import column_index, column_letters, format_range, parse_reference
from local_workspace.sheets.formats import format_number
from local_workspace.sheets.grid import Box
from local_workspace.sheets.parse_input import from_serial, parse_typed, serial

TODAY = date(2026, 11, 23)
Json = dict[str, Any]


@pytest.fixture
def doc() -> Spreadsheet:
    return Spreadsheet.new("id", "Plan")


def typed(text: str, locale: str = "en_US") -> tuple[Any, str | None]:
    """(value, number format type) of a typed text."""
    parsed = parse_typed(text, locale, TODAY)
    value = next(iter((parsed.value or {}).values()), None)
    return value, (parsed.number_format or {}).get("type")


def day(year: int, month: int, number: int) -> int:
    return (date(year, month, number) - date(1899, 12, 30)).days


@given(st.integers(0, 18277))
def test_column_letters_read_back(index: int) -> None:
    assert column_index(column_letters(index)) == index


@given(st.integers(0, 2000), st.integers(1, 50), st.integers(0, 700), st.integers(1, 50))
def test_a_written_range_reads_back(r0: int, height: int, c0: int, width: int) -> None:
    box = Box(r0, r0 + height, c0, c0 + width)

    assert parse_reference(format_range("Plan", box).split("!")[1]) == tuple(box)


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [
        ("A1:A10", "Sheet1!A1:A10"),
        ("'Sheet1'!D4", "Sheet1!D4"),  # quotes go where they aren't needed
        ("sheet1!D4:B2", "Sheet1!B2:D4"),  # any case, swapped ends put right
        ("A:B", "Sheet1!A1:B1000"),  # open ends are closed to the grid
        ("2:3", "Sheet1!A2:Z3"),
        ("B3:B", "Sheet1!B3:B1000"),
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("$A$1:$B$2", "Sheet1!A1:B2"),
    ],
)
def test_an_empty_range_is_echoed_in_normal_form(doc: Spreadsheet, asked: str, echoed: str) -> None:
    assert values_get(doc, asked) == {"range": echoed, "majorDimension": "ROWS"}


def test_titles_keep_their_quotes_where_they_need_them(doc: Spreadsheet) -> None:
    for title in ("Dana's plan", "A1", "🌵 x", "2027"):
        batch_update(
            doc,
            [{"addSheet": {"properties": {"title": title}}}],
            Actor("a@b.c"),
            datetime(2026, 1, 1, tzinfo=UTC),
        )
    found = [values_get(doc, "'" + sheet.title.replace("'", "''") + "'!A1")["range"] for sheet in doc.sheets]

    assert found == ["Sheet1!A1", "'Dana''s plan'!A1", "'A1'!A1", "'🌵 x'!A1", "'2027'!A1"]


@pytest.mark.parametrize("bad", ["Nope!A1", "A0", "", "A1:", "!", "A1:B2:C3"])
def test_what_is_no_range_is_refused_in_googles_words(doc: Spreadsheet, bad: str) -> None:
    with pytest.raises(ApiError) as caught:
        values_get(doc, bad)

    assert (caught.value.code, caught.value.message) == (400, f"Unable to parse range: {bad}")


def test_trailing_empties_are_trimmed_and_inner_ones_kept(doc: Spreadsheet) -> None:
    values_update(doc, "A1:D4", {"values": [["a", "", "c", ""], [], ["", "b"], [""]]}, "RAW")

    assert values_get(doc, "A1:D9")["values"] == [["a", "", "c"], [], ["", "b"]]
    assert values_get(doc, "A1:D9", "COLUMNS")["values"] == [["a"], ["", "", "b"], ["c"]]


def test_null_leaves_a_cell_alone_and_an_empty_string_clears_it(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["a", "b", "c"]]}, "RAW")

    answer = values_update(doc, "A1", {"values": [[None, "", "x"]]}, "RAW")

    assert values_get(doc, "A1:C1")["values"] == [["a", "", "x"]]
    assert answer == {
        "spreadsheetId": "id",
        "updatedRange": "Sheet1!A1:C1",
        "updatedRows": 1,
        "updatedColumns": 2,
        "updatedCells": 2,
    }


def test_a_block_larger_than_its_range_is_refused(doc: Spreadsheet) -> None:
    with pytest.raises(ApiError, match=r"tried writing to column \[C\]"):
        values_update(doc, "A1:B2", {"values": [[1, 2, 3]]}, "RAW")
    with pytest.raises(ApiError, match="exceeds grid limits"):
        values_update(doc, "Z1000", {"values": [[1, 2]]}, "RAW")


def test_one_bad_range_of_a_batch_writes_nothing(doc: Spreadsheet) -> None:
    data = [{"range": "A1", "values": [["x"]]}, {"range": "Nope!A1", "values": [["y"]]}]

    with pytest.raises(ApiError):
        values_batch_update(doc, {"valueInputOption": "RAW", "data": data})

    assert "values" not in values_get(doc, "A1")


def test_append_writes_below_the_table_it_finds(doc: Spreadsheet) -> None:
    values_update(doc, "B2", {"values": [["h1", "h2"], ["a", "b"]]}, "RAW")

    answer = values_append(doc, "Sheet1", {"values": [["c", "d"]]}, "RAW")

    assert answer["tableRange"] == "Sheet1!B2:C3"
    assert answer["updates"]["updatedRange"] == "Sheet1!B4:C4"


def test_append_with_insert_rows_pushes_what_is_below_down(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["h"], ["a"], [], ["below"]]}, "RAW")

    values_append(doc, "A1", {"values": [["b"], ["c"]]}, "RAW", "INSERT_ROWS")

    assert values_get(doc, "A1:A9")["values"] == [["h"], ["a"], ["b"], ["c"], [], ["below"]]


def test_append_makes_room_at_the_end_of_the_grid(doc: Spreadsheet) -> None:
    values_update(doc, "A1000", {"values": [["last"]]}, "RAW")

    values_append(doc, "A1:A1000", {"values": [["one more"]]}, "RAW")

    assert doc.sheet(0).row_count == 1001


def test_clear_empties_values_and_keeps_notes_and_formats(doc: Spreadsheet) -> None:
    cell = {
        "userEnteredValue": {"stringValue": "x"},
        "note": "n",
        "userEnteredFormat": {"wrapStrategy": "WRAP"},
    }
    doc.sheet(0).put(0, {0: cell})

    assert values_clear(doc, "Sheet1")["clearedRange"] == "Sheet1!A1:Z1000"
    assert doc.sheet(0).cell(0, 0) == {"note": "n", "userEnteredFormat": {"wrapStrategy": "WRAP"}}


def test_writes_by_metadata_follow_the_row(doc: Spreadsheet) -> None:
    actor, now = Actor("a@b.c"), datetime(2026, 1, 1, tzinfo=UTC)
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    item = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": row}}
    chosen = {"developerMetadataLookup": {"metadataKey": "k"}}
    batch_update(doc, [{"createDeveloperMetadata": {"developerMetadata": item}}], actor, now)
    batch_update(doc, [{"insertDimension": {"range": {**row, "startIndex": 0, "endIndex": 2}}}], actor, now)

    data = [{"dataFilter": chosen, "majorDimension": "ROWS", "values": [["", "here"]]}]
    written = values_batch_update_by_data_filter(doc, {"valueInputOption": "RAW", "data": data})

    assert written["responses"][0]["updatedRange"] == "Sheet1!A6:B6"
    found = values_batch_get_by_data_filter(doc, {"dataFilters": [chosen]})["valueRanges"][0]
    assert found["dataFilters"] == [chosen]
    assert found["valueRange"] == {
        "range": "Sheet1!A6:Z6",
        "majorDimension": "ROWS",
        "values": [["", "here"]],
    }


@pytest.mark.parametrize(
    ("text", "locale", "value", "kind"),
    [
        ("42", "en_US", 42, None),
        ("-1.5", "en_US", -1.5, None),
        ("2,000,000.01", "en_US", 2000000.01, "NUMBER"),
        ("1.234,5", "de_DE", 1234.5, "NUMBER"),
        ("1,5", "de_DE", 1.5, None),
        ("1,5", "en_US", "1,5", None),  # no group of three
        ("12 %", "de_DE", 0.12, "PERCENT"),
        ("$1,200", "en_US", 1200, "CURRENCY"),
        ("1.200 €", "de_DE", 1200, "CURRENCY"),
        ("1 234,5", "fr_FR", 1234.5, "NUMBER"),
        ("1e3", "en_US", 1000, "SCIENTIFIC"),
        ("TRUE", "en_US", True, None),
        ("false", "en_US", False, None),
        ("3/4/2027", "en_US", day(2027, 3, 4), "DATE"),
        ("3/4/2027", "en_GB", day(2027, 4, 3), "DATE"),
        ("3.4.2027", "de_DE", day(2027, 4, 3), "DATE"),
        ("03/04/27", "fr_FR", day(2027, 4, 3), "DATE"),
        ("2027-03-31", "de_DE", day(2027, 3, 31), "DATE"),
        ("31 Mar 2027", "en_GB", day(2027, 3, 31), "DATE"),
        ("March 31, 2027", "en_US", day(2027, 3, 31), "DATE"),
        ("31. März 2027", "de_DE", day(2027, 3, 31), "DATE"),
        ("Mar 31", "en_US", day(2026, 3, 31), "DATE"),  # this year
        ("2/30/2027", "en_US", "2/30/2027", None),  # no such day
        ("13/13/2027", "en_US", "13/13/2027", None),
        ("2027-03-31 12:00", "en_US", day(2027, 3, 31) + 0.5, "DATE_TIME"),
        ("6:00 PM", "en_US", 0.75, "TIME"),
        ("next week", "en_US", "next week", None),
        ("3.5", "en_US", 3.5, None),
        ("=SUM(A1:A2)", "en_US", "=SUM(A1:A2)", None),
        ("'=1+1", "en_US", "=1+1", None),  # a leading quote makes text
        ("'007", "en_US", "007", None),
        ("=", "en_US", "=", None),
        ("12 monkeys", "en_US", "12 monkeys", None),
    ],
)
def test_typed_text_means_what_its_locale_says(
    text: str, locale: str, value: object, kind: str | None
) -> None:
    assert typed(text, locale) == (value, kind)


@given(st.text(max_size=40), st.sampled_from(["en_US", "en_GB", "de_DE", "fr_FR", "ja_JP", "xx_YY"]))
def test_any_typed_text_becomes_one_value_and_raw_text_stays_text(text: str, locale: str) -> None:
    doc = Spreadsheet.new("id", "Plan", locale)

    values_update(doc, "A1", {"values": [[text]]}, "USER_ENTERED", today=TODAY)
    values_update(doc, "A2", {"values": [[text]]}, "RAW")

    assert len(doc.sheet(0).cell(0, 0).get("userEnteredValue", {})) <= 1
    assert doc.sheet(0).cell(1, 0).get("userEnteredValue", {"stringValue": ""}) == {"stringValue": text}
    assert "formulaValue" not in doc.sheet(0).cell(1, 0).get("userEnteredValue", {})
    assert json.loads(json.dumps(doc.to_json())) == json.loads(
        json.dumps(Spreadsheet.from_json(doc.to_json()).to_json())
    )


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(["en_US", "en_GB", "de_DE", "fr_FR"]))
def test_a_date_shown_in_its_locale_reads_back(when: date, locale: str) -> None:
    shown = format_number(serial(when), {"type": "DATE"}, locale)

    assert typed(shown, locale) == (serial(when), "DATE")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001  # serials have no zone
def test_serial_numbers_keep_a_moment_to_the_second(when: datetime) -> None:
    assert abs(from_serial(serial(when)) - when.replace(microsecond=0)) <= timedelta(seconds=0)


@pytest.mark.parametrize(
    ("number", "number_format", "locale", "shown"),
    [
        (46112, {"type": "DATE"}, "en_US", "3/31/2026"),
        (46112, {"type": "DATE"}, "de_DE", "31.03.2026"),
        (46112, {"type": "DATE", "pattern": "yyyy-mm-dd"}, "de_DE", "2026-03-31"),
        (46112, {"type": "DATE", "pattern": "ddd, d mmm yyyy"}, "en_US", "Tue, 31 Mar 2026"),
        (46112, {"type": "DATE", "pattern": "mmmm"}, "de_DE", "März"),
        (46112.75, {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}, "en_US", "2026-03-31 18:00"),
        (0.75, {"type": "TIME"}, "en_US", "6:00:00 PM"),
        (1.25, {"type": "TIME", "pattern": "[h]:mm"}, "en_US", "30:00"),
        (1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}, "en_US", "1,234.50"),
        (1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}, "de_DE", "1.234,50"),
        (-5, {"type": "NUMBER", "pattern": "0"}, "en_US", "-5"),
        (-5, {"type": "NUMBER", "pattern": "0;(0)"}, "en_US", "(5)"),
        (0.285, {"type": "PERCENT", "pattern": "0%"}, "en_US", "29%"),
        (0.125, {"type": "PERCENT"}, "en_US", "12.50%"),
        (180000, {"type": "CURRENCY", "pattern": "#,##0 €"}, "de_DE", "180.000 €"),
        (12345, {"type": "SCIENTIFIC"}, "en_US", "1.23E+04"),
        (0.1, {"type": "NUMBER", "pattern": "0.###"}, "en_US", "0.1"),
        (1 / 1024, None, "en_US", "0.0009765625"),
        (1 / 3, None, "de_DE", "0,3333333333"),
        (2.0, None, "en_US", "2"),
    ],
)
def test_numbers_are_shown_as_their_format_says(
    number: float, number_format: Json | None, locale: str, shown: str
) -> None:
    assert format_number(number, number_format, locale) == shown


def test_a_date_cell_keeps_its_way_of_showing_dates(doc: Spreadsheet) -> None:
    own = {"numberFormat": {"type": "DATE", "pattern": "d mmm yyyy"}}
    doc.sheet(0).put(0, {0: {"userEnteredFormat": own}})

    values_update(doc, "A1", {"values": [["4/9/2027"]]}, "USER_ENTERED", today=TODAY)

    assert values_get(doc, "A1")["values"] == [["9 Apr 2027"]]
    assert values_get(doc, "A1", None, "UNFORMATTED_VALUE")["values"] == [[day(2027, 4, 9)]]
    as_text = values_get(doc, "A1", None, "UNFORMATTED_VALUE", "FORMATTED_STRING")
    assert as_text["values"] == [["9 Apr 2027"]]


def test_formulas_are_computed_and_kept(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["=SUM(B1:B2)", "= 1 / 1024", "=1/0"]]}, "USER_ENTERED")

    assert values_get(doc, "A1:C1")["values"] == [["0.0009765625", "0.0009765625", "#DIV/0!"]]
    assert values_get(doc, "A1", None, "FORMULA")["values"] == [["=SUM(B1:B2)"]]
