"""Freshworks' deals, contacts and fields in our words. What a deal refers to stands beside it in the answer, by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from addon.adapters.http.answers import needed, word
from closeplan.crm.model import CrmContact, CrmDeal, CrmField, FieldKind, FieldValue, Stage
from closeplan.errors import RetryLaterError

CUSTOM = "cf_"
"""How the names of an account's own fields begin; their values stand in an object of their own."""

_KINDS: Mapping[str, FieldKind] = {
    "text": FieldKind.TEXT,
    "textarea": FieldKind.LONG_TEXT,
    "paragraph": FieldKind.LONG_TEXT,
    "number": FieldKind.NUMBER,
    "decimal": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "checkbox": FieldKind.YES_NO,
    "dropdown": FieldKind.CHOICE,
    "radio": FieldKind.CHOICE,
    "url": FieldKind.URL,
}
"""What we write, by the `type` of a field's description. The description of the API lists no types: these are those seen."""

_WON, _LOST = "closed won", "closed lost"
_LONGEST_ID = 18
_YES = frozenset({"true", "yes", "1"})


def field_of(told: Mapping[str, Any]) -> CrmField:
    """A field's description. A choice that is not the account's own holds ids and is nothing that we write."""
    name, kind = word(told, "name"), _KINDS.get(word(told, "type").lower())
    if kind is FieldKind.CHOICE and not name.startswith(CUSTOM):
        kind = None
    options = beside(told, "choices") if kind is FieldKind.CHOICE else ()
    return CrmField(
        name=name, label=word(told, "label"), kind=kind, options=tuple(word(one, "value") for one in options)
    )


def stage_of(told: Mapping[str, Any], *, order: int = 0, pipeline: str = "") -> Stage:
    """A stage; one without a forecast type is judged by its name."""
    ends = (word(told, "forecast_type") or f"closed {word(told, 'name')}").lower()
    return Stage(
        id=needed(told, "id"),
        name=word(told, "name"),
        order=order,
        is_open=ends not in {_WON, _LOST},
        is_won=ends == _WON,
        pipeline=pipeline,
    )


def deal_of(
    row: Mapping[str, Any], answer: Mapping[str, Any], site: str, kinds: Mapping[str, FieldKind | None]
) -> CrmDeal:
    """A deal of an answer, with the fields named in `kinds`; `site` is where people open deals."""
    id_ = id_of(row)
    stages = {word(one, "id"): one for one in beside(answer, "deal_stages")}
    named = stages.get(word(row, "deal_stage_id"))
    stage = stage_of(named) if named else None
    return CrmDeal(
        id=id_,
        name=word(row, "name"),
        stage=word(row, "deal_stage_id"),
        is_open=stage.is_open if stage else not row.get("closed_date"),
        is_won=stage.is_won if stage else False,
        amount=number(row.get("amount")),
        close_date=day(row.get("expected_close")),
        owner_email=_of(answer, "users", word(row, "owner_id"), "email"),
        company=_of(answer, "sales_accounts", word(row, "sales_account_id"), "name"),
        url=f"{site}/deals/{id_}",
        changed_at=moment(row.get("updated_at")),
        contacts=_contacts_of(row, answer),
        fields={name: read(held(row, name), kind) for name, kind in kinds.items()},
    )


def is_id(told: str) -> bool:
    """Whether that can be an id: digits, no more than a whole number of 64 bits has."""
    return told.isascii() and told.isdigit() and len(told) <= _LONGEST_ID


def id_of(told: Mapping[str, Any]) -> str:
    """The id of a deal or a contact."""
    found = needed(told, "id")
    if not is_id(found):
        raise RetryLaterError("the answer has an id that is none")
    return found


def contact_of(told: Mapping[str, Any]) -> CrmContact:
    """A contact, with its first address."""
    whole = " ".join(filter(None, (word(told, "first_name"), word(told, "last_name"))))
    return CrmContact(
        id=id_of(told),
        name=word(told, "display_name") or whole,
        email=next(iter(addresses(told)), ""),
        title=word(told, "job_title"),
    )


def addresses(told: Mapping[str, Any]) -> list[str]:
    """A contact's mail addresses, the first one first."""
    every = [word(told, "email"), *(word(one, "value") for one in beside(told, "emails"))]
    return list(dict.fromkeys(filter(None, every)))


def contact_for(contact: CrmContact) -> Mapping[str, str]:
    """What makes such a contact: a last name is asked of each."""
    first, _blank, last = " ".join(contact.name.split()).rpartition(" ")
    told = {"first_name": first, "last_name": last or contact.email, "email": contact.email}
    told["job_title"] = contact.title
    return {name: value for name, value in told.items() if value}


def deal_for(values: Mapping[str, FieldValue]) -> Mapping[str, Any]:
    """A deal's members that hold those values and leave all others alone."""
    told: dict[str, Any] = {
        name: written(value) for name, value in values.items() if not name.startswith(CUSTOM)
    }
    own = {name: written(value) for name, value in values.items() if name.startswith(CUSTOM)}
    return {**told, "custom_field": own} if own else told


def held(row: Mapping[str, Any], name: str) -> object:
    """What a deal holds in that field."""
    own = row.get("custom_field")
    if name.startswith(CUSTOM):
        return own.get(name) if isinstance(own, Mapping) else None
    return row.get(name)


def written(value: FieldValue) -> str | float | bool | None:
    """A value as Freshworks takes it: a number without a fraction as an integer, which some of its fields insist on."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def read(told: object, kind: FieldKind | None) -> FieldValue:
    """What a field holds as a value of that kind; as text where it is none of that kind, so that nothing is lost."""
    if told is None or told == "":
        return None
    if kind is FieldKind.YES_NO:
        return str(told).lower() in _YES
    if kind is FieldKind.DATE:
        return day(told) or str(told)
    if kind is FieldKind.NUMBER:
        found = number(told)
        return str(told) if found is None else float(found)
    return told if isinstance(told, bool) else str(told)


def number(told: object) -> Decimal | None:
    """A number, which may come as text."""
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        return None
    try:
        found = Decimal(str(told))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def day(told: object) -> date | None:
    """The day of a date, or of a time as it stands there."""
    try:
        return date.fromisoformat(told[:10]) if isinstance(told, str) else None
    except ValueError:
        return None


def moment(told: object) -> datetime | None:
    """A time, with the offset of the account's zone (2026-11-24T09:00:00-05:00)."""
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def beside(answer: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    """The objects that came along under that name, none where none came."""
    found = answer.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else ()


def _of(answer: Mapping[str, Any], name: str, id_: str, member: str) -> str:
    """A member of what came along with that id."""
    return next((word(one, member) for one in beside(answer, name) if id_ and word(one, "id") == id_), "")


def _contacts_of(row: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[CrmContact, ...]:
    """The deal's people among those that came along; all of them where the answer is this one deal's."""
    every = [contact_of(one) for one in beside(answer, "contacts")]
    listed = row.get("contact_ids")
    if isinstance(listed, list):
        ids = {str(id_) for id_ in listed}
        return tuple(one for one in every if one.id in ids)
    return tuple(every) if "deal" in answer else ()
