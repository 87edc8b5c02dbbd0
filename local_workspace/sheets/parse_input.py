"""What a typed text becomes: Google's USER_ENTERED, in the spreadsheet's locale. Pure; today is passed in."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from local_workspace.sheets.grid import Json
from local_workspace.sheets.locales import CURRENCY_SIGNS, LocaleData, locale_data

EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMERIC_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})(?:\2(\d{2,4}))?\.?")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+)?([^\W\d_]{3,}\.?)(?:[\s,-]+(?:de\s+)?(\d{2,4}))?"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,}\.?)[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:[\s,-]+(\d{4}))?")
_JAPANESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
#: more than a day of hours
_DURATION = re.compile(r"(2[4-9]|[3-9]\d|\d{3,5}):([0-5]\d)(?::([0-5]\d))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell's value and the number format that typing it brings along, if any."""

    value: Json | None
    number_format: Json | None = None


@lru_cache(maxsize=4096)
def parse_typed(text: str, locale: str, today: date) -> Parsed:
    """The value a person gets who types this text into a cell."""
    if text == "":
        return Parsed(None)
    if text.startswith("'"):
        return Parsed({"stringValue": text[1:]})
    if text.startswith("=") and len(text) > 1:
        return Parsed({"formulaValue": text})
    bare = text.strip()
    data = locale_data(locale)
    if bare.upper() in ("TRUE", "FALSE", *data.booleans):
        return Parsed({"boolValue": bare.upper() in ("TRUE", data.booleans[0])})
    return _parse_number(bare, data) or _parse_moment(bare, data, today) or Parsed({"stringValue": text})


def serial(moment: date | datetime) -> float | int:
    """Google's serial number: days since 1899-12-30, the time of day as a fraction."""
    if not isinstance(moment, datetime):
        return (moment - EPOCH).days
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    days = (moment.date() - EPOCH).days
    return days + seconds / 86400 if seconds else days


def from_serial(number: float) -> datetime:
    """The moment a serial number stands for, to the second; it has no time zone."""
    seconds = round(number * 86400)
    return datetime(1899, 12, 30) + timedelta(seconds=seconds)  # noqa: DTZ001  # serials are local time


def _parse_number(text: str, data: LocaleData) -> Parsed | None:
    body, currency = _strip_currency(text, data)
    percent = body.endswith("%")
    if percent:
        body = body[:-1].rstrip()
    match = _number_pattern(data).fullmatch(body)
    if not match or (percent and currency):
        return None
    grouped = data.group in match["whole"] or (
        data.group.isspace() and bool(re.search(r"\s", match["whole"]))
    )
    digits = re.sub(r"[^\d]", "", match["whole"]) or "0"
    decimals = match["fraction"] or ""
    number = float(f"{match['sign'] or ''}{digits}.{decimals or 0}{match['exponent'] or ''}")
    if match["open"]:
        number = -number
    number = number / 100 if percent else number
    value: Json = {"numberValue": int(number) if number.is_integer() and abs(number) < 1e15 else number}
    if currency == data.currency:
        pattern = data.currency_pattern if decimals else data.currency_pattern.replace(".00", "")
        return Parsed(value, {"type": "CURRENCY", "pattern": pattern})
    return Parsed(value, _implied(percent, currency, grouped, len(decimals), bool(match["exponent"])))


def _strip_currency(text: str, data: LocaleData) -> tuple[str, str]:
    sign = f"(?:{re.escape(data.currency)}|[{CURRENCY_SIGNS}])?"
    match = re.fullmatch(rf"([-+]?)\s*({sign})\s*([-+]?.*?)\s*({sign})", text)
    if not match or (match[2] and match[4]):
        return text, ""
    return match[1] + match[3], match[2] or match[4]


@lru_cache(maxsize=64)
def _number_pattern(data: LocaleData) -> re.Pattern[str]:
    group = r"[\s\u00a0\u202f]" if data.group.isspace() else re.escape(data.group)
    decimal = re.escape(data.decimal)
    return re.compile(
        rf"(?P<open>\()?(?P<sign>[-+])?(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+|(?={decimal}\d))"
        rf"(?:{decimal}(?P<fraction>\d*))?(?P<exponent>[eE][-+]?\d{{1,3}})?(?(open)\)|)"
    )


def _implied(percent: bool, currency: str, grouped: bool, decimals: int, scientific: bool) -> Json | None:
    if percent:
        return {"type": "PERCENT", "pattern": "0.00%" if decimals else "0%"}
    if currency:
        body = "#,##0.00" if decimals else "#,##0"
        return {
            "type": "CURRENCY",
            "pattern": f'"{currency}"{body}' if currency in "$£¥" else f"{body} {currency}",
        }
    if scientific:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if grouped:
        return {"type": "NUMBER", "pattern": "#,##0.00" if decimals else "#,##0"}
    return None


def _parse_moment(text: str, data: LocaleData, today: date) -> Parsed | None:
    if long := _DURATION.fullmatch(text):
        seconds = int(long[1]) * 3600 + int(long[2]) * 60 + int(long[3] or 0)
        return Parsed({"numberValue": seconds / 86400}, {"type": "TIME", "pattern": "[h]:mm:ss"})
    clock = _parse_time(text)
    if clock:
        fraction = (clock.hour * 3600 + clock.minute * 60 + clock.second) / 86400
        return Parsed({"numberValue": fraction}, {"type": "TIME", "pattern": data.time_pattern})
    head, tail = text, ""
    for sign in ("T", " "):
        before, _, after = text.rpartition(sign)
        if before and _parse_time(after.rstrip("Z")):
            head, tail = before.rstrip(", "), after.rstrip("Z")
            break
    found = _parse_date(head, data, today)
    if not found:
        return None
    day, pattern = found
    clock = _parse_time(tail) if tail else None
    if not clock:
        return Parsed({"numberValue": serial(day)}, {"type": "DATE", "pattern": pattern})
    return Parsed(
        {"numberValue": serial(datetime.combine(day, clock))},
        {"type": "DATE_TIME", "pattern": f"{pattern} {data.clock_pattern}"},
    )


def _parse_time(text: str) -> time | None:
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _parse_date(text: str, data: LocaleData, today: date) -> tuple[date, str] | None:
    if match := _ISO.fullmatch(text):
        return _dated(int(match[1]), int(match[3]), int(match[4]), f"yyyy{match[2]}mm{match[2]}dd")
    if match := _JAPANESE.fullmatch(text):
        return _dated(int(match[1]), int(match[2]), int(match[3]), 'yyyy"年"m"月"d"日"')
    if match := _NUMERIC_DATE.fullmatch(text):
        return _numeric_date(match, data, today)
    if match := _DAY_MONTH.fullmatch(text):
        return _named_date(match[2], match[1], match[3], data, today)
    if match := _MONTH_DAY.fullmatch(text):
        return _named_date(match[1], match[2], match[3], data, today)
    return None


def _numeric_date(match: re.Match[str], data: LocaleData, today: date) -> tuple[date, str] | None:
    order = data.date_order.replace("y", "")
    first, second, year = match[1], match[3], match[4]
    if data.date_order.startswith("y") and year:
        first, second, year = second, year, first
    # a date needs its locale's separator when the year is missing, else 3.5 would be one everywhere
    if len(first) > 2 or (year is None and match[2] not in data.date_pattern):
        return None
    numbers = dict(zip(order, (int(first), int(second)), strict=True))
    return _dated(_year(year, today), numbers["m"], numbers["d"], data.date_pattern)


def _named_date(
    month: str, day: str, year: str | None, data: LocaleData, today: date
) -> tuple[date, str] | None:
    number = data.month(month)
    if number is None:
        return None
    return _dated(
        _year(year, today), number, int(day), "mmm d, yyyy" if data.date_order[0] == "m" else "d mmm yyyy"
    )


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number < 50 else 1900)


def _dated(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return date(year, month, day), pattern
    except ValueError:
        return None
