"""Workbooks from files: Excel, CSV in any of its dialects, and the plain JSON grid."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from closeplan.errors import InputError, Mistake
from sheets_schema.adopt.workbook import Page, Workbook, from_grid, page

EXCEL = frozenset({".xlsx", ".xlsm", ".xltx"})
TEXT = frozenset({".csv", ".tsv", ".txt", ".tab"})
MOST_BYTES = 50_000_000
MOST_CELLS = 5_000_000
"""Of one Excel sheet, empty ones counted: somebody formatted whole columns."""
_DELIMITERS = ";,\t|"
_SNIFFED = 40
"""Rows by which a delimiter is told."""


def read_file(path: Path) -> Workbook:
    """A file's workbook; an InputError with one sentence where it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError([Mistake(str(path), f"can't be read ({error.strerror})")]) from error
    if len(content) > MOST_BYTES:
        raise InputError([Mistake(str(path), f"is larger than {MOST_BYTES // 1_000_000} MB")])
    return read_bytes(content, str(path))


def read_bytes(content: bytes, name: str) -> Workbook:
    """A file's content as a workbook; `name` says by its ending what it is, and stands before every mistake."""
    ending = Path(name).suffix.casefold()
    try:
        if ending == ".json":
            return from_grid(_json(content))
        if ending in EXCEL:
            return _excel(content)
        if ending in TEXT:
            return Workbook(pages=(_table(content, Path(name).stem),))
    except InputError as error:
        mistakes = [Mistake(": ".join(filter(None, (name, m.place))), m.message) for m in error.mistakes]
        raise InputError(mistakes) from error
    raise InputError([Mistake(name, "is neither .xlsx, .csv, .tsv nor .json")])


def _json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}" if line else ""
        raise InputError([Mistake(where, "is not JSON")]) from error


def _excel(content: bytes) -> Workbook:
    """Every visible or hidden sheet; a merged value stands in its first cell, a formula with what it showed last."""
    from zipfile import BadZipFile  # noqa: PLC0415

    from openpyxl import load_workbook  # noqa: PLC0415 - large, and only Excel files need it

    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
        return Workbook(pages=tuple(map(_excel_page, book.worksheets)))
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise InputError([Mistake("", "is no Excel workbook, or a damaged one")]) from error


def _excel_page(sheet: Any) -> Page:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        size = f"{sheet.max_row:,} rows by {sheet.max_column:,} columns"
        raise InputError([Mistake(sheet.title, f"spans {size}; delete what lies beyond its tables")])
    return page(sheet.title, [[_cell(value) for value in row] for row in sheet.values])


def _cell(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _table(content: bytes, title: str) -> Page:
    text = _decoded(content)
    if "\0" in text:
        raise InputError([Mistake("", "holds binary data, not a table of text")])
    csv.field_size_limit(MOST_BYTES)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise InputError([Mistake("", f"is no table of text ({error})")]) from error
    if rows and rows[0] and rows[0][0].lower().startswith("sep="):
        del rows[0]
    return page(title, [[_typed(cell) for cell in row] for row in rows])


def _decoded(content: bytes) -> str:
    """Text in the encoding its first bytes tell; Excel writes UTF-16, UTF-8 with a mark, or the machine's own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp932" if _maybe_japanese(content) else "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _maybe_japanese(content: bytes) -> bool:
    """Whether bytes decode as Shift-JIS with mostly Japanese letters."""
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return False
    strange = [char for char in text if ord(char) > 127]
    return sum("\u3040" <= char <= "\u9fff" for char in strange) > 0.6 * len(strange)


def _delimiter(text: str) -> str:
    """The delimiter that splits the first rows most evenly, quotes respected."""
    head = "".join(text.splitlines(keepends=True)[:_SNIFFED])
    if head.lower().startswith("sep="):
        return head[4:5] or ","

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [
                len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row
            ]
        except csv.Error:
            return (0, 0)
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) * (usual > 1), usual)

    return max(_DELIMITERS, key=evenness)


def _typed(text: str) -> str | int | bool | date | None:
    """A cell of text as the value a spreadsheet would make of it, where there is no doubt."""
    bare = text.strip()
    if bare.casefold() in {"true", "false"}:
        return bare.casefold() == "true"
    if bare.isascii() and bare.isdigit() and len(bare) < 10 and (bare == "0" or bare[0] != "0"):
        return int(bare)
    if len(bare) == 10 and bare[4:5] == "-" and bare[7:8] == "-":
        try:
            return date.fromisoformat(bare)
        except ValueError:
            return bare
    return bare or None
