"""HubSpot's properties as fields of a deal. Every value is text there; an empty one means that there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from addon.adapters.http.answers import record, word
from closeplan.crm.model import CrmField, FieldKind, FieldValue

GROUP = "dealinformation"
"""The group that every account has on a deal; a new property has to be in one."""

LENGTH = 65_536
"""Characters of a text at most (HubSpot's guide to properties)."""

_KINDS: Mapping[tuple[str, str], FieldKind] = {
    ("string", "text"): FieldKind.TEXT,
    ("string", "textarea"): FieldKind.LONG_TEXT,
    ("number", "number"): FieldKind.NUMBER,
    ("date", "date"): FieldKind.DATE,
    ("bool", "booleancheckbox"): FieldKind.YES_NO,
    ("enumeration", "booleancheckbox"): FieldKind.YES_NO,
    ("enumeration", "select"): FieldKind.CHOICE,
    ("enumeration", "radio"): FieldKind.CHOICE,
}
"""What we write, by HubSpot's `type` and `fieldType`."""

_MADE_AS: Mapping[FieldKind, tuple[str, str]] = {
    FieldKind.TEXT: ("string", "text"),
    FieldKind.LONG_TEXT: ("string", "textarea"),
    FieldKind.NUMBER: ("number", "number"),
    FieldKind.DATE: ("date", "date"),
    FieldKind.YES_NO: ("bool", "booleancheckbox"),
    # a link is a line of text there, shown as a link
    FieldKind.URL: ("string", "text"),
    FieldKind.CHOICE: ("enumeration", "select"),
}


def field_of(told: Mapping[str, Any]) -> CrmField:
    """A property's description as a field."""
    limits = told.get("modificationMetadata")
    read_only = told.get("calculated") is True or (
        isinstance(limits, Mapping) and limits.get("readOnlyValue") is True
    )
    kind = _KINDS.get((word(told, "type"), word(told, "fieldType")))
    options = told.get("options")
    return CrmField(
        name=word(told, "name"),
        label=word(told, "label"),
        kind=kind,
        writable=not read_only,
        options=tuple(word(one, "value") for one in options if isinstance(one, Mapping))
        if kind is FieldKind.CHOICE and isinstance(options, list)
        else (),
    )


def property_for(wanted: CrmField) -> Mapping[str, Any]:
    """What makes such a property."""
    kind, shown_as = _MADE_AS[wanted.kind or FieldKind.TEXT]
    choices = [(one, one) for one in wanted.options]
    if kind == "bool":
        choices = [("Yes", "true"), ("No", "false")]
    told: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9_]+", "_", wanted.name.lower()).strip("_"),
        "label": wanted.label,
        "type": kind,
        "fieldType": shown_as,
        "groupName": GROUP,
        "description": "Kept by closeplan.",
    }
    if choices:
        told["options"] = [
            {"label": label, "value": value, "displayOrder": at, "hidden": False}
            for at, (label, value) in enumerate(choices)
        ]
    return told


def written(value: FieldValue) -> str:
    """A value as HubSpot takes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return value[:LENGTH]


def read(text: object, kind: FieldKind | None) -> FieldValue:
    """A property's text as a value of that kind; as text where it is none of that kind, so that nothing is lost."""
    if not isinstance(text, str) or not text:
        return None
    if kind is FieldKind.YES_NO:
        return text.lower() == "true"
    if kind is FieldKind.DATE:
        return day(text) or text
    if kind is FieldKind.NUMBER:
        number = amount(text)
        return text if number is None else float(number)
    return text


def day(text: str) -> date | None:
    """The day of a date property (2026-11-24)."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A time of HubSpot's: ISO 8601, or milliseconds since 1970."""
    try:
        if text.isdigit():
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def amount(text: str) -> Decimal | None:
    """A number property."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def properties(row: Mapping[str, Any]) -> Mapping[str, str]:
    """The properties of a record that hold something."""
    held = record(row, "properties")
    return {name: value for name, value in held.items() if isinstance(value, str) and value}
