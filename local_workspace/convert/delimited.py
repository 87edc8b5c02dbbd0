"""Comma- and tab-separated text: into a Sheet as if typed, and out of a tab as people see it."""

from __future__ import annotations

import csv
import io

from local_workspace import sheets
from local_workspace.convert import Incoming, UnreadableError
from local_workspace.sheets import Spreadsheet

_LEAST_ROWS, _LEAST_COLUMNS = 1000, 26
_LONGEST_TITLE = 100


def read_delimited(incoming: Incoming, separator: str) -> Spreadsheet:
    """A spreadsheet of one tab that is named after the file."""
    title, actor = incoming.title, incoming.actor
    rows = _rows(incoming.content, separator)
    grid = {
        "rowCount": max(len(rows), _LEAST_ROWS),
        "columnCount": max([_LEAST_COLUMNS, *(len(row) for row in rows)]),
    }
    tab = title[:_LONGEST_TITLE] or "Sheet1"
    properties = {"sheetId": 0, "title": tab, "gridProperties": grid}
    document = Spreadsheet.from_create(
        {"properties": {"title": title}, "sheets": [{"properties": properties}]}, incoming.file_id
    )
    if rows:
        quoted = tab.replace("'", "''")
        sheets.values_update(
            document,
            f"'{quoted}'!A1",
            {"values": rows},
            "USER_ENTERED",
            False,
            actor,
            today=incoming.now.date(),
        )
    return document


def _rows(content: bytes, separator: str) -> list[list[str]]:
    text = io.StringIO(_text(content), newline="")
    try:
        return list(csv.reader(text, delimiter=separator))
    except csv.Error as wrong:
        raise UnreadableError(str(wrong)) from wrong


def _text(content: bytes) -> str:
    """UTF-8 or UTF-16 where a mark or the bytes say so, else the Windows encoding of old files."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def write_delimited(document: Spreadsheet, separator: str) -> bytes:
    """The first tab."""
    title = document.sheets[0].title.replace("'", "''")
    rows = sheets.values_get(document, f"'{title}'").get("values", [])
    width = max((len(row) for row in rows), default=0)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return text.getvalue().removesuffix("\r\n").encode()
