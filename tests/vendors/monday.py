"""monday.com as a fake: one board of deals and one of contacts behind the vendor's own GraphQL schema, which every query is
executed against; only columns, items, updates and people have content.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema, execute_sync, parse, validate
from werkzeug import Request, Response

from addon.adapters.crm.monday import PAGE, Monday
from addon.adapters.crm.monday_query import VERSION, Graph
from closeplan.crm.model import FieldKind
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import START, CrmStand
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import FOLDER

DEALS, CONTACTS = "9001", "9002"

STAGES = [
    {"id": 1, "label": "Discovery", "index": 0, "is_done": False},
    {"id": 2, "label": "Proposal", "index": 1, "is_done": False},
    {"id": 3, "label": "Won", "index": 2, "is_done": True},
    {"id": 4, "label": "Lost", "index": 3, "is_done": False},
]

COLUMNS: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {
    DEALS: [
        ("deal_stage", "Stage", "status", {"labels": STAGES}),
        ("deal_value", "Deal value", "numbers", {"unit": {"symbol": "custom", "custom_unit": "EUR"}}),
        ("deal_close_date", "Close date", "date", {}),
        ("deal_owner", "Owner", "people", {}),
        ("deal_contacts", "Contacts", "board_relation", {"boardIds": [int(CONTACTS)]}),
        ("cp_text", "Plan note", "text", {}),
        ("cp_long_text", "Plan reasons", "long_text", {}),
        ("cp_number", "Plan drift", "numbers", {}),
        ("cp_date", "Plan go-live", "date", {}),
        ("cp_yes_no", "Plan acknowledged", "checkbox", {}),
        ("cp_url", "Plan", "link", {}),
        ("cp_choice", "Plan health", "status", {"labels": [{"id": 1, "label": "On track", "index": 0}]}),
    ],
    CONTACTS: [("contact_email", "Email", "email", {}), ("contact_title", "Title", "text", {})],
}

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


@dataclass
class Item:
    """A row of a board. `held` is by column, in the form the API takes."""

    id: str
    board: str
    name: str
    updated_at: datetime
    held: dict[str, Any] = field(default_factory=dict)
    updates: list[str] = field(default_factory=list)


class FakeMonday(FakeVendor):
    """The vendor."""

    base_path = "/v2"

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[str, Item] = {}
        self.users: dict[str, str] = {}
        self.locked: set[str] = set()
        self._pages: dict[str, list[Item]] = {}

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
        wrong = validate(_schema(), document)
        self.problems += [str(error) for error in wrong]
        done = execute_sync(
            _schema(), document, root_value=Root(self), variable_values=asked.get("variables")
        )
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


@cache
def _schema() -> GraphQLSchema:
    schema = build_schema((FOLDER / "monday.graphql").read_text(encoding="utf-8"))
    values = schema.type_map["ColumnValue"]
    values.resolve_type = lambda value, *_more: value.kind  # type: ignore[attr-defined]
    return schema


@dataclass
class Root:
    """The queries and mutations that closeplan sends."""

    vendor: FakeMonday

    def account(self, _info: Any) -> Any:
        return {"id": "1", "name": "Northwind", "slug": "northwind"}

    def me(self, _info: Any) -> Any:
        return {"id": "700", "name": "Sam", "email": "sam@northwind.example"}

    def users(self, _info: Any, ids: Sequence[str] = (), **_more: Any) -> Any:
        return [{"id": one, "email": self.vendor.users[one]} for one in ids if one in self.vendor.users]

    def boards(self, _info: Any, ids: Sequence[str] = (), **_more: Any) -> Any:
        return [BoardView(self.vendor, one) for one in ids if one in COLUMNS]

    def items(self, _info: Any, ids: Sequence[str] = (), limit: int = 25, **_more: Any) -> Any:
        if len(ids) > 100:
            raise GraphQLError("at most 100 ids")
        found = (self.vendor.items.get(one) for one in ids)
        return [ItemView(self.vendor, item) for item in found if item and item.board in COLUMNS][:limit]

    def next_items_page(self, _info: Any, cursor: str, limit: int) -> Any:
        return self.page(self.vendor._pages.pop(cursor), limit)

    def items_page_by_column_values(
        self, _info: Any, board_id: str, columns: Any, limit: int = 25, **_more: Any
    ) -> Any:
        [asked] = columns
        wanted = {value.lower() for value in asked["column_values"]}
        fitting = [
            item
            for item in self.vendor.items.values()
            if item.board == board_id
            and item.held.get(asked["column_id"], {}).get("email", "").lower() in wanted
        ]
        return self.page(fitting, limit)

    def page(self, items: list[Item], limit: int) -> Any:
        here, rest = items[:limit], items[limit:]
        cursor = f"page-{len(self.vendor._pages)}-{len(rest)}" if rest else None
        if cursor:
            self.vendor._pages[cursor] = rest
        return {"cursor": cursor, "items": [ItemView(self.vendor, item) for item in here]}

    def create_item(
        self, _info: Any, board_id: str, item_name: str, column_values: Any = None, **_more: Any
    ) -> Any:
        return ItemView(self.vendor, self.vendor.add(board_id, item_name, json.loads(column_values or "{}")))

    def create_update(self, _info: Any, body: str, item_id: str, **_more: Any) -> Any:
        self.written(item_id).updates.append(body)
        return {"id": "1"}

    def change_multiple_column_values(
        self, _info: Any, board_id: str, column_values: Any, item_id: str, **_more: Any
    ) -> Any:
        item = self.written(item_id)
        known = {column[0]: column for column in COLUMNS[board_id]}
        for column, value in json.loads(column_values).items():
            _check(known.get(column), value)
            item.held[column] = value
        return ItemView(self.vendor, item)

    def written(self, item_id: str) -> Item:
        item = self.vendor.items.get(item_id)
        if item is None or item.board not in COLUMNS:
            code = {"code": "ResourceNotFoundException", "status_code": 404}
            raise GraphQLError("item not found", extensions=code)
        if item_id in self.vendor.locked:
            raise GraphQLError("the test locks it", extensions={"code": "ColumnValueException"})
        return item


def _check(column: Any, value: Any) -> None:
    """A column takes its own form only."""
    if column is None:
        raise GraphQLError("no such column", extensions={"code": "InvalidColumnIdException"})
    forms = {"text": str, "numbers": str, "date": dict, "checkbox": dict, "link": dict, "status": dict}
    wanted = forms.get(column[2])
    fits = value is None or value == "" or wanted is None or isinstance(value, wanted)
    labels = [one["label"] for one in column[3].get("labels", ())]
    if not fits or (column[2] == "status" and value and value["label"] not in labels):
        raise GraphQLError("the value does not fit", extensions={"code": "ColumnValueException"})


@dataclass
class BoardView:
    """`Board`."""

    vendor: FakeMonday
    id: str

    @property
    def name(self) -> str:
        return "Deals" if self.id == DEALS else "Contacts"

    def columns(self, _info: Any, **_more: Any) -> Any:
        return [
            {"id": id_, "title": title, "type": kind, "settings": settings, "archived": False}
            for id_, title, kind, settings in COLUMNS[self.id]
        ]

    def items_page(self, _info: Any, limit: int, query_params: Any = None, **_more: Any) -> Any:
        items = [item for item in self.vendor.items.values() if item.board == self.id]
        for rule in (query_params or {}).get("rules") or ():
            assert rule["column_id"] == "name"
            items = [item for item in items if rule["compare_value"][0].lower() in item.name.lower()]
        if (query_params or {}).get("order_by"):
            items.sort(key=lambda item: item.updated_at, reverse=True)
        return Root(self.vendor).page(items, limit)


@dataclass
class ItemView:
    """`Item`."""

    vendor: FakeMonday
    item: Item

    def __getattr__(self, name: str) -> Any:
        return getattr(self.item, name)

    @property
    def board(self) -> Any:
        return BoardView(self.vendor, self.item.board)

    @property
    def state(self) -> str:
        return "active"

    @property
    def url(self) -> str:
        return f"https://northwind.monday.com/boards/{self.item.board}/pulses/{self.item.id}"

    @property
    def updated_at(self) -> str:
        return self.item.updated_at.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def column_values(self, _info: Any, ids: Sequence[str] | None = None, **_more: Any) -> Any:
        columns = [column for column in COLUMNS[self.item.board] if ids is None or column[0] in ids]
        return [ValueView(column, self.item.held.get(column[0])) for column in columns]

    def updates(self, _info: Any, limit: int = 25, **_more: Any) -> Any:
        return [{"id": "1", "body": body} for body in self.item.updates[:limit]]


_KINDS = {
    "status": "StatusValue", "numbers": "NumbersValue", "date": "DateValue", "people": "PeopleValue",
    "board_relation": "BoardRelationValue", "text": "TextValue", "long_text": "LongTextValue",
    "checkbox": "CheckboxValue", "link": "LinkValue", "email": "EmailValue",
}  # fmt: skip


class ValueView:
    """`ColumnValue` of each type."""

    def __init__(self, column: Any, held: Any) -> None:
        self.id, _title, self.type, settings = column
        self.kind = _KINDS[self.type]
        form = held if isinstance(held, dict) else {}
        self.text = (
            form.get("text")
            if self.type in {"long_text", "email"}
            else held
            if isinstance(held, str)
            else None
        )
        self.value = json.dumps(held)
        self.number = float(held) if self.type == "numbers" and held else None
        self.date, self.checked, self.url = form.get("date"), form.get("checked") == "true", form.get("url")
        self.label, self.email = form.get("label"), form.get("email")
        self.is_done = any(
            one["label"] == self.label and one.get("is_done") for one in settings.get("labels", ())
        )
        self.persons_and_teams = form.get("personsAndTeams", [])
        self.linked_item_ids = [str(one) for one in form.get("item_ids", ())]
