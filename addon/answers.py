"""What commands answer, as lines for a person to read; scripts get JSON instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from addon.settings import Settings
    from addon.syncing import Synced
    from closeplan.plan.model import Deal
    from closeplan.plan.schedule import Schedule
    from closeplan.services.generate import Generated

_USER_PASSWORD = re.compile(r"(://[^/?#@]*?:).*@")
_PASSWORD_PARAMETER = re.compile(r"((?:^|[?&])\w*(?:password|token|secret)=)[^&]*", re.IGNORECASE)
_HIDDEN = "**********"


def schedule_lines(deal: Deal, dates: Schedule) -> Iterator[str]:
    """A deal's dates by workstream, then why they don't fit where they don't."""
    yield f"{deal.name}: go-live {dates.go_live}, {'fits' if dates.feasible else 'does not fit'}"
    yield "  start       due         float"
    for workstream, rows in groupby(dates.steps, key=lambda row: row.step.workstream):
        yield workstream or "Without workstream"
        for row in rows:
            yield f"  {row.start}  {row.due}  {row.float:>5}  {row.step.name} ({row.step.side})"
    yield from conflict_lines(dates)


def conflict_lines(dates: Schedule) -> Iterator[str]:
    """By how much the dates don't fit, which steps are tight, and the smallest changes that would help."""
    names = {row.step.id: row.step.name for row in dates.steps}
    for conflict in dates.to_json()["conflicts"]:
        yield f"Does not fit by {counted(conflict['short_by'], 'working day')}:"
        for step in conflict["milestones"]:
            yield f"  - {names.get(step, step)}"
        for number, fix in enumerate(conflict["fix"]):
            yield f"{'It would fit with' if number == 0 else 'and'}: {fix['text']}"


def generated_lines(made: Generated) -> Iterator[str]:
    """Where the plan is, whether it was made now, and whether its dates fit."""
    told = "Made" if made.created else "Nothing to do, it stands already:"
    yield f"{told} {made.plan_id}: {made.url}"
    if made.not_shared:
        yield f"You may not share it: ask its owner to give access to {', '.join(made.not_shared)}"
    yield from conflict_lines(made.schedule)


def synced_lines(synced: Synced) -> Iterator[str]:
    """One line for each plan in which something changed, and for what could not be read."""
    for plan in synced.plans:
        changes, signals = counted(plan.changes, "change"), counted(plan.signals, "signal")
        yield f"{plan.plan_id}: {changes}, {signals} open"
        for slip in plan.slips:
            days = counted(abs(slip.days), "working day")
            moved = f"{days} {'later' if slip.days > 0 else 'earlier'}" if slip.days else "same working day"
            yield f"  {slip.name}: {slip.was} to {slip.now}, {moved}"
    for vendor, count in synced.brought.items():
        yield f"{vendor}: {counted(count, 'update')} brought"
    for failure in synced.failed:
        yield f"{failure.about}: {failure.reason}"
    if synced.old_layouts:
        yield f"Laid out by an older closeplan: {', '.join(synced.old_layouts)}; `closeplan upgrade` brings them up to date"
    if not (synced.plans or synced.failed or synced.brought):
        yield "Nothing has changed."


def setting_rows(settings: Settings) -> list[dict[str, str]]:
    """Every setting with its value, default and meaning; no password in any of them. Of vendors those that are set up."""
    rows = _rows("CLOSEPLAN", settings, leave="vendors")
    for name, keys in sorted(settings.vendors.items()):
        rows += _rows(f"CLOSEPLAN_VENDORS__{name.upper()}_", keys)
    return rows


def _rows(prefix: str, given: BaseModel, leave: str = "") -> list[dict[str, str]]:
    return [
        {
            "name": f"{prefix}_{name.upper()}",
            "value": _shown(getattr(given, name)),
            "default": _shown(field.default),
            "meaning": field.description or "",
        }
        for name, field in type(given).model_fields.items()
        if name != leave
    ]


def setting_lines(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """A setting as one would write it, its meaning beneath."""
    for row in rows:
        yield f"{row['name']}={row['value']}"
        yield f"    {row['meaning']}"


def finding_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the doctor found, a line each; what needs a hand begins with FIX."""
    for row in rows:
        yield f"{'ok  ' if row['ok'] else 'FIX '} {row['name']}: {row['says']}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 change`, `2 changes`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def without_password(text: str) -> str:
    """A URL with its password, and any parameter that looks like one, replaced by asterisks."""
    return _PASSWORD_PARAMETER.sub(rf"\1{_HIDDEN}", _USER_PASSWORD.sub(rf"\1{_HIDDEN}@", text))


def _shown(value: object) -> str:
    return "" if value is None else without_password(str(value))
