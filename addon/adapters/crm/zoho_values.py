"""Zoho CRM's fields, stages and values in our words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from addon.adapters.http.answers import word
from closeplan.crm.model import CrmField, FieldKind, FieldValue, Stage

_KINDS: Mapping[str, FieldKind] = {
    "text": FieldKind.TEXT,
    "textarea": FieldKind.LONG_TEXT,
    "integer": FieldKind.NUMBER,
    "bigint": FieldKind.NUMBER,
    "double": FieldKind.NUMBER,
    "currency": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "boolean": FieldKind.YES_NO,
    "website": FieldKind.URL,
    "picklist": FieldKind.CHOICE,
}
"""What we write, by Zoho's `data_type`."""

NOTHING_CHOSEN = "-None-"
"""The first entry of every pick list: no choice, written and read as null."""


def field_of(told: Mapping[str, Any]) -> CrmField:
    """A field's description."""
    kind = _KINDS.get(word(told, "data_type"))
    operations = told.get("operation_type")
    is_closed = isinstance(operations, Mapping) and operations.get("api_update") is False
    return CrmField(
        name=word(told, "api_name"),
        label=word(told, "field_label") or word(told, "display_label"),
        kind=kind,
        writable=not (is_closed or told.get("read_only") is True or told.get("field_read_only") is True),
        options=tuple(option for entry in entries(told) if (option := word(entry, "actual_value")))
        if kind is FieldKind.CHOICE
        else (),
    )


def entries(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of a pick list that are in use."""
    listed = told.get("pick_list_values")
    return [
        entry
        for entry in (listed if isinstance(listed, list) else ())
        if isinstance(entry, Mapping)
        and entry.get("type") != "unused"
        and entry.get("actual_value") != NOTHING_CHOSEN
    ]


def stages_of(listed: Iterable[Mapping[str, Any]], pipeline_id: str = "", name: str = "") -> list[Stage]:
    """The stages of a pipeline, or of the Stage field itself, in their order. Deals name a stage by its word, which several
    pipelines may share, so that its id holds both.
    """
    ordered = sorted(listed, key=lambda one: (amount(one.get("sequence_number")) or 0, word(one, "id")))
    return [
        Stage(
            id=stage_id(pipeline_id, word(one, "actual_value")),
            name=word(one, "display_value"),
            order=order,
            is_open="closed" not in (kind := word(one, "forecast_type").casefold()),
            is_won="won" in kind,
            pipeline=name,
        )
        for order, one in enumerate(ordered)
    ]


def stage_id(pipeline_id: str, stage: str) -> str:
    """What a stage is known by."""
    return f"{pipeline_id}/{stage}" if pipeline_id else stage


def written(value: FieldValue, kind: FieldKind | None) -> Any:
    """A value as Zoho takes it."""
    if value is None:
        # a checkbox knows no third state
        return False if kind is FieldKind.YES_NO else None
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # an integer field refuses 5.0
        return int(value) if value.is_integer() else value
    return value


def read(value: object, kind: FieldKind | None) -> FieldValue:
    """A value of that kind out of an answer; as text where it is none of that kind, so that nothing is lost."""
    if value is None or value in ("", NOTHING_CHOSEN):
        return None
    found: FieldValue = None
    if kind is FieldKind.YES_NO and isinstance(value, bool):
        return value
    if kind is FieldKind.NUMBER and (number := amount(value)) is not None:
        found = float(number)
    elif kind is FieldKind.DATE:
        found = day(value)
    return found if found is not None else _as_text(value)


def _as_text(value: object) -> str | None:
    if isinstance(value, Mapping):
        return word(value, "name") or None
    return (", ".join(map(str, value)) or None) if isinstance(value, list) else str(value)


def like(text: str) -> str:
    """A pattern of COQL's `like` for names that hold the text. Only its letters and digits stand in it, with `%` between them,
    so that nothing in it can be read as a part of the query; empty where it has none.
    """
    pattern = re.sub(r"[\W_]+", "%", text[:200])
    return f"%{pattern}%" if pattern.strip("%") else ""


def day(value: object) -> date | None:
    """The day of a date field (2026-11-24)."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def moment(value: object) -> datetime | None:
    """A time of Zoho's (2026-11-24T09:00:00+05:30), in UTC."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC) if at else None
    except (ValueError, OverflowError):
        return None


def amount(value: object) -> Decimal | None:
    """A number, which may come as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def named(value: object) -> Mapping[str, Any]:
    """A lookup's record (an owner, an account, a pipeline); of one that came as a word or not at all, as much as there is."""
    if isinstance(value, Mapping):
        return value
    return {"name": value} if isinstance(value, str) else {}
