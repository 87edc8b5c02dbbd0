"""Unmodified clients put content into Drive and get it back: in one piece, in pieces, converted and exported."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload, MediaIoBaseDownload
from gspread.utils import ExportFormat
from openpyxl import Workbook, load_workbook

from tests.integration.workspace_clients import SHEET, google_client, running_workspace
from tests.running import ROBOT, SELLER, gspread_as

DOC = "application/vnd.google-apps.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def drive(base: str) -> Iterator[Any]:
    client = google_client("drive", "v3", base, SELLER)
    yield client
    client.close()


@pytest.fixture(scope="module")
def sheets(base: str) -> Iterator[Any]:
    client = google_client("sheets", "v4", base, SELLER)
    yield client
    client.close()


def uploaded(drive: Any, content: bytes, mime_type: str, *, resumable: bool = False, **body: Any) -> Any:
    media = MediaInMemoryUpload(content, mimetype=mime_type, chunksize=256 * 1024, resumable=resumable)
    return drive.files().create(body=body, media_body=media, fields="*").execute()


def details(refused: HttpError) -> list[dict[str, Any]]:
    found: Any = refused.error_details
    return list(found)


def downloaded(drive: Any, file_id: str, chunk: int = 100_000) -> bytes:
    stream = io.BytesIO()
    loader = MediaIoBaseDownload(stream, drive.files().get_media(fileId=file_id), chunksize=chunk)
    done = False
    while not done:
        _, done = loader.next_chunk()
    return stream.getvalue()


@pytest.mark.parametrize("resumable", [False, True])
def test_bytes_come_back_as_they_were_sent(drive: Any, resumable: bool) -> None:
    content = os.urandom(700_000) + b"\r\n--\r\n\x00"

    made = uploaded(drive, content, "image/png", resumable=resumable, name="chart.png")

    assert (made["size"], made["mimeType"], made["fileExtension"]) == (str(len(content)), "image/png", "png")
    assert downloaded(drive, made["id"]) == content


def test_a_plain_upload_needs_no_metadata(base: str, drive: Any) -> None:
    answer = requests.post(
        f"{base}/upload/drive/v3/files?uploadType=media", data=b"hello", timeout=10,
        headers={"Authorization": f"Bearer local:{SELLER}", "Content-Type": "text/plain"},
    )  # fmt: skip

    assert answer.json()["mimeType"] == "text/plain"
    assert downloaded(drive, answer.json()["id"]) == b"hello"


def test_a_broken_resumable_upload_goes_on_where_it_stopped(base: str) -> None:
    mine = {"Authorization": f"Bearer local:{SELLER}"}
    begin = requests.post(f"{base}/upload/drive/v3/files?uploadType=resumable&fields=size,name",
                          json={"name": "two pieces"}, headers=mine, timeout=10)  # fmt: skip
    place = begin.headers["Location"]
    first = requests.put(place, b"abc", headers={**mine, "Content-Range": "bytes 0-2/5"}, timeout=10)
    asked = requests.put(place, headers={**mine, "Content-Range": "bytes */5"}, timeout=10)
    last = requests.put(place, b"cde", headers={**mine, "Content-Range": "bytes 2-4/5"}, timeout=10)

    again = requests.put(place, headers={**mine, "Content-Range": "bytes */5"}, timeout=10)

    assert [first.status_code, asked.status_code, last.status_code] == [308, 308, 200]
    assert again.json() == last.json()
    assert first.headers["Range"] == asked.headers["Range"] == "bytes=0-2"
    assert last.json() == {"name": "two pieces", "size": "5"}


def test_each_upload_is_a_revision_that_can_be_had_again(drive: Any) -> None:
    made = uploaded(drive, b"one", "text/plain", name="notes.txt")
    second = MediaInMemoryUpload(b"second", mimetype="text/plain")
    changed = (
        drive.files().update(fileId=made["id"], media_body=second, fields="headRevisionId,size").execute()
    )

    revisions = drive.revisions().list(fileId=made["id"], fields="revisions(id,size)").execute()["revisions"]

    assert [item["size"] for item in revisions] == ["3", "6"]
    assert revisions[1]["id"] == changed["headRevisionId"]
    first = drive.revisions().get_media(fileId=made["id"], revisionId=revisions[0]["id"])
    assert first.execute() == b"one"


def test_csv_becomes_a_sheet_as_if_typed(drive: Any, sheets: Any) -> None:
    text = 'Step,Due,Cost\n"Sign, both",2027-03-31,€5\nTotal,,=1+1\n'
    made = uploaded(drive, text.encode(), "text/csv", name="plan", mimeType=SHEET)

    read = sheets.spreadsheets().values().get(
        spreadsheetId=made["id"], range="plan!A1:C3", valueRenderOption="UNFORMATTED_VALUE"
    ).execute()  # fmt: skip

    assert read["values"] == [["Step", "Due", "Cost"], ["Sign, both", 46477, 5], ["Total", "", 2]]


def workbook() -> bytes:
    from datetime import date

    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    tab = book.active
    assert tab is not None
    tab.title = "Plan"
    tab.append(["Step", "Due", "Cost"])
    tab.append(["Sign", date(2027, 3, 31), 0.5])
    tab["A1"].font = Font(bold=True)
    tab["A1"].fill = PatternFill("solid", fgColor="FFFF0000")
    tab["C2"].number_format = "0.0%"
    tab["D2"] = "=C2*2"
    tab.merge_cells("A4:B4")
    tab.freeze_panes = "B2"
    tab.column_dimensions["A"].width = 30
    rule = DataValidation("list", formula1='"Open,Done"', showErrorMessage=True)
    rule.add("E2")
    tab.add_data_validation(rule)
    book.create_sheet("Späteres")["A1"] = "=Plan!A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_becomes_a_sheet_with_its_looks(drive: Any, sheets: Any) -> None:
    made = uploaded(drive, workbook(), XLSX, name="plan", mimeType=SHEET)

    shown = sheets.spreadsheets().get(spreadsheetId=made["id"], includeGridData=True).execute()

    plan, later = shown["sheets"]
    assert (plan["properties"]["title"], later["properties"]["title"]) == ("Plan", "Späteres")
    grid = plan["properties"]["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"], len(plan["merges"])) == (1, 1, 1)
    data = plan["data"][0]
    assert data["columnMetadata"][0]["pixelSize"] == 215
    head, row = data["rowData"][0]["values"][0], data["rowData"][1]["values"]
    assert head["userEnteredFormat"]["textFormat"]["bold"]
    assert head["userEnteredFormat"]["backgroundColor"] == {"red": 1}
    assert (row[1]["formattedValue"], row[2]["formattedValue"]) == ("2027-03-31", "50.0%")
    assert row[4]["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"


def test_a_workbook_goes_round_unchanged(drive: Any) -> None:
    made = uploaded(drive, workbook(), XLSX, name="plan", mimeType=SHEET)
    again = load_workbook(io.BytesIO(drive.files().export(fileId=made["id"], mimeType=XLSX).execute()))
    before = load_workbook(io.BytesIO(workbook()))

    plan = again["Plan"]
    assert [[cell.value for cell in row] for row in plan["A1:D2"]] == [
        [cell.value for cell in row] for row in before["Plan"]["A1:D2"]
    ]
    assert (plan.freeze_panes, plan.column_dimensions["A"].width) == ("B2", 30)
    assert (plan["A1"].font.b, plan["A1"].fill.fgColor.rgb, plan["C2"].number_format) == (
        True,
        "FFFF0000",
        "0.0%",
    )
    assert [str(area) for area in plan.merged_cells.ranges] == ["A4:B4"]
    assert [str(rule.sqref) for rule in plan.data_validations.dataValidation] == ["E2"]
    assert again["Späteres"]["A1"].value == "=Plan!A2"


def test_a_sheet_is_had_as_pdf_and_as_pages(drive: Any) -> None:
    text = "Schritt,Привет\n" + "Größe <b>,1\n" * 100
    made = uploaded(drive, text.encode(), "text/csv", name="plan", mimeType=SHEET)

    pdf = drive.files().export(fileId=made["id"], mimeType="application/pdf").execute()
    pages = drive.files().export(fileId=made["id"], mimeType="application/zip").execute()

    assert pdf.startswith(b"%PDF-1.")
    assert pdf.count(b"/Type /Page\n") > 1
    page = zipfile.ZipFile(io.BytesIO(pages)).read("plan.html").decode()
    assert "<tr><td>Größe &lt;b&gt;</td><td>1</td></tr>" in page


def test_html_becomes_a_doc_and_a_doc_a_pdf(base: str, drive: Any) -> None:
    html = (
        "<h1>Terms</h1><p>Net <b>30</b></p><ul><li>one</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    )
    made = uploaded(drive, html.encode(), "text/html", name="terms", mimeType=DOC)

    docs = google_client("docs", "v1", base, SELLER)
    assert docs.documents().get(documentId=made["id"], fields="title").execute() == {"title": "terms"}
    docs.close()
    text = drive.files().export(fileId=made["id"], mimeType="text/plain").execute().decode()
    assert [line.strip("\ufeff") for line in text.splitlines() if line.strip()][:2] == ["Terms", "Net 30"]
    assert drive.files().export(fileId=made["id"], mimeType="application/pdf").execute().startswith(b"%PDF")
    with pytest.raises(HttpError, match=r"drive\.files\.export to application/rtf") as refused:
        drive.files().export(fileId=made["id"], mimeType="application/rtf").execute()
    assert refused.value.status_code == 501


@pytest.mark.parametrize(
    ("mime_type", "target", "reason"),
    [
        ("image/png", SHEET, "conversionUnsupportedConversionPath"),
        ("text/csv", "application/vnd.google-apps.presentation", "conversionUnsupportedConversionPath"),
    ],
)
def test_what_cannot_be_converted_is_refused_and_leaves_nothing(
    drive: Any, mime_type: str, target: str, reason: str
) -> None:
    with pytest.raises(HttpError) as refused:
        uploaded(drive, b"x", mime_type, name="no such file", mimeType=target)

    assert (refused.value.status_code, details(refused.value)[0]["reason"]) == (400, reason)
    assert drive.files().list(q="name = 'no such file'").execute()["files"] == []


def test_a_broken_workbook_is_the_senders_fault(drive: Any) -> None:
    with pytest.raises(HttpError, match="not a workbook") as refused:
        uploaded(drive, b"PK\x03\x04 no zip", XLSX, name="no such file", mimeType=SHEET)

    assert refused.value.status_code == 400


@pytest.mark.parametrize("resumable", [False, True])
def test_service_accounts_have_no_room(base: str, resumable: bool) -> None:
    robot = google_client("drive", "v3", base, ROBOT)

    with pytest.raises(HttpError) as refused:
        uploaded(robot, b"x", "text/plain", resumable=resumable, name="x")

    assert details(refused.value)[0]["reason"] == "storageQuotaExceeded"
    robot.close()


def test_editor_files_have_no_bytes_and_other_files_no_export(drive: Any) -> None:
    sheet = drive.files().create(body={"name": "s", "mimeType": SHEET}).execute()["id"]
    text = uploaded(drive, b"x", "text/plain", name="x")["id"]

    with pytest.raises(HttpError, match="Only files with binary content"):
        drive.files().get_media(fileId=sheet).execute()
    with pytest.raises(HttpError, match="Export only supports Docs Editors files"):
        drive.files().export(fileId=text, mimeType="text/csv").execute()
    with pytest.raises(HttpError, match="requested conversion is not supported"):
        drive.files().export(fileId=sheet, mimeType="image/png").execute()


def test_gspread_imports_csv_and_exports(base: str) -> None:
    seller = gspread_as(SELLER, base)
    book = seller.create("numbers")
    book.add_worksheet("second", 5, 5)

    seller.import_csv(book.id, "a,b\n1,2\n")

    again = seller.open_by_key(book.id)
    assert [tab.title for tab in again.worksheets()] == ["numbers"]
    assert again.sheet1.get_all_values() == [["a", "b"], ["1", "2"]]
    assert again.export(ExportFormat.CSV) == b"a,b\r\n1,2"
    assert load_workbook(io.BytesIO(again.export(ExportFormat.EXCEL)))["numbers"]["B2"].value == 2
    assert again.export(ExportFormat.PDF).startswith(b"%PDF")
