"""A form that could not be used: the card as it was filled in, with what is wrong on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from addon.cards.parts import Card, Widget, lines, section


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a card's fields held when it was sent, by their names: texts and ticked boxes, days, moments (aware)."""

    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)


def corrected_card(form: Card, filled: Filled, wrong: Sequence[str]) -> Card:
    """The form as the person left it, with a line for everything that is wrong."""
    sections = [
        {**part, "widgets": [_filled(widget, filled) for widget in part["widgets"]]}
        for part in form["sections"]
    ]
    return {**form, "sections": [section("", [lines(wrong)]), *sections]}


def _filled(widget: Widget, filled: Filled) -> Widget:
    """The widget as it was left. An empty text is one that was emptied: Google posts it not at all."""
    if "textInput" in widget:
        shown = widget["textInput"]
        texts = filled.chosen.get(shown["name"], ("",))
        return {"textInput": {**shown, "value": texts[0]}}
    if "selectionInput" in widget:
        return {"selectionInput": _ticked(widget["selectionInput"], filled)}
    if "dateTimePicker" in widget:
        return {"dateTimePicker": _picked(widget["dateTimePicker"], filled)}
    return widget


def _ticked(shown: dict[str, Any], filled: Filled) -> dict[str, Any]:
    ticked = filled.chosen.get(shown["name"], ())
    if not ticked and shown["type"] == "DROPDOWN":
        return shown
    return {**shown, "items": [{**item, "selected": item["value"] in ticked} for item in shown["items"]]}


def _picked(shown: dict[str, Any], filled: Filled) -> dict[str, Any]:
    """A picker that was emptied goes back to what it proposed."""
    moment = filled.moments.get(shown["name"])
    day = filled.days.get(shown["name"])
    if day is not None:
        moment = datetime.combine(day, time(), UTC)
    return shown if moment is None else {**shown, "valueMsEpoch": str(int(moment.timestamp()) * 1000)}
