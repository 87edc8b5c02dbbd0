"""HubSpot: deals, contacts and notes with associations, a search with its windows, batches that are done in part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from werkzeug import Request, Response

from addon.adapters.crm.hubspot import PAGE, RATES, connect
from addon.adapters.http import VendorAccount
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import START, CrmStand
from tests.vendors.hubspot_spec import add_missing
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import described

STAMP = "2026-11-24T00:00:00Z"
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


class FakeHubSpot(FakeVendor):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.records: dict[str, dict[str, dict[str, str]]] = {"deals": {}, "contacts": {}, "notes": {}}
        self.on: dict[tuple[str, str], dict[str, str]] = {}
        self.locked: set[str] = set()
        self.made = 0
        self.owners: list[str] = []
        self.properties = [
            _property(
                {
                    "name": name,
                    "label": f"Field {kind}",
                    "type": TYPES[kind][0],
                    "fieldType": TYPES[kind][1],
                    "options": [_option(one) for one in ("green", "red")] if kind is FieldKind.CHOICE else [],
                }
            )
            for kind, name in FIELDS.items()
        ]

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        objects = "/crm/v3/objects"
        return {
            ("GET", "/crm/v3/owners/"): self.list_owners,
            ("GET", "/crm/v3/properties/deals"): lambda _request: answered({"results": self.properties}),
            ("POST", "/crm/v3/properties/deals"): self.make_property,
            ("GET", "/crm/v3/pipelines/deals"): self.pipelines,
            ("POST", f"{objects}/deals/search"): self.search,
            ("POST", f"{objects}/deals/batch/update"): self.update,
            ("POST", f"{objects}/<kind>/batch/read"): self.read,
            ("GET", f"{objects}/deals/<id_>"): self.get,
            ("POST", f"{objects}/<kind>"): self.create,
            ("GET", "/crm/v4/objects/deals/<id_>/associations/<kind>"): self.linked,
            ("PUT", "/crm/v4/objects/deals/<id_>/associations/default/contacts/<to>"): self.associate,
            ("PUT", "/crm/v4/objects/deals/<id_>/associations/contacts/<to>"): self.label,
            ("GET", "/crm/v4/associations/deals/contacts/labels"): lambda _request: answered(
                {
                    "results": [
                        {"category": "USER_DEFINED", "typeId": n, "label": one} for one, n in LABELS.items()
                    ]
                }
            ),
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        told = {"status": "error", "message": words, "category": "VALIDATION_ERROR", "correlationId": "c-1"}
        return answered(told, status, headers)

    def list_owners(self, _request: Request) -> Response:
        times = {"createdAt": STAMP, "updatedAt": STAMP, "archived": False, "type": "PERSON"}
        return answered(
            {"results": [{"id": str(at), "email": one, **times} for at, one in enumerate(self.owners, 1)]}
        )

    def make_property(self, request: Request) -> Response:
        asked = request.get_json()
        if any(one["name"] == asked["name"] for one in self.properties):
            return self.error(409, "there is such a property")
        self.properties.append(_property({"options": [], **asked}))
        return answered(self.properties[-1], 201)

    def pipelines(self, _request: Request) -> Response:
        times = {"createdAt": STAMP, "updatedAt": STAMP, "archived": False}
        known = (("proposal", "false", "0.5"), ("won", "true", "1.0"), ("lost", "true", "0.0"))
        stages = [
            {
                "id": id_,
                "label": id_,
                "displayOrder": at,
                "metadata": {"isClosed": closed, "probability": odds},
                **times,
            }
            for at, (id_, closed, odds) in enumerate(known)
        ]
        return answered(
            {"results": [{"id": "default", "label": "Sales", "displayOrder": 0, "stages": stages, **times}]}
        )

    def search(self, request: Request) -> Response:
        asked = request.get_json()
        found = list(self.records["deals"])
        for group in asked.get("filterGroups", ()):
            found = [id_ for id_ in found if all(self._fits(id_, one) for one in group["filters"])]
        sort = asked["sorts"][0].lstrip("-")
        # deals of one moment come in no order that anybody can rely on
        found.sort(
            key=lambda id_: (self._number(id_, sort), -int(id_)), reverse=asked["sorts"][0].startswith("-")
        )
        page = [self._shown("deals", id_, asked["properties"]) for id_ in found[: asked["limit"]]]
        return answered({"total": len(found), "results": page})

    def _number(self, id_: str, name: str) -> int:
        if name == "hs_object_id":
            return int(id_)
        return int(datetime.fromisoformat(self.records["deals"][id_][name]).timestamp() * 1000)

    def _fits(self, id_: str, one: Mapping[str, str]) -> bool:
        held, value = self._number(id_, one["propertyName"]), int(one["value"])
        return {"GTE": held >= value, "EQ": held == value, "GT": held > value}[one["operator"]]

    def update(self, request: Request) -> Response:
        asked = request.get_json()["inputs"]
        if any(one["id"] in self.locked for one in asked):
            return self.error(400, "the test locks it")
        gone = [one["id"] for one in asked if one["id"] not in self.records["deals"]]
        there = [one for one in asked if one["id"] in self.records["deals"]]
        for one in there:
            self.records["deals"][one["id"]].update(one["properties"])
        return _batch([self._shown("deals", one["id"], ()) for one in there], gone)

    def read(self, request: Request, kind: str) -> Response:
        asked = request.get_json()
        named = [one["id"] for one in asked["inputs"]]
        assert len(named) <= 100
        by = asked.get("idProperty")
        ids = {held[by].lower(): id_ for id_, held in self.records[kind].items() if by in held} if by else {}
        found = [(one, ids.get(one, "") if by else one) for one in named]
        there = [id_ for _one, id_ in found if id_ in self.records[kind]]
        gone = [one for one, id_ in found if id_ not in self.records[kind]]
        return _batch([self._shown(kind, id_, asked["properties"]) for id_ in there], gone)

    def get(self, _request: Request, id_: str) -> Response:
        return (
            answered(self._shown("deals", id_, ()))
            if id_ in self.records["deals"]
            else self.error(404, "not found")
        )

    def create(self, request: Request, kind: str) -> Response:
        asked = request.get_json()
        email = asked["properties"].get("email")
        if email and any(
            one.get("email", "").lower() == email.lower() for one in self.records[kind].values()
        ):
            return self.error(409, "Contact already exists")
        deals = [one["to"]["id"] for one in asked.get("associations", ())]
        if any(id_ not in self.records["deals"] for id_ in deals):
            return self.error(400, "One or more associations are not valid")
        assert len(asked["properties"].get("hs_note_body", "")) <= 65_536
        id_ = self._add(kind, asked["properties"])
        for deal in deals:
            self.on.setdefault((deal, kind), {})[id_] = ""
        return answered(self._shown(kind, id_, ()), 201)

    def linked(self, _request: Request, id_: str, kind: str) -> Response:
        def types(label: str) -> list[dict[str, Any]]:
            plain = [{"category": "HUBSPOT_DEFINED", "typeId": 3}]
            return [*plain, {"category": "USER_DEFINED", "typeId": 31, "label": label}] if label else plain

        people = self.on.get((id_, kind), {})
        return answered(
            {
                "results": [
                    {"toObjectId": to, "associationTypes": types(label)} for to, label in people.items()
                ]
            }
        )

    def associate(self, _request: Request, id_: str, to: str) -> Response:
        self.on.setdefault((id_, "contacts"), {}).setdefault(to, "")
        return answered({"results": [], "status": "COMPLETE", "startedAt": STAMP, "completedAt": STAMP})

    def label(self, request: Request, id_: str, to: str) -> Response:
        number = request.get_json()[0]["associationTypeId"]
        name = next(one for one, known in LABELS.items() if known == number)
        self.on.setdefault((id_, "contacts"), {})[to] = name
        told = {"fromObjectTypeId": "0-3", "fromObjectId": id_, "toObjectTypeId": "0-1", "toObjectId": to}
        return answered({**told, "labels": [name]}, 201)

    def _add(self, kind: str, held: Mapping[str, str]) -> str:
        self.made += 1
        id_ = str(1000 + self.made)
        self.records[kind][id_] = dict(held)
        return id_

    def _shown(self, kind: str, id_: str, names: Sequence[str]) -> dict[str, Any]:
        held = self.records[kind][id_]
        shown = {name: held.get(name) or None for name in names}
        return {"id": id_, "properties": shown, "createdAt": STAMP, "updatedAt": STAMP, "archived": False}

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
        held = {"dealname": name, "dealstage": "proposal" if is_open else "lost", "amount": amount}
        held["closedate"] = f"{close_date}T00:00:00Z" if close_date else ""
        if owner_email:
            self.owners.append(owner_email)
            held["hubspot_owner_id"] = str(len(self.owners))
        id_ = self._add("deals", held)
        self.touch(id_, changed_at)
        return id_

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.records["deals"][deal_id]["hs_lastmodifieddate"] = changed_at.astimezone(UTC).isoformat()

    def remove_deal(self, deal_id: str) -> None:
        del self.records["deals"][deal_id]

    def lock(self, deal_id: str) -> None:
        self.locked.add(deal_id)

    def put_person(self, name: str, email: str = "") -> str:
        first, _blank, last = name.partition(" ")
        return self._add("contacts", {"firstname": first, "lastname": last, "email": email})

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        self.on.setdefault((deal_id, "contacts"), {})[person_id] = role

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        people = (
            (self.records["contacts"][id_], role)
            for id_, role in self.on.get((deal_id, "contacts"), {}).items()
        )
        return [(one.get("email") or f"{one['firstname']} {one['lastname']}", role) for one, role in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        bodies = (self.records["notes"][id_]["hs_note_body"] for id_ in self.on.get((deal_id, "notes"), {}))
        shown = (html.unescape(re.sub("<[^<>]*>", "", re.sub("<br>|</p>", "\n", body))) for body in bodies)
        return [
            (subject, text.strip("\n")) for subject, _line, text in (one.partition("\n") for one in shown)
        ]


def _option(value: str) -> dict[str, Any]:
    return {"label": value, "value": value, "hidden": False}


def _property(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "", "groupName": "dealinformation", **told}


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
