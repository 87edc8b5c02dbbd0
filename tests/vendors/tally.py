"""Tally, a CRM that exists nowhere: the seventh one, added as `CONTRIBUTING.md` says, to see that the recipe is enough.

This module is what a newcomer writes; `tests/vendors/tally_server.py` is the vendor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from addon.adapters.http import Access, Given, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.answers import needed, record, rows, word
from addon.vendors import VendorKind, VendorRow
from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmDeal,
    CrmField,
    FieldKind,
    FieldValue,
    FieldWrite,
    Stage,
)

ROW = VendorRow(name="tally", title="Tally", kind=VendorKind.CRM, module="tests.vendors.tally")

RATES = (Rate(50, 1.0),)


def connect(account: VendorAccount, pace: Pace) -> Tally:
    sends = {"Authorization": f"Bearer {account.token}"}
    return Tally(wire(account.oauth or Given(url=account.url, sends=sends), pace))


def wire(access: Access, pace: Pace) -> Wire:
    return Wire("tally", access, pace, Refusals(reason=_reason))


@dataclass(frozen=True)
class Tally:
    """`Crm` at Tally."""

    wire: Wire
    name: str = "tally"
    batch: int = 100
    makes_fields: bool = True

    def account(self) -> str:
        return needed(record(self.wire.json("GET", "/me")), "name")

    def fields(self) -> Sequence[CrmField]:
        return [
            CrmField(
                name=needed(row, "name"),
                label=word(row, "label"),
                kind=FieldKind(word(row, "kind")) if word(row, "kind") in list(FieldKind) else None,
                options=tuple(map(str, row.get("options") or ())),
            )
            for row in rows(self.wire.json("GET", "/fields"))
        ]

    def create_field(self, wanted: CrmField) -> str:
        body = {"name": wanted.name, "label": wanted.label, "kind": wanted.kind, "options": wanted.options}
        return needed(record(self.wire.json("POST", "/fields", body=body)), "name")

    def stages(self) -> Sequence[Stage]:
        return [
            Stage(
                id=needed(row, "id"),
                name=word(row, "name"),
                order=int(needed(row, "order")),
                is_open=row.get("is_open") is True,
                is_won=row.get("is_won") is True,
            )
            for row in rows(self.wire.json("GET", "/stages"))
        ]

    def role_words(self) -> None:
        """Any will do."""

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        if not ids:
            return {}
        body = {"ids": list(ids), "fields": list(fields)}
        found = (_deal(row, fields) for row in rows(self.wire.json("POST", "/deals/read", body=body)))
        return {deal.id: deal for deal in found}

    def find(self, text: str) -> Sequence[CrmDeal]:
        return [_deal(row) for row in rows(self.wire.json("GET", "/deals", query={"name": text}))]

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        query = {"since": since.isoformat(), "cursor": cursor}
        page = record(self.wire.json("GET", "/changes", query=query))
        deals = tuple(_deal(row) for row in rows(page, "deals"))
        return Changes(deals=deals, cursor=needed(page, "cursor"), more=page.get("more") is True)

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        return [_contact(row) for row in rows(self.wire.json("GET", f"/deals/{deal_id}/people"))]

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        if not writes:
            return {}
        body = [
            {"id": one.deal_id, "values": {name: _out(value) for name, value in one.values.items()}}
            for one in writes
        ]
        refused = record(self.wire.json("POST", "/deals/write", body=body))
        return {
            deal_id: str(told) for deal_id, told in refused.items() if deal_id in {w.deal_id for w in writes}
        }

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        people = [
            {"name": link.contact.name, "email": link.contact.email, "role": link.role_label}
            for link in links
        ]
        self.wire.json("PUT", f"/deals/{deal_id}/people", body=people)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        path = f"/deals/{deal_id}/entries"
        if look_first and any(
            word(row, "subject") == activity.subject for row in rows(self.wire.json("GET", path))
        ):
            return
        body = {"subject": activity.subject, "text": activity.text, "at": activity.at.isoformat()}
        self.wire.json("POST", path, body=body)


def _deal(row: Mapping[str, Any], fields: Sequence[str] = ()) -> CrmDeal:
    held = record(row, "fields")
    return CrmDeal(
        id=needed(row, "id"),
        name=word(row, "name"),
        stage=word(row, "stage"),
        is_open=row.get("is_open") is True,
        is_won=row.get("is_won") is True,
        amount=Decimal(word(row, "amount")) if word(row, "amount") else None,
        close_date=date.fromisoformat(word(row, "close_date")) if word(row, "close_date") else None,
        owner_email=word(row, "owner_email"),
        changed_at=datetime.fromisoformat(needed(row, "changed_at")),
        fields={name: _in(held.get(name)) for name in fields},
    )


def _contact(row: Mapping[str, Any]) -> CrmContact:
    return CrmContact(
        id=needed(row, "id"), name=word(row, "name"), email=word(row, "email"), role=word(row, "role")
    )


def _out(value: FieldValue) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _in(value: Any) -> FieldValue:
    if isinstance(value, Mapping):
        return date.fromisoformat(word(value, "day"))
    return value if isinstance(value, str | float | int | None) else None


def _reason(_status: int, content: Any) -> str:
    return word(content, "message") if isinstance(content, Mapping) else ""
