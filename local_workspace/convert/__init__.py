"""Documents from other programs' files and back: which conversions there are, each loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from local_workspace.errors import unimplemented
from local_workspace.people import Actor

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
DOCUMENT = "application/vnd.google-apps.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TSV = "text/csv", "text/tab-separated-values"
HTML, TEXT, PDF, ZIP = "text/html", "text/plain", "application/pdf", "application/zip"

_IMPORTS: Mapping[str, tuple[str, ...]] = {SPREADSHEET: (CSV, TSV, XLSX), DOCUMENT: (HTML,)}
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


def read(incoming: Incoming, target: str) -> Any:
    """The document that an upload becomes."""
    source = incoming.mime_type
    if source == XLSX:
        from local_workspace.convert.xlsx_in import read_xlsx  # noqa: PLC0415 - openpyxl is heavy

        return read_xlsx(incoming)
    if source in (CSV, TSV):
        from local_workspace.convert.delimited import read_delimited  # noqa: PLC0415 - loaded when used

        return read_delimited(incoming, "," if source == CSV else "\t")
    try:
        html = import_module("local_workspace.docs.from_html")
    except ImportError as missing:
        raise unimplemented(f"conversion of {source} to {target}") from missing
    document = html.document_from_html(incoming.content.decode("utf-8", "replace"))
    document.document_id = incoming.file_id
    document.title = incoming.title
    return document
