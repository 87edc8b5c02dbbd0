"""HubSpot: deals, contacts and notes with associations, a search with its windows, batches that are done in part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from werkzeug import Request, Response

from addon.adapters.crm.hubspot import PAGE, RATES, connect
from addon.adapters.http import VendorAccount
from closeplan.crm.model import FieldKind
from tests.vendors import hubspot_rules as rules
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import CrmStand
from tests.vendors.hubspot_account import Account
from tests.vendors.hubspot_spec import add_missing
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import described

STAMP = "2026-11-24T00:00:00Z"
TIMES = {"createdAt": STAMP, "updatedAt": STAMP, "archived": False}
LABELS = {"Champion": 31, "Buyer": 33}
FIELDS: Mapping[FieldKind, str] = {kind: f"cp_{kind}" for kind in FieldKind if kind is not FieldKind.URL}
TYPES = {
    FieldKind.TEXT: ("string", "text"),
    FieldKind.LONG_TEXT: ("string", "textarea"),
    FieldKind.NUMBER: ("number", "number"),
    FieldKind.DATE: ("date", "date"),
    FieldKind.YES_NO: ("bool", "booleancheckbox"),
    FieldKind.CHOICE: ("enumeration", "select"),
}
CATEGORIES = {401: "INVALID_AUTHENTICATION", 404: "OBJECT_NOT_FOUND", 409: "CONFLICT", 429: "RATE_LIMITS"}


@contextmanager
def stand() -> Iterator[CrmStand]:
    with FakeHubSpot(described("hubspot", add_missing)) as vendor:
        clock, access = Clock(), TokenOf(vendor)
        crm = connect(VendorAccount(name="hubspot", oauth=access), clock.pace(*RATES))
        yield CrmStand(
            crm=crm,
            fake=vendor,
            fields=FIELDS,
            page=PAGE,
            absent="999999",
            choice="green",
            roles=("Champion", "Buyer"),
            vendor=vendor,
            access=access,
            clock=clock,
        )


class FakeHubSpot(Account, FakeVendor):
    """An account with one pipeline; `most` is how much a page of owners or associations holds."""

    def __init__(self, *args: Any, **more: Any) -> None:
        Account.__init__(self)
        FakeVendor.__init__(self, *args, **more)
        self.most = 100
        choices = [rules.option(one) for one in ("green", "red")]
        self.properties = rules.standard() + [
            rules.described(
                {
                    "name": name,
                    "label": f"Field {kind}",
                    "type": TYPES[kind][0],
                    "fieldType": TYPES[kind][1],
                    "options": choices if kind is FieldKind.CHOICE else [],
                }
            )
            for kind, name in FIELDS.items()
        ]

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        objects, linked = "/crm/v3/objects", "/crm/v4/objects/deals/<id_>/associations"
        return {
            ("GET", "/account-info/v3/details"): self.details,
            ("GET", "/crm/v3/owners/"): self.list_owners,
            ("GET", "/crm/v3/properties/deals"): lambda _request: answered({"results": self.properties}),
            ("POST", "/crm/v3/properties/deals"): self.make_property,
            ("GET", "/crm/v3/pipelines/deals"): self.pipelines,
            ("POST", f"{objects}/deals/search"): self.search,
            ("POST", f"{objects}/deals/batch/update"): self.update,
            ("POST", f"{objects}/<kind>/batch/read"): self.read,
            ("GET", f"{objects}/deals/<id_>"): self.get,
            ("POST", f"{objects}/<kind>"): self.create,
            ("GET", f"{linked}/<kind>"): self.linked,
            ("PUT", f"{linked}/default/contacts/<to>"): self.associate,
            ("PUT", f"{linked}/contacts/<to>"): self.label,
            ("GET", "/crm/v4/associations/deals/contacts/labels"): self.labels,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        category = CATEGORIES.get(status, "VALIDATION_ERROR")
        told = {"status": "error", "message": words, "category": category, "correlationId": "c-1"}
        return answered(told, status, headers)

    def details(self, _request: Request) -> Response:
        told = {"portalId": 4711, "accountType": "STANDARD", "timeZone": self.zone.key, "utcOffset": "-05:00"}
        money = {"companyCurrency": "USD", "additionalCurrencies": [], "utcOffsetMilliseconds": -18_000_000}
        return answered({**told, **money, "uiDomain": "app-eu1.hubspot.com", "dataHostingLocation": "eu1"})

    def list_owners(self, request: Request) -> Response:
        listed = [
            {"id": str(at), "email": one, "type": "PERSON", **TIMES} for at, one in enumerate(self.owners, 1)
        ]
        return self._paged(request, listed)

    def make_property(self, request: Request) -> Response:
        asked = request.get_json()
        if any(one["name"] == asked["name"] for one in self.properties):
            return self.error(409, f"A property named '{asked['name']}' already exists.")
        if not re.fullmatch("[a-z][a-z0-9_]*", asked["name"]) or asked["groupName"] != "dealinformation":
            return self.error(400, "name or group is not valid")
        if asked["type"] == "enumeration" and not asked.get("options"):
            return self.error(400, "an enumeration needs options")
        self.properties.append(rules.described(asked))
        return answered(self.properties[-1], 201)

    def pipelines(self, _request: Request) -> Response:
        known = (("proposal", "false", "0.5"), ("won", "true", "1.0"), ("lost", "true", "0.0"))
        stages = [
            {
                "id": id_,
                "label": id_,
                "displayOrder": at,
                "metadata": {"isClosed": closed, "probability": odds},
                **TIMES,
            }
            for at, (id_, closed, odds) in enumerate(known)
        ]
        sales = {"id": "default", "label": "Sales", "displayOrder": 0, "stages": stages, **TIMES}
        return answered({"results": [sales]})

    def search(self, request: Request) -> Response:
        asked = request.get_json()
        found = rules.searched(asked, self.records["deals"])
        if isinstance(found, str):
            return self.error(400, found)
        page = [self._shown("deals", id_, asked["properties"]) for id_ in found.ids]
        paging = {"paging": {"next": {"after": str(found.after)}}} if found.after else {}
        return answered({"total": found.total, "results": page, **paging})

    def update(self, request: Request) -> Response:
        """One bad value has HubSpot refuse all of them; deals that are gone it leaves out."""
        asked = request.get_json()["inputs"]
        if problem := self._problem_with_batch([one["id"] for one in asked]):
            return self.error(400, problem)
        for one in asked:
            if one["id"] in self.locked:
                return self.error(400, "the test locks it")
            if problem := self._problem_with(one["properties"]):
                return self.error(400, f"Property values were not valid: {problem}")
        deals, now = self.records["deals"], datetime.now(UTC).isoformat(timespec="milliseconds")
        for one in asked:
            if one["id"] in deals:
                deals[one["id"]].update({**one["properties"], "hs_lastmodifieddate": now})
        done = [
            self._shown("deals", one["id"], list(one["properties"])) for one in asked if one["id"] in deals
        ]
        return _batch(done, [one["id"] for one in asked if one["id"] not in deals])

    def _problem_with_batch(self, ids: Sequence[str]) -> str:
        if len(ids) > 100:
            return "The maximum number of inputs supported in a batch request is 100"
        return "" if len(set(ids)) == len(ids) else "Duplicate IDs found in batch input"

    def _problem_with(self, values: Mapping[str, str]) -> str:
        known = {one["name"]: one for one in self.properties}
        told = [
            f"{name} {rules.problem_with(value, known[name])}"
            if name in known
            else f'Property "{name}" does not exist'
            for name, value in values.items()
            if name not in known or rules.problem_with(value, known[name])
        ]
        return "; ".join(told)

    def read(self, request: Request, kind: str) -> Response:
        asked = request.get_json()
        named = [one["id"] for one in asked["inputs"]]
        if problem := self._problem_with_batch(named):
            return self.error(400, problem)
        by = asked.get("idProperty")
        if not by and not all(one.isdigit() for one in named):
            return self.error(400, "an id is no number")
        ids = {held.get(by, "").lower(): id_ for id_, held in self.records[kind].items()} if by else {}
        found = [(one, ids.get(one.lower(), "") if by else one) for one in named]
        there = [id_ for _one, id_ in found if id_ in self.records[kind]]
        gone = [one for one, id_ in found if id_ not in self.records[kind]]
        return _batch([self._shown(kind, id_, asked["properties"]) for id_ in there], gone)

    def get(self, _request: Request, id_: str) -> Response:
        if id_ not in self.records["deals"]:
            return self.error(404, "resource not found")
        return answered(self._shown("deals", id_, ()))

    def create(self, request: Request, kind: str) -> Response:
        asked = request.get_json()
        held = asked["properties"]
        email = held.get("email", "").lower()
        known = {one["email"].lower(): id_ for id_, one in self.records[kind].items() if one.get("email")}
        if existing := {**known, **self.also_at}.get(email):
            return self.error(409, f"Contact already exists. Existing ID: {existing}")
        if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
            return self.error(400, f"Email address {email} is invalid")
        deals = [one["to"]["id"] for one in asked.get("associations", ())]
        if any(id_ not in self.records["deals"] for id_ in deals):
            return self.error(400, "One or more associations are not valid")
        if len(held.get("hs_note_body", "")) > rules.LONGEST:
            return self.error(400, "hs_note_body is too long")
        id_ = self.add(kind, held)
        for deal in deals:
            self.on.setdefault((deal, kind), {})[id_] = ""
        return answered(self._shown(kind, id_, list(held)), 201)

    def linked(self, request: Request, id_: str, kind: str) -> Response:
        def types(label: str) -> list[dict[str, Any]]:
            plain = [{"category": "HUBSPOT_DEFINED", "typeId": 3}]
            return [*plain, {"category": "USER_DEFINED", "typeId": 31, "label": label}] if label else plain

        people = self.on.get((id_, kind), {})
        listed = [{"toObjectId": to, "associationTypes": types(label)} for to, label in people.items()]
        return self._paged(request, listed)

    def _paged(self, request: Request, listed: Sequence[dict[str, Any]]) -> Response:
        at, most = int(request.args.get("after", 0)), min(int(request.args.get("limit", 100)), self.most)
        more = {"paging": {"next": {"after": str(at + most)}}} if at + most < len(listed) else {}
        return answered({"results": listed[at : at + most], **more})

    def associate(self, _request: Request, id_: str, to: str) -> Response:
        if id_ not in self.records["deals"] or to not in self.records["contacts"]:
            return self.error(404, "resource not found")
        self.on.setdefault((id_, "contacts"), {}).setdefault(to, "")
        return answered({"results": [], "status": "COMPLETE", "startedAt": STAMP, "completedAt": STAMP})

    def labels(self, _request: Request) -> Response:
        plain = {"category": "HUBSPOT_DEFINED", "typeId": 3}
        told = [{"category": "USER_DEFINED", "typeId": n, "label": one} for one, n in LABELS.items()]
        return answered({"results": [plain, *told]})

    def label(self, request: Request, id_: str, to: str) -> Response:
        number = request.get_json()[0]["associationTypeId"]
        name = next((one for one, known in LABELS.items() if known == number), "")
        if not name:
            return self.error(400, f"no association of type {number}")
        self.on.setdefault((id_, "contacts"), {})[to] = name
        told = {"fromObjectTypeId": "0-3", "fromObjectId": id_, "toObjectTypeId": "0-1", "toObjectId": to}
        return answered({**told, "labels": [name]}, 201)

    def _shown(self, kind: str, id_: str, names: Sequence[str]) -> dict[str, Any]:
        """Empty properties are null there."""
        held = self.records[kind][id_]
        return {"id": id_, "properties": {name: held.get(name) or None for name in names}, **TIMES}


def _batch(results: list[dict[str, Any]], gone: list[str]) -> Response:
    told: dict[str, Any] = {
        "status": "COMPLETE",
        "results": results,
        "startedAt": STAMP,
        "completedAt": STAMP,
    }
    if not gone:
        return answered(told)
    error = {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": "Could not get some objects",
        "context": {"ids": gone},
        "links": {},
        "errors": [],
    }
    return answered({**told, "numErrors": 1, "errors": [error]}, 207)
