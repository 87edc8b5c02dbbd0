"""The parts of a card, as Google's JSON. Every text a person wrote goes through `escaped`: card text has markup."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from closeplan.plan.bidi import closed

Widget = dict[str, Any]
Card = dict[str, Any]

MOST_WIDGETS = 100
"""Google ignores what a card has beyond."""

_CUT = 280
"""Characters of one text: a sidebar is narrow."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One item of a selection."""

    value: str
    label: str


def escaped(text: str) -> str:
    """People's own words as characters, cut where they go on for long; their writing direction ends with them."""
    line = text if len(text) <= _CUT else text[: _CUT - 1].rstrip() + "…"
    return closed(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraph(text: str) -> Widget:
    """Plain words."""
    return {"textParagraph": {"text": escaped(text)}}


def lines(texts: Iterable[str]) -> Widget:
    """Plain words, each on a line of its own."""
    return {"textParagraph": {"text": "\n".join(map(escaped, texts))}}


def fact(label: str, text: str, below: str = "", *, leads: dict[str, Any] | None = None) -> Widget:
    """A labelled line; `leads` is the button at its end."""
    lines = {"topLabel": label[:_CUT], "text": escaped(text), "wrapText": True}
    lines |= {"bottomLabel": below[:_CUT]} if below else {}
    return {"decoratedText": lines | ({"button": leads} if leads else {})}


def button(
    text: str, url: str, parameters: Mapping[str, str] | None = None, *, main: bool = False
) -> dict[str, Any]:
    """A button that posts to our URL with the card's fields."""
    pairs = [{"key": key, "value": value} for key, value in (parameters or {}).items()]
    action = {"function": url, "parameters": pairs, "loadIndicator": "SPINNER"}
    return {"text": text, "type": "FILLED" if main else "OUTLINED", "onClick": {"action": action}}


def link_button(text: str, url: str) -> dict[str, Any]:
    """A button that opens a page beside the sidebar."""
    opened = {"openLink": {"url": url, "openAs": "FULL_SIZE", "onClose": "NOTHING"}}
    return {"text": text, "type": "OUTLINED", "onClick": opened}


def buttons(*made: dict[str, Any]) -> Widget:
    """Buttons beside one another."""
    return {"buttonList": {"buttons": list(made)}}


def text_field(name: str, label: str, value: str = "") -> Widget:
    """One line to type."""
    return {"textInput": {"name": name, "label": label, "value": value}}


def text_area(name: str, label: str, value: str = "") -> Widget:
    """Several lines to type."""
    return {"textInput": {"name": name, "label": label, "value": value, "type": "MULTIPLE_LINE"}}


def moment_field(name: str, label: str, value: datetime, zone_minutes: int) -> Widget:
    """A day and an hour to pick; `zone_minutes` is the offset from UTC in which they are shown."""
    field = {
        "name": name,
        "label": label,
        "type": "DATE_AND_TIME",
        "valueMsEpoch": str(int(value.timestamp()) * 1000),
        "timezoneOffsetDate": zone_minutes,
    }
    return {"dateTimePicker": field}


def day_field(name: str, label: str, value: date | None) -> Widget:
    """A day to pick."""
    field: dict[str, Any] = {"name": name, "label": label, "type": "DATE_ONLY"}
    if value is not None:
        moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
        field["valueMsEpoch"] = str(int(moment.timestamp()) * 1000)
    return {"dateTimePicker": field}


def selection(name: str, label: str, choices: Iterable[Choice], chosen: str) -> Widget:
    """A dropdown."""
    items = [{"text": c.label, "value": c.value, "selected": c.value == chosen} for c in choices]
    return {"selectionInput": {"name": name, "label": label[:_CUT], "type": "DROPDOWN", "items": items}}


def check_boxes(name: str, label: str, choices: Iterable[Choice], ticked: Collection[str]) -> Widget:
    """Boxes of which any may be ticked."""
    items = [{"text": c.label[:_CUT], "value": c.value, "selected": c.value in ticked} for c in choices]
    return {"selectionInput": {"name": name, "label": label[:_CUT], "type": "CHECK_BOX", "items": items}}


def section(header: str, widgets: Sequence[Widget], *, shown: int | None = None) -> dict[str, Any]:
    """Widgets under a heading; beyond the first `shown` they are folded away."""
    made: dict[str, Any] = {"widgets": list(widgets)}
    if header:
        made["header"] = escaped(header)
    if shown is not None and len(widgets) > shown:
        made |= {"collapsible": True, "uncollapsibleWidgetsCount": shown}
    return made


def card(title: str, sections: Sequence[dict[str, Any]], subtitle: str = "") -> Card:
    """A whole card; empty sections are left out."""
    header = {"title": title} | ({"subtitle": subtitle[:_CUT]} if subtitle else {})
    return {"header": header, "sections": [part for part in sections if part["widgets"]]}


def shown(made: Card) -> dict[str, Any]:
    """The answer to a trigger: this card."""
    return {"action": {"navigations": [{"pushCard": made}]}}


def asking_for_file(selected: str = "") -> dict[str, Any]:
    """The answer to a click: let the person say whether the add-on may see the open file, or the one selected in Drive."""
    asked = {"driveAction": {"requestFileScope": {"itemId": selected}}}
    opened: dict[str, Any] = {"editorAction": {"requestFileScopeForActiveDocument": {}}}
    return {"renderActions": {"hostAppAction": asked if selected else opened}}


def pushed(made: Card) -> dict[str, Any]:
    """The answer to a click that leads on: this card on top."""
    return {"renderActions": {"action": {"navigations": [{"pushCard": made}]}}}


def updated(made: Card, told: str = "") -> dict[str, Any]:
    """The answer to a click that changes the card it was made on, and a word about it."""
    action: dict[str, Any] = {"navigations": [{"updateCard": made}]}
    return {"renderActions": {"action": action | ({"notification": {"text": told}} if told else {})}}


def replaced(made: Card, told: str = "") -> dict[str, Any]:
    """The answer to a click: this card in the place of the one that was clicked, and a word about it."""
    action: dict[str, Any] = {"navigations": [{"popToRoot": True}, {"updateCard": made}]}
    return {"renderActions": {"action": action | ({"notification": {"text": told}} if told else {})}}
