"""One cell of a Doc as a Sheet's cell, so that columns parse it as they parse theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from closeplan.plan.zones import zone_of
from sheets_schema.cells import moment_serial, serial
from sheets_schema.doc.content import DocCell
from sheets_schema.doc.marks import moment_of_mark

MOMENT_FORMAT = "%Y-%m-%d %H:%M"
"""How a History row shows its moment."""


def cell_data(cell: DocCell | None) -> dict[str, Any]:
    """The cell's words; a date chip that is all of it is a real date."""
    if cell is None or not cell.text:
        return {}
    day = _chip_day(cell.only_chip) if cell.only_chip else None
    value: dict[str, Any] = {"stringValue": cell.text} if day is None else {"numberValue": day}
    return {"userEnteredValue": value, "effectiveValue": value, "formattedValue": cell.text}


def _chip_day(chip: Mapping[str, Any]) -> int | None:
    """The day of a date chip in its own time zone, as a Sheet's number."""
    properties = chip.get("dateElement", {}).get("dateElementProperties", {})
    moment = moment_of_mark(properties.get("timestamp", "").replace("Z", "+00:00"))
    if moment is None:
        return None
    return serial(moment.astimezone(zone_of(_zone_name(properties.get("timeZoneId", "")))).date())


def _zone_name(said: str) -> str:
    """Docs writes `etc/UTC` for no zone in particular."""
    return "Etc/UTC" if said.lower() in {"", "etc/utc"} else said


def moment_data(marked: str | None, cell: DocCell | None, zone: tzinfo) -> dict[str, Any] | None:
    """A History row's moment: its mark's, which is exact, else what its words say."""
    when = moment_of_mark(marked) if marked else None
    if when is None and cell is not None:
        when = _said(cell.text, zone)
    if when is None:
        return None
    value = {"numberValue": moment_serial(when, zone)}
    shown = cell.text if cell else ""
    return {"userEnteredValue": value, "effectiveValue": value, "formattedValue": shown}


def _said(text: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.strptime(text, MOMENT_FORMAT).replace(tzinfo=zone)
    except ValueError:
        return None
