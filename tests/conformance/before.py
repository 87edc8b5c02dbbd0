"""What the recording account owned before a recording, as far as the recording itself tells.

Two recordings list everything in the account, and one is refused a stranger's file. Those files are made through the
API before the recording's own file is, out of what the recorded answers say about them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

CREATED = ("title", "locale", "timeZone")
OPENED = "/v4/spreadsheets/"


@dataclass(frozen=True)
class Earlier:
    """A file that a recording finds; `shown` is its recorded resource, None for a stranger's file."""

    id: str
    name: str
    shown: dict[str, Any] | None

    @property
    def body(self) -> dict[str, Any]:
        """What `spreadsheets.create` makes it from."""
        if self.shown is None:
            return {}
        properties = self.shown["properties"]
        tabs = [{"properties": sheet["properties"]} for sheet in self.shown["sheets"]]
        return {"properties": {name: properties[name] for name in CREATED}, "sheets": tabs}


def earlier_files(exchanges: list[dict[str, Any]], start: int) -> list[Earlier]:
    """The files, oldest first, that answers from `start` up to the next creation find without having made them."""
    rest = exchanges[start + 1 :]
    end = next((at for at, each in enumerate(rest) if creates_file(each)), len(rest))
    made = {_answer(each).get("id") for each in exchanges if creates_file(each)}
    shown = _opened(exchanges)
    listed = [file for each in rest[:end] for file in _answer(each).get("files", [])]
    found = {
        file["id"]: Earlier(file["id"], file["name"], shown[file["id"]])
        for file in reversed(listed)
        if file["id"] in shown
    }
    for each in rest[:end]:
        if each["response"]["status"]["code"] == 403 and (opened := _id(each)):
            found[opened] = Earlier(opened, "", None)
    return [file for file in found.values() if file.id not in made]


def creates_file(exchange: dict[str, Any]) -> bool:
    """Whether the exchange is a Drive `files.create`."""
    request = exchange["request"]
    return bool(request["method"] == "POST" and urlsplit(request["uri"]).path == "/drive/v3/files")


def _opened(exchanges: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        shown["spreadsheetId"]: shown
        for each in exchanges
        if _id(each) and "sheets" in (shown := _answer(each)) and "properties" in shown
    }


def _id(exchange: dict[str, Any]) -> str:
    path = urlsplit(exchange["request"]["uri"]).path
    found = path.removeprefix(OPENED) if path.startswith(OPENED) else ""
    return "" if "/" in found or ":" in found else found


def _answer(exchange: dict[str, Any]) -> dict[str, Any]:
    text = exchange["response"]["body"].get("string") or ""
    answer = json.loads(text) if text.startswith("{") else {}
    return answer if isinstance(answer, dict) else {}
