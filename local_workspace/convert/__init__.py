"""Documents from other programs' files and back: which conversions there are, each loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from local_workspace.docs import Document
from local_workspace.docs.from_html import document_from_html
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
DOCUMENT = "application/vnd.google-apps.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TSV = "text/csv", "text/tab-separated-values"
HTML, TEXT, PDF, ZIP = "text/html", "text/plain", "application/pdf", "application/zip"

_IMPORTS: Mapping[str, tuple[str, ...]] = {SPREADSHEET: (CSV, TSV, XLSX), DOCUMENT: (HTML, TEXT)}
_SHEET_EXPORTS = (CSV, TSV, XLSX, PDF, ZIP)

IMPORT_FORMATS: Mapping[str, list[str]] = {
    source: [target for target, sources in _IMPORTS.items() if source in sources]
    for sources in _IMPORTS.values()
    for source in sources
}
EXPORT_FORMATS: Mapping[str, list[str]] = {SPREADSHEET: list(_SHEET_EXPORTS), DOCUMENT: [TEXT, HTML, PDF]}


class UnreadableError(ValueError):
    """An upload that is not what its type says."""


def can_read(source: str, target: str) -> bool:
    """Whether files of one type can become documents of the other."""
    return source in _IMPORTS.get(target, ())


@dataclass(frozen=True, slots=True)
class Incoming:
    """An upload that becomes a document: its bytes and their type, the file's id and name, who sends it and when."""

    content: bytes
    mime_type: str
    file_id: str
    title: str
    actor: Actor
    now: datetime


def read(incoming: Incoming) -> Spreadsheet | Document:
    """The document that an upload becomes."""
    source = incoming.mime_type
    if source == XLSX:
        from local_workspace.convert.xlsx_in import read_xlsx  # noqa: PLC0415 - openpyxl is heavy

        return read_xlsx(incoming)
    if source in (CSV, TSV):
        from local_workspace.convert.delimited import read_delimited  # noqa: PLC0415 - loaded when used

        return read_delimited(incoming, "," if source == CSV else "\t")
    return _read_text(incoming)


def _read_text(incoming: Incoming) -> Document:
    text = incoming.content.decode("utf-8-sig", "replace")
    if incoming.mime_type == TEXT:
        text = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    document = document_from_html(text)
    document.document_id, document.title = incoming.file_id, incoming.title
    return document
