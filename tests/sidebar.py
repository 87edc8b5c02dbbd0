"""The add-on's sidebar for a test without a browser: events of the local Workspace in, checked answers out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import requests

from tests.cards import check_card
from tests.running import SELLER


@dataclass
class Sidebar:
    """One person's sidebar in a running demo: beside a file, or in Drive where `host` says so. `card` is the one on top
    after the last event.
    """

    demo: Mapping[str, Any]
    person: str = SELLER
    file_id: str = ""
    host: str = ""
    card: dict[str, Any] = field(default_factory=dict)

    def open(self) -> dict[str, Any]:
        """The home card beside the plan's Sheet, or the file named."""
        return self._run({"consent": self._file})

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
        return {"host": self.host} if self.host else {"fileId": self._file}

    def _run(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        answer = requests.post(
            f"{self.demo['workspace']}/_addon/run",
            json={**self._beside, "timeZone": "Europe/Berlin", **asked},
            headers={"Authorization": f"Bearer local:{self.person}"},
            timeout=30,
        )
        assert answer.ok, answer.text
        whole: dict[str, Any] = answer.json()
        action = whole.get("renderActions", whole).get("action", {})
        for step in action.get("navigations", ()):
            for made in (step.get("pushCard"), step.get("updateCard")):
                if made:
                    check_card(made)
                    self.card = made
        return whole


def _given(value: Any) -> dict[str, Any]:
    """A field's value as Google posts it."""
    if isinstance(value, datetime):
        return {"dateTimeInput": {"hasDate": True, "hasTime": True, "msSinceEpoch": _ms(value.timestamp())}}
    if isinstance(value, date):
        return {"dateInput": {"msSinceEpoch": _ms((value - date(1970, 1, 1)).days * 86_400)}}
    return {"stringInputs": {"value": [value] if isinstance(value, str) else list(value)}}


def _ms(seconds: float) -> str:
    return str(int(seconds) * 1000)
