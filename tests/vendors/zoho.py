"""Zoho CRM as a fake: deals, contacts with their roles, notes, fields and one layout with two pipelines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from werkzeug import Request, Response

from addon.adapters.crm.zoho import Zoho
from addon.adapters.crm.zoho_records import PAGE
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import START, CrmStand
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import described
from tests.vendors.zoho_answers import (
    FIELDS,
    LAYOUT,
    ME,
    PIPELINES,
    ROLES,
    STAGES,
    STANDARD,
    done,
    field_of,
    outcomes,
    page_of,
    refused,
    stages,
    with_other_statuses,
    wrong_value,
)
from tests.vendors.zoho_coql import chosen


@contextmanager
def stand() -> Iterator[CrmStand]:
    with FakeZoho() as vendor:
        access, clock = TokenOf(vendor, form="Zoho-oauthtoken {}"), Clock()
        yield CrmStand(
            crm=Zoho(access, clock.pace()),
            fake=vendor,
            fields={kind: name for kind, (name, _type, _length) in FIELDS.items()},
            page=PAGE,
            absent="554023000009999999",
            choice="green",
            roles=tuple(ROLES.values()),
            vendor=vendor,
            access=access,
            clock=clock,
        )


@dataclass
class Deal:
    """A deal. `held` is in the form the API gives, `roles` its people's roles by contact."""

    id: str
    held: dict[str, Any]
    changed_at: datetime
    is_locked: bool = False
    roles: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def row(self) -> dict[str, Any]:
        return {**self.held, "id": self.id, "Modified_Time": self.changed_at.isoformat(timespec="seconds")}


class FakeZoho(FakeVendor):
    """One account. `deals` and `contacts` are all there are, by id; `layout` is the one that has pipelines."""

    def __init__(self) -> None:
        super().__init__(described("zoho", with_other_statuses))
        self.deals: dict[str, Deal] = {}
        self.contacts: dict[str, dict[str, Any]] = {}
        self.layout = LAYOUT
        self._ids = count(554023000001000001)

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/crm/v8/users"): self._users,
            ("GET", "/crm/v8/settings/fields"): self._fields,
            ("GET", "/crm/v8/settings/pipeline"): self._pipeline,
            ("POST", "/crm/v8/coql"): self._coql,
            ("GET", "/crm/v8/Deals"): lambda request: self._by_ids(
                request, {one.id: one.row for one in self.deals.values()}
            ),
            ("PUT", "/crm/v8/Deals"): self._update,
            ("GET", "/crm/v8/Deals/<deal_id>/Contact_Roles"): self._contact_roles,
            ("PUT", "/crm/v8/Deals/<deal_id>/Contact_Roles"): self._put_on,
            ("GET", "/crm/v8/Deals/<deal_id>/Notes"): self._notes,
            ("POST", "/crm/v8/Notes"): self._add_note,
            ("GET", "/crm/v8/Contacts"): lambda request: self._by_ids(request, self.contacts),
            ("GET", "/crm/v8/Contacts/roles"): self._roles,
            ("GET", "/crm/v8/Contacts/search"): self._search,
            ("POST", "/crm/v8/Contacts"): self._insert,
            ("POST", "/crm/v8/Contacts/upsert"): self._upsert,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        return answered(refused("INVALID_DATA", words), status, headers)

    def is_let_in(self, request: Request) -> bool:
        return request.headers.get("Authorization") == f"Zoho-oauthtoken {self.token}"

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
        id_ = str(next(self._ids))
        held = {
            "Deal_Name": name,
            "Stage": STAGES[1][0] if is_open else STAGES[3][0],
            "Pipeline": {"id": next(iter(PIPELINES)), "name": PIPELINES[next(iter(PIPELINES))]},
            "Amount": float(amount) if amount else None,
            "Closing_Date": close_date.isoformat() if close_date else None,
            "Owner": {**ME, "email": owner_email} if owner_email else ME,
            "Account_Name": {"id": "554023000000700001", "name": "Acme Ltd"},
            "Contact_Name": None,
            **{name: None for name, _type, _length in FIELDS.values()},
            "Cp_Yes_No": False,
        }
        self.deals[id_] = Deal(id_, held, changed_at)
        return id_

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.deals[deal_id].changed_at = changed_at

    def remove_deal(self, deal_id: str) -> None:
        del self.deals[deal_id]

    def lock(self, deal_id: str) -> None:
        self.deals[deal_id].is_locked = True

    def put_person(self, name: str, email: str = "") -> str:
        first, _, last = name.rpartition(" ")
        return self._new_contact(
            {"First_Name": first or None, "Last_Name": last, "Email": email or None, "Title": None}
        )

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        self.deals[deal_id].roles[person_id] = role

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        people = [(self.contacts[id_], role) for id_, role in self.deals[deal_id].roles.items()]
        return [(one["Email"] or one["Full_Name"], role) for one, role in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        return list(self.deals[deal_id].notes)

    # what the API does

    def _users(self, _request: Request) -> Response:
        me = {**ME, "full_name": ME["name"], "email": "danavale1@sales.com"}
        info = {"per_page": 200, "count": 1, "page": 1, "more_records": False}
        return answered({"users": [me], "info": info})

    def _fields(self, _request: Request) -> Response:
        own = {name: (type_, length) for name, type_, length in FIELDS.values()}
        return answered({"fields": [field_of(name, *told) for name, told in (STANDARD | own).items()]})

    def _pipeline(self, request: Request) -> Response:
        if request.args["layout_id"] != self.layout:
            return answered(refused("INVALID_DATA", "the layout id given seems to be invalid"), 400)
        listed = [
            {
                "id": id_,
                "display_value": name,
                "actual_value": name,
                "default": at == 0,
                "maps": stages(),
            }
            for at, (id_, name) in enumerate(PIPELINES.items())
        ]
        return answered({"pipeline": listed})

    def _coql(self, request: Request) -> Response:
        rows = [deal.row for deal in self.deals.values()]
        try:
            found, is_more = chosen(request.get_json()["select_query"], rows)
        except ValueError as error:
            told = {**refused("SYNTAX_ERROR", str(error)), "details": {"line": 1, "column": 1, "near": ""}}
            return answered(told, 400)
        return answered(
            {"data": found, "info": {"count": len(found), "more_records": is_more}} if found else None,
            200 if found else 204,
        )

    def _by_ids(self, request: Request, rows: Mapping[str, Mapping[str, Any]]) -> Response:
        ids, fields = request.args["ids"].split(","), request.args.get("fields", "").split(",")
        if fields == [""]:
            return answered(
                refused("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing"), 400
            )
        if len(ids) > 100 or len(fields) > 50:
            return answered(refused("LIMIT_EXCEEDED", "Max field limit exceeded"), 400)
        return page_of(request, [rows[id_] for id_ in ids if id_ in rows], fields)

    def _update(self, request: Request) -> Response:
        data = request.get_json()["data"]
        if len(data) > 100:
            return answered(refused("LIMIT_EXCEEDED", "Record count exceeded"), 400)
        return outcomes([self._updated(row) for row in data])

    def _updated(self, row: Mapping[str, Any]) -> dict[str, Any]:
        deal = self.deals.get(row["id"])
        if deal is None:
            return refused("INVALID_DATA", "the id given seems to be invalid", id=row["id"])
        if deal.is_locked:
            words = "Field cannot be updated as it is associated with a validation rule."
            return refused("NOT_ALLOWED", words, reason="the test locks it")
        for name, type_, length in FIELDS.values():
            if name in row and (wrong := wrong_value(row[name], name, type_, length)):
                return wrong
        own = {name for name, _type, _length in FIELDS.values()}
        deal.held |= {name: value for name, value in row.items() if name in own}
        return done("record updated", deal.id)

    def _contact_roles(self, request: Request, deal_id: str) -> Response:
        if deal_id not in self.deals:
            return answered(refused("INVALID_DATA", "the related id given seems to be invalid"), 400)
        by_name = {name: {"id": id_, "name": name} for id_, name in ROLES.items()}
        people = self.deals[deal_id].roles.items()
        rows = [{**self.contacts[id_], "Contact_Role": by_name.get(role)} for id_, role in people]
        return page_of(request, rows, [*request.args["fields"].split(","), "Contact_Role"])

    def _put_on(self, request: Request, deal_id: str) -> Response:
        [link] = request.get_json()["data"]
        role = link.get("Contact_Role", {})
        if deal_id not in self.deals or link["id"] not in self.contacts or (role and role["id"] not in ROLES):
            return outcomes([refused("INVALID_DATA", "the related id given seems to be invalid")])
        self.deals[deal_id].roles[link["id"]] = ROLES[role["id"]] if role else ""
        return answered({"data": [done("relation added", link["id"])]})

    def _notes(self, request: Request, deal_id: str) -> Response:
        if deal_id not in self.deals:
            return answered(refused("INVALID_DATA", "the related id given seems to be invalid"), 400)
        notes = self.deals[deal_id].notes
        rows = [{"id": str(at), "Note_Title": title} for at, (title, _text) in enumerate(notes, 1)]
        return page_of(request, rows, request.args["fields"].split(","))

    def _add_note(self, request: Request) -> Response:
        [note] = request.get_json()["data"]
        for name, most in (("Note_Title", 120), ("Note_Content", 32_000)):
            if len(note[name]) > most:
                wrong = refused("INVALID_DATA", "invalid data", api_name=name, maximum_length=most)
                return answered({"data": [wrong]}, 202)
        deal = self.deals.get(note["Parent_Id"]["id"])
        if deal is None:
            wrong = refused("INVALID_DATA", "invalid data", api_name="Parent_Id", expected_data_type="long")
            return answered({"data": [wrong]}, 202)
        deal.notes.append((note["Note_Title"], note["Note_Content"]))
        return answered({"data": [done("record added", str(next(self._ids)))]})

    def _roles(self, _request: Request) -> Response:
        listed = [
            {"id": id_, "name": name, "sequence_number": at} for at, (id_, name) in enumerate(ROLES.items())
        ]
        return answered({"contact_roles": listed})

    def _search(self, request: Request) -> Response:
        wanted = request.args["email"].casefold()
        hits = [one for one in self.contacts.values() if (one["Email"] or "").casefold() == wanted]
        return page_of(request, hits, request.args["fields"].split(","))

    def _insert(self, request: Request) -> Response:
        [row] = request.get_json()["data"]
        if not row.get("Last_Name"):
            missing = refused("MANDATORY_NOT_FOUND", "required field not found", api_name="Last_Name")
            return outcomes([missing])
        return answered({"data": [done("record added", self._new_contact(row))]}, 201)

    def _upsert(self, request: Request) -> Response:
        [row], [key] = request.get_json()["data"], request.get_json()["duplicate_check_fields"]
        for known in self.contacts.values():
            if (known[key] or "").casefold() == row[key].casefold():
                known.update(row)
                outcome = {**done("record updated", known["id"]), "duplicate_field": key}
                return answered({"data": [outcome]})
        return self._insert(request)

    def _new_contact(self, row: Mapping[str, Any]) -> str:
        id_ = str(next(self._ids))
        full = " ".join(filter(None, (row.get("First_Name"), row["Last_Name"])))
        self.contacts[id_] = {"Email": None, "Title": None, **row, "id": id_, "Full_Name": full}
        return id_
