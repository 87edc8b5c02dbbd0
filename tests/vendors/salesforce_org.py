"""The inside of a Salesforce org: what people do there, and which records it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from addon.adapters.crm.salesforce_values import long_id
from closeplan.crm.model import FieldKind
from tests.vendors.crms import START
from tests.vendors.salesforce_objects import FIELDS, Refused, checked, columns

TODAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

_PREFIXES = {
    "Opportunity": "006",
    "Account": "001",
    "Contact": "003",
    "OpportunityContactRole": "00K",
    "Task": "00T",
    "User": "005",
}

_STAGES = [
    ("Qualification", False, False),
    ("Proposal", False, False),
    ("Closed Won", True, True),
    ("Closed Lost", True, False),
]


class Org:
    """`FakeCrm`. `tables` hold records by id; `busy_rows` is how often a record is still in somebody else's hands,
    `refused_roles` are contact roles that a rule of the org does not let in.
    """

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, Any]]] = {
            name: {} for name in (*_PREFIXES, "OpportunityStage", "Organization", "TaskStatus")
        }
        self.locked: set[str] = set()
        self.busy_rows: dict[str, int] = {}
        self.refused_roles: set[str] = set()
        self.tables["Organization"]["00D"] = {"Id": "00D", "Name": "Seller Inc", "IsSandbox": True}
        for at, (name, closed, won) in enumerate(_STAGES):
            self.tables["OpportunityStage"][name] = {
                "Id": name,
                "ApiName": name,
                "MasterLabel": name,
                "SortOrder": at + 1,
                "IsActive": True,
                "IsClosed": closed,
                "IsWon": won,
            }

        for at, (name, closed) in enumerate([("Nicht begonnen", False), ("Abgeschlossen", True)]):
            row = {"Id": name, "ApiName": name, "MasterLabel": name, "SortOrder": at, "IsClosed": closed}
            self.tables["TaskStatus"][name] = row

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
        """Salesforce itself lets no deal be without a close date and an owner; some of the suite's are."""
        owner = self.insert("User", {"Email": owner_email}) if owner_email else None
        return self.insert(
            "Opportunity",
            {
                "Name": name,
                "StageName": "Proposal" if is_open else "Closed Lost",
                "Amount": float(amount) if amount else None,
                "CloseDate": close_date.isoformat() if close_date else None,
                "OwnerId": owner,
                "AccountId": None,
                "IsClosed": not is_open,
                "IsWon": False,
                "SystemModstamp": changed_at,
                FIELDS[FieldKind.YES_NO]: False,
            },
        )

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.tables["Opportunity"][deal_id]["SystemModstamp"] = changed_at

    def remove_deal(self, deal_id: str) -> None:
        del self.tables["Opportunity"][deal_id]

    def lock(self, deal_id: str) -> None:
        self.locked.add(deal_id)

    def put_person(self, name: str, email: str = "") -> str:
        first, _blank, last = name.rpartition(" ")
        return self.insert("Contact", {"FirstName": first, "LastName": last, "Email": email or None})

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        row = {"OpportunityId": deal_id, "ContactId": person_id, "Role": role or None, "IsPrimary": False}
        self.insert("OpportunityContactRole", row)

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        roles = [
            row for row in self.tables["OpportunityContactRole"].values() if row["OpportunityId"] == deal_id
        ]
        people = [(self.tables["Contact"][row["ContactId"]], row["Role"] or "") for row in roles]
        return [(person["Email"] or person["Name"], role) for person, role in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        tasks = [row for row in self.tables["Task"].values() if row["WhatId"] == deal_id]
        return [(row["Subject"], row["Description"]) for row in tasks]

    def insert(self, table: str, values: Mapping[str, Any]) -> str:
        kept = self.tables[table]
        id_ = long_id(f"{_PREFIXES[table]}D0{len(kept) + 1:010}")
        made = dict.fromkeys(columns(table)) | {"Id": id_, "CreatedDate": START} | dict(values)
        if table == "Contact":
            made["Name"] = " ".join(filter(None, (made["FirstName"], made["LastName"])))
        kept[id_] = made
        return id_

    def updated(self, told: Mapping[str, Any]) -> dict[str, Any]:
        id_ = told["id"]
        try:
            self._change_deal(
                id_, {name: one for name, one in told.items() if name not in {"id", "attributes"}}
            )
        except Refused as error:
            if error.is_all:
                raise
            return {
                "success": False,
                "errors": [{"statusCode": error.code, "message": str(error), "fields": []}],
            }
        return {"id": id_, "success": True, "errors": []}

    def _change_deal(self, id_: str, values: Mapping[str, Any]) -> None:
        good = checked(values)
        if not long_id(id_):
            raise Refused("MALFORMED_ID", f"Opportunity ID: id value of incorrect type: {id_}")
        if id_ not in self.tables["Opportunity"]:
            raise Refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
        if id_ in self.locked:
            raise Refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "the test locks it")
        if self.busy_rows.get(id_, 0) > 0:
            self.busy_rows[id_] -= 1
            raise Refused("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")
        self.tables["Opportunity"][id_] |= {**good, "SystemModstamp": TODAY}

    def check_record(self, table: str, body: Mapping[str, Any]) -> None:
        unknown = set(body) - columns(table)
        if unknown:
            raise Refused("INVALID_FIELD", f"No such column {unknown} on sobject of type {table}")
        for name, held in (
            ("WhatId", "Opportunity"),
            ("OpportunityId", "Opportunity"),
            ("ContactId", "Contact"),
        ):
            if name in body and body[name] not in self.tables[held]:
                raise Refused("INVALID_CROSS_REFERENCE_KEY", f"{name}: invalid cross reference id")
        if table == "Contact" and not body.get("LastName"):
            raise Refused("REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]")
        if table == "Task" and body["Status"] not in self.tables["TaskStatus"]:
            raise Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", f"bad value {body['Status']}")
        if table == "OpportunityContactRole" and body.get("Role") in self.refused_roles:
            raise Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", f"bad value {body['Role']}")
        if len(body.get("Description", "")) > 32_000 or len(body.get("Subject", "")) > 255:
            raise Refused("STRING_TOO_LONG", f"{table}: data value too large")
