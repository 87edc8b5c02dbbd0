"""A Freshworks CRM of our own: deals in a view, contacts, notes; held against what is known of the API."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from werkzeug import Request, Response

from addon.adapters.crm.freshworks import Freshworks
from addon.adapters.crm.freshworks_view import PAGE
from addon.adapters.http import Rate
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import CrmStand
from tests.vendors.freshworks_account import CHOICES, FIELDS, FIRST_ID, PIPELINES, STAGES, Account, Deal
from tests.vendors.freshworks_facts import BASE, checks
from tests.vendors.server import FakeVendor, Handler, answered


class FakeFreshworks(Account, FakeVendor):
    """The API of such an account; whatever is asked needs the key."""

    base_path: ClassVar[str] = BASE

    def __init__(self, *, limits: Sequence[Rate] = (), clock: Callable[[], float] = time.monotonic) -> None:
        Account.__init__(self)
        FakeVendor.__init__(self, checks(), limits=limits, clock=clock)

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/deals/filters"): lambda _request: answered(
                {"filters": [{"id": id_, "name": name} for id_, name in self.views.items()]}
            ),
            ("GET", "/deals/view/<int:view_id>"): self._view,
            ("GET", "/deals/<int:deal_id>"): self._deal,
            ("PUT", "/deals/<int:deal_id>"): self._change,
            ("GET", "/deals/<int:deal_id>/notes"): self._notes,
            ("POST", "/notes"): self._add_note,
            ("GET", "/search"): self._search,
            ("GET", "/lookup"): self._lookup,
            ("POST", "/contacts"): self._new_contact,
            ("POST", "/contacts/upsert"): self._upsert,
            ("GET", "/settings/deals/fields"): lambda _request: answered({"fields": self.fields()}),
            ("GET", "/selector/deal_pipelines"): lambda _request: answered(
                {"deal_pipelines": [{"id": id_, "name": name} for id_, name in PIPELINES.items()]}
            ),
            ("GET", "/selector/deal_stages"): lambda _request: answered({"deal_stages": list(STAGES)}),
            ("GET", "/selector/owners"): lambda _request: answered({"users": self.users()}),
        }

    def is_let_in(self, request: Request) -> bool:
        return request.headers.get("Authorization") == f"Token token={self.token}"

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        if status == 401:
            return answered({"login": "failed", "message": words}, status, headers)
        return answered({"errors": {"code": status, "message": [words]}}, status, headers)

    def too_many(self, _seconds: float) -> Response:
        return self.error(429, "too many requests")  # it says nothing of when

    # what it answers

    def _view(self, request: Request, view_id: int) -> Response:
        if view_id not in self.views:
            return self.error(404, "no such view")
        page, size = int(request.args.get("page", 1)), int(request.args.get("per_page", 25))
        assert request.args["sort"] == "updated_at"
        ordered = sorted(
            self.deals.values(),
            key=lambda deal: (deal.told["updated_at"], deal.told["id"]),
            reverse=request.args["sort_type"] == "desc",
        )
        shown = ordered[(page - 1) * size : page * size]
        meta = {"total_pages": -(-len(ordered) // size), "total": len(ordered)}
        rows = [_row(deal, self._included(request)) for deal in shown]
        return answered({"deals": rows, **self._beside(request, shown), "meta": meta})

    def _deal(self, request: Request, deal_id: int) -> Response:
        deal = self.deals.get(deal_id)
        if deal is None:
            return self.error(404, "no such deal")
        return answered({"deal": _row(deal, self._included(request)), **self._beside(request, [deal])})

    def _change(self, request: Request, deal_id: int) -> Response:
        deal = self.deals.get(deal_id)
        if deal is None:
            return self.error(404, "no such deal")
        told = request.get_json()["deal"]
        own, added = told.pop("custom_field", {}), told.pop("contacts_added_list", [])
        problem = _problem(deal, own) or ("" if set(added) <= self.people.keys() else "no such contact")
        if problem:
            return self.error(400, problem)
        deal.told |= told
        deal.own |= own
        deal.people += [id_ for id_ in added if id_ not in deal.people]
        self.touch(str(deal_id), datetime.now(UTC))
        return answered({"deal": _row(deal, set())})

    def _notes(self, request: Request, deal_id: int) -> Response:
        deal = self.deals.get(deal_id)
        if deal is None:
            return self.error(404, "no such deal")
        page, size = int(request.args.get("page", 1)), int(request.args.get("per_page", 25))
        shown = deal.notes[::-1][(page - 1) * size : page * size]
        meta = {"total_pages": -(-len(deal.notes) // size), "total": len(deal.notes)}
        return answered({"notes": [{"description": note} for note in shown], "meta": meta})

    def _add_note(self, request: Request) -> Response:
        note = request.get_json()["note"]
        deal = self.deals.get(note["targetable_id"])
        if deal is None:
            return self.error(400, "Targetable can't be blank")
        deal.notes.append(note["description"])
        return answered({"note": {"id": next(self.ids), **note}})

    def _search(self, request: Request) -> Response:
        wanted, most = request.args["q"].casefold(), int(request.args.get("per_page", 5))
        assert request.args["include"] == "deal"
        found = [deal.told for deal in self.deals.values() if wanted in deal.told["name"].casefold()]
        return answered([{"id": str(one["id"]), "type": "deal", "name": one["name"]} for one in found][:most])

    def _lookup(self, request: Request) -> Response:
        assert (request.args["f"], request.args["entities"]) == ("email", "contact")
        found = self.known(request.args["q"])
        return answered({"contacts": {"contacts": [found] if found else [], "meta": {"total": bool(found)}}})

    def _new_contact(self, request: Request) -> Response:
        told = request.get_json()["contact"]
        if not told.get("last_name"):
            return self.error(400, "Last name can't be blank")
        if self.known(told.get("email", "")):
            return self.error(400, "Email is taken")
        return answered({"contact": self.person(told)})

    def _upsert(self, request: Request) -> Response:
        asked = request.get_json()
        known = self.known(asked["unique_identifier"]["emails"])
        if known is None:
            known = self.person(asked["contact"])
        known |= asked["contact"]
        return answered({"contact": known})

    def _included(self, request: Request) -> set[str]:
        return set(request.args.get("include", "").split(","))

    def _beside(self, request: Request, deals: Sequence[Deal]) -> dict[str, Any]:
        """What was asked to come along, each once."""
        wanted = self._included(request)
        told: dict[str, Any] = {}
        if "owner" in wanted:
            owners = {deal.told["owner_id"] for deal in deals}
            told["users"] = [user for user in self.users() if user["id"] in owners]
        if "deal_stage" in wanted:
            stages = {deal.told["deal_stage_id"] for deal in deals}
            told["deal_stages"] = [stage for stage in STAGES if stage["id"] in stages]
        if "contacts" in wanted:
            ids = dict.fromkeys(id_ for deal in deals for id_ in deal.people)
            told["contacts"] = [self.people[id_] for id_ in ids]
        if "sales_account" in wanted:
            ids = dict.fromkeys(deal.told["sales_account_id"] for deal in deals)
            told["sales_accounts"] = [
                {"id": id_, "name": self.companies[id_]} for id_ in ids if id_ in self.companies
            ]
        return told


def _row(deal: Deal, included: set[str]) -> dict[str, Any]:
    """A deal as it is told: its people's and its owner's ids only where they were asked for."""
    told = {**deal.told, "custom_field": deal.own}
    if "owner" not in included:
        del told["owner_id"]
    return told | ({"contact_ids": deal.people} if "contacts" in included else {})


def _problem(deal: Deal, own: Mapping[str, Any]) -> str:
    """Why those values are refused; empty where they are not."""
    if deal.is_locked:
        return "the test locks it"
    kinds: dict[str, tuple[type, ...]] = {
        FIELDS[FieldKind.NUMBER]: (int, float),
        FIELDS[FieldKind.YES_NO]: (bool,),
    }
    for name, value in own.items():
        if name not in deal.own:
            return f"{name} is no field"
        if value is not None and not isinstance(value, kinds.get(name, (str,))):
            return f"{name} can't be {value}"
        if value is not None and name == FIELDS[FieldKind.CHOICE] and value not in CHOICES:
            return f"{value} is not one of its choices"
    return ""


@contextmanager
def stand() -> Iterator[CrmStand]:
    with FakeFreshworks() as vendor:
        access, clock = TokenOf(vendor, form="Token token={}"), Clock()
        yield CrmStand(
            crm=Freshworks(access, clock.pace()),
            fake=vendor,
            fields=FIELDS,
            page=PAGE,
            reads=PAGE,
            writes=1,
            absent=str(FIRST_ID - 1),
            choice=CHOICES[0],
            vendor=vendor,
            access=access,
            clock=clock,
        )
