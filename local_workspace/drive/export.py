"""files.export: a sheet's first tab as CSV."""

from __future__ import annotations

import csv
import io

from local_workspace import sheets
from local_workspace.call import Call, Download
from local_workspace.drive.access import drive_file
from local_workspace.errors import unimplemented

_SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def export(call: Call) -> Download:
    """files.export, of what people see in the cells."""
    file = drive_file(call)
    mime_type = call.params["mimeType"]
    if mime_type not in _SEPARATORS or not call.db.has_document(file.id):
        raise unimplemented(f"drive.files.export to {mime_type}")
    document = call.db.document(file.id)
    title = document.sheets[0].title.replace("'", "''")
    rows = sheets.values_get(document, f"'{title}'").get("values", [])
    text = io.StringIO()
    csv.writer(text, delimiter=_SEPARATORS[mime_type], lineterminator="\r\n").writerows(rows)
    return Download(text.getvalue().removesuffix("\r\n").encode(), mime_type)
