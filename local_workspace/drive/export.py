"""files.export: documents in other programs' formats."""

from __future__ import annotations

from local_workspace.call import Call, Download
from local_workspace.convert import (
    CSV,
    DOCUMENT,
    EXPORT_FORMATS,
    HTML,
    PDF,
    SPREADSHEET,
    TEXT,
    TSV,
    XLSX,
    ZIP,
)
from local_workspace.docs import Document, to_html, to_text
from local_workspace.drive.access import drive_file
from local_workspace.drive.content import is_editor_type
from local_workspace.drive.refusals import DriveError, invalid
from local_workspace.errors import unimplemented
from local_workspace.sheets import Spreadsheet

_LARGEST = 10 * 2**20
_HTML_PAGES = "application/x-zip-compressed"
_OPEN, _WORD = "application/vnd.oasis.opendocument.", "application/vnd.openxmlformats-officedocument."
_GOOGLES = {
    SPREADSHEET: {f"{_OPEN}spreadsheet", "application/x-vnd.oasis.opendocument.spreadsheet"},
    DOCUMENT: {
        f"{_OPEN}text", f"{_WORD}wordprocessingml.document", "application/rtf", "application/epub+zip",
        ZIP, "text/markdown", "text/x-markdown",
    },
}  # fmt: skip
"""What Google exports beside what the local Workspace writes."""


def export(call: Call) -> Download:
    """files.export, of what people see; it is written once the store is free for others again."""
    file = drive_file(call)
    mime_type = call.params["mimeType"]
    if not is_editor_type(file.mime_type):
        raise DriveError(
            403,
            "PERMISSION_DENIED",
            "Export only supports Docs Editors files.",
            reason="fileNotExportable",
        )
    document = call.db.any_document(file.id)
    if isinstance(document, Spreadsheet) and mime_type in {*EXPORT_FORMATS[SPREADSHEET], _HTML_PAGES}:
        sheet = document.copy()
        return Download(lambda: _checked(_sheet(sheet, mime_type)), mime_type)
    if isinstance(document, Document) and mime_type in EXPORT_FORMATS[DOCUMENT]:
        text = document.copy()
        return Download(lambda: _checked(_text(text, mime_type)), mime_type)
    if document is not None and mime_type in _GOOGLES[file.mime_type]:
        raise unimplemented(f"drive.files.export to {mime_type}")
    raise invalid("The requested conversion is not supported.", "convertTo", "badRequest")


def _checked(content: bytes) -> bytes:
    if len(content) > _LARGEST:
        raise DriveError(
            403,
            "PERMISSION_DENIED",
            "This file is too large to be exported.",
            reason="exportSizeLimitExceeded",
        )
    return content


def _text(document: Document, mime_type: str) -> bytes:
    if mime_type == TEXT:
        return ("\ufeff" + to_text(document)).encode()
    if mime_type == HTML:
        return to_html(document).encode()
    from local_workspace.convert.doc_paper import doc_on_paper  # noqa: PLC0415 - the library is heavy

    return doc_on_paper(document)


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
