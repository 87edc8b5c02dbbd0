"""Salesforce as a fake: its objects behind queries, composite requests and a describe, with its own refusals. The description that
requests are held against was written from the vendor's guide; of steps it knows no more than their form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

from werkzeug import Request, Response

from addon.adapters.crm.salesforce import RATES, connect
from addon.adapters.crm.salesforce_changes import PAGE
from addon.adapters.crm.salesforce_composite import COLLECTION, LARGE_STEPS
from addon.adapters.crm.salesforce_values import long_id
from addon.adapters.http import VendorAccount
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import START, CrmStand
from tests.vendors.salesforce_objects import (
    CHILDREN,
    FIELDS,
    PARENTS,
    Refused,
    checked,
    columns,
    described_fields,
)
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.soql import Row, Select, SoqlError, parsed
from tests.vendors.specs import Checks, described

TODAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

LONGEST_ADDRESS = 16_384

_PREFIXES = {
    "Opportunity": "006",
    "Contact": "003",
    "OpportunityContactRole": "00K",
    "Task": "00T",
    "User": "005",
}

_CODES = {
    400: "INVALID_INPUT",
    401: "INVALID_SESSION_ID",
    403: "INSUFFICIENT_ACCESS",
    404: "NOT_FOUND",
    500: "UNKNOWN_EXCEPTION",
}

_STAGES = [
    ("Qualification", False, False),
    ("Proposal", False, False),
    ("Closed Won", True, True),
    ("Closed Lost", True, False),
]


@contextmanager
def stand() -> Iterator[CrmStand]:
    with FakeSalesforce(described("salesforce")) as vendor:
        access, clock = TokenOf(vendor), Clock()
        account = VendorAccount(name="salesforce", oauth=access)
        yield CrmStand(
            crm=connect(account, clock.pace(*RATES), now=lambda: TODAY),
            fake=vendor,
            fields=FIELDS,
            page=PAGE,
            writes=LARGE_STEPS * COLLECTION,
            absent=long_id("006D00000099999"),
            choice="On track",
            roles=("Executive Sponsor", "Business User"),
            vendor=vendor,
            access=access,
            clock=clock,
        )


class FakeSalesforce(FakeVendor):
    """`FakeCrm`, and the server. `tables` hold records by id; `page` rows come with one answer; `busy_rows` is how often a record
    is still in somebody else's hands, `refused_roles` are contact roles that a rule of the org does not let in.
    """

    def __init__(self, checks: Checks | None = None, *, page: int = 2000) -> None:
        super().__init__(checks)
        self.tables: dict[str, dict[str, dict[str, Any]]] = {
            name: {} for name in (*_PREFIXES, "Account", "OpportunityStage", "Organization")
        }
        self.locked: set[str] = set()
        self.busy_rows: dict[str, int] = {}
        self.refused_roles: set[str] = set()
        self.further: dict[str, list[Any]] = {}
        self._page = page
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

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        base = "/services/data/v64.0"
        return {
            ("GET", f"{base}/query"): self._query,
            ("GET", f"{base}/query/<locator>"): self._query_more,
            ("GET", f"{base}/sobjects/Opportunity/describe"): self._describe,
            ("POST", f"{base}/composite"): self._composite,
            ("POST", f"{base}/sobjects/Task"): lambda request: self._single("POST", "Task", "", request.json),
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        """It has no 429: too many requests are 403."""
        if status == 429:
            return answered([{"message": words, "errorCode": "REQUEST_LIMIT_EXCEEDED"}], 403, headers)
        code = _CODES.get(status, "SERVER_UNAVAILABLE")
        return answered([{"message": words, "errorCode": code}], status, headers)

    # what people do there

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
        owner = self._insert("User", {"Email": owner_email}) if owner_email else None
        return self._insert(
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
        return self._insert("Contact", {"FirstName": first, "LastName": last, "Email": email or None})

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        row = {"OpportunityId": deal_id, "ContactId": person_id, "Role": role or None, "IsPrimary": False}
        self._insert("OpportunityContactRole", row)

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        roles = [
            row for row in self.tables["OpportunityContactRole"].values() if row["OpportunityId"] == deal_id
        ]
        people = [(self.tables["Contact"][row["ContactId"]], row["Role"] or "") for row in roles]
        return [(person["Email"] or person["Name"], role) for person, role in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        tasks = [row for row in self.tables["Task"].values() if row["WhatId"] == deal_id]
        return [(row["Subject"], row["Description"]) for row in tasks]

    def _insert(self, table: str, values: Mapping[str, Any]) -> str:
        kept = self.tables[table]
        id_ = long_id(f"{_PREFIXES[table]}D0{len(kept) + 1:010}")
        made = dict.fromkeys(columns(table)) | {"Id": id_, "CreatedDate": START} | dict(values)
        if table == "Contact":
            made["Name"] = " ".join(filter(None, (made["FirstName"], made["LastName"])))
        kept[id_] = made
        return id_

    # queries

    def _query(self, request: Request) -> Response:
        if len(request.full_path) > LONGEST_ADDRESS:
            return answered([{"message": "URI too long", "errorCode": "URI_TOO_LONG"}], 414)
        return self._asked_for(request.args["q"])

    def _asked_for(self, soql: str) -> Response:
        try:
            select = parsed(soql)
            _known_columns(select, select.table)
            rows = self._rows(select, self._joined(select, self.tables[select.table].values()))
        except (SoqlError, Refused) as error:
            return answered([{"message": str(error), "errorCode": error.code}], 400)
        return answered(self._paged(rows, len(rows)))

    def _query_more(self, _request: Request, locator: str) -> Response:
        rows = self.further.pop(locator, None)
        if rows is None:
            return answered([{"message": "invalid query locator", "errorCode": "INVALID_QUERY_LOCATOR"}], 400)
        return answered(self._paged(rows, len(rows)))

    def _paged(self, rows: list[Any], total: int) -> dict[str, Any]:
        told: dict[str, Any] = {
            "totalSize": total,
            "done": len(rows) <= self._page,
            "records": rows[: self._page],
        }
        if not told["done"]:
            locator = f"01gD0{len(self.asked)}-{self._page}"
            self.further[locator] = rows[self._page :]
            told["nextRecordsUrl"] = f"/services/data/v64.0/query/{locator}"
        return told

    def _joined(self, select: Select, rows: Iterable[Row]) -> Iterator[Row]:
        """Each row with what it refers to, by path."""
        paths = [path for path in select.asked if "." in path]
        for row in rows:
            beyond = {}
            for path in paths:
                relation, _dot, name = path.partition(".")
                parent = self._parent(row, relation)
                beyond[path] = parent[name] if parent else None
            yield {**row, **beyond}

    def _parent(self, row: Row, relation: str) -> Row | None:
        key, table = PARENTS[relation]
        return self.tables[table].get(row[key])

    def _rows(self, select: Select, rows: Iterator[Row]) -> list[dict[str, Any]]:
        return [self._row(select, row) for row in select.picked(rows)]

    def _row(self, select: Select, row: Row) -> dict[str, Any]:
        told: dict[str, Any] = {"attributes": {"type": select.table, "url": f"/sobjects/{row['Id']}"}}
        for path in select.columns:
            relation, dot, name = path.partition(".")
            if not dot:
                told[path] = _json(row[path])
            elif self._parent(row, relation) is None:
                told[relation] = None
            else:
                table = PARENTS[relation][1]
                inner = told.setdefault(relation, {"attributes": {"type": table, "url": "/sobjects"}})
                inner[name] = _json(row[path])
        for child in select.children:
            table, key = CHILDREN[child.table]
            own = [one for one in self.tables[table].values() if one[key] == row["Id"]]
            found = self._rows(child, self._joined(child, own))
            told[child.table] = self._paged(found, len(found)) if found else None
        return told

    def _describe(self, _request: Request) -> Response:
        return answered({"name": "Opportunity", "label": "Opportunity", "fields": described_fields()})

    # changes

    def _update_many(self, told: Mapping[str, Any]) -> Response:
        assert len(told["records"]) <= COLLECTION
        kept = self.tables["Opportunity"]
        before = {one["id"]: dict(kept[one["id"]]) for one in told["records"] if one["id"] in kept}
        try:
            results = [self._updated(one) for one in told["records"]]
        except Refused as error:
            kept |= before
            return answered([{"message": str(error), "errorCode": error.code}], 400)
        return answered(results)

    def _updated(self, told: Mapping[str, Any]) -> dict[str, Any]:
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

    def _composite(self, request: Request) -> Response:
        steps, together = request.json["compositeRequest"], request.json["allOrNone"]
        large = [one for one in steps if "/query?" in one["url"] or "/composite/" in one["url"]]
        if len(steps) > 25 or len(large) > 5:
            return answered([{"message": "too many subrequests", "errorCode": "PROCESSING_HALTED"}], 400)
        before = {name: _copy(self.tables[name]) for name in ("Contact", "OpportunityContactRole")}
        made, answers = dict[str, str](), []
        for step in steps:
            answer = self._step(step, made)
            if answer.status_code >= 400 and together:
                self.tables |= before
                return answered({"compositeResponse": [_halted(one, step, answer) for one in steps]})
            answers.append(_told(step, answer))
        return answered({"compositeResponse": answers})

    def _step(self, step: Mapping[str, Any], made: dict[str, str]) -> Response:
        path = step["url"].removeprefix("/services/data/v64.0/")
        if path.startswith("query?q="):
            assert len(step["url"]) <= LONGEST_ADDRESS
            return self._asked_for(unquote(path.removeprefix("query?q=")))
        if path == "composite/sobjects":
            return self._update_many(step["body"])
        body = {name: _referred(value, made) for name, value in step["body"].items()}
        table, _slash, id_ = path.removeprefix("sobjects/").partition("/")
        answer = self._single(step["method"], table, id_, body)
        content = answer.get_json(silent=True)
        if isinstance(content, dict):
            made[step["referenceId"]] = content["id"]
        return answer

    def _single(self, method: str, table: str, id_: str, body: Mapping[str, Any]) -> Response:
        try:
            self._check_record(table, body)
            if method == "PATCH":
                self.tables[table][id_] |= body
                return answered(None, 204)
            made = self._insert(table, body)
        except Refused as error:
            return answered([{"message": str(error), "errorCode": error.code, "fields": []}], 400)
        return answered({"id": made, "success": True, "errors": []}, 201)

    def _check_record(self, table: str, body: Mapping[str, Any]) -> None:
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
        if table == "OpportunityContactRole" and body.get("Role") in self.refused_roles:
            raise Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", f"bad value {body['Role']}")
        if len(body.get("Description", "")) > 32_000 or len(body.get("Subject", "")) > 255:
            raise Refused("STRING_TOO_LONG", f"{table}: data value too large")


def _known_columns(select: Select, table: str) -> None:
    """Salesforce refuses a whole query for one field that is not there."""
    for path in select.asked:
        relation, dot, name = path.partition(".")
        if (dot and (relation not in PARENTS or name not in columns(PARENTS[relation][1]))) or (
            not dot and path not in columns(table)
        ):
            raise Refused("INVALID_FIELD", f"No such column '{path}' on entity '{table}'")
    for child in select.children:
        if child.table not in CHILDREN:
            raise Refused("INVALID_TYPE", f"Didn't understand relationship '{child.table}'")
        _known_columns(child, CHILDREN[child.table][0])


def _copy(table: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {id_: dict(row) for id_, row in table.items()}


def _json(value: Any) -> Any:
    return f"{value:%Y-%m-%dT%H:%M:%S.000+0000}" if isinstance(value, datetime) else value


def _referred(value: Any, made: Mapping[str, str]) -> Any:
    """What `@{p0.id}` stands for."""
    if isinstance(value, str) and value.startswith("@{") and value.endswith(".id}"):
        return made[value[2:-4]]
    return value


def _told(step: Mapping[str, Any], answer: Response) -> dict[str, Any]:
    return {
        "body": answer.get_json(silent=True),
        "httpHeaders": {},
        "httpStatusCode": answer.status_code,
        "referenceId": step["referenceId"],
    }


def _halted(step: Mapping[str, Any], culprit: Mapping[str, Any], answer: Response) -> dict[str, Any]:
    if step is culprit:
        return _told(step, answer)
    words = "The transaction was rolled back since another operation in the same transaction failed."
    return _told(step, answered([{"errorCode": "PROCESSING_HALTED", "message": words}], 400))
