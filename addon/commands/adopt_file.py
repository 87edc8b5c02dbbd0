"""A workbook on this machine, made ready to become a Sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closeplan.errors import InputError, Mistake

if TYPE_CHECKING:
    from closeplan.plan.adoption import Proposal
    from sheets_schema.adopt.workbook import Value, Workbook

KINDS = (".xlsx", ".csv", ".tsv")
"""Files that can become a Sheet, by their endings."""

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LONGEST_CELL = 32_767
"""Characters a cell of an Excel file holds."""
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
_READ_AS_FORMULAS = ("=", "+", "-", "@")


@dataclass(frozen=True, kw_only=True)
class LocalFile:
    """A file as it was read: `content` is the Excel workbook that is sent, `source` the digest of the file itself."""

    name: str
    title: str
    book: Workbook
    content: bytes
    source: str


def is_file(target: str) -> bool:
    """Whether a person means a file, and no Sheet by its id or address."""
    return "://" not in target and (Path(target).exists() or not re.fullmatch(r"[\w-]+", target))


def local_file(path: Path) -> LocalFile:
    """The file, read; InputError where it is none that can become a Sheet.

    Text files are sent as workbooks of our own making: what separates their cells and how they are encoded is told
    here already, and a cell that looks like a formula stays the text it is.
    """
    from sheets_schema.adopt.files import read_file

    if path.suffix.lower() not in KINDS:
        raise InputError([Mistake(str(path), f"only a Sheet or one of {', '.join(KINDS)} can be adopted")])
    book = read_file(path)
    original = path.read_bytes()
    if path.suffix.lower() == ".xlsx":
        content = original
    else:
        (page,) = book.pages
        title = _NOT_IN_TITLES.sub(" ", page.title)[:_LONGEST_TITLE].strip(" '") or "Plan"
        book = replace(book, pages=(replace(page, title=title),))
        content = as_excel(book, path.name)
    return LocalFile(
        name=path.name, title=path.stem, book=book, content=content, source=sha256(original).hexdigest()
    )


def as_excel(book: Workbook, name: str) -> bytes:
    """The workbook as an Excel file in which every text is a text; `name` stands before mistakes."""
    import openpyxl

    made = openpyxl.Workbook()
    del made[made.sheetnames[0]]
    for page in book.pages:
        sheet = made.create_sheet(page.title)
        for row, cells in enumerate(page.cells, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    _put(sheet.cell(row, column), value, f"{name}: row {row}")
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _put(cell: Any, value: Value, place: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        cell.value = value
        return
    if len(value) > _LONGEST_CELL:
        raise InputError([Mistake(place, f"a cell is longer than {_LONGEST_CELL:,} characters")])
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", lines)
    cell.data_type = "s"  # the library would take what begins with = for a formula
    cell.quotePrefix = value.startswith(_READ_AS_FORMULAS)


def as_seen(book: Workbook) -> dict[str, Any]:
    """The workbook in the form in which a spreadsheet is read, values only."""
    sheets = [
        {
            "properties": {"title": page.title},
            "data": [{"rowData": [{"values": [_seen(value) for value in row]} for row in page.cells]}],
        }
        for page in book.pages
    ]
    return {"properties": {"locale": book.locale} if book.locale else {}, "sheets": sheets}


def _seen(value: Value) -> Mapping[str, Any]:
    from sheets_schema.cells import serial

    if value is None:
        return {}
    if isinstance(value, bool):
        return {"effectiveValue": {"boolValue": value}}
    if isinstance(value, date):
        return {"effectiveValue": {"numberValue": serial(value)}}
    if isinstance(value, str):
        return {"effectiveValue": {"stringValue": value}, "formattedValue": value}
    return {"effectiveValue": {"numberValue": value}}


def same_meaning(one: Proposal, other: Proposal) -> bool:
    """Whether adopting by either marks the same cells as the same things; how sure each is does not count."""
    return _meaning(one) == _meaning(other)


def _meaning(proposal: Proposal) -> tuple[Any, ...]:
    tables = [
        (
            replace(table, columns=(), subheadings={}),
            sorted(table.subheadings),
            [(column.index, column.field, column.side) for column in table.columns if column.field],
        )
        for table in proposal.tables
    ]
    return tables, proposal.facts.go_live, proposal.facts.cells, proposal.workstream_from
