"""Deals of CRMs as columns: fields' values and people as JSON text, amounts as decimals in text.

A date in a field is kept as `{"date": "2027-01-15"}`, so that a text that looks like one stays a text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from closeplan.crm.model import CrmContact, FieldValue
from closeplan.records.crm import CrmLink, Edited, HeardDeal, OfferState


def link_row(link: CrmLink) -> dict[str, Any]:
    """A link as columns."""
    edited = {
        key: {
            "ours": _plain(one.ours),
            "theirs": _plain(one.theirs),
            "seen_at": one.seen_at.isoformat(),
            "kept": one.kept,
        }
        for key, one in link.edited.items()
    }
    return {
        **vars(link),
        "amount": _amount_text(link.amount),
        "written": _values_text(link.written),
        "wanted": _values_text(link.wanted),
        "edited": json.dumps(edited, sort_keys=True),
    }


def read_link(row: Row[Any]) -> CrmLink:
    """A link from its columns."""
    cells = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for a row's cells by column
    values = {name: _read_values(cells[name]) for name in ("written", "wanted")}
    edited = {key: _edited(one) for key, one in json.loads(cells["edited"]).items()}
    return CrmLink(**{**cells, **values, "amount": _amount(cells["amount"]), "edited": edited})


def heard_row(deal: HeardDeal) -> dict[str, Any]:
    """A deal without a plan as columns."""
    contacts = json.dumps([asdict(one) for one in deal.contacts])
    return {
        **vars(deal),
        "owner": deal.owner.lower(),
        "state": deal.state.value,
        "amount": _amount_text(deal.amount),
        "contacts": contacts,
    }


def read_heard(row: Row[Any]) -> HeardDeal:
    """A deal without a plan from its columns."""
    cells = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for a row's cells by column
    contacts = tuple(CrmContact(**one) for one in json.loads(cells["contacts"]))
    state, amount = OfferState(cells["state"]), _amount(cells["amount"])
    return HeardDeal(**{**cells, "state": state, "amount": amount, "contacts": contacts})


def _values_text(values: Mapping[str, FieldValue]) -> str:
    return json.dumps({key: _plain(value) for key, value in values.items()}, sort_keys=True)


def _read_values(text: str) -> dict[str, FieldValue]:
    return {key: _value(value) for key, value in json.loads(text).items()}


def _plain(value: FieldValue) -> object:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _value(plain: Any) -> FieldValue:
    if isinstance(plain, Mapping):
        return date.fromisoformat(plain["date"])
    value: FieldValue = plain
    return value


def _edited(plain: Mapping[str, Any]) -> Edited:
    seen_at = datetime.fromisoformat(plain["seen_at"])
    return Edited(
        ours=_value(plain["ours"]), theirs=_value(plain["theirs"]), seen_at=seen_at, kept=plain["kept"]
    )


def _amount_text(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None
