"""What columns of monday.com hold, in both directions. The JSON forms are those of the vendor's column reference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from closeplan.crm.model import CrmField, FieldKind, FieldValue, Stage

KINDS: Mapping[str, FieldKind] = {
    "text": FieldKind.TEXT,
    "long_text": FieldKind.LONG_TEXT,
    "numbers": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "checkbox": FieldKind.YES_NO,
    "link": FieldKind.URL,
    "status": FieldKind.CHOICE,
    "dropdown": FieldKind.CHOICE,
}
"""The types of columns that closeplan writes."""

PARTS = """
  id type text value
  ... on NumbersValue { number }
  ... on DateValue { date }
  ... on CheckboxValue { checked }
  ... on LinkValue { url }
  ... on StatusValue { label is_done }
  ... on EmailValue { email }
  ... on PeopleValue { persons_and_teams { id kind } }
  ... on BoardRelationValue { linked_item_ids }
"""
"""What is asked of every column value."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a board."""

    id: str
    title: str
    type: str
    settings: Mapping[str, Any]

    @property
    def labels(self) -> list[dict[str, Any]]:
        """A status column's labels in their order, each with `label`, `index` and `is_done`."""
        found = self.settings.get("labels")
        if isinstance(found, list):
            return sorted((one for one in found if one.get("label")), key=lambda one: one.get("index", 0))
        # the older form: texts by index, and the indexes that count as done
        done = self.settings.get("done_colors") or ()
        older = (found or {}).items()
        return [
            {"label": text, "index": int(index), "is_done": int(index) in done}
            for index, text in sorted(older, key=lambda pair: int(pair[0]))
            if text
        ]


def column_in(given: Mapping[str, Any]) -> Column:
    """A column as the API gives it."""
    settings = given.get("settings")
    if isinstance(settings, str):
        settings = json.loads(settings or "{}")
    return Column(id=given["id"], title=given["title"], type=given["type"], settings=settings or {})


def field_of(column: Column) -> CrmField:
    """The column as a field of the deal."""
    options = tuple(one["label"] for one in column.labels) if column.type == "status" else ()
    kind = KINDS.get(column.type)
    return CrmField(name=column.id, label=column.title, kind=kind, writable=kind is not None, options=options)


def stages_of(column: Column) -> list[Stage]:
    """The labels of the status column that says how far a deal is. Done is what monday.com counts as done, or what the label
    itself says is won or lost.
    """
    return [
        Stage(
            id=one["label"],
            name=one["label"],
            order=number,
            is_open=is_open(one["label"], is_done=bool(one.get("is_done"))),
            is_won=is_won(one["label"]),
        )
        for number, one in enumerate(column.labels)
    ]


def is_open(label: str, *, is_done: bool) -> bool:
    """Whether a deal with that label is still open."""
    return not is_done and not is_won(label) and "lost" not in label.lower()


def is_won(label: str) -> bool:
    """Whether a deal with that label was won."""
    return "won" in label.lower().split()


def read_value(given: Mapping[str, Any]) -> FieldValue:
    """What a column holds."""
    kind = given.get("type")
    if kind == "numbers":
        number = given.get("number")
        return float(number) if number is not None else None
    if kind == "date":
        return day_in(given)
    if kind == "checkbox":
        return bool(given.get("checked"))
    if kind == "link":
        return given.get("url") or None
    if kind == "status":
        return given.get("label") or None
    return given.get("text") or None


def amount_in(given: Mapping[str, Any]) -> Decimal | None:
    """A numbers column as an amount, without what floats lose."""
    try:
        return Decimal(str(given.get("text") or "").replace(",", ""))
    except InvalidOperation:
        number = given.get("number")
        return Decimal(str(number)) if number is not None else None


def write_value(column: Column, value: FieldValue) -> Any:
    """The value as `change_multiple_column_values` takes it; null or an empty text empties a column."""
    if value is None or value is False:
        return "" if column.type in {"text", "long_text", "numbers"} else None
    text = _text(value)
    forms: Mapping[str, Any] = {
        "date": {"date": text},
        "checkbox": {"checked": "true"},
        "link": {"url": text, "text": text},
        "status": {"label": text},
        "dropdown": {"labels": [text]},
        "long_text": {"text": text},
    }
    return forms.get(column.type, text)


def _text(value: FieldValue) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def day_in(given: Mapping[str, Any]) -> date | None:
    """The day that a date column holds."""
    text = given.get("date")
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) and text else None
    except ValueError:
        return None
