"""One cell: Google's CellData in, a plan's value out, and back.

Dates are serial numbers (days since 1899-12-30) shown by a number format. People's words are always
written as `stringValue`, which never becomes a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from closeplan.plan.date_faults import DateFault
from closeplan.plan.zones import to_the_millisecond
from sheets_schema.countdown import counted_day
from sheets_schema.date_cells import read_words, tongues_of

CellData = Mapping[str, Any]
"""Google's CellData as JSON."""

EMPTY: CellData = {}
_EPOCH = date(1899, 12, 30)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_FIRST_SERIAL = (date(2000, 1, 1) - _EPOCH).days
_LAST_SERIAL = (date(2200, 1, 1) - _EPOCH).days
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

DATE_FORMAT = {"type": "DATE", "pattern": "yyyy-mm-dd"}
DATE_TIME_FORMAT = {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}


class Parsed(NamedTuple):
    """What a cell means: the value, the words as typed where the cell holds no value of its own, and why they
    could not be read. `meanings` are the days that words may mean where they mean more than one.
    """

    value: Any
    text: str = ""
    problem: str = ""
    meanings: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a cell's words are read with: the day at the plan's place (None where nobody says), the Sheet's locale
    (`en_US`), the plan's language (`en`), and where they are known, the first and last day that make sense in the plan
    and the go-live that `T-30` counts from. `numbers` is the locale that the cell's column writes its numeric dates in,
    where it says so.
    """

    today: date | None = None
    locale: str = "en_US"
    language: str = "en"
    window: tuple[date, date] | None = None
    go_live: date | None = None
    numbers: str | None = None


NOWHERE = Around()


def cell_text(cell: CellData) -> str:
    """What a person reads in the cell, without the spaces around it."""
    value = cell.get("effectiveValue") or cell.get("userEnteredValue")
    if not value:
        return ""
    if "stringValue" in value and "chipRuns" not in cell:
        return str(value["stringValue"]).strip()
    shown = cell.get("formattedValue")
    if shown is not None:
        return str(shown).strip()
    return _plain(value)


def _plain(value: Mapping[str, Any]) -> str:
    if "stringValue" in value:
        return str(value["stringValue"]).strip()
    if "numberValue" in value:
        return f"{value['numberValue']:g}"
    if "boolValue" in value:
        return "TRUE" if value["boolValue"] else "FALSE"
    return str(value.get("formulaValue", ""))


def cell_number(cell: CellData) -> float | None:
    """The cell's number, None where it holds none."""
    number = (cell.get("effectiveValue") or cell.get("userEnteredValue") or EMPTY).get("numberValue")
    return None if number is None else float(number)


def cell_bool(cell: CellData) -> bool | None:
    """Whether a checkbox is ticked, None where there is none."""
    value = (cell.get("effectiveValue") or cell.get("userEnteredValue") or EMPTY).get("boolValue")
    return value if isinstance(value, bool) else None


def parse_text(cell: CellData, around: Around = NOWHERE) -> Parsed:  # noqa: ARG001 - every column's parser takes both
    """Any cell as words."""
    return Parsed(cell_text(cell))


def parse_date(cell: CellData, around: Around = NOWHERE) -> Parsed:
    """A date cell: a real date or one written as 2027-03-31, or words, which are kept beside the one day they mean."""
    number = cell_number(cell)
    if number is not None and _FIRST_SERIAL <= number < _LAST_SERIAL:
        return Parsed(date.fromordinal(_EPOCH_ORDINAL + int(number)))
    text = cell_text(cell)
    if not text:
        return Parsed(None)
    if _ISO.fullmatch(text):
        try:
            return Parsed(date.fromisoformat(text))
        except ValueError:
            return Parsed(None, text, DateFault.NO_SUCH_DAY)
    return parse_words(text, around) if number is None else _parse_number(number, text, around)


def _parse_number(number: float, text: str, around: Around) -> Parsed:
    """A number that is no day of a plan: 20270331 and 5.10 are typed for one, but 0 only looks like 30 Dec in a cell
    that shows dates.
    """
    read = parse_words(text, around) if _shows(text, number) else Parsed(None)
    return read if read.value or read.meanings else Parsed(None, text, DateFault.OUTSIDE)


def _shows(text: str, number: float) -> bool:
    """Whether the text is the number as people type it: 20270331, 5.10."""
    try:
        return float(text.replace(",", ".")) == number
    except ValueError:
        return False


def parse_words(text: str, around: Around) -> Parsed:
    """A date in words, read with what stands around it."""
    counted = counted_day(text, around.go_live) if around.go_live else None
    if counted is not None:
        return Parsed(counted, text)
    if around.today is None:
        return Parsed(None, text, DateFault.UNKNOWN)  # of words at no known moment nothing is sure
    order = around.locale if around.numbers is None else around.numbers
    tongues = tongues_of(around.language, around.locale)
    day, fault, meanings = read_words(text, around.today, tongues, order, around.window)
    return Parsed(day, text, fault or "", meanings)


def serial(day: date) -> int:
    """A day as a Sheet's number."""
    return day.toordinal() - _EPOCH_ORDINAL


def moment_serial(when: datetime, zone: tzinfo) -> float:
    """An aware moment as a Sheet's number, to the millisecond, in the Sheet's own time zone."""
    local = to_the_millisecond(when).astimezone(zone)
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1_000_000
    return serial(local.date()) + seconds / 86400


def moment_of(number: float | None, zone: tzinfo) -> datetime | None:
    """The moment, in UTC, that a Sheet's number means in its time zone; None for what is no moment."""
    if number is None or not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return None
    local = datetime.combine(_EPOCH, datetime.min.time()) + timedelta(milliseconds=round(number * 86_400_000))
    return local.replace(tzinfo=zone).astimezone(UTC)


def text_cell(value: str | None) -> dict[str, Any]:
    """Words as a cell; no words clear it."""
    return {"userEnteredValue": {"stringValue": value}} if value else {}


def date_cell(value: date | None) -> dict[str, Any]:
    """A day as a cell; the number format is the column's."""
    return {} if value is None else {"userEnteredValue": {"numberValue": serial(value)}}


def moment_cell(value: datetime, zone: tzinfo) -> dict[str, Any]:
    """A moment as a cell with its own format, for rows that are appended below formatted ones."""
    return {
        "userEnteredValue": {"numberValue": moment_serial(value, zone)},
        "userEnteredFormat": {"numberFormat": DATE_TIME_FORMAT},
    }


def column_letter(index: int) -> str:
    """A column's letters, counting from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(title: str, row: int, column: int) -> str:
    """A cell as people write it, `Plan!F12`; the title is quoted where Sheets wants it."""
    shown = title if re.fullmatch(r"[A-Za-z_]\w*", title) else "'" + title.replace("'", "''") + "'"
    return f"{shown}!{column_letter(column)}{row + 1}"
