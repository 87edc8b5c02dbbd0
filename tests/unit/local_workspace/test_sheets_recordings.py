"""Recorded traffic with the real Sheets API, replayed against the engine: every answer must be equal."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from local_workspace.errors import ApiError
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import (
    Spreadsheet,
    batch_update,
    render,
    values_append,
    values_batch_clear,
    values_batch_get,
    values_batch_update,
    values_clear,
    values_get,
    values_update,
)

_BESIDE = Path(__file__).parents[4] / "shared" / "oracles" / "gspread-cassettes"
FOLDER = Path(os.environ.get("CLOSEPLAN_RECORDINGS", _BESIDE))
RECORDINGS = sorted(FOLDER.glob("*.json"))
Json = dict[str, Any]
NOW = datetime(2026, 11, 23, tzinfo=UTC)

#: recordings that need more than this engine, with the reason
DIFFERENT = {
    "ClientTest.test_import_csv": "the file's content comes through a Drive upload",
    "WorksheetTest.test_auto_resize_columns": "the width is measured in a font that only Google has",
}
#: ids that Google drew, taken over from its answer: (request kind, where in the request, where in the reply)
DRAWN = (
    ("addSheet", "properties", "sheetId"),
    ("addNamedRange", "namedRange", "namedRangeId"),
    ("addProtectedRange", "protectedRange", "protectedRangeId"),
)


class Replay:
    """The spreadsheets of one recording, and the answers to its requests."""

    def __init__(self) -> None:
        self.docs: dict[str, Spreadsheet] = {}
        self.actor = Actor("robot@closeplan.local", "", is_service_account=True)

    def answer(self, method: str, uri: str, body: Json, real: Json) -> Json | None:
        """Our answer, or None for what isn't a request to a spreadsheet that the recording made itself."""
        url = urlsplit(uri)
        if "/drive/v3/files" in url.path and method == "POST" and "spreadsheet" in real.get("mimeType", ""):
            self.docs[real["id"]] = Spreadsheet.new(real["id"], real["name"])
        match = re.fullmatch(r"/v4/spreadsheets/([\w-]+)(.*)", url.path)
        if not match or match[1] not in self.docs:
            return None
        asked = parse_qs(url.query)
        try:
            return self._sheets(self.docs[match[1]], method, unquote(match[2]), asked, body, real)
        except ApiError as error:
            return {"error": {"code": error.code, "message": error.message, "status": error.status}}

    def _sheets(  # noqa: PLR0911, PLR0917  # one return a method of the API
        self, doc: Spreadsheet, method: str, path: str, asked: dict[str, list[str]], body: Json, real: Json
    ) -> Json | None:
        one = {name: values[0] for name, values in asked.items()}
        if path == "":
            mask = FieldMask.parse(one["fields"]) if "fields" in one else None
            shown = render(doc, ranges=asked.get("ranges"), fields=mask, viewer=self.actor)
            return mask.apply(shown) if mask else shown
        if path == ":batchUpdate":
            replies = batch_update(doc, _with_drawn_ids(body["requests"], real), self.actor, NOW)
            return {"spreadsheetId": doc.spreadsheet_id, "replies": replies}
        rendering = (one.get("majorDimension"), one.get("valueRenderOption"), one.get("dateTimeRenderOption"))
        if path.startswith("/values:"):
            return {
                "batchGet": lambda: values_batch_get(doc, asked["ranges"], *rendering),
                "batchUpdate": lambda: values_batch_update(doc, body),
                "batchClear": lambda: values_batch_clear(doc, body["ranges"]),
            }[path.removeprefix("/values:")]()
        where = path.removeprefix("/values/")
        if where.endswith(":clear"):
            return values_clear(doc, where.removesuffix(":clear"))
        if where.endswith(":append"):
            return values_append(doc, where.removesuffix(":append"), body, one.get("valueInputOption"))
        if method == "GET":
            return values_get(doc, where, *rendering)
        if any(not isinstance(line, list) for line in body["values"]):
            return None  # the server's validation refuses it before the engine is asked
        return values_update(doc, where, body, one.get("valueInputOption"))


def _with_drawn_ids(requests: list[Json], real: Json) -> list[Json]:
    for request, reply in zip(requests, real.get("replies", []), strict=False):
        for kind, resource, name in DRAWN:
            if kind in request and kind in reply:
                request[kind][resource][name] = reply[kind][resource][name]
    return requests


def _parsed(text: str | None) -> Json:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _comparable(answer: Json) -> Json:
    """Who recorded it is no part of the answer."""
    text = re.sub(r'"[\w.-]+@[\w.-]+"', '"somebody"', json.dumps(answer))
    found: Json = json.loads(text)
    return found


@pytest.mark.skipif(not RECORDINGS, reason="the recordings of real traffic aren't on this machine")
@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_every_recorded_answer_is_ours_too(recording: Path) -> None:
    if recording.stem in DIFFERENT:
        pytest.skip(DIFFERENT[recording.stem])
    replay = Replay()
    for number, exchange in enumerate(json.loads(recording.read_text())["interactions"]):
        request, response = exchange["request"], exchange["response"]
        real = _parsed(response["body"].get("string"))

        ours = replay.answer(request["method"], request["uri"], _parsed(request.get("body")), real)

        if ours is not None:
            assert (number, _comparable(ours)) == (number, _comparable(real))
