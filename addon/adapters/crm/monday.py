"""monday.com as a CRM: a board whose items are deals, and a board of contacts that they are connected with.

Written against the vendor's own GraphQL schema (API-Version 2026-10); it has met no account. `account` is the id of the
deals' board, with `/` and the contacts' board's id where there is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from addon.adapters.crm.monday_board import Board
from addon.adapters.crm.monday_hooks import sender
from addon.adapters.crm.monday_items import (
    ITEM,
    contact_in,
    deal_in,
    linked_in,
    moment,
    owner_of,
    update_html,
    update_lines,
)
from addon.adapters.crm.monday_query import DEFAULT_URL, Graph
from addon.adapters.crm.monday_values import field_of, stages_of, write_value
from addon.adapters.http import Given, Pace, Rate, VendorAccount
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmDeal,
    CrmField,
    FieldWrite,
    Stage,
)
from closeplan.errors import NotFoundError, RefusedError, RetryLaterError, SettingsError

__all__ = ["RATES", "connect", "sender"]

RATES = (Rate(1_000, 60.0),)
"""The minute limit of the smaller plans (developer.monday.com, Rate limits). What a request weighs is limited besides: an
answer that says so is waited for.
"""

BATCH = 100
"""Ids that one query takes; as many changes go into one request, each under a name of its own."""

PAGE = 500
"""Items of a page at most."""

MOST_PAGES = 200
"""Pages that are turned: no board holds more items."""

LONGEST_NAME = 255


def connect(account: VendorAccount, pace: Pace) -> Monday:
    """The CRM behind an API token."""
    deals, _, contacts = account.account.partition("/")
    if not account.token or not deals:
        told = "CLOSEPLAN_VENDORS__MONDAY__TOKEN and __ACCOUNT (the id of the deals' board) are both needed"
        raise SettingsError(told)
    access = Given(url=account.url or DEFAULT_URL, sends={"Authorization": account.token})
    return Monday(Graph(access, pace), deals_board=deals.strip(), contacts_board=contacts.strip())


class Monday:
    """`closeplan.ports.crm.Crm` on a board of deals. Roles of contacts have no place here and are left out."""

    name = "monday"
    batch = BATCH
    makes_fields = False

    def __init__(self, graph: Graph, *, deals_board: str, contacts_board: str) -> None:
        self._graph = graph
        self._deals_board, self._contacts_board = deals_board, contacts_board
        self._emails: dict[str, str] = {}

    def account(self) -> str:
        query = "query ($board: [ID!]) { account { name } me { email } boards(ids: $board) { name } }"
        found = self._graph.ask(query, board=[self._deals_board])
        boards = rows(found, "boards") or [{"name": f"{self._deals_board}, which closeplan can't see"}]
        account, me = record(found, "account"), record(found, "me")
        return f"{needed(account, 'name')} (as {word(me, 'email')}), board {word(boards[0], 'name')}"

    def fields(self) -> Sequence[CrmField]:
        self.__dict__.pop("_board", None)  # people change their boards
        return [field_of(column) for column in self._board.columns]

    def create_field(self, wanted: CrmField) -> str:
        raise RefusedError(f"monday: add a column {wanted.label!r} to the board by hand; closeplan can't")

    def stages(self) -> Sequence[Stage]:
        self.__dict__.pop("_board", None)
        column = self._board.meaning("stage")
        return stages_of(column) if column else []

    def role_words(self) -> None:
        """Roles have no place here."""

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        query = f"""query ($ids: [ID!], $columns: [String!], $limit: Int) {{
          items(ids: $ids, limit: $limit) {{ {ITEM} }} }}"""
        found: dict[str, CrmDeal] = {}
        for start in range(0, len(ids), BATCH):
            some = list(ids[start : start + BATCH])
            answer = self._graph.ask(query, ids=some, columns=self._columns(fields), limit=len(some))
            items = [item for item in rows(answer, "items") if self._is_deal(item)]
            deals = {deal.id: deal for deal in self._deals_of(items, fields)}
            found |= {deal_id: deals[deal_id] for deal_id in some if deal_id in deals}
        return found

    def find(self, text: str) -> Sequence[CrmDeal]:
        rule = {"column_id": "name", "compare_value": [text], "operator": "contains_text"}
        items, _cursor = self._page({"rules": [rule]}, BATCH)
        return [deal for deal in self._deals_of(items) if deal.is_open][:20]

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        """Items come the last changed first, so all that is newer is gathered before the earliest of them is known."""
        after = datetime.fromisoformat(cursor) if cursor else since
        newer = self._deals_of(list(self._newest_first(after)))
        deals = sorted(newer, key=lambda deal: deal.changed_at or after)
        last = deals[-1].changed_at if deals else None
        return Changes(deals=tuple(deals), cursor=(last or after).isoformat())

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        linked = self._linked(deal_id)
        if not linked or not self._contacts_board:
            return []
        query = f"""query ($ids: [ID!], $columns: [String!], $limit: Int) {{
          items(ids: $ids, limit: $limit) {{ {ITEM} }} }}"""
        board = self._people_board
        answer = self._graph.ask(query, ids=linked[:BATCH], columns=list(board.known), limit=BATCH)
        return [contact_in(item, board) for item in rows(answer, "items")]

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        told: dict[str, str] = {}
        ready: dict[str, str] = {}
        for write in writes:
            try:
                ready[write.deal_id] = self._column_values(write)
            except RefusedError as error:
                told[write.deal_id] = str(error)
        ids = list(ready)
        for start in range(0, len(ids), BATCH):
            some = {deal_id: ready[deal_id] for deal_id in ids[start : start + BATCH]}
            told |= self._graph.change_items(self._deals_board, some)
        return told

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        column = self._board.meaning("contacts")
        if column is None or not self._contacts_board:
            why = "monday: name the contacts' board in ACCOUNT (DEALS/CONTACTS) and connect the boards in a column"
            raise RefusedError(why)
        there = self.contacts(deal_id)
        known = {one.id for one in there}
        wanted = [self._person(link) for link in links if not _is_there(link, there)]
        new = [person for person in dict.fromkeys(wanted) if person not in known]
        if new:
            ids = [int(one) for one in (*self._linked(deal_id), *new)]
            values = json.dumps({column.id: {"item_ids": ids}})
            told = self._graph.change_items(self._deals_board, {deal_id: values})
            if told:
                raise RefusedError(told[deal_id])

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        if look_first and self._has_update(deal_id, activity.subject):
            return
        self._graph.ask(
            "mutation ($item: ID, $body: String!) { create_update(item_id: $item, body: $body) { id } }",
            item=deal_id,
            body=update_html(activity.subject, activity.text),
        )

    @cached_property
    def _board(self) -> Board:
        return self._graph.board(self._deals_board)

    @cached_property
    def _people_board(self) -> Board:
        return self._graph.board(self._contacts_board)

    def _is_deal(self, item: Mapping[str, Any]) -> bool:
        """Whether it stands on the deals' board; an archived or deleted item is not there any more."""
        return item.get("state") == "active" and word(record(item, "board"), "id") == self._deals_board

    def _columns(self, fields: Sequence[str]) -> list[str]:
        asked = (self._board.column(name) for name in fields)
        return list(dict.fromkeys((*self._board.known, *(column.id for column in asked if column))))

    def _column_values(self, write: FieldWrite) -> str:
        columns = [(self._board.writable(name), value) for name, value in write.values.items()]
        return json.dumps({column.id: write_value(column, value) for column, value in columns})

    def _page(
        self, params: Mapping[str, Any], limit: int, cursor: str = ""
    ) -> tuple[list[Mapping[str, Any]], str]:
        """A page of the deals' board and the cursor of the next."""
        columns = self._columns(())
        if cursor:
            query = f"""query ($cursor: String!, $limit: Int!, $columns: [String!]) {{
              next_items_page(cursor: $cursor, limit: $limit) {{ cursor items {{ {ITEM} }} }} }}"""
            found = self._graph.ask(query, cursor=cursor, limit=limit, columns=columns)
            page = record(found, "next_items_page")
        else:
            query = f"""query ($board: [ID!], $limit: Int!, $params: ItemsQuery, $columns: [String!]) {{
              boards(ids: $board) {{ items_page(limit: $limit, query_params: $params) {{
                cursor items {{ {ITEM} }} }} }} }}"""
            board = [self._deals_board]
            boards = rows(
                self._graph.ask(query, board=board, limit=limit, params=params, columns=columns), "boards"
            )
            if not boards:
                raise NotFoundError(f"monday: there is no board {board[0]}, or closeplan can't see it")
            page = record(boards[0], "items_page")
        return rows(page, "items"), word(page, "cursor")

    def _newest_first(self, after: datetime) -> Iterator[Mapping[str, Any]]:
        """Items that changed at that moment or later. `__last_updated__` names no column but the item's own time."""
        order = {"order_by": [{"column_id": "__last_updated__", "direction": "desc"}]}
        items, cursor = self._page(order, PAGE)
        for _ in range(MOST_PAGES):
            for item in items:
                at = moment(item)
                if at is not None and at < after:
                    return
                yield item
            if not cursor:
                return
            items, cursor = self._page({}, PAGE, cursor)
        raise RetryLaterError("monday: the board of deals has no end")

    def _deals_of(self, items: Sequence[Mapping[str, Any]], fields: Sequence[str] = ()) -> list[CrmDeal]:
        """The items as deals; owners' addresses that are not known yet are asked for all at once."""
        unknown = sorted({owner_of(item, self._board) for item in items} - {""} - self._emails.keys())
        if unknown:
            found = self._graph.ask("query ($ids: [ID!]) { users(ids: $ids) { id email } }", ids=unknown)
            self._emails |= dict.fromkeys(unknown, "")
            self._emails |= {word(user, "id"): word(user, "email").lower() for user in rows(found, "users")}
        return [deal_in(item, self._board, fields, self._emails) for item in items]

    def _linked(self, deal_id: str) -> list[str]:
        """The contacts that the deal is connected with."""
        column = self._board.meaning("contacts")
        query = f"query ($ids: [ID!], $columns: [String!]) {{ items(ids: $ids) {{ {ITEM} }} }}"
        return linked_in(self._one(deal_id, query, columns=[column.id] if column else []))

    def _one(self, deal_id: str, query: str, **variables: Any) -> Mapping[str, Any]:
        """The deal's item; NotFoundError where there is none."""
        items = rows(self._graph.ask(query, ids=[deal_id], **variables), "items")
        if not items:
            raise NotFoundError(f"monday: there is no deal {deal_id}")
        return items[0]

    def _person(self, link: ContactLink) -> str:
        """The contact's item, made where no item bears the address."""
        board, contact = self._people_board, link.contact
        email, title = board.meaning("email"), board.meaning("title")
        values: dict[str, Any] = {}
        if email and contact.email:
            query = """query ($board: ID!, $columns: [ItemsPageByColumnValuesQuery!]) {
              items_page_by_column_values(board_id: $board, columns: $columns, limit: 1) { items { id } } }"""
            columns = [{"column_id": email.id, "column_values": [contact.email]}]
            found = self._graph.ask(query, board=board.id, columns=columns)
            known = rows(record(found, "items_page_by_column_values"), "items")
            if known:
                return needed(known[0], "id")
            values[email.id] = {"email": contact.email, "text": contact.email}
        if title and contact.title:
            values[title.id] = contact.title[:LONGEST_NAME]
        query = """mutation ($board: ID!, $name: String!, $values: JSON) {
          create_item(board_id: $board, item_name: $name, column_values: $values) { id } }"""
        name = (contact.name or contact.email)[:LONGEST_NAME]
        made = self._graph.ask(query, board=board.id, name=name, values=json.dumps(values))
        return needed(record(made, "create_item"), "id")

    def _has_update(self, deal_id: str, subject: str) -> bool:
        query = "query ($ids: [ID!]) { items(ids: $ids) { updates(limit: 100) { body } } }"
        found = rows(self._one(deal_id, query), "updates")
        return any(" ".join(subject.split()) == (update_lines(word(one, "body")) or [""])[0] for one in found)


def _is_there(link: ContactLink, there: Sequence[CrmContact]) -> bool:
    """Whether somebody on the deal is that person: by address, else by name."""
    email, name = link.contact.email.lower(), link.contact.name.casefold()
    if email:
        return any(one.email.lower() == email for one in there)
    return any(one.name.casefold() == name for one in there)
