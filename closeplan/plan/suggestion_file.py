"""The file that suggestions come in by: what a person or a program writes becomes suggestions, or every mistake in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from closeplan.errors import InputError, Mistake
from closeplan.plan.form_values import (
    CategoryWord,
    Day,
    Email,
    Entries,
    KindWord,
    RoleWord,
    SideWord,
    StatusWord,
    Text,
    word,
)
from closeplan.plan.forms import read_form
from closeplan.plan.model import Milestone, Plan, Side
from closeplan.plan.rules.people import plain
from closeplan.plan.suggestions import (
    OF_A_MILESTONE,
    Said,
    Suggestion,
    SuggestionKind,
    standing,
    suggestion_id,
)

MOST = 500
"""Suggestions in one file: a year of calls."""

_NEEDS = {
    SuggestionKind.SET_DATE: "date",
    SuggestionKind.SET_OWNER: "owner",
    SuggestionKind.SET_STATUS: "status",
    SuggestionKind.SET_GO_LIVE: "date",
    SuggestionKind.ADD_MILESTONE: "name",
    SuggestionKind.ADD_PERSON: "name",
    SuggestionKind.ADD_RISK: "text",
    SuggestionKind.NOTE: "text",
}
"""What each kind is nothing without."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def _certainty(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError("should be a number from 0 to 1")
    return float(value)


class SaidForm(_Form):
    """Where it was said."""

    source: Text = Field(default="", alias="in")
    day: Day = Field(default=None, alias="on")
    speaker: Text = Field(default="", alias="by")
    quote: Text = ""


class SuggestionForm(_Form):
    """One suggestion."""

    kind: Annotated[SuggestionKind | None, BeforeValidator(word(SuggestionKind))] = None
    milestone: Text = ""
    day: Day = Field(default=None, alias="date")
    status: StatusWord = None
    owner: Text = ""
    name: Text = ""
    email: Email = ""
    workstream: Text = ""
    side: SideWord = None
    role: RoleWord = None
    risk: KindWord = None
    category: CategoryWord = None
    text: Text = ""
    certainty: Annotated[float, BeforeValidator(_certainty)] = 1.0
    said: SaidForm = SaidForm()


class SuggestionsForm(_Form):
    """The whole file."""

    suggestions: Entries[SuggestionForm] = []


def parse_suggestions(data: object, plan: Plan) -> tuple[Suggestion, ...]:
    """The suggestions in a file's data. A milestone is named by its id or by its name in the plan. Raises InputError with
    every mistake, each with its place.
    """
    form, mistakes = read_form(SuggestionsForm, data)
    wrong = {mistake.place for mistake in mistakes}
    for number, one in enumerate(form.suggestions[:MOST]):
        at = f"suggestions[{number}]"
        if not any(place.startswith(at) for place in wrong):
            mistakes += _mistakes(one, at, plan)
    if len(form.suggestions) > MOST:
        mistakes.append(Mistake("suggestions", f"holds more than {MOST} entries"))
    if mistakes:
        raise InputError(mistakes)
    return tuple(_suggestion(one, plan) for one in form.suggestions)


def _mistakes(one: SuggestionForm, at: str, plan: Plan) -> Iterator[Mistake]:
    if one.kind is None:
        yield Mistake(f"{at}.kind", f"is required: {', '.join(SuggestionKind)}")
        return
    if not one.said.source:
        yield Mistake(f"{at}.said.in", "is required: the call it was said in")
    needs = _NEEDS[one.kind]
    if not getattr(one, "day" if needs == "date" else needs):
        yield Mistake(f"{at}.{needs}", "is required")
    if one.kind in OF_A_MILESTONE and _named(one.milestone, plan.milestones) is None:
        what = f"no milestone '{one.milestone}' in the plan" if one.milestone else "is required"
        yield Mistake(f"{at}.milestone", what)


def _named(name: str, rows: Sequence[Milestone]) -> Milestone | None:
    """The milestone of that id, or the only one of that name."""
    by_id = next((row for row in rows if row.id == name), None)
    same = [row for row in rows if name and plain(row.name) == plain(name)]
    return by_id or (same[0] if len(same) == 1 else None)


def _suggestion(form: SuggestionForm, plan: Plan) -> Suggestion:
    assert form.kind is not None
    row = _named(form.milestone, plan.milestones)
    said = Said(**dict(form.said))
    values = {key: value for key, value in dict(form).items() if key not in {"said", "milestone", "kind"}}
    if form.kind is SuggestionKind.ADD_PERSON:
        values["side"] = form.side or Side.BUYER  # a file that says nothing else speaks of the buyer's people
    about = sorted((key, str(value)) for key, value in values.items() if value)
    made = Suggestion(
        id=suggestion_id(form.kind, said, row.id if row else "", *about),
        kind=form.kind,
        said=said,
        milestone=row.id if row else "",
        **values,
    )
    return replace(made, was=standing(made, plan))
