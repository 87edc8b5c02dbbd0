"""The inside of a company's Pipedrive account: what it holds, and what people do there."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from closeplan.crm.model import FieldKind
from tests.vendors.crms import START

COLOURS = {"green": 31, "red": 32}


def key(label: str) -> str:
    """A custom field's name, as Pipedrive draws them."""
    return hashlib.sha1(label.encode(), usedforsecurity=False).hexdigest()


TYPES = {
    FieldKind.TEXT: "varchar",
    FieldKind.LONG_TEXT: "text",
    FieldKind.NUMBER: "double",
    FieldKind.DATE: "date",
    FieldKind.YES_NO: "boolean",
    FieldKind.CHOICE: "enum",
}
FIELDS = {kind: key(kind) for kind in TYPES}


class Company:
    """`FakeCrm`: deals, persons, participants by deal, notes, users by address, and the fields of a deal."""

    def __init__(self) -> None:
        self.deals: dict[int, dict[str, Any]] = {}
        self.persons: dict[int, dict[str, Any]] = {}
        self.participants: dict[int, list[int]] = {}
        self.notes: list[dict[str, Any]] = []
        self.users: dict[str, int] = {"admin@seller.example": 1}
        self.locked: set[int] = set()
        self.fields = [
            field("title", "Title", "varchar"),
            field("value", "Value", "monetary"),
            field("expected_close_date", "Expected close date", "date"),
            *(field(FIELDS[kind], f"Field {kind}", told, is_custom=True) for kind, told in TYPES.items()),
        ]
        self._last_id = 100

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
        owner = self.users.setdefault(owner_email, len(self.users) + 1) if owner_email else 0
        id_ = self.next_id()
        self.deals[id_] = {
            "id": id_,
            "title": name,
            # nobody is without an owner there, but who left the company is not among its users
            "owner_id": owner or 999,
            "person_id": None,
            "org_id": None,
            "pipeline_id": 1,
            "stage_id": 11,
            "value": float(amount) if amount else 0,
            "currency": "EUR",
            "update_time": moment(changed_at),
            "status": "open" if is_open else "lost",
            "is_deleted": False,
            "is_archived": False,
            "expected_close_date": close_date.isoformat() if close_date else None,
            "custom_fields": dict.fromkeys(FIELDS.values()),
        }
        return str(id_)

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.deals[int(deal_id)]["update_time"] = moment(changed_at)

    def remove_deal(self, deal_id: str) -> None:
        self.deals[int(deal_id)]["is_deleted"] = True

    def lock(self, deal_id: str) -> None:
        self.locked.add(int(deal_id))

    def put_person(self, name: str, email: str = "") -> str:
        id_ = self.next_id()
        emails = [{"value": email, "primary": True, "label": "work"}] if email else []
        self.persons[id_] = {"id": id_, "name": name, "emails": emails}
        return str(id_)

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        assert not role
        self.participants.setdefault(int(deal_id), []).append(int(person_id))

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        people = [self.persons[id_] for id_ in self.participants.get(int(deal_id), ())]
        return [(one["emails"][0]["value"] if one["emails"] else one["name"], "") for one in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        found = []
        for note in self.notes:
            if note["deal_id"] == int(deal_id):
                subject, _end, text = note["content"].partition("</p>")
                found.append((_plain(subject), _plain(text)))
        return found

    def next_id(self) -> int:
        """An id that nothing has yet."""
        self._last_id += 1
        return self._last_id


PIPELINES: tuple[Mapping[str, Any], ...] = (
    {"id": 2, "name": "Renewals", "order_nr": 2, "is_deleted": False},
    {"id": 1, "name": "Sales", "order_nr": 1, "is_deleted": False},
)
STAGES: tuple[Mapping[str, Any], ...] = tuple(
    {"id": id_, "order_nr": order, "name": name, "is_deleted": name == "Old", "pipeline_id": pipeline}
    for id_, order, name, pipeline in (
        (12, 2, "Proposal", 1),
        (11, 1, "Qualified", 1),
        (13, 3, "Old", 1),
        (21, 1, "Due", 2),
    )
)


def field(name: str, label: str, told: str, *, is_custom: bool = False) -> Mapping[str, Any]:
    """A field's description."""
    options = [{"id": id_, "label": label} for label, id_ in COLOURS.items()] if told == "enum" else None
    return {
        "field_name": label,
        "field_code": name,
        "field_type": told,
        "options": options,
        "is_custom_field": is_custom,
        "is_optional_response_field": False,
    }


def moment(at: datetime) -> str:
    """A time of version 2."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(content: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", content.replace("<br>", "\n"))).strip()
