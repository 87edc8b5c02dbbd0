"""The shapes of a deal file and a template, and how their mistakes read.

No field is required here: `read_form` reports every wrong value, takes it out, and hands back the rest, so
that what else is wrong can be found in the same go. What is required is asked for afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from closeplan.errors import Mistake
from closeplan.plan.form_values import (
    Amount,
    CategoryWord,
    Count,
    Currency,
    Day,
    Email,
    EngagementWord,
    Entries,
    Id,
    KindWord,
    Language,
    Lines,
    PowerWord,
    RiskStatusWord,
    RoleWord,
    SideWord,
    Text,
    entries,
)
from closeplan.plan.model import Risk, RiskKind, RiskStatus

MOST_MILESTONES = 5_000

Form = TypeVar("Form", bound=BaseModel)


def _link(value: object) -> object:
    return value if isinstance(value, dict) else {"id": value}


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
    power: PowerWord = None
    engagement: EngagementWord = None
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


Milestones = Annotated[list[MilestoneForm], Field(max_length=MOST_MILESTONES), BeforeValidator(entries)]


class RiskForm(_Form):
    kind: KindWord = RiskKind.RISK
    category: CategoryWord = None
    description: Text = ""
    owner: Text = ""
    response: Text = ""
    due: Day = None
    status: RiskStatusWord = RiskStatus.OPEN


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
    elif inside is None:
        del data[part]
    else:
        # what is no mapping in the form (a list of words) is not content with an empty one
        data[part] = None if inside == {} else {}


def risks_of(forms: Sequence[RiskForm]) -> tuple[Risk, ...]:
    """The risks, numbered in their order."""
    return tuple(Risk(id=f"risk-{number}", **dict(form)) for number, form in enumerate(forms, 1))
