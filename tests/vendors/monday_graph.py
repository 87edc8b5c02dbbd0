"""monday.com's GraphQL schema over the fake's boards: what each query and change that closeplan sends gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, GraphQLSchema, build_schema

from tests.vendors.specs import FOLDER

if TYPE_CHECKING:
    from tests.vendors.monday import FakeMonday

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


@dataclass
class Item:
    """A row of a board. `held` is by column, in the form the API takes."""

    id: str
    board: str
    name: str
    updated_at: datetime
    held: dict[str, Any] = field(default_factory=dict)
    updates: list[str] = field(default_factory=list)


@cache
def schema() -> GraphQLSchema:
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
        return self.page(self.vendor.pages.pop(cursor), limit)

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
        cursor = f"page-{len(self.vendor.pages)}-{len(rest)}" if rest else None
        if cursor:
            self.vendor.pages[cursor] = rest
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
