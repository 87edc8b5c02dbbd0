"""The shapes of a deal file and a template, and how their mistakes read.

No field is required here: `read_form` reports every wrong value, takes it out, and hands back the rest, so
that what else is wrong can be found in the same go. What is required is asked for afterwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from closeplan.errors import Mistake
from closeplan.plan.calendars import FIRST_DAY, LAST_DAY
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    Risk,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
)

MOST_CHARACTERS = 50_000
"""What a cell of a Google Sheet holds."""
MOST_DAYS = 2_000
"""More working days than this (eight years) is a typing mistake."""
MOST_MILESTONES = 5_000

Form = TypeVar("Form", bound=BaseModel)


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


def _id(value: object) -> str:
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


def _word(words: type[StrEnum]) -> Callable[[object], StrEnum | None]:
    def check(value: object) -> StrEnum | None:
        if value is None:
            return None
        typed = re.sub(r"[\s_-]+", "_", _text(value).lower())
        if typed not in set(words):
            raise ValueError(f"'{_text(value)[:100]}' is not one of {', '.join(words)}")
        return words(typed)

    return check


def _entries(value: object) -> object:
    return [] if value is None else value


def _link(value: object) -> object:
    return value if isinstance(value, dict) else {"id": value}


Text = Annotated[str, BeforeValidator(_text)]
Lines = Annotated[str, BeforeValidator(_lines)]
Id = Annotated[str, BeforeValidator(_id)]
Email = Annotated[str, BeforeValidator(_pattern(r"[^@\s]+@[^@\s]+", "an email address"))]
Currency = Annotated[str, BeforeValidator(_pattern(r"[A-Z]{3}", "a currency code (like EUR)"))]
Language = Annotated[
    str, BeforeValidator(_pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language (like en)"))
]
Day = Annotated[date | None, BeforeValidator(_day)]
Count = Annotated[int | None, BeforeValidator(_count)]
Amount = Annotated[float | None, BeforeValidator(_amount)]
Entry = TypeVar("Entry")
Entries = Annotated[list[Entry], BeforeValidator(_entries)]
SideWord = Annotated[Side | None, BeforeValidator(_word(Side))]
RoleWord = Annotated[Role | None, BeforeValidator(_word(Role))]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=False)


class HeadForm(_Form):
    id: Id = ""
    name: Text = ""
    buyer: Text = ""
    seller: Text = ""
    amount: Amount = None
    currency: Currency = ""
    language: Language = "en"


class GoLiveForm(_Form):
    date: Day = None
    why: Text = ""


class MetricForm(_Form):
    name: Text = ""
    baseline: Text = ""
    target: Text = ""


class CostForm(_Form):
    text: Text = ""


class BlackoutForm(_Form):
    first: Day = Field(default=None, alias="from")
    last: Day = Field(default=None, alias="to")
    why: Text = ""


class CalendarForm(_Form):
    country: Text = ""
    subdivision: Text = ""
    blackouts: Entries[BlackoutForm] = []


class CalendarsForm(_Form):
    buyer: CalendarForm = CalendarForm()
    seller: CalendarForm = CalendarForm()


class StakeholderForm(_Form):
    name: Text = ""
    email: Email = ""
    side: SideWord = None
    role: RoleWord = None
    power: Annotated[DecisionPower | None, BeforeValidator(_word(DecisionPower))] = None
    engagement: Annotated[Engagement | None, BeforeValidator(_word(Engagement))] = None
    cares_about: Lines = ""
    questions: Lines = ""


class LinkForm(_Form):
    id: Id = ""
    lag: Count = 0


class MilestoneForm(_Form):
    id: Id = ""
    workstream: Text = ""
    name: Text = ""
    side: SideWord = None
    owner: Text = ""
    role: RoleWord = None
    days: Count = None
    after: Entries[Annotated[LinkForm, BeforeValidator(_link)]] = []
    on: Day = None
    not_before: Day = None
    not_after: Day = None


Milestones = Annotated[list[MilestoneForm], Field(max_length=MOST_MILESTONES), BeforeValidator(_entries)]


class RiskForm(_Form):
    kind: Annotated[RiskKind | None, BeforeValidator(_word(RiskKind))] = RiskKind.RISK
    category: Annotated[RiskCategory | None, BeforeValidator(_word(RiskCategory))] = None
    description: Text = ""
    owner: Text = ""
    response: Text = ""
    due: Day = None
    status: Annotated[RiskStatus | None, BeforeValidator(_word(RiskStatus))] = RiskStatus.OPEN


class DealForm(_Form):
    deal: HeadForm | None = None
    today: Day = None
    go_live: GoLiveForm | None = None
    objective: Text = ""
    metrics: Entries[MetricForm] = []
    cost_of_inaction: CostForm = CostForm()
    calendars: CalendarsForm = CalendarsForm()
    stakeholders: Entries[StakeholderForm] = []
    template: Text = ""
    milestones: Milestones = []
    risks: Entries[RiskForm] = []


class TemplateForm(_Form):
    title: Text = ""
    objectives: Entries[Text] = []
    roles: Entries[RoleWord] = []
    risks: Entries[RiskForm] = []
    milestones: Milestones = []


Location = tuple[str | int, ...]


def place(location: Sequence[str | int]) -> str:
    """A location in a person's terms: `milestones[3].after`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return text.removeprefix(".")


_TOLD = {
    "extra_forbidden": "unknown key",
    "model_type": "should be a mapping (key: value)",
    "dict_type": "should be a mapping (key: value)",
    "list_type": "should be a list",
    "too_long": f"holds more than {MOST_MILESTONES:,} entries",
}


def read_form(form: type[Form], data: object) -> tuple[Form, list[Mistake]]:
    """What of `data` fits the form, and a mistake for each thing that doesn't."""
    if not isinstance(data, dict):
        return form(), [Mistake("", "should be a mapping (key: value)")]
    found: dict[Location, str] = {}
    rest = _copied(data)
    while True:
        try:
            return form.model_validate(rest), [Mistake(place(at), told) for at, told in found.items()]
        except ValidationError as error:
            problems = error.errors(include_url=False)
        for problem in problems:
            at = tuple(problem["loc"])
            cause = problem.get("ctx", {}).get("error")
            found[at] = str(cause) if cause else _TOLD.get(problem["type"], problem["msg"])
        for problem in reversed(problems):
            _take_out(rest, tuple(problem["loc"]))


def _copied(data: Any) -> Any:
    """A copy that may be taken apart; keys become text, which is all a form's can be."""
    if isinstance(data, dict):
        return {str(key): _copied(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_copied(value) for value in data]
    return data


def _take_out(data: Any, location: Location) -> None:
    """Take out what is at a location; entries of lists leave an empty one, so that places stay true."""
    part, rest = location[0], location[1:]
    inside = data.get(part) if isinstance(data, dict) else data[part]
    # A plain id stands for a mapping (see `_link`), so a location may go on where the data doesn't.
    if rest and isinstance(inside, list if isinstance(rest[0], int) else dict):
        _take_out(inside, rest)
    elif isinstance(data, dict):
        data.pop(part, None)
    else:
        data[part] = {}


def risks_of(forms: Sequence[RiskForm]) -> tuple[Risk, ...]:
    """The risks, numbered in their order."""
    return tuple(Risk(id=f"risk-{number}", **dict(form)) for number, form in enumerate(forms, 1))
