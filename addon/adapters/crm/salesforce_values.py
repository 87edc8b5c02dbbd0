"""Salesforce's ids, fields and values. JSON carries texts, numbers and yes or no as such, days and moments as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from addon.adapters.http.answers import word
from closeplan.crm.model import CrmField, FieldKind, FieldValue

_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?")

_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

LOCKED = "UNABLE_TO_LOCK_ROW"
"""The code of an error: somebody saves the same record, or its account, at this moment."""

_KINDS: Mapping[str, FieldKind] = {
    "string": FieldKind.TEXT,
    "textarea": FieldKind.LONG_TEXT,
    "double": FieldKind.NUMBER,
    "currency": FieldKind.NUMBER,
    "percent": FieldKind.NUMBER,
    "int": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "boolean": FieldKind.YES_NO,
    "url": FieldKind.URL,
    "picklist": FieldKind.CHOICE,
}
"""What we write, by the type that a describe tells."""


def long_id(text: str) -> str:
    """An id in its 18 characters; empty for what can be none. The last three say which of the first fifteen, in fives, are
    capitals, so that ids differ where case is not looked at.
    """
    if not _ID.fullmatch(text):
        return ""
    plain = text[:15]
    fives = (plain[at : at + 5] for at in (0, 5, 10))
    suffix = "".join(
        _SUFFIX[sum(letter.isupper() << bit for bit, letter in enumerate(five))] for five in fives
    )
    return plain + suffix if text[15:] in {"", suffix} else ""


def field_of(told: Mapping[str, Any]) -> CrmField:
    """A field of a describe. Rich text is none that we write: what people typed would be markup there."""
    kind = None if told.get("htmlFormatted") is True else _KINDS.get(word(told, "type"))
    choices = told.get("picklistValues")
    return CrmField(
        name=word(told, "name"),
        label=word(told, "label"),
        kind=kind,
        writable=told.get("updateable") is True,
        options=tuple(
            word(one, "value")
            for one in choices
            if isinstance(one, Mapping) and one.get("active") is not False
        )
        if kind is FieldKind.CHOICE and isinstance(choices, list)
        else (),
    )


def written(value: FieldValue, kind: FieldKind | None) -> str | float | bool | None:
    """A value as Salesforce takes it; an empty checkbox is one that is not ticked."""
    if value is None:
        return False if kind is FieldKind.YES_NO else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # fields of whole numbers refuse 5.0
    return value


def read(told: object, kind: FieldKind | None) -> FieldValue:
    """A value that Salesforce told; as text where it is not of its kind, so that nothing is lost."""
    if told is None or told == "":
        return None
    if isinstance(told, bool):
        return told
    if isinstance(told, int | float):
        return float(told)
    text = str(told).replace("\r\n", "\n")
    return day(text) or text if kind is FieldKind.DATE else text


def day(told: object) -> date | None:
    """A day; None for what is none."""
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def moment(told: object) -> datetime | None:
    """A moment such as 2026-07-01T09:00:00.000+0000; None for what is none."""
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    if found is None:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def amount(told: object) -> Decimal | None:
    """An amount of money; None for what is none."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    number = Decimal(str(told))
    return number if number.is_finite() else None


def reasons(told: object) -> str:
    """The words of a list of errors, which name their code `errorCode`, or `statusCode` where they are about one record."""
    if not isinstance(told, list):
        return ""
    found = [one for one in told if isinstance(one, Mapping)]
    return "; ".join(word(one, "message") or code(one) for one in found)


def code(error: Mapping[str, Any]) -> str:
    """What kind of error it is."""
    return word(error, "errorCode") or word(error, "statusCode")
