"""Recordings of gspread talking to the real Google, repeated against the local Workspace and compared.

The recordings are gspread's `tests/cassettes`, which are not ours to ship; `CLOSEPLAN_RECORDINGS` says where
they are, when they do not lie beside the repository.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.conformance.before import Earlier, creates_file, earlier_files
from tests.running import ROOT

BESIDE = ROOT.parent / "shared" / "oracles" / "gspread-cassettes"
RECORDINGS = sorted(Path(os.environ.get("CLOSEPLAN_RECORDINGS", BESIDE)).glob("*.json"))
CHOSEN_BY_SERVER = {
    "id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId", "metadataId", "filterViewId"
}  # fmt: skip
TIMES_AND_HOSTS = {"createdTime", "modifiedTime", "spreadsheetUrl"}
RECORDER = "telegram-budgeter@telegram-budgeter.iam.gserviceaccount.com"
SHORTEST_ID = 5
"""A shorter one (`0`, a permission's `anyone`…) is not drawn by lot, so it must be equal as it stands."""


@dataclass(frozen=True)
class Compared:
    """One exchange: what was asked, and where the two answers differ (empty when they are equal)."""

    recording: str
    number: int
    request: str
    difference: str

    @property
    def equal(self) -> bool:
        return not self.difference


def replay(base: str) -> Iterator[Compared]:
    """Every exchange of every recording in order; each recording acts as a person who owns nothing yet."""
    with requests.Session() as session:
        for at, path in enumerate(RECORDINGS):
            person = f"sam{at}@northwind.example"
            yield from _Replay(session, base, person).recording(path)


class _Replay:
    """One recording: which id of ours stands for which recorded one is learned as answers come."""

    def __init__(self, session: requests.Session, base: str, person: str) -> None:
        self._session = session
        self._base = base
        self._headers = {"Authorization": f"Bearer local:{person}", "Accept": "*/*"}
        self._ours = {RECORDER: person}

    def recording(self, path: Path) -> Iterator[Compared]:
        exchanges = json.loads(path.read_text("utf-8"))["interactions"]
        for number, exchange in enumerate(exchanges, start=1):
            request = exchange["request"]
            if creates_file(exchange):
                for file in earlier_files(exchanges, number - 1):
                    self._make(file)
            shown = f"{request['method']} {urlsplit(request['uri']).path}"
            yield Compared(path.stem, number, shown, self._difference(request, exchange["response"]))

    def _difference(self, request: dict[str, Any], response: dict[str, Any]) -> str:
        answer = self._send(request)
        ours, recorded = _parsed(answer.text), _parsed(response["body"].get("string") or "")
        self._learn(recorded, ours)
        if answer.status_code != response["status"]["code"]:
            return f"status: {response['status']['code']} recorded, {answer.status_code} ours"
        recorded = json.loads(self._translated(json.dumps(recorded)))
        return next(differences(recorded, ours), "")

    def _send(self, request: dict[str, Any]) -> requests.Response:
        url = urlsplit(request["uri"])
        kind = request["headers"].get("Content-Type", [])
        return self._session.request(
            request["method"],
            self._base + self._translated(f"{url.path}?{url.query}"),
            data=self._translated(request.get("body") or "").encode(),
            headers={**self._headers, **({"Content-Type": kind[0]} if kind else {})},
            timeout=30,
        )

    def _make(self, file: Earlier) -> None:
        if file.id in self._ours:
            return
        owner = self._headers if file.shown else {"Authorization": "Bearer local:stranger@far.example"}
        made = self._session.post(
            f"{self._base}/v4/spreadsheets", json=file.body, headers=owner, timeout=30
        ).json()
        self._ours[file.id] = made["spreadsheetId"]

    def _learn(self, recorded: Any, ours: Any, key: str = "") -> None:
        if isinstance(recorded, dict) and isinstance(ours, dict):
            for name in recorded.keys() & ours.keys():
                self._learn(recorded[name], ours[name], name)
        elif isinstance(recorded, list) and isinstance(ours, list):
            for one, other in zip(recorded, ours, strict=False):
                self._learn(one, other, key)
        elif recorded != ours and key in CHOSEN_BY_SERVER and len(str(recorded)) >= SHORTEST_ID:
            # once learned it stays: an id that changed later would be a difference
            self._ours.setdefault(str(recorded), str(ours))

    def _translated(self, text: str) -> str:
        for recorded, ours in self._ours.items():
            text = text.replace(recorded, ours)
        return text


def differences(recorded: Any, ours: Any, place: str = "") -> Iterator[str]:
    """Where two answers differ, field by field; times and the server's own addresses aside."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for name in sorted((recorded.keys() | ours.keys()) - TIMES_AND_HOSTS):
            at = f"{place}.{name}" if place else name
            if name not in ours or name not in recorded:
                yield f"{at}: {'not recorded' if name in ours else 'missing'}"
            else:
                yield from differences(recorded[name], ours[name], at)
        return
    if isinstance(recorded, list) and isinstance(ours, list) and len(recorded) == len(ours):
        for index, (one, other) in enumerate(zip(recorded, ours, strict=True)):
            yield from differences(one, other, f"{place}[{index}]")
        return
    if recorded != ours or type(recorded) is not type(ours):
        yield f"{place or 'answer'}: {_short(recorded)} recorded, {_short(ours)} ours"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} items"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
