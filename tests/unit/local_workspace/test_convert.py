"""Conversions hold for whatever people put into files, and never end in anything but their own refusal."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local_workspace import sheets
from local_workspace.convert import CSV, TSV, XLSX, Incoming, UnreadableError, read
from local_workspace.convert.delimited import write_delimited
from local_workspace.convert.sheet_page import write_pdf, write_zip
from local_workspace.convert.xlsx_out import write_xlsx
from local_workspace.docs import Document, to_text
from local_workspace.docs.from_html import document_from_html
from local_workspace.drive.uploads import _parts
from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet

ACTOR = Actor("mia@acme.example")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


def converted(content: bytes, mime_type: str, title: str = "plan") -> Spreadsheet:
    made = read(Incoming(content, mime_type, "id", title, ACTOR, NOW))
    assert isinstance(made, Spreadsheet)
    return made


def sheet_of(rows: list[list[Any]], *requests: dict[str, Any]) -> Spreadsheet:
    document = Spreadsheet.new("id", "plan")
    sheets.values_update(document, "A1", {"values": rows}, "RAW", False, ACTOR)
    if requests:
        sheets.batch_update(document, list(requests), ACTOR, NOW)
    return document


def values(document: Spreadsheet) -> Any:
    return sheets.values_get(document, f"'{document.sheets[0].title}'", None, "UNFORMATTED_VALUE").get(
        "values", []
    )


@given(
    st.lists(st.lists(st.from_regex(r"[xyzß,;\" ]{0,8}", fullmatch=True), min_size=1, max_size=4), max_size=5)
)
def test_words_go_through_csv_unchanged(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    again = write_delimited(converted(text.getvalue().encode(), CSV), "\t")

    read_back = list(csv.reader(io.StringIO(again.decode()), delimiter="\t"))
    strip = [[cell for cell in row if cell] for row in rows]
    assert [[cell for cell in row if cell] for row in read_back if any(row)] == [row for row in strip if row]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_files_come_in(encoding: str) -> None:
    assert values(converted("Größe\t1".encode(encoding), TSV)) == [["Größe", 1]]


def test_more_rows_and_columns_than_a_new_sheet_has_find_room() -> None:
    document = converted(("x," * 40 + "\n").encode() * 1200, CSV, title="it's")

    tab = document.sheets[0]
    assert (tab.title, tab.row_count, tab.column_count) == ("it's", 1200, 41)


@settings(max_examples=25)  # a workbook takes long to zip
@given(
    st.lists(st.lists(st.one_of(WORDS, st.booleans(), st.integers(-(10**9), 10**9)), max_size=4), max_size=5)
)
def test_values_go_through_a_workbook_unchanged(rows: list[list[Any]]) -> None:
    document = sheet_of(rows)

    assert values(converted(write_xlsx(document), XLSX)) == values(document)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_workbook_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        converted(content, XLSX)


def test_titles_that_excel_does_not_take_are_changed_and_kept_apart() -> None:
    document = sheet_of(
        [["x"]], *({"addSheet": {"properties": {"title": f"a/b: {n} {'long ' * 9}"}}} for n in "12")
    )

    titles = [tab.title for tab in converted(write_xlsx(document), XLSX).sheets]

    assert len(set(titles)) == 3
    assert all(len(title) <= 31 for title in titles)


def merged(rows: int, columns: int) -> dict[str, Any]:
    box = {
        "sheetId": 0,
        "startRowIndex": 0,
        "endRowIndex": rows,
        "startColumnIndex": 0,
        "endColumnIndex": columns,
    }
    return {"mergeCells": {"range": box, "mergeType": "MERGE_ALL"}}


@pytest.mark.parametrize(
    "document",
    [
        Spreadsheet.new("id", "nothing in it"),
        sheet_of([["long word " * 3000, "x\n" * 2000]]),
        sheet_of([[f"column {n}" for n in range(26)]]),
        sheet_of([["a", "b", "c"], ["d", "", ""], ["e"]], merged(2, 3)),
        sheet_of([["漢字 😀 العربية", "\t"]]),
    ],
    ids=["empty", "long", "wide", "merged", "other scripts"],
)
def test_any_sheet_can_be_had_to_read(document: Spreadsheet) -> None:
    assert write_pdf(document).startswith(b"%PDF")
    assert write_zip(document).startswith(b"PK")


def test_hundreds_of_columns_are_split_over_pages() -> None:
    document = converted(",".join(f"c{n}" for n in range(300)).encode(), CSV)

    assert write_pdf(document).count(b"/Type /Page\n") > 5


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<table><tr><td colspan=2>a</td></tr><tr><td rowspan=2>b</td><td>c</td></tr><tr><td></td></tr></table>",
        "<h3>x<sup>2</sup></h3><hr><ul><li>a<ol><li><s>b</s></li></ol></li></ul>" + "<p>w" * 3000,
    ],
    ids=["empty", "table", "text"],
)
def test_docs_are_put_on_paper(html: str) -> None:
    from local_workspace.convert.doc_paper import doc_on_paper

    assert doc_on_paper(document_from_html(html)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "cells", ["<td>" + "word " * 5000 + "</td>", "<td>abc</td>" * 60], ids=["high", "wide"]
)
def test_a_table_that_fits_no_page_is_refused_by_name(cells: str) -> None:
    from local_workspace.convert.doc_paper import doc_on_paper

    with pytest.raises(ApiError, match="application/pdf of this table") as refused:
        doc_on_paper(document_from_html(f"<table><tr>{cells}</tr></table>"))
    assert refused.value.code == 501


def test_plain_text_becomes_a_doc_of_its_lines() -> None:
    made = read(Incoming(b"one <b>\ntwo", "text/plain", "id", "notes", ACTOR, NOW))

    assert isinstance(made, Document)
    assert (made.document_id, made.title) == ("id", "notes")
    assert to_text(made).split() == ["one", "<b>", "two"]


@given(st.binary(max_size=300))
def test_a_multipart_body_gives_back_the_bytes_it_was_made_of(content: bytes) -> None:
    head = b"--edge\r\nContent-Type: application/json\r\n\r\n{}\r\n--edge\r\nContent-Type: image/png\r\n\r\n"

    assert _parts(head + content + b"\r\n--edge--", "multipart/related; boundary=edge") == (
        {},
        content,
        "image/png",
    )
