"""The form a language model answers in: the rules' findings, each with its turn and its words.

Nothing of an answer is believed as it stands; `verified` holds it against the transcript.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from closeplan.calls.findings import SpokenRiskCategory
from closeplan.plan.model import Role, Side

MOST_ITEMS = 200
"""Items of one kind that an answer may hold: more than anybody says in an hour."""

_MOST_CHARACTERS = 300


def _cut(value: object) -> object:
    """Words without control marks, cut where they run on."""
    if not isinstance(value, str):
        return value
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:_MOST_CHARACTERS]


Brief = Annotated[str, BeforeValidator(_cut)]


class _Item(BaseModel):
    model_config = ConfigDict(extra="ignore")

    turn: int = Field(description="The number of the turn in which it is said.")
    quote: str = Field(description="The words that say it, copied exactly from that turn.")


class SaidDue(BaseModel):
    """When, as spoken and as a day."""

    text: Brief = Field(
        default="", description="The date as spoken, copied exactly; empty where none was said."
    )
    day: date | None = Field(default=None, description="The day it means, if it means one.")


class SaidCommitment(_Item):
    """Somebody takes on a definite action after the call."""

    owner: Brief = Field(description="Who does it, as named on the call.")
    what: Brief = Field(description="The action in a few words, in the call's language.")
    due: SaidDue = SaidDue()
    conditional: bool = Field(default=False, description="Whether it hangs on something that may not happen.")
    request_turn: int | None = Field(default=None, description="The turn that asked for it, if one did.")


class SaidRequest(_Item):
    """Something asked of somebody who did not take it on."""

    to: Brief = ""
    what: Brief


class SaidStakeholder(_Item):
    """A person or body with a part in the decision."""

    name: Brief = ""
    title: Brief = ""
    role: Role | None = None
    side: Side | None = None


class SaidRisk(_Item):
    """What may keep the deal from its date or from happening."""

    category: SpokenRiskCategory = SpokenRiskCategory.OTHER
    what: Brief


class SaidDependency(_Item):
    """`what` has to come before `blocks`."""

    what: Brief
    blocks: Brief


class SaidDateChange(_Item):
    """An earlier date of something is replaced."""

    what: Brief
    was: SaidDue = SaidDue()
    now: SaidDue


class SaidObjection(_Item):
    """What the buyer holds against it."""

    what: Brief


class SaidNextStep(_Item):
    """A step both agree comes next."""

    what: Brief
    due: SaidDue = SaidDue()


class SaidEvidence(_Item):
    """The buyer's own words that speak to an element of a sales method."""

    element: Brief


class ModelAnswer(BaseModel):
    """What a model found in a transcript, or in a part of one."""

    model_config = ConfigDict(extra="ignore")

    commitments: list[SaidCommitment] = Field(default=[], max_length=MOST_ITEMS)
    requests_unanswered: list[SaidRequest] = Field(default=[], max_length=MOST_ITEMS)
    stakeholders: list[SaidStakeholder] = Field(default=[], max_length=MOST_ITEMS)
    risks: list[SaidRisk] = Field(default=[], max_length=MOST_ITEMS)
    dependencies: list[SaidDependency] = Field(default=[], max_length=MOST_ITEMS)
    date_changes: list[SaidDateChange] = Field(default=[], max_length=MOST_ITEMS)
    objections: list[SaidObjection] = Field(default=[], max_length=MOST_ITEMS)
    next_steps: list[SaidNextStep] = Field(default=[], max_length=MOST_ITEMS)
    evidence: list[SaidEvidence] = Field(default=[], max_length=MOST_ITEMS)
