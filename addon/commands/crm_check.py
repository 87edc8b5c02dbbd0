"""`closeplan crm check`: whether CRMs have what the mappings name."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from closeplan.errors import ForbiddenError, OutsideError

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.crm.model import CrmField
    from closeplan.services.check_crm import CrmReport, Made

_KINDS = {"yes_no": "yes-or-no", "url": "URL"}
"""What people call a kind of fields, where its name does not say it."""


@dataclass(kw_only=True)
class _Checked:
    """One CRM after its check; `report` is None where it could not be asked, `made` where nothing was made."""

    vendor: str
    mapping: str
    report: CrmReport | None = None
    problem: str = ""
    made: Made | None = None
    wanted: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_fine(self) -> bool:
        if self.report is None:
            return False
        left = set(self.report.fields.missing) - set(self.made.names if self.made else ())
        return not (left or self.report.fields.wrong or self.report.stages or self.report.roles)


@click.command("check")
@click.argument("vendor", metavar="[CRM]", required=False, default="")
@click.option("--team", default="", help="Check that team's mapping.")
@click.option(
    "--create", is_flag=True, help="Make the fields that are missing, after asking; not every CRM lets one."
)
@click.option("--yes", is_flag=True, help="Make them without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def check_command(vendor: str, team: str, create: bool, yes: bool, as_json: bool) -> None:
    """Connect to each CRM, or to CRM alone, and hold its fields, stages and roles against the mapping. Nothing is changed without
    --create, and with --json nothing without --yes.

    Exit status: 0 all is there, 1 something is missing or can't be written, 2 a mapping is wrong.
    """
    parts = shared.backend_without_queue().parts
    checked = [_check(parts, name, team) for name in ((vendor,) if vendor else parts.vendors.crms)]
    if not as_json:
        for one in checked:
            _show(_lines(one))
    for one in checked if create else ():
        if one.report and one.report.makable and (yes or (not as_json and _agreed(one.report))):
            _make(parts, one)
            if not as_json:
                _show(_made_lines(one))
    if as_json or not checked:
        nothing = "No CRM is set up; docs/vendors.md says which settings each needs."
        shared.answer([_document(one) for one in checked], iter([nothing]), as_json=as_json)
    sys.exit(0 if all(one.is_fine for one in checked) else 1)


def _check(parts: Parts, vendor: str, team: str) -> _Checked:
    from closeplan.crm.plan_fields import PLAN_FIELDS, method_fields
    from closeplan.services.check_crm import check_crm

    crms = parts.vendors.of_crms
    crm, mapping = parts.vendors.crm(vendor), crms.mappings.of_team(vendor, team)
    one = _Checked(vendor=vendor, mapping=str(crms.mappings.file(vendor, team) or "shipped"))
    scores = parts.of_calls.scores
    method = method_fields((each.id, each.label) for each in scores.methods[scores.usual].elements)
    try:
        one.report = check_crm(crm, mapping, (*PLAN_FIELDS, *method))
    except (OutsideError, ForbiddenError) as error:
        one.problem = " ".join(str(error).split())
    return one


def _make(parts: Parts, one: _Checked) -> None:
    from closeplan.services.check_crm import make_fields

    assert one.report is not None
    one.made = make_fields(parts.vendors.crm(one.vendor), one.report.makable)
    one.wanted = {key: made.name for key, made in one.report.makable.items()}


def _agreed(report: CrmReport) -> bool:
    return click.confirm(
        f"Make {len(report.makable)} fields in {report.vendor} ({report.account})?", err=True
    )


def _show(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _document(one: _Checked) -> dict[str, Any]:
    document: dict[str, Any] = {"crm": one.vendor, "mapping": one.mapping, "fine": one.is_fine}
    if one.report is None:
        return {**document, "problem": one.problem}
    report, made = one.report, one.made
    return {
        **document,
        "account": report.account,
        "fields": {key: there.name for key, there in report.fields.fields.items()},
        "missing": dict(report.fields.missing),
        "wrong": dict(report.fields.wrong),
        "unused": list(report.unused),
        "stages_missing": list(report.stages),
        "roles_missing": list(report.roles),
        "can_make": _wanted(report.makable),
        "make_by_hand": {} if report.makes else _wanted(report.lacking),
        "made": dict(made.names) if made else {},
        "refused": dict(made.refused) if made else {},
    }


def _wanted(fields: Mapping[str, CrmField]) -> dict[str, Any]:
    return {
        key: {"name": one.name, "label": one.label, "kind": one.kind, "options": list(one.options)}
        for key, one in fields.items()
    }


def _lines(one: _Checked) -> Iterator[str]:
    report = one.report
    if report is None:
        yield f"{one.vendor}: {one.problem}"
        return
    yield f"{one.vendor}: {report.account}, mapping: {one.mapping}"
    yield f"  {len(report.fields.fields)} fields are there"
    for key, name in report.fields.missing.items():
        yield f"  {key}: there is no field '{name}'; {_remedy(report, key)}"
    for key, why in report.fields.wrong.items():
        yield f"  {key} {why}"
    for key in report.unused:
        yield f"  {key}: the sales method in use has no such element; nothing is written"
    for stage in report.stages:
        yield f"  offer_from: there is no stage '{stage}'"
    for role in report.roles:
        yield f"  roles: there is no '{role}'; its people go on the deal without a role. Make it there, or map their role to off"
    if report.makable:
        yield "  With --create closeplan makes them."
    elif report.lacking:
        yield "  closeplan can't make fields there: make them by hand, docs/crm.md says where, or map them to off."
    if report.is_fine:
        yield "  All is there."


def _remedy(report: CrmReport, key: str) -> str:
    """What an admin does about a missing field: of which kind it is to be, under which label, with which choices."""
    from closeplan.crm.model import FieldKind

    wanted = report.lacking.get(key)
    if wanted is None or wanted.kind is None:
        return "it is the CRM's own: put the name that it has there into your mapping, or map it to off"
    kind = _KINDS.get(wanted.kind, wanted.kind.replace("_", " "))
    choices = f" (choices: {', '.join(wanted.options)})" if wanted.kind is FieldKind.CHOICE else ""
    return f"make a {kind} field labelled '{wanted.label}'{choices}"


def _made_lines(one: _Checked) -> Iterator[str]:
    assert one.made is not None
    for key, name in one.made.names.items():
        other = f"; put it into your mapping: {key}: {name}" if name != one.wanted[key] else ""
        yield f"  {key}: made as {name}{other}"
    for key, why in one.made.refused.items():
        yield f"  {key}: not made: {why}"
