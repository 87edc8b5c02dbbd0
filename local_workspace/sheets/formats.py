"""How a stored value is shown: number and date patterns in the spreadsheet's locale."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from local_workspace.sheets.grid import Json
from local_workspace.sheets.locales import LocaleData, locale_data
from local_workspace.sheets.parse_input import from_serial

DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
_DEFAULT_PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "SCIENTIFIC": "0.00E+00",
}
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|\[h+\]|h+|s+|am/pm|a/p)|(.)', re.IGNORECASE | re.DOTALL)
_NUMBER_TOKEN = re.compile(r'"([^"]*)"|\\(.)|([#0?.,]+(?:E[+-]?0+)?)|(.)', re.DOTALL)


def format_number(number: float, number_format: Json | None, locale: str) -> str:
    """The text a number is shown as."""
    kind, pattern = "", ""
    if number_format:
        kind, pattern = number_format.get("type", ""), number_format.get("pattern", "")
    return _shown(number, kind, pattern, locale)


@lru_cache(maxsize=16384)
def _shown(number: float, kind: str, pattern: str, locale: str) -> str:
    """A sheet shows the same few dates and numbers again and again."""
    data = locale_data(locale)
    if kind in DATE_TYPES:
        return format_moment(number, kind, pattern, data)
    pattern = pattern or (data.currency_pattern if kind == "CURRENCY" else _DEFAULT_PATTERNS.get(kind, ""))
    if not pattern or pattern in ("General", "@"):
        return plain_number(number, data.decimal)
    return _by_pattern(number, pattern, data)


def plain_number(number: float, decimal: str) -> str:
    """A number without a format: at most ten significant digits after a fraction, no grouping."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        return str(int(number))
    text = f"{number:.10g}"
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        small = -7 <= int(exponent) < 0
        text = f"{number:.15f}".rstrip("0") if small else f"{mantissa}E{int(exponent):+03d}"
    return text.replace(".", decimal)


def format_moment(number: float, kind: str, pattern: str, data: LocaleData) -> str:
    """A serial number as date, time or both."""
    defaults = {"DATE": data.date_pattern, "DATE_TIME": f"{data.date_pattern} {data.clock_pattern}"}
    pattern = pattern or defaults.get(kind, data.time_pattern)
    try:
        moment = from_serial(number)
    except OverflowError:
        return plain_number(number, data.decimal)
    tokens = _date_tokens(pattern)
    half_day = any((token[2] or "").lower() in ("am/pm", "a/p") for token in tokens)
    parts: list[str] = []
    for index, (quoted, escaped, field, other) in enumerate(tokens):
        if field is None:
            parts.append(quoted or escaped or other or "")
        elif field[0] in "mM" and len(field) <= 2 and _is_minute(tokens, index):
            parts.append(str(moment.minute).zfill(len(field)))
        else:
            parts.append(_date_field(field.lower(), moment, number, half_day, data))
    return "".join(parts)


@lru_cache(maxsize=256)
def _date_tokens(pattern: str) -> list[tuple[str | None, ...]]:
    return [match.groups() for match in _DATE_TOKEN.finditer(pattern)]


def _is_minute(tokens: list[tuple[str | None, ...]], index: int) -> bool:
    before = next((f for *_, f, _ in reversed(tokens[:index]) if f), "")
    after = next((f for *_, f, _ in tokens[index + 1 :] if f), "")
    return before.lower().lstrip("[").startswith("h") or after.lower().startswith("s")


def _date_field(  # noqa: PLR0911  # one return a letter
    field: str, moment: datetime, number: float, half_day: bool, data: LocaleData
) -> str:
    size = len(field)
    if field[0] == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if field[0] == "m":
        return _month(size, moment.month, data)
    if field[0] == "d":
        names = data.weekdays if size > 3 else data.short_weekdays
        return names[moment.weekday()] if size > 2 else str(moment.day).zfill(size)
    if field[0] == "[":
        return str(int(number * 24 + 1e-9)).zfill(size - 2)
    if field[0] == "h":
        return str((moment.hour % 12 or 12) if half_day else moment.hour).zfill(size)
    if field[0] == "s":
        return str(moment.second).zfill(size)
    return ("AM" if moment.hour < 12 else "PM")[: 1 if field == "a/p" else 2]


def _month(size: int, month: int, data: LocaleData) -> str:
    if size <= 2:
        return str(month).zfill(size)
    name = data.months[0 if size > 3 else 1][month - 1]
    return name[0] if size == 5 else name


def _by_pattern(number: float, pattern: str, data: LocaleData) -> str:
    sections = _sections(pattern)
    if number < 0 and len(sections) > 1:
        return _section(-number, sections[1], data)
    if number == 0 and len(sections) > 2:
        return _section(number, sections[2], data)
    text = _section(abs(number), sections[0], data)
    return f"-{text}" if number < 0 and re.search("[1-9]", text) else text


@lru_cache(maxsize=256)
def _sections(pattern: str) -> list[str]:
    return re.findall(r'((?:"[^"]*"|\\.|[^;"\\])+)(?:;|$)', pattern) or [pattern]


def _section(number: float, section: str, data: LocaleData) -> str:
    section = re.sub(r"\[[^\]]*\]", "", section)
    unquoted = re.sub(r'"[^"]*"|\\.', "", section)
    scaled = Decimal(repr(number)) * (100 if "%" in unquoted else 1)
    parts: list[str] = []
    placed = False
    for quoted, escaped, digits, other in _NUMBER_TOKEN.findall(section):
        if digits and not placed and re.search("[#0?]", digits):
            parts.append(_digits(scaled, digits, data))
            placed = True
        elif other == "_":
            continue
        else:
            parts.append(quoted or escaped or digits or other)
    return "".join(parts)


def _digits(number: Decimal, pattern: str, data: LocaleData) -> str:
    body, scientific, exponent = pattern.partition("E")
    if scientific:
        return _scientific(number, body, exponent, data)
    whole, _, fraction = body.partition(".")
    places = sum(fraction.count(sign) for sign in "0#?")
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    needed = sum(fraction.count(sign) for sign in "0?")
    right = right[:needed] + right[needed:].rstrip("0")
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(\d{3})+$)", data.group, left)
    return left + (data.decimal + right if right else "")


def _scientific(number: Decimal, body: str, exponent: str, data: LocaleData) -> str:
    places = len(body.partition(".")[2])
    mantissa, _, power = f"{number:.{places}E}".partition("E")
    sign = "-" if power.startswith("-") else ("+" if exponent.startswith("+") else "")
    digits = power.lstrip("+-").rjust(exponent.count("0"), "0")
    return f"{mantissa.replace('.', data.decimal)}E{sign}{digits}"
