"""Salesforce as a fake: its objects behind queries, composite requests and a describe, with its own refusals. The description that
requests are held against was written from the vendor's guide; of steps it knows no more than their form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from werkzeug import Request, Response

from addon.adapters.crm.salesforce import RATES, connect
from addon.adapters.crm.salesforce_changes import PAGE
from addon.adapters.crm.salesforce_composite import COLLECTION, LARGE_STEPS
from addon.adapters.crm.salesforce_values import long_id
from addon.adapters.http import VendorAccount
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import CrmStand
from tests.vendors.salesforce_objects import (
    CHILDREN,
    FIELDS,
    PARENTS,
    Refused,
    columns,
    described_fields,
)
from tests.vendors.salesforce_org import TODAY, Org
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.soql import Row, Select, SoqlError, parsed
from tests.vendors.specs import Checks, described

LONGEST_ADDRESS = 16_384

_CODES = {
    400: "INVALID_INPUT",
    401: "INVALID_SESSION_ID",
    403: "INSUFFICIENT_ACCESS",
    404: "NOT_FOUND",
    500: "UNKNOWN_EXCEPTION",
}


@contextmanager
def stand(page: int = 2000) -> Iterator[CrmStand]:
    with FakeSalesforce(described("salesforce"), page=page) as vendor:
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


class FakeSalesforce(Org, FakeVendor):
    """An org behind its API. `page` rows come with one answer; `hidden` are fields of a deal that closeplan's user does not see (any
    more), and an org has a field of the currency only if it `has_currencies`.
    """

    def __init__(self, checks: Checks | None = None, *, page: int = 2000) -> None:
        Org.__init__(self)
        FakeVendor.__init__(self, checks)
        self.hidden: set[str] = set()
        self.has_currencies = False
        self.further: dict[str, list[Any]] = {}
        self._page = page

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

    # queries

    def _query(self, request: Request) -> Response:
        if len(request.full_path) > LONGEST_ADDRESS:
            return answered([{"message": "URI too long", "errorCode": "URI_TOO_LONG"}], 414)
        return self._asked_for(request.args["q"])

    def _asked_for(self, soql: str) -> Response:
        try:
            select = parsed(soql)
            self._check_columns(select, select.table)
            rows = self._rows(select, self._joined(select, self.tables[select.table].values()))
        except (SoqlError, Refused) as error:
            return answered([{"message": str(error), "errorCode": error.code}], 400)
        return answered(self._paged(rows, len(rows)))

    def _check_columns(self, select: Select, table: str) -> None:
        """Salesforce refuses a whole query for one field that is not there."""
        for path in select.asked:
            relation, dot, name = path.partition(".")
            if dot and relation not in PARENTS:
                raise Refused("INVALID_FIELD", f"Didn't understand relationship '{relation}'")
            if (name if dot else path) not in self._seen(PARENTS[relation][1] if dot else table):
                raise Refused("INVALID_FIELD", f"No such column '{path}' on entity '{table}'")
        for child in select.children:
            if child.table not in CHILDREN:
                raise Refused("INVALID_TYPE", f"Didn't understand relationship '{child.table}'")
            self._check_columns(child, CHILDREN[child.table][0])

    def _seen(self, table: str) -> frozenset[str]:
        more = {"CurrencyIsoCode"} if self.has_currencies else set()
        return columns(table) - self.hidden | more

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
        fields = [one for one in described_fields() if one["name"] not in self.hidden]
        if self.has_currencies:
            fields.append({**fields[0], "name": "CurrencyIsoCode", "type": "picklist"})
        return answered({"name": "Opportunity", "label": "Opportunity", "fields": fields})

    # changes

    def _update_many(self, told: Mapping[str, Any]) -> Response:
        assert len(told["records"]) <= COLLECTION
        kept = self.tables["Opportunity"]
        before = {one["id"]: dict(kept[one["id"]]) for one in told["records"] if one["id"] in kept}
        try:
            results = [self.updated(one) for one in told["records"]]
        except Refused as error:
            kept |= before
            return answered([{"message": str(error), "errorCode": error.code}], 400)
        return answered(results)

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
            self.check_record(table, body)
            if method == "PATCH":
                self.tables[table][id_] |= body
                return answered(None, 204)
            made = self.insert(table, body)
        except Refused as error:
            return answered([{"message": str(error), "errorCode": error.code, "fields": []}], 400)
        return answered({"id": made, "success": True, "errors": []}, 201)


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
