"""The add-on's sidebar for a test without a browser: events of the local Workspace in, checked answers out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import requests

from tests.cards import check_response
from tests.running import SELLER


@dataclass
class Sidebar:
    """One person's sidebar in a running demo: beside a file, or in the `host` named, with what is open there `beside` it
    (`messageId`, `eventId`, `selected`). `card` is the one on top after the last event.
    """

    demo: Mapping[str, Any]
    person: str = SELLER
    file_id: str = ""
    host: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)
    card: dict[str, Any] = field(default_factory=dict)

    def open(self) -> dict[str, Any]:
        """The card of what is open: beside a file with the person's word that it may be seen."""
        return self._run({} if self.host else {"consent": self._file})

    def click(self, path: str, inputs: Mapping[str, Any] | None = None, **parameters: str) -> dict[str, Any]:
        """A click on a button of that path; `inputs` are the card's fields: text, several texts, a day or a moment.

        The plan of the demo is meant unless `planId` says otherwise.
        """
        asked = {
            "function": f"{self.demo['app']}/addon/{path}",
            "parameters": {"planId": self.demo["plan_id"], **parameters},
            "formInputs": {name: _given(value) for name, value in (inputs or {}).items()},
        }
        return self._run(asked)

    @property
    def text(self) -> str:
        """Everything the card on top says."""
        return str(self.card)

    @property
    def _file(self) -> str:
        return self.file_id or self.demo["spreadsheet_id"]

    @property
    def _beside(self) -> dict[str, Any]:
        if self.host:
            return {"host": self.host, **self.beside}
        return {"fileId": self._file}

    def _run(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        answer = requests.post(
            f"{self.demo['workspace']}/_addon/run",
            json={**self._beside, "timeZone": "Europe/Berlin", **asked},
            headers={"Authorization": f"Bearer local:{self.person}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        whole: dict[str, Any] = answer.json()
        check_response(whole)
        action = whole.get("renderActions", whole).get("action", {})
        for step in action.get("navigations", ()):
            self.card = step.get("pushCard") or step.get("updateCard") or self.card
        return whole

    def button(self, name: str) -> tuple[str, dict[str, str]]:
        """The path and the parameters of the card's button of that name, as `click` takes them."""
        widgets = [widget for part in self.card["sections"] for widget in part["widgets"]]
        made = [button for widget in widgets for button in widget.get("buttonList", {}).get("buttons", ())]
        made += [
            widget["decoratedText"]["button"]
            for widget in widgets
            if "button" in widget.get("decoratedText", {})
        ]
        action = next(button["onClick"]["action"] for button in made if button["text"] == name)
        parameters = {pair["key"]: pair["value"] for pair in action["parameters"]}
        return action["function"].partition("/addon/")[2], parameters

    def press(self, name: str, inputs: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """A press of the card's button of that name, with the fields as they stand but for `inputs`."""
        path, parameters = self.button(name)
        return self.click(path, {**self.fields, **(inputs or {})}, **parameters)

    @property
    def fields(self) -> dict[str, Any]:
        """What the card's fields hold when nobody touches them."""
        found: dict[str, Any] = {}
        for widget in (widget for part in self.card["sections"] for widget in part["widgets"]):
            if "textInput" in widget and widget["textInput"].get("value"):
                found[widget["textInput"]["name"]] = widget["textInput"]["value"]
            if "dateTimePicker" in widget and "valueMsEpoch" in widget["dateTimePicker"]:
                seconds = int(widget["dateTimePicker"]["valueMsEpoch"]) // 1000
                found[widget["dateTimePicker"]["name"]] = date(1970, 1, 1) + timedelta(seconds=seconds)
            chosen = widget.get("selectionInput", {})
            ticked = [item["value"] for item in chosen.get("items", ()) if item.get("selected")]
            if ticked:
                found[chosen["name"]] = ticked
        return found


def _given(value: Any) -> dict[str, Any]:
    """A field's value as Google posts it."""
    if isinstance(value, datetime):
        return {"dateTimeInput": {"hasDate": True, "hasTime": True, "msSinceEpoch": _ms(value.timestamp())}}
    if isinstance(value, date):
        return {"dateInput": {"msSinceEpoch": _ms((value - date(1970, 1, 1)).days * 86_400)}}
    return {"stringInputs": {"value": [value] if isinstance(value, str) else list(value)}}


def _ms(seconds: float) -> str:
    return str(int(seconds) * 1000)
