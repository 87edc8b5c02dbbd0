"""A team's field mapping: what the fields of the plan are called in its CRM, as a YAML file says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from closeplan.crm.plan_fields import METHOD, PLAN_FIELDS
from closeplan.errors import InputError, Mistake
from closeplan.plan.form_values import Entries, Text, as_id
from closeplan.plan.forms import read_form
from closeplan.plan.model import Role

OFF = "off"
"""What a field is called that is not written."""

LONGEST_NAME = 255
"""Characters of a field's name in any CRM."""

MOST_ENTRIES = 200
"""Fields, or stages, of one mapping."""

_SWITCH = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


@dataclass(frozen=True, kw_only=True)
class CrmMapping:
    """How a team's plans show up in its CRM. `fields` names the CRM's field (by what its API calls it, or by its label) of each
    key that is written; `roles` are the CRM's words for what people are to a deal. Deals are offered a plan from the stages
    `offer_from` on, a stage a pipeline, by id or name; with none named every open deal is. `signing` is the id of the milestone
    at which the deal is signed, empty for the one that is called so.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[Role, str] = field(default_factory=dict)
    offer_from: tuple[str, ...] = ()
    contacts: bool = True
    activities: bool = True
    signing: str = ""


def _switch(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    if str(value).lower() not in _SWITCH:
        raise ValueError("should be on or off")
    return _SWITCH[str(value).lower()]


def _name(value: object) -> str:
    """A field's name, or OFF for none."""
    if value is None or value is False:
        return OFF
    if not isinstance(value, str) or not value.strip():
        raise ValueError("should be what the field is called in the CRM, or off")
    if len(value) > LONGEST_NAME:
        raise ValueError(f"is longer than {LONGEST_NAME} characters")
    return value.strip()


Switch = Annotated[bool | None, BeforeValidator(_switch)]
Name = Annotated[str, BeforeValidator(_name)]


class MappingForm(BaseModel):
    """The file as it stands."""

    model_config = ConfigDict(extra="forbid")

    fields: dict[str, Name] | None = None
    roles: dict[str, Text] | None = None
    offer_from: Entries[Text] | None = None
    contacts: Switch = None
    activities: Switch = None
    signing: Text | None = None


def read_mapping(data: object, base: CrmMapping | None = None) -> CrmMapping:
    """The mapping in a YAML file's data. What that does not name stays as in `base`, fields and roles one by one. Raises
    InputError with every mistake, each with its place.
    """
    form, mistakes = read_form(MappingForm, data)
    wrong = {mistake.place for mistake in mistakes}
    mistakes += [one for one in _mistakes(form) if one.place not in wrong]
    base = base or CrmMapping()
    given = {key: name for key, name in (form.fields or {}).items() if key in _keys(form)}
    fields = {key: name for key, name in {**base.fields, **given}.items() if name.lower() != OFF}
    mistakes += _doubled(fields)
    if mistakes:
        raise InputError(mistakes)
    roles = {**base.roles, **{Role(role): word for role, word in (form.roles or {}).items()}}
    return replace(
        base,
        fields=fields,
        roles={role: word for role, word in roles.items() if word and word.lower() != OFF},
        offer_from=base.offer_from if form.offer_from is None else tuple(form.offer_from),
        contacts=base.contacts if form.contacts is None else form.contacts,
        activities=base.activities if form.activities is None else form.activities,
        signing=base.signing if form.signing is None else form.signing,
    )


def _mistakes(form: MappingForm) -> Iterator[Mistake]:
    for what in ("fields", "offer_from"):
        if len(getattr(form, what) or ()) > MOST_ENTRIES:
            yield Mistake(what, f"holds more than {MOST_ENTRIES} entries")
    known = _keys(form)
    for key in form.fields or {}:
        if key not in known:
            names = ", ".join(one.key for one in PLAN_FIELDS)
            yield Mistake(f"fields.{key}", f"no such field; there is {names}, and {METHOD}<element>")
    for role in form.roles or {}:
        if role not in set(Role):
            yield Mistake(f"roles.{role}", f"no such role; there is {', '.join(Role)}")
    for number, stage in enumerate(form.offer_from or ()):
        if not stage:
            yield Mistake(f"offer_from[{number}]", "should be a stage's id or name")
    if form.signing and not _is_id(form.signing):
        yield Mistake("signing", f"'{form.signing[:100]}' is not a milestone's id")


def _keys(form: MappingForm) -> frozenset[str]:
    """The keys that fields can have: the plan's, and any that may be an element of a team's own method."""
    named = (key for key in form.fields or {} if key.startswith(METHOD) and _is_id(key.removeprefix(METHOD)))
    return frozenset([*(one.key for one in PLAN_FIELDS), *named])


def _doubled(fields: Mapping[str, str]) -> Iterator[Mistake]:
    """Two fields of the plan that would write over each other."""
    first: dict[str, str] = {}
    for key, name in fields.items():
        if name in first:
            yield Mistake(f"fields.{key}", f"{name} is written by {first[name]} already")
        first.setdefault(name, key)


def _is_id(text: str) -> bool:
    try:
        return as_id(text) == text
    except ValueError:
        return False
