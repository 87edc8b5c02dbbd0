"""Pipedrive: deals, persons, participants, notes and fields of one company, by its own description."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from werkzeug import Request, Response

from addon.adapters.crm.pipedrive import RATES, connect
from addon.adapters.http import VendorAccount
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import START, CrmStand
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import described

MOST_KEYS, MOST_IDS, MOST_ROWS, MOST_TEXT, MOST_NOTE = 15, 100, 500, 255, 100_000

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


@contextmanager
def stand() -> Iterator[CrmStand]:
    clock = Clock()
    with FakePipedrive(clock.now) as fake:
        access = TokenOf(fake)
        yield CrmStand(
            crm=connect(VendorAccount(name="pipedrive", oauth=access), clock.pace(*RATES)),
            fake=fake,
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
            operation["responses"]["default"] = refused  # the only refusal that it describes
    lists = ("/api/v2/deals", "/api/v2/persons", "/api/v2/stages", "/api/v2/pipelines")
    searches = ("/api/v2/deals/search", "/api/v2/persons/search")
    for path in (*lists, *searches, "/v1/notes", "/v1/deals/{id}/participants", "/api/v2/deals/{id}"):
        for item in spec["paths"][path].values():
            _loosen(item.get("responses", {}))


_NULLED = ("next_cursor", "person_id", "org_id", "expected_close_date", "data")


def _loosen(part: Any) -> None:
    if isinstance(part, dict):
        for name, schema in part.get("properties", {}).items():
            if name in _NULLED and "type" in schema and (name != "data" or schema["type"] == "array"):
                schema["nullable"] = True
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _loosen(inner)


class FakePipedrive(FakeVendor):
    """One company's account, and `FakeCrm` of it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(described("pipedrive", as_it_is), limits=RATES, clock=clock)
        self.all_deals: dict[int, dict[str, Any]] = {}
        self.persons: dict[int, dict[str, Any]] = {}
        self.participants: dict[int, list[int]] = {}
        self.notes: list[dict[str, Any]] = []
        self.users: dict[str, int] = {"admin@seller.example": 1}
        self.locked: set[int] = set()
        self.field_rows = [
            _field("title", "Title", "varchar"),
            _field("value", "Value", "monetary"),
            _field("expected_close_date", "Expected close date", "date"),
            *(_field(FIELDS[kind], f"Field {kind}", told, is_custom=True) for kind, told in TYPES.items()),
        ]
        self._last_id = 100

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/v1/users/me"): self._me,
            ("GET", "/v1/users"): self._users,
            ("GET", "/api/v2/dealFields"): lambda request: self._listed(request, self.field_rows),
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
        owner = self.users.setdefault(owner_email, len(self.users) + 1) if owner_email else 0
        id_ = self._next_id()
        self.all_deals[id_] = {
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
            "update_time": _moment(changed_at),
            "status": "open" if is_open else "lost",
            "is_deleted": False,
            "is_archived": False,
            "expected_close_date": close_date.isoformat() if close_date else None,
            "custom_fields": dict.fromkeys(FIELDS.values()),
        }
        return str(id_)

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.all_deals[int(deal_id)]["update_time"] = _moment(changed_at)

    def remove_deal(self, deal_id: str) -> None:
        self.all_deals[int(deal_id)]["is_deleted"] = True

    def lock(self, deal_id: str) -> None:
        self.locked.add(int(deal_id))

    def put_person(self, name: str, email: str = "") -> str:
        id_ = self._next_id()
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

    # what its API does

    def _me(self, _request: Request) -> Response:
        me = {"id": 1, "name": "Admin", "email": "admin@seller.example", "is_you": True}
        return _data({**me, "company_name": "Seller", "company_domain": "seller"})

    def _users(self, _request: Request) -> Response:
        return _data([{"id": id_, "name": email, "email": email} for email, id_ in self.users.items()])

    def _deals(self, request: Request) -> Response:
        asked = request.args
        kept = [one for one in self.all_deals.values() if not one["is_deleted"] and not one["is_archived"]]
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
        return answered(
            {
                "success": True,
                "data": [row for *_place, row in page],
                "additional_data": {"next_cursor": cursor},
            }
        )

    def _deal(self, _request: Request, id_: int) -> Response:
        found = self.all_deals.get(id_)
        return _data(found) if found else self.error(404, "Deal not found")

    def _change(self, request: Request, id_: int) -> Response:
        deal = self.all_deals.get(id_)
        if deal is None or deal["is_deleted"]:
            return self.error(404, "Deal not found")
        if id_ in self.locked:
            return self.error(400, "the test locks it")
        body = request.get_json()
        custom = body.pop("custom_fields", {})
        known = {row["field_code"]: row["field_type"] for row in self.field_rows if row["is_custom_field"]}
        wrong = [name for name, value in custom.items() if not _holds(known.get(name), value)]
        wrong += [name for name in body if name not in {"title", "expected_close_date", "probability"}]
        if wrong:
            return self.error(400, f"Validation failed: {', '.join(wrong)}")
        deal.update(body)
        deal["custom_fields"].update(custom)
        deal["update_time"] = _moment(datetime.now(UTC))
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
            for one in self.all_deals.values()
            if term in one["title"].casefold()
            and one["status"] == request.args.get("status", one["status"])
            and not one["is_deleted"]
        ]
        return _hits(found[: request.args.get("limit", 100, int)])

    def _search_persons(self, request: Request) -> Response:
        term = request.args["term"].casefold()
        assert request.args["fields"] == "email"
        assert request.args["exact_match"] == "true"
        addresses = {id_: [mail["value"] for mail in one["emails"]] for id_, one in self.persons.items()}
        return _hits(
            [
                {"id": id_, "type": "person", "name": self.persons[id_]["name"], "emails": emails}
                for id_, emails in addresses.items()
                if term in {one.casefold() for one in emails}
            ]
        )

    def _person(self, _request: Request, id_: int) -> Response:
        found = self.persons.get(id_)
        return _data(found) if found else self.error(404, "Person not found")

    def _add_person(self, request: Request) -> Response:
        body = request.get_json()
        id_ = self._next_id()
        self.persons[id_] = {"id": id_, "name": body["name"], "emails": body.get("emails", [])}
        return _data(self.persons[id_])

    def _participants(self, request: Request, id_: int) -> Response:
        if id_ not in self.all_deals:
            return self.error(404, "Deal not found")
        return _page_v1(request, [self._participant(one) for one in self.participants.get(id_, ())])

    def _add_participant(self, request: Request, id_: int) -> Response:
        person = request.get_json()["person_id"]
        if id_ not in self.all_deals or person not in self.persons:
            return self.error(404, "Deal or person not found")
        self.participants.setdefault(id_, []).append(person)
        return _data(self._participant(person))

    def _participant(self, person_id: int) -> Mapping[str, Any]:
        person = self.persons[person_id]
        told = {"name": person["name"], "email": person["emails"], "active_flag": True}
        return {"id": 10_000 + person_id, "active_flag": True, "person_id": {**told, "value": person_id}}

    def _notes(self, request: Request) -> Response:
        assert request.args["sort"] == "add_time DESC"
        deal = int(request.args["deal_id"])
        return _page_v1(request, [note for note in reversed(self.notes) if note["deal_id"] == deal])

    def _add_note(self, request: Request) -> Response:
        body = request.get_json()
        deal = self.all_deals.get(body["deal_id"])
        if deal is None or deal["is_deleted"]:
            return self.error(400, "Deal not found or deleted")
        if len(body["content"]) > MOST_NOTE:
            return self.error(400, "the note is too long")
        self.notes.append({"id": self._next_id(), "active_flag": True, **body})
        return _data(self.notes[-1])

    def _next_id(self) -> int:
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


def _field(name: str, label: str, told: str, *, is_custom: bool = False) -> Mapping[str, Any]:
    options = [{"id": id_, "label": label} for label, id_ in COLOURS.items()] if told == "enum" else None
    return {
        "field_name": label,
        "field_code": name,
        "field_type": told,
        "options": options,
        "is_custom_field": is_custom,
        "is_optional_response_field": False,
    }


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


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(content: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", content.replace("<br>", "\n"))).strip()
