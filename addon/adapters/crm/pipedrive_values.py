"""Pipedrive's fields of a deal and what they hold. A custom field's name is a key of 40 characters that it draws itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from addon.adapters.http.answers import word
from closeplan.crm.model import CrmField, FieldKind, FieldValue
from closeplan.errors import RefusedError

_KINDS: Mapping[str, FieldKind] = MappingProxyType(
    {
        "varchar": FieldKind.TEXT,
        "text": FieldKind.LONG_TEXT,
        "int": FieldKind.NUMBER,
        "double": FieldKind.NUMBER,
        "date": FieldKind.DATE,
        "boolean": FieldKind.YES_NO,
        "enum": FieldKind.CHOICE,
    }
)
"""What closeplan writes, by Pipedrive's `field_type`. It has none for a link: a link stands in a text."""

_WRITABLE = frozenset({"title", "probability", "expected_close_date", "lost_reason"})
"""Fields of its own, of a kind above, that a change of a deal takes."""


@dataclass(frozen=True, kw_only=True)
class DealField:
    """A field as an adapter needs it. `options` are a choice's ids by their labels."""

    field: CrmField
    is_custom: bool
    options: Mapping[str, int | str]


def field_of(told: Mapping[str, Any]) -> DealField:
    """A field by its description."""
    kind = _KINDS.get(word(told, "field_type"))
    is_custom = told.get("is_custom_field") is True
    name = word(told, "field_code")
    options = _options(told.get("options")) if kind is FieldKind.CHOICE else {}
    return DealField(
        field=CrmField(
            name=name,
            label=word(told, "field_name") or name,
            kind=kind,
            writable=is_custom or name in _WRITABLE,
            options=tuple(options),
        ),
        is_custom=is_custom,
        options=options,
    )


def written(value: FieldValue, into: DealField) -> object:
    """A value as Pipedrive takes it; null empties a field. RefusedError for a choice that it does not have."""
    if value is None:
        return None
    if into.field.kind is FieldKind.CHOICE:
        if str(value) not in into.options:
            raise RefusedError(f"{into.field.label} has no choice {value}")
        return into.options[str(value)]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # a field of whole numbers takes no 5.0
    return value


def value_in(row: Mapping[str, Any], known: DealField) -> FieldValue:
    """What a deal's field holds."""
    custom = row.get("custom_fields")
    place = custom if known.is_custom else row
    return read(place.get(known.field.name) if isinstance(place, Mapping) else None, known.field.kind)


def read(found: object, kind: FieldKind | None) -> FieldValue:
    """A value of that kind; as text where it is none of that kind, so that nothing is lost."""
    if isinstance(
        found, Mapping
    ):  # a choice is given with its label, money and places with what they are in `value`
        found = found.get("label", found.get("value"))
    if found is None or found == "":
        return None
    if isinstance(found, bool):
        return found
    if kind is FieldKind.YES_NO and found in (0, 1):
        return found == 1
    if kind is FieldKind.NUMBER:
        exact = amount(found)
        return str(found) if exact is None else float(exact)
    if kind is FieldKind.DATE:
        return day(found) or str(found)
    return str(found)


def day(found: object) -> date | None:
    """A day such as 2026-11-24, also of a time of that day."""
    try:
        return date.fromisoformat(str(found)[:10]) if found else None
    except ValueError:
        return None


def moment(found: object) -> datetime | None:
    """A time: RFC 3339 in version 2, `2026-11-24 09:00:00` in UTC in version 1."""
    try:
        told = datetime.fromisoformat(str(found)) if found else None
    except ValueError:
        return None
    return told.replace(tzinfo=UTC) if told and told.tzinfo is None else told


def asked_since(at: datetime) -> str:
    """A time as a question's parameter takes it. Pipedrive's times have whole seconds, and what it is asked for includes them."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def told_at(at: datetime) -> str:
    """A time as version 1 takes it, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def amount(found: object) -> Decimal | None:
    """A number, also where it comes as text."""
    try:
        exact = Decimal(str(found))
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None


def _options(told: object) -> dict[str, int | str]:
    listed = told if isinstance(told, list) else []
    return {
        word(one, "label"): one["id"]
        for one in listed
        if isinstance(one, Mapping) and isinstance(one.get("id"), int | str) and word(one, "label")
    }
