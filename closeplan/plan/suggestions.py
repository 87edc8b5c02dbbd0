"""What a call suggests for the plan, for the seller alone to accept or reject; nothing of it shows before that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from closeplan.errors import InputError, Mistake
from closeplan.plan.edits import CellEdit, Edit, RowEdit, Value
from closeplan.plan.model import (
    Milestone,
    Plan,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)
from closeplan.plan.questions import short
from closeplan.plan.signals import Table
from closeplan.plan.wording import ENGLISH_WORDS


class SuggestionKind(StrEnum):
    """What is suggested."""

    SET_DATE = "set_date"
    SET_OWNER = "set_owner"
    SET_STATUS = "set_status"
    SET_GO_LIVE = "set_go_live"
    ADD_MILESTONE = "add_milestone"
    ADD_PERSON = "add_person"
    ADD_RISK = "add_risk"
    NOTE = "note"


OF_A_MILESTONE: Mapping[SuggestionKind, str] = {
    SuggestionKind.SET_DATE: "due",
    SuggestionKind.SET_OWNER: "owner",
    SuggestionKind.SET_STATUS: "status",
    SuggestionKind.NOTE: "notes",
}
"""The field that a suggestion about a milestone changes."""


OF_ONE_VALUE = frozenset(
    {
        SuggestionKind.SET_DATE,
        SuggestionKind.SET_OWNER,
        SuggestionKind.SET_STATUS,
        SuggestionKind.SET_GO_LIVE,
    }
)
"""The kinds of which only the last said can stand."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """Where it was said: the call, its day, who said it, and their words. Of a call that is kept, `call` is its id, `turn`
    counts from 0 and `at` is in seconds from its beginning.
    """

    source: str
    day: date | None = None
    speaker: str = ""
    quote: str = ""
    call: str = ""
    turn: int | None = None
    at: float | None = None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One thing suggested. `milestone` is the id of what it changes, `was` what its cell said then, in words; of what is
    added, `name` is the milestone's or person's and `text` the risk's or note's, or how a person came to be known.
    `certainty` goes from 0 to 1.
    """

    id: str
    kind: SuggestionKind
    said: Said
    certainty: float = 1.0
    milestone: str = ""
    was: str = ""
    day: date | None = None
    status: Status | None = None
    owner: str = ""
    name: str = ""
    email: str = ""
    workstream: str = ""
    side: Side | None = None
    role: Role | None = None
    risk: RiskKind | None = None
    category: RiskCategory | None = None
    text: str = ""


def suggestion_id(kind: str, said: Said, *about: object) -> str:
    """The id of a suggestion: the same thing said in the same words at the same place is one."""
    return short("\n".join(map(str, (kind, said.source, said.day, said.quote, *about))))


def without_words(suggestion: Suggestion) -> Suggestion:
    """A decided suggestion after its call was erased: what was decided, not who spoke nor what they said."""
    said = Said(source=suggestion.said.source, day=suggestion.said.day)
    return replace(suggestion, said=said, text="")


def standing(suggestion: Suggestion, plan: Plan) -> str:
    """What the cell says now that it would change, in words; nothing for what is added or whose milestone is gone."""
    if suggestion.kind is SuggestionKind.SET_GO_LIVE:
        return ENGLISH_WORDS.day(plan.go_live) if plan.go_live else plan.go_live_text
    row = plan.milestone(suggestion.milestone)
    field = OF_A_MILESTONE.get(suggestion.kind)
    return "" if row is None or field is None else _shown(row, field)


def changed(suggestion: Suggestion, plan: Plan) -> bool:
    """Whether its cell says something else by now than when it was suggested, and not what is suggested either."""
    if suggestion.kind not in {*OF_A_MILESTONE, SuggestionKind.SET_GO_LIVE}:
        return False
    return standing(suggestion, plan) not in {suggestion.was, wanted(suggestion)}


def is_settled(suggestion: Suggestion, plan: Plan) -> bool:
    """Whether there is nothing left to decide: its cell says so by now, or its milestone is closed and needs no other date."""
    if suggestion.kind not in OF_ONE_VALUE:
        return False
    row = plan.milestone(suggestion.milestone)
    is_late = suggestion.kind is SuggestionKind.SET_DATE and row is not None and not row.is_open
    now = standing(suggestion, plan)
    return is_late or (bool(now) and now == wanted(suggestion))


def wanted(suggestion: Suggestion) -> str:
    """What the cell would say, or the new row's own name."""
    value = _value(suggestion)
    if isinstance(value, Status):
        return ENGLISH_WORDS.t(f"status.{value}")
    return ENGLISH_WORDS.day(value) if isinstance(value, date) else str(value or "")


def edits_of(suggestion: Suggestion, plan: Plan) -> tuple[Edit, ...]:
    """What accepting it writes. A cell is written only while it says what the seller was just shown. InputError where it
    can't be: its milestone is gone, or it says too little.
    """
    if suggestion.kind is SuggestionKind.SET_GO_LIVE:
        was = plan.go_live or plan.go_live_text or None
        day = _needed(suggestion.day)
        return (CellEdit(table=None, row="", field="go_live", value=day, was=was),)
    field = OF_A_MILESTONE.get(suggestion.kind)
    if field is None:
        return (_row(suggestion),)
    row = plan.milestone(suggestion.milestone)
    if row is None:
        raise InputError(
            [Mistake("", "its milestone is no longer in the plan: reject it, or add the milestone")]
        )
    value = _needed(_value(suggestion))
    if suggestion.kind is SuggestionKind.SET_DATE:
        return (_cell(row, field, value), *_start_before(row, suggestion))
    if suggestion.kind is not SuggestionKind.NOTE:
        return (_cell(row, field, value),)
    if str(value) in row.notes:
        return ()
    return (_cell(row, field, f"{row.notes}\n{value}".strip()),)


def start_with(suggestion: Suggestion, plan: Plan) -> date | None:
    """The day on which a milestone would start that is to be due before it starts, as long before as now; None where it stays."""
    row = plan.milestone(suggestion.milestone)
    if suggestion.kind is not SuggestionKind.SET_DATE or row is None or suggestion.day is None:
        return None
    if row.start is None or row.start <= suggestion.day:
        return None
    length = max(row.due - row.start, timedelta()) if row.due else timedelta()
    return suggestion.day - length


def _start_before(row: Milestone, suggestion: Suggestion) -> tuple[CellEdit, ...]:
    start = start_with(suggestion, Plan(milestones=(row,)))
    return (_cell(row, "start", start),) if start else ()


def _cell(row: Milestone, field: str, value: Value) -> CellEdit:
    return CellEdit(table=Table.TIMELINE, row=row.id, field=field, value=value, was=_in_cell(row, field))


def _in_cell(row: Milestone, field: str) -> Any:
    """A field's value, or the words that could not be read as one."""
    value = getattr(row, field)
    return value if value is not None else getattr(row, f"{field}_text", "") or None


def _row(suggestion: Suggestion) -> RowEdit:
    """The new row; its id is the suggestion's, so that accepting it twice adds it once."""
    name = str(_needed(_value(suggestion)))
    rows: dict[SuggestionKind, tuple[Table, dict[str, Value]]] = {
        SuggestionKind.ADD_MILESTONE: (
            Table.TIMELINE,
            {
                "name": name,
                "workstream": suggestion.workstream,
                "owner": suggestion.owner,
                "side": suggestion.side,
                "due": suggestion.day,
                "status": suggestion.status or Status.NOT_STARTED,
            },
        ),
        SuggestionKind.ADD_PERSON: (
            Table.STAKEHOLDERS,
            {
                "name": name,
                "email": suggestion.email,
                "side": suggestion.side,
                "role": suggestion.role,
                "questions": suggestion.text,
            },
        ),
        SuggestionKind.ADD_RISK: (
            Table.RISKS,
            {
                "description": name,
                "kind": suggestion.risk or RiskKind.RISK,
                "category": suggestion.category,
                "owner": suggestion.owner,
                "due": suggestion.day,
                "status": RiskStatus.OPEN,
            },
        ),
    }
    table, values = rows[suggestion.kind]
    return RowEdit(
        table=table, id=f"call-{suggestion.id}", values={key: value for key, value in values.items() if value}
    )


def _value(suggestion: Suggestion) -> Value:
    values: Mapping[SuggestionKind, Value] = {
        SuggestionKind.SET_DATE: suggestion.day,
        SuggestionKind.SET_OWNER: suggestion.owner,
        SuggestionKind.SET_STATUS: suggestion.status,
        SuggestionKind.SET_GO_LIVE: suggestion.day,
        SuggestionKind.ADD_MILESTONE: suggestion.name,
        SuggestionKind.ADD_PERSON: suggestion.name,
        SuggestionKind.ADD_RISK: suggestion.text,
        SuggestionKind.NOTE: suggestion.text,
    }
    return values[suggestion.kind]


def _needed(value: Value) -> Value:
    if not value:
        raise InputError([Mistake("", "it says nothing that could be written: fill it in, or reject it")])
    return value


def _shown(row: Milestone, field: str) -> str:
    value = _in_cell(row, field)
    if isinstance(value, Status):
        return ENGLISH_WORDS.t(f"status.{value}")
    return ENGLISH_WORDS.day(value) if isinstance(value, date) else str(value or "")


class Decision(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
