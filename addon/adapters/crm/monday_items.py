"""Items of monday.com's boards, read as deals and contacts."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from addon.adapters.crm.monday_board import Board
from addon.adapters.crm.monday_values import PARTS, amount_in, day_in, is_open, is_won, read_value
from addon.adapters.http.answers import needed, rows, word
from closeplan.crm.model import CrmContact, CrmDeal

ITEM = f"id name state url updated_at board {{ id }} column_values(ids: $columns) {{ {PARTS} }}"
"""What is asked of every item."""

_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}

_BREAK = re.compile(r"<br[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def deal_in(
    item: Mapping[str, Any], board: Board, fields: Sequence[str], emails: Mapping[str, str]
) -> CrmDeal:
    """The deal with those of its fields; `emails` are people's addresses by their ids."""
    values = held(item)

    def meant(what: str) -> Mapping[str, Any]:
        column = board.meaning(what)
        return values.get(column.id, {}) if column else {}

    stage = word(meant("stage"), "label")
    is_here = item.get("state") in {"active", None}
    asked = {name: board.column(name) for name in fields}
    return CrmDeal(
        id=needed(item, "id"),
        name=word(item, "name"),
        stage=stage,
        is_open=is_here and is_open(stage, is_done=bool(meant("stage").get("is_done"))),
        is_won=is_won(stage),
        amount=amount_in(meant("amount")),
        currency=_currency(board),
        close_date=day_in(meant("close_date")),
        owner_email=emails.get(owner_of(item, board), ""),
        company=word(meant("company"), "text"),
        url=word(item, "url"),
        changed_at=moment(item),
        fields={
            name: read_value(values[column.id])
            for name, column in asked.items()
            if column and column.id in values
        },
    )


def contact_in(item: Mapping[str, Any], board: Board) -> CrmContact:
    """The person whom an item of the contacts' board stands for."""
    values = held(item)
    email, title = board.meaning("email"), board.meaning("title")
    return CrmContact(
        id=needed(item, "id"),
        name=word(item, "name"),
        email=word(values.get(email.id, {}), "email") if email else "",
        title=word(values.get(title.id, {}), "text") if title else "",
    )


def held(item: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """An item's values by their columns."""
    return {word(value, "id"): value for value in rows(item, "column_values")}


def owner_of(item: Mapping[str, Any], board: Board) -> str:
    """The id of the person who owns the deal, empty where nobody or a whole team does."""
    column = board.meaning("owner")
    value = held(item).get(column.id, {}) if column else {}
    named = rows(value, "persons_and_teams") if value.get("persons_and_teams") else []
    return next((word(one, "id") for one in named if one.get("kind") == "person"), "")


def linked_in(item: Mapping[str, Any]) -> list[str]:
    """The ids of the items that one is connected with."""
    values = (value.get("linked_item_ids") for value in held(item).values())
    return [str(one) for ids in values if isinstance(ids, list) for one in ids]


def moment(item: Mapping[str, Any]) -> datetime | None:
    """When it was last changed."""
    try:
        found = datetime.fromisoformat(word(item, "updated_at"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def update_html(subject: str, text: str) -> str:
    """An entry of an item's history; monday.com takes HTML."""
    return f"<b>{html.escape(subject)}</b><br>{html.escape(text)}".replace("\n", "<br>")


def update_lines(body: str) -> list[str]:
    """The lines of such an entry, as people read them."""
    plain = _TAG.sub("", _BREAK.sub("\n", body))
    return [" ".join(html.unescape(line).split()) for line in plain.splitlines()]


def _currency(board: Board) -> str:
    """The currency of the amounts, where their column names one."""
    column = board.meaning("amount")
    unit = column.settings.get("unit") if column else None
    if not isinstance(unit, Mapping):
        return ""
    named = word(unit, "custom_unit") or word(unit, "symbol")
    return named.upper() if len(named) == 3 and named.isalpha() else _SYMBOLS.get(named, "")
