"""files.export: documents in other programs' formats."""

from __future__ import annotations

from local_workspace.call import Call, Download
from local_workspace.convert import CSV, EXPORT_FORMATS, HTML, PDF, SPREADSHEET, TEXT, TSV, XLSX, ZIP
from local_workspace.docs import Document, to_html, to_text
from local_workspace.drive.access import drive_file
from local_workspace.drive.content import is_editor_type
from local_workspace.drive.model import DriveFile
from local_workspace.drive.refusals import DriveError, invalid
from local_workspace.errors import unimplemented
from local_workspace.sheets import Spreadsheet

_LARGEST = 10 * 2**20
_HTML_PAGES = "application/x-zip-compressed"


def export(call: Call) -> Download:
    """files.export, of what people see."""
    file = drive_file(call)
    mime_type = call.params["mimeType"]
    if not is_editor_type(file.mime_type):
        raise DriveError(
            403,
            "PERMISSION_DENIED",
            "Export only supports Docs Editors files.",
            reason="fileNotExportable",
        )
    text = call.db.any_document(file.id)
    if isinstance(text, Document) and mime_type in (TEXT, HTML):
        content = to_html(text).encode() if mime_type == HTML else ("\ufeff" + to_text(text)).encode()
    elif file.mime_type != SPREADSHEET:
        return _other(file, mime_type)
    elif mime_type not in {*EXPORT_FORMATS[SPREADSHEET], _HTML_PAGES}:
        raise _unsupported()
    else:
        content = _sheet(call.db.document(file.id), mime_type)
    if len(content) > _LARGEST:
        raise DriveError(
            403,
            "PERMISSION_DENIED",
            "This file is too large to be exported.",
            reason="exportSizeLimitExceeded",
        )
    return Download(content, mime_type)


def _other(file: DriveFile, mime_type: str) -> Download:
    """Google exports more kinds of files than the local Workspace writes."""
    if file.mime_type in EXPORT_FORMATS:
        raise unimplemented(f"drive.files.export of a Doc to {mime_type}")
    raise _unsupported()


def _unsupported() -> DriveError:
    return invalid("The requested conversion is not supported.", "convertTo", "badRequest")


def _sheet(document: Spreadsheet, mime_type: str) -> bytes:
    # the libraries are heavy, and most Workspaces never export
    if mime_type in (CSV, TSV):
        from local_workspace.convert.delimited import write_delimited  # noqa: PLC0415 - as above

        return write_delimited(document, "," if mime_type == CSV else "\t")
    if mime_type == XLSX:
        from local_workspace.convert.xlsx_out import write_xlsx  # noqa: PLC0415 - as above

        return write_xlsx(document)
    from local_workspace.convert import sheet_page  # noqa: PLC0415 - as above

    assert mime_type in (PDF, ZIP, _HTML_PAGES)
    return sheet_page.write_pdf(document) if mime_type == PDF else sheet_page.write_zip(document)
