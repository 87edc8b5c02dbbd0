"""The single values of a deal file: how each is read, and what is said where it can't be.

A reader that doesn't know what to do raises ValueError with a sentence that goes on after the place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BeforeValidator

from closeplan.plan.calendars import FIRST_DAY, LAST_DAY
from closeplan.plan.languages import LANGUAGES, language_of
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)

MOST_CHARACTERS = 50_000
"""What a cell of a Google Sheet holds."""
MOST_DAYS = 2_000
"""More working days than this (eight years) is a typing mistake."""


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, date)):
        raise ValueError("should be text")  # noqa: TRY004  (pydantic passes on ValueError only)
    text = str(value)
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"is longer than {MOST_CHARACTERS:,} characters")
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", text):
        raise ValueError("holds a control character")
    return text.strip()


def as_id(value: object) -> str:
    """An id as people write one; ValueError says what it may hold."""
    text = _text(value)
    if not re.fullmatch(r"\w[\w.-]{0,99}", text):
        raise ValueError(f"'{text[:100]}' is not an id (letters, digits, '-', '_' and '.', at most 100)")
    return text


def _lines(value: object) -> str:
    if isinstance(value, list):
        return _text("\n".join(_text(line) for line in value))
    return _text(value)


def _pattern(pattern: str, what: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = _text(value)
        if text and not re.fullmatch(pattern, text):
            raise ValueError(f"'{text[:100]}' is not {what}")
        return text

    return check


def _language(value: object) -> str:
    """A BCP 47 tag as it is usually written: `de`, `de-AT`."""
    tag = _pattern(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", "a language (like en or de-AT)")(value)
    if tag and not language_of(tag):
        raise ValueError(f"closeplan does not speak '{tag}' yet; it speaks {', '.join(LANGUAGES)}")
    language, *rest = tag.replace("_", "-").split("-")
    return "-".join([language.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _day(value: object) -> date | None:
    if value is None:
        return None
    day = value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"there is no day {value.strip()}") from None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError(f"'{str(value)[:100]}' is not a date (like 2027-03-31)")  # noqa: TRY004
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} is not between {FIRST_DAY} and {LAST_DAY}")
    return day


def _count(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("should be a whole number of working days")  # noqa: TRY004
    if value < 0:
        raise ValueError(f"{value} is negative")
    if value > MOST_DAYS:
        raise ValueError(f"{value} is more than {MOST_DAYS:,} working days")
    return value


def _amount(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("should be a number")
    if value < 0:
        raise ValueError(f"{value} is negative")
    return float(value)


def word(words: type[StrEnum]) -> Callable[[object], StrEnum | None]:
    """A reader of one of an enum's words, however it is written."""

    def check(value: object) -> StrEnum | None:
        if value is None:
            return None
        typed = re.sub(r"[\s_-]+", "_", _text(value).lower())
        if typed not in set(words):
            raise ValueError(f"'{_text(value)[:100]}' is not one of {', '.join(words)}")
        return words(typed)

    return check


def entries(value: object) -> object:
    """A list left empty in YAML is null."""
    return [] if value is None else value


Text = Annotated[str, BeforeValidator(_text)]
Lines = Annotated[str, BeforeValidator(_lines)]
Id = Annotated[str, BeforeValidator(as_id)]
Email = Annotated[str, BeforeValidator(_pattern(r"[^@\s]+@[^@\s]+", "an email address"))]
Currency = Annotated[str, BeforeValidator(_pattern(r"[A-Z]{3}", "a currency code (like EUR)"))]
Language = Annotated[str, BeforeValidator(_language)]
Day = Annotated[date | None, BeforeValidator(_day)]
Count = Annotated[int | None, BeforeValidator(_count)]
Amount = Annotated[float | None, BeforeValidator(_amount)]
Entry = TypeVar("Entry")
Entries = Annotated[list[Entry], BeforeValidator(entries)]
SideWord = Annotated[Side | None, BeforeValidator(word(Side))]
RoleWord = Annotated[Role | None, BeforeValidator(word(Role))]
PowerWord = Annotated[DecisionPower | None, BeforeValidator(word(DecisionPower))]
EngagementWord = Annotated[Engagement | None, BeforeValidator(word(Engagement))]
KindWord = Annotated[RiskKind | None, BeforeValidator(word(RiskKind))]
CategoryWord = Annotated[RiskCategory | None, BeforeValidator(word(RiskCategory))]
StatusWord = Annotated[Status | None, BeforeValidator(word(Status))]
RiskStatusWord = Annotated[RiskStatus | None, BeforeValidator(word(RiskStatus))]
