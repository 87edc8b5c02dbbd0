"""Whether a CRM has what a mapping names, and making what it lacks where it lets one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import CrmField, FieldKind, Stage
from closeplan.crm.plan_fields import PlanField
from closeplan.crm.resolve import Resolved, resolve
from closeplan.errors import ForbiddenError, RefusedError
from closeplan.ports.crm import Crm
from closeplan.services.crm_roles import missing_roles

_AROUND = re.compile(r"^cf_|__c$")
"""What CRMs put before or after the names of fields that people made."""

YES_NO_OPTIONS = ("Yes", "No")


@dataclass(frozen=True, kw_only=True)
class CrmReport:
    """A mapping held against a CRM. `unused` are keys of elements that the sales method in use does not have; `stages` those of
    `offer_from` and `roles` the words for people's roles that are not there; `lacking` what is missing as it should be made, by key, but for the vendor's
    own fields; `makes` whether the CRM lets closeplan make it.
    """

    vendor: str
    account: str
    fields: Resolved
    unused: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    lacking: Mapping[str, CrmField] = field(default_factory=dict)
    makes: bool = False

    @property
    def makable(self) -> Mapping[str, CrmField]:
        """What closeplan could make of what is missing, by key."""
        return self.lacking if self.makes else {}

    @property
    def is_fine(self) -> bool:
        """Whether everything that is mapped can be written, and every stage and role is there."""
        return not (self.fields.missing or self.fields.wrong or self.stages or self.roles)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What became of fields that were to be made: what the CRM called them, and why it would not make others; by key."""

    names: Mapping[str, str]
    refused: Mapping[str, str]


def check_crm(crm: Crm, mapping: CrmMapping, fields: Sequence[PlanField]) -> CrmReport:
    """Ask the CRM who it is, which fields, stages and roles it has, and compare; nothing is changed. `fields` are those that
    closeplan can fill.
    """
    account = crm.account()
    found = resolve(mapping.fields, fields, crm.fields())
    wanted = {one.key: one for one in fields}
    lacking = {
        key: as_made(wanted[key], name) for key, name in found.missing.items() if not wanted[key].is_vendors
    }
    return CrmReport(
        vendor=crm.name,
        account=account,
        fields=found,
        unused=tuple(key for key in mapping.fields if key not in wanted),
        stages=_unknown(mapping.offer_from, crm.stages()) if mapping.offer_from else (),
        roles=missing_roles(crm, mapping),
        lacking=lacking,
        makes=crm.makes_fields,
    )


def make_fields(crm: Crm, wanted: Mapping[str, CrmField]) -> Made:
    """Make those fields; one that is refused keeps no other."""
    names: dict[str, str] = {}
    refused: dict[str, str] = {}
    for key, one in wanted.items():
        try:
            names[key] = crm.create_field(one)
        except (RefusedError, ForbiddenError) as error:
            refused[key] = str(error)
    return Made(names=names, refused=refused)


def as_made(one: PlanField, name: str) -> CrmField:
    """The field as it would be made under the name that the mapping gives it. CRMs that make up names themselves make them of
    the label.
    """
    bare = _AROUND.sub("", name).replace("_", " ").strip()
    options = YES_NO_OPTIONS if one.kind is FieldKind.YES_NO else one.options
    return CrmField(name=name, label=bare[:1].upper() + bare[1:], kind=one.kind, options=options)


def _unknown(named: Sequence[str], stages: Sequence[Stage]) -> tuple[str, ...]:
    """Stages that the CRM has neither by id nor by name."""
    known = {text.casefold() for stage in stages for text in (stage.id, stage.name)}
    return tuple(one for one in named if one.casefold() not in known)
