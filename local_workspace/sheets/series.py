"""How a drag-fill goes on: numbers and dates in steps, texts that end in a number, names of days and months."""

import re
from calendar import monthrange
from itertools import pairwise
from typing import Any

from local_workspace.sheets.formats import DATE_TYPES
from local_workspace.sheets.grid import Json
from local_workspace.sheets.locales import locale_data
from local_workspace.sheets.parse_input import from_serial, serial
from local_workspace.sheets.sheet import Cell

_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)


def continued(source: list[Cell], at: int, locale: str, alternate: bool) -> Json | None:
    """The value at a place beside the source cells: `at` is len(source) right behind them, -1 right before.

    None where no series was found: the source is to be repeated.
    """
    values = [cell.get("userEnteredValue", {}) for cell in source]
    if all("numberValue" in value for value in values):
        return _number([value["numberValue"] for value in values], at, _is_date(source[0]), alternate)
    if not all("stringValue" in value for value in values):
        return None
    texts = [str(value["stringValue"]) for value in values]
    return _name(texts, at, locale) or _numbered(texts, at)


def _number(numbers: list[float], at: int, is_date: bool, alternate: bool) -> Json | None:
    if len(numbers) == 1:
        # one date goes on by days and one number stays; the alternate series does the opposite
        return {"numberValue": numbers[0] + at} if is_date != alternate else None
    months = _month_step(numbers) if is_date else None
    if months:
        return {"numberValue": _months_after(numbers[0], months * at)}
    return {"numberValue": _plain(_line(numbers, at))}


def _line(numbers: list[float], at: int) -> float:
    """The value at a place of the straight line nearest to the numbers."""
    steps = {round(b - a, 9) for a, b in pairwise(numbers)}
    if len(steps) == 1:
        return numbers[0] + (numbers[1] - numbers[0]) * at
    count = len(numbers)
    middle, mean = (count - 1) / 2, sum(numbers) / count
    slope = sum((n - middle) * (y - mean) for n, y in enumerate(numbers))
    return mean + slope / sum((n - middle) ** 2 for n in range(count)) * (at - middle)


def _month_step(numbers: list[float]) -> int | None:
    """The months between dates of the same day, where they are all equally far apart."""
    if any(number < 1 or number > 2_900_000 for number in numbers):
        return None
    moments = [from_serial(number) for number in numbers]
    counts = [moment.year * 12 + moment.month for moment in moments]
    steps = {b - a for a, b in pairwise(counts)}
    same_day = len({(moment.day, moment.time()) for moment in moments}) == 1
    return steps.pop() if same_day and len(steps) == 1 and steps != {0} else None


def _months_after(number: float, months: int) -> float:
    moment = from_serial(number)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    year = min(max(year, 1900), 9999)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return serial(moment.replace(year=year, month=month + 1, day=day))


def _name(texts: list[str], at: int, locale: str) -> Json | None:
    """Days of the week and months, by the locale's names or English ones."""
    for data in (locale_data(locale), locale_data("en_US")):
        for names in (data.weekdays, data.short_weekdays, *data.months):
            folded = [name.casefold() for name in names]
            if any(text.casefold() not in folded for text in texts):
                continue
            places: list[float] = [folded.index(text.casefold()) for text in texts]
            step = (int(places[1] - places[0]) % len(names) or len(names)) if len(places) > 1 else 1
            found = names[(int(places[0]) + step * at) % len(names)]
            return {"stringValue": found.upper() if texts[0].isupper() else found}
    return None


def _numbered(texts: list[str], at: int) -> Json | None:
    matches = [_NUMBERED.fullmatch(text) for text in texts]
    found = [match for match in matches if match]
    if len(found) < len(texts) or len({(match[1], match[3]) for match in found}) > 1:
        return None
    numbers: list[Any] = [int(match[2]) for match in found]
    new = numbers[0] + at if len(numbers) == 1 else _line(numbers, at)
    digits = str(abs(round(new))).zfill(len(found[0][2]) if found[0][2].startswith("0") else 0)
    return {"stringValue": f"{found[0][1]}{digits}{found[0][3]}"}


def _plain(number: float) -> float:
    rounded = round(number, 10)
    return int(rounded) if float(rounded).is_integer() and abs(rounded) < 1e15 else rounded


def _is_date(cell: Cell) -> bool:
    return cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type") in DATE_TYPES
