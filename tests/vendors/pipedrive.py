"""Pipedrive: deals, persons, participants, notes and fields of one company, by its own description."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from werkzeug import Request, Response

from addon.adapters.crm.pipedrive import RATES, connect
from addon.adapters.http import VendorAccount
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import CrmStand
from tests.vendors.pipedrive_company import COLOURS, FIELDS, PIPELINES, STAGES, Company, moment
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import described

MOST_KEYS, MOST_IDS, MOST_ROWS, MOST_TEXT, MOST_NOTE = 15, 100, 500, 255, 100_000


@contextmanager
def stand() -> Iterator[CrmStand]:
    clock = Clock()
    with FakePipedrive(clock.now) as fake:
        access = TokenOf(fake)
        yield CrmStand(
            crm=connect(VendorAccount(name="pipedrive", oauth=access), clock.pace(*RATES)),
            fake=fake.company,
            fields=FIELDS,
            page=MOST_ROWS,
            absent="987654321",
            choice="green",
            writes=1,
            vendor=fake,
            access=access,
            clock=clock,
        )


def as_it_is(spec: dict[str, Any]) -> None:
    """What the description calls a value and its examples or the vendor's guide give as null where there is none. Who is let in
    the fake says itself: openapi-core knows no OAuth.
    """
    refused = spec["paths"]["/v1/users/me"]["get"]["responses"]["401"]
    for item in spec["paths"].values():
        for operation in item.values():
            operation.pop("security", None)
            _loosen(operation["responses"])
            operation["responses"]["default"] = refused  # the only refusal that it describes


_NULLED = ("next_cursor", "person_id", "org_id", "expected_close_date", "data")


def _loosen(part: Any) -> None:
    if isinstance(part, dict):
        for name, schema in part.get("properties", {}).items():
            if name in _NULLED and "type" in schema and (name != "data" or schema["type"] == "array"):
                schema["nullable"] = True
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _loosen(inner)


class FakePipedrive(FakeVendor):
    """The API of one company's account."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(described("pipedrive", as_it_is), limits=RATES, clock=clock)
        self.company = Company()

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/v1/users/me"): self._me,
            ("GET", "/v1/users"): self._users,
            ("GET", "/api/v2/dealFields"): lambda request: self._listed(request, self.company.fields),
            ("GET", "/api/v2/pipelines"): lambda request: self._listed(request, PIPELINES),
            ("GET", "/api/v2/stages"): lambda request: self._listed(request, STAGES),
            ("GET", "/api/v2/deals"): self._deals,
            ("GET", "/api/v2/deals/search"): self._search_deals,
            ("GET", "/api/v2/deals/<int:id_>"): self._deal,
            ("PATCH", "/api/v2/deals/<int:id_>"): self._change,
            ("GET", "/api/v2/persons/search"): self._search_persons,
            ("GET", "/api/v2/persons/<int:id_>"): self._person,
            ("POST", "/api/v2/persons"): self._add_person,
            ("GET", "/v1/deals/<int:id_>/participants"): self._participants,
            ("POST", "/v1/deals/<int:id_>/participants"): self._add_participant,
            ("GET", "/v1/notes"): self._notes,
            ("POST", "/v1/notes"): self._add_note,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        told = {"success": False, "error": words, "errorCode": status}
        return answered(told, status, headers)

    def too_many(self, seconds: float) -> Response:
        return self.error(429, "request over limit", {"x-ratelimit-reset": f"{seconds:.0f}"})

    def _me(self, _request: Request) -> Response:
        me = {"id": 1, "name": "Admin", "email": "admin@seller.example", "is_you": True}
        return _data({**me, "company_name": "Seller", "company_domain": "seller"})

    def _users(self, _request: Request) -> Response:
        return _data(
            [{"id": id_, "name": email, "email": email} for email, id_ in self.company.users.items()]
        )

    def _deals(self, request: Request) -> Response:
        asked = request.args
        kept = [
            one for one in self.company.deals.values() if not one["is_deleted"] and not one["is_archived"]
        ]
        if "ids" in asked:
            ids = asked["ids"].split(",")
            if len(ids) > MOST_IDS:
                return self.error(400, "ids: at most 100")
            kept = [one for one in kept if str(one["id"]) in ids]
        if "updated_since" in asked:
            kept = [one for one in kept if one["update_time"] >= asked["updated_since"]]
        names = asked["custom_fields"].split(",") if "custom_fields" in asked else None
        if names and len(names) > MOST_KEYS:
            return self.error(400, "custom_fields: at most 15")
        labels = asked.get("include_option_labels") == "true"
        return self._listed(request, [_shown(one, names, labels=labels) for one in kept])

    def _listed(self, request: Request, rows: Iterable[Mapping[str, Any]]) -> Response:
        """A page of version 2: the cursor says behind which row it goes on, whatever changed meanwhile."""
        limit = request.args.get("limit", 100, int)
        if limit > MOST_ROWS:
            return self.error(400, "limit: at most 500")
        by = request.args.get("sort_by", "id")
        order = [(row.get(by, at), row.get("id", at), row) for at, row in enumerate(rows)]
        order.sort(key=lambda one: one[:2])
        if "cursor" in request.args:
            try:
                place = json.loads(base64.urlsafe_b64decode(request.args["cursor"]))
            except ValueError:
                return self.error(400, "Invalid cursor")
            order = [one for one in order if one[:2] > (place["fieldValue"], place["id"])]
        page, rest = order[:limit], order[limit:]
        cursor = None
        if rest:
            told = {"field": by, "fieldValue": page[-1][0], "sortDirection": "asc", "id": page[-1][1]}
            cursor = base64.urlsafe_b64encode(json.dumps(told).encode()).decode()
        data = [row for *_place, row in page]
        return answered({"success": True, "data": data, "additional_data": {"next_cursor": cursor}})

    def _deal(self, _request: Request, id_: int) -> Response:
        found = self.company.deals.get(id_)
        return _data(found) if found else self.error(404, "Deal not found")

    def _change(self, request: Request, id_: int) -> Response:
        deal = self.company.deals.get(id_)
        if deal is None or deal["is_deleted"]:
            return self.error(404, "Deal not found")
        if id_ in self.company.locked:
            return self.error(400, "the test locks it")
        body = request.get_json()
        custom = body.pop("custom_fields", {})
        known = {
            row["field_code"]: row["field_type"] for row in self.company.fields if row["is_custom_field"]
        }
        wrong = [name for name, value in custom.items() if not _holds(known.get(name), value)]
        wrong += [name for name in body if name not in {"title", "expected_close_date", "probability"}]
        if wrong:
            return self.error(400, f"Validation failed: {', '.join(wrong)}")
        deal.update(body)
        deal["custom_fields"].update(custom)
        deal["update_time"] = moment(datetime.now(UTC))
        return _data(deal)

    def _search_deals(self, request: Request) -> Response:
        term = request.args["term"].casefold()
        if len(term) < 2:
            return self.error(400, "term: at least 2 characters")
        found = [
            {
                "id": one["id"],
                "type": "deal",
                "title": one["title"],
                "status": one["status"],
                "organization": {"id": 7, "name": "Northwind Traders"},
                "person": None,
            }
            for one in self.company.deals.values()
            if term in one["title"].casefold()
            and one["status"] == request.args.get("status", one["status"])
            and not one["is_deleted"]
        ]
        return _hits(found[: request.args.get("limit", 100, int)])

    def _search_persons(self, request: Request) -> Response:
        term = request.args["term"].casefold()
        assert request.args["fields"] == "email"
        assert request.args["exact_match"] == "true"
        addresses = {
            id_: [mail["value"] for mail in one["emails"]] for id_, one in self.company.persons.items()
        }
        return _hits(
            [
                {"id": id_, "type": "person", "name": self.company.persons[id_]["name"], "emails": emails}
                for id_, emails in addresses.items()
                if term in {one.casefold() for one in emails}
            ]
        )

    def _person(self, _request: Request, id_: int) -> Response:
        found = self.company.persons.get(id_)
        return _data(found) if found else self.error(404, "Person not found")

    def _add_person(self, request: Request) -> Response:
        body = request.get_json()
        id_ = self.company.next_id()
        self.company.persons[id_] = {"id": id_, "name": body["name"], "emails": body.get("emails", [])}
        return _data(self.company.persons[id_])

    def _participants(self, request: Request, id_: int) -> Response:
        if id_ not in self.company.deals:
            return self.error(404, "Deal not found")
        return _page_v1(request, [self._participant(one) for one in self.company.participants.get(id_, ())])

    def _add_participant(self, request: Request, id_: int) -> Response:
        person = request.get_json()["person_id"]
        if id_ not in self.company.deals or person not in self.company.persons:
            return self.error(404, "Deal or person not found")
        self.company.participants.setdefault(id_, []).append(person)
        return _data(self._participant(person))

    def _participant(self, person_id: int) -> Mapping[str, Any]:
        person = self.company.persons[person_id]
        told = {"name": person["name"], "email": person["emails"], "active_flag": True}
        return {"id": 10_000 + person_id, "active_flag": True, "person_id": {**told, "value": person_id}}

    def _notes(self, request: Request) -> Response:
        assert request.args["sort"] == "add_time DESC"
        deal = int(request.args["deal_id"])
        found = [note for note in self.company.notes if note["deal_id"] == deal]
        found.sort(key=lambda note: (note.get("add_time", ""), note["id"]), reverse=True)
        return _page_v1(request, found)

    def _add_note(self, request: Request) -> Response:
        body = request.get_json()
        deal = self.company.deals.get(body["deal_id"])
        if deal is None or deal["is_deleted"]:
            return self.error(400, "Deal not found or deleted")
        if len(body["content"].encode()) > MOST_NOTE:
            return self.error(400, "the note is too long")
        self.company.notes.append({"id": self.company.next_id(), "active_flag": True, **body})
        return _data(self.company.notes[-1])


def _holds(told: str | None, value: object) -> bool:
    """Whether a field of that type takes the value."""
    if told is None or value is None:
        return told is not None
    match told:
        case "boolean":
            return isinstance(value, bool)
        case "double":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "date":
            return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
        case "enum":
            return value in COLOURS.values()
    return isinstance(value, str) and (told == "text" or len(value) <= MOST_TEXT)


def _shown(deal: Mapping[str, Any], names: Sequence[str] | None, *, labels: bool) -> Mapping[str, Any]:
    """A deal in a list, with the custom fields that were asked for."""
    custom = {name: value for name, value in deal["custom_fields"].items() if names is None or name in names}
    choice = FIELDS[FieldKind.CHOICE]
    if labels and custom.get(choice) is not None:
        label = next(one for one, id_ in COLOURS.items() if id_ == custom[choice])
        custom[choice] = {"id": custom[choice], "label": label}
    return {**deal, "custom_fields": custom}


def _page_v1(request: Request, rows: Sequence[Mapping[str, Any]]) -> Response:
    start, limit = request.args.get("start", 0, int), request.args.get("limit", 100, int)
    page = rows[start : start + limit]
    more = start + limit < len(rows)
    told = {"start": start, "limit": limit, "more_items_in_collection": more}
    if more:
        told["next_start"] = start + limit
    return answered({"success": True, "data": page or None, "additional_data": {"pagination": told}})


def _hits(items: Sequence[Mapping[str, Any]]) -> Response:
    data = {"items": [{"result_score": 0.5, "item": one} for one in items]}
    return answered({"success": True, "data": data, "additional_data": {"next_cursor": None}})


def _data(content: object) -> Response:
    return answered({"success": True, "data": content})
