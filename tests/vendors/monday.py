"""monday.com as a fake: one board of deals and one of contacts behind the vendor's own GraphQL schema, which every query is
executed against; only columns, items, updates and people have content.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from graphql import execute_sync, parse, validate
from werkzeug import Request, Response

from addon.adapters.crm.monday import PAGE, Monday
from addon.adapters.crm.monday_query import VERSION, Graph
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import START, CrmStand
from tests.vendors.monday_graph import CONTACTS, DEALS, Item, Root, schema
from tests.vendors.server import FakeVendor, Handler, answered

FIELDS = {kind: f"cp_{kind}" for kind in FieldKind}


@contextmanager
def stand() -> Iterator[CrmStand]:
    with FakeMonday() as vendor:
        access, clock = TokenOf(vendor, form="{}"), Clock()
        yield CrmStand(
            crm=Monday(Graph(access, clock.pace()), deals_board=DEALS, contacts_board=CONTACTS),
            fake=vendor,
            fields=FIELDS,
            page=PAGE,
            absent="404404",
            choice="On track",
            vendor=vendor,
            access=access,
            clock=clock,
        )


class FakeMonday(FakeVendor):
    """The vendor."""

    base_path = "/v2"

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[str, Item] = {}
        self.users: dict[str, str] = {}
        self.locked: set[str] = set()
        self.pages: dict[str, list[Item]] = {}

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {("POST", ""): self._query}

    def is_let_in(self, request: Request) -> bool:
        return request.headers.get("Authorization") == self.token

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        if status in {400, 403}:  # as the application says it: the transport is well
            code = "UserUnauthorizedException" if status == 403 else "ColumnValueException"
            found = {"message": words, "extensions": {"code": code, "status_code": status}}
            return answered({"data": None, "errors": [found]}, 200, headers)
        return answered({"errors": [{"message": words}]}, status, headers)

    def _query(self, request: Request) -> Response:
        asked = json.loads(request.get_data())
        if request.headers.get("API-Version") != VERSION:
            self.problems.append("a request names no version of the API")
        document = parse(asked["query"])
        wrong = validate(schema(), document)
        self.problems += [str(error) for error in wrong]
        done = execute_sync(schema(), document, root_value=Root(self), variable_values=asked.get("variables"))
        return answered(done.formatted)

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
        held: dict[str, Any] = {"deal_stage": {"label": "Proposal" if is_open else "Lost"}}
        if amount:
            held["deal_value"] = amount
        if close_date:
            held["deal_close_date"] = {"date": close_date.isoformat()}
        if owner_email:
            user = str(700 + len(self.users))
            self.users[user] = owner_email
            held["deal_owner"] = {"personsAndTeams": [{"id": user, "kind": "person"}]}
        return self.add(DEALS, name, held, changed_at).id

    def add(self, board: str, name: str, held: Mapping[str, Any], at: datetime = START) -> Item:
        item = Item(str(100_001 + len(self.items)), board, name, at, dict(held))
        self.items[item.id] = item
        return item

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.items[deal_id].updated_at = changed_at

    def remove_deal(self, deal_id: str) -> None:
        self.items[deal_id].board = "removed"

    def lock(self, deal_id: str) -> None:
        self.locked.add(deal_id)

    def put_person(self, name: str, email: str = "") -> str:
        return self.add(
            CONTACTS, name, {"contact_email": {"email": email, "text": email}} if email else {}
        ).id

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        assert not role, "there are no roles here"
        there = self.items[deal_id].held.setdefault("deal_contacts", {"item_ids": []})
        there["item_ids"].append(int(person_id))

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        ids = self.items[deal_id].held.get("deal_contacts", {}).get("item_ids", ())
        people = [self.items[str(one)] for one in ids]
        return [(one.held.get("contact_email", {}).get("email") or one.name, "") for one in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        plain = [
            html.unescape(re.sub("<[^>]*>", "", re.sub("<br>", "\n", one)))
            for one in self.items[deal_id].updates
        ]
        return [(text.partition("\n")[0], text.partition("\n")[2]) for text in plain]
