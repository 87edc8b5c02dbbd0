"""What is in a Freshworks account, and what its people do there."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from closeplan.crm.model import FieldKind
from tests.vendors.crms import START

PIPELINES = {6001: "Default", 6002: "Renewals"}

STAGES = (
    {"id": 7001, "name": "New", "position": 1, "forecast_type": "Open", "deal_pipeline_id": 6001},
    {"id": 7002, "name": "Negotiation", "position": 2, "forecast_type": "Open", "deal_pipeline_id": 6001},
    {"id": 7003, "name": "Won", "position": 3, "forecast_type": "Closed Won", "deal_pipeline_id": 6001},
    {"id": 7004, "name": "Lost", "position": 4, "forecast_type": "Closed Lost", "deal_pipeline_id": 6001},
    {"id": 7103, "name": "Lost", "position": 3, "forecast_type": "Closed Lost", "deal_pipeline_id": 6002},
    {"id": 7101, "name": "Due", "position": 1, "forecast_type": "Open", "deal_pipeline_id": 6002},
    {"id": 7102, "name": "Renewed", "position": 2, "forecast_type": "Closed Won", "deal_pipeline_id": 6002},
)

TYPES = {
    FieldKind.TEXT: "text",
    FieldKind.LONG_TEXT: "textarea",
    FieldKind.NUMBER: "number",
    FieldKind.DATE: "date",
    FieldKind.YES_NO: "checkbox",
    FieldKind.CHOICE: "dropdown",
}
"""What an account's own fields may be there; a link is a line of text."""

FIELDS = {kind: f"cf_cp_{kind}" for kind in TYPES}

CHOICES = ("On track", "At risk")

FIRST_ID = 402_000_000_000
"""Ids are as large as the vendor's."""


@dataclass
class Deal:
    """A deal. `told` are its members, `own` the account's own fields."""

    told: dict[str, Any]
    own: dict[str, Any] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_locked: bool = False


class Account:
    """`FakeCrm`. `views` are the names of deals' views by id, `owners` users' ids by address, `companies` the names of
    sales accounts.
    """

    def __init__(self) -> None:
        self.views = {4001: "My Deals", 4002: "All Deals"}
        self.deals: dict[int, Deal] = {}
        self.people: dict[int, dict[str, Any]] = {}
        self.owners: dict[str, int] = {}
        self.companies: dict[int, str] = {}
        self.ids = count(FIRST_ID)

    def put_deal(
        self,
        name: str,
        *,
        is_open: bool = True,
        amount: str = "",
        close_date: date | None = None,
        owner_email: str = "",
        changed_at: datetime = START,
    ) -> str:
        id_ = next(self.ids)
        if owner_email:
            self.owners.setdefault(owner_email, len(self.owners) + 5001)
        told = {
            "id": id_,
            "name": name,
            "amount": amount or None,
            "expected_close": close_date.isoformat() if close_date else None,
            "closed_date": None if is_open else START.isoformat(),
            "deal_stage_id": STAGES[1 if is_open else 3]["id"],
            "sales_account_id": None,
            "owner_id": self.owners.get(owner_email),
            "updated_at": changed_at.isoformat(timespec="seconds"),
        }
        self.deals[id_] = Deal(told, dict.fromkeys(FIELDS.values()))
        return str(id_)

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.deals[int(deal_id)].told["updated_at"] = changed_at.isoformat(timespec="seconds")

    def remove_deal(self, deal_id: str) -> None:
        del self.deals[int(deal_id)]

    def lock(self, deal_id: str) -> None:
        self.deals[int(deal_id)].is_locked = True

    def put_person(self, name: str, email: str = "") -> str:
        first, _blank, last = name.rpartition(" ")
        return str(self.person({"first_name": first, "last_name": last, "email": email or None})["id"])

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        assert not role, "it keeps none"
        self.deals[int(deal_id)].people.append(int(person_id))

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        people = [self.people[id_] for id_ in self.deals[int(deal_id)].people]
        return [(one["email"] or one["display_name"], "") for one in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        read = [html.unescape(note).partition("\n") for note in self.deals[int(deal_id)].notes]
        return [(subject, text) for subject, _break, text in read]

    def known(self, email: str) -> dict[str, Any] | None:
        """Who has that address, as the first or another one."""
        for one in self.people.values():
            also = [more["value"] for more in one.get("emails", ())]
            if email and email.casefold() in {(each or "").casefold() for each in (one["email"], *also)}:
                return one
        return None

    def person(self, told: Mapping[str, Any]) -> dict[str, Any]:
        id_ = next(self.ids)
        names = (told.get("first_name", ""), told["last_name"])
        made = {"id": id_, "email": None, **told, "display_name": " ".join(filter(None, names))}
        self.people[id_] = made
        return made

    def fields(self) -> list[dict[str, Any]]:
        named = [("name", "Name", "text"), ("deal_stage_id", "Deal stage", "dropdown")]
        named += [(name, f"Plan {kind}", TYPES[kind]) for kind, name in FIELDS.items()]
        choices = [{"id": at, "value": one, "position": at} for at, one in enumerate(CHOICES, 1)]
        return [
            {"id": at, "name": name, "label": label, "type": type_, "required": False}
            | ({"choices": choices} if type_ == "dropdown" else {})
            for at, (name, label, type_) in enumerate(named, 9001)
        ]

    def users(self) -> list[dict[str, Any]]:
        return [{"id": id_, "email": email, "display_name": email} for email, id_ in self.owners.items()]
