"""What somebody can reach in a Workspace, as text; and the marked words that nobody of the buyer's side may find there."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from typing import Any

import requests
from pypdf import PdfReader

from tests.running import SELLER

SECRET = "zirkon"
"""Begins every marked word."""
INTERNAL = re.compile(
    rf"{SECRET}\S*|\b180[ ,.]?000\b|fit for commit|never edited|keeps slipping|not acknowledged"
    r"|\bMEDDIC|never been on a call|weak in the plan",
    re.IGNORECASE,
)
"""Marked words, the sample deal's amount, and what the internal signals say."""


def pdf_text(content: bytes) -> str:
    """What a PDF says, its own properties included."""
    paper = PdfReader(io.BytesIO(content))
    return f"{paper.metadata} " + "\n".join(page.extract_text() for page in paper.pages)


@dataclass(frozen=True)
class Workspace:
    """The local Workspace at `url`, for whoever is named."""

    url: str

    def events(self, person: str) -> list[dict[str, Any]]:
        """What stands in somebody's calendar."""
        found: list[dict[str, Any]] = self.call(
            "GET", "/calendar/v3/calendars/primary/events", person=person
        )["items"]
        return found

    def mails(self, person: str) -> list[dict[str, Any]]:
        """The mails in somebody's mailbox, whole, the newest first."""
        found = self.call("GET", "/gmail/v1/users/me/messages?q=in:inbox", person=person).get("messages", [])
        return [self.call("GET", f"/gmail/v1/users/me/messages/{one['id']}", person=person) for one in found]

    def everything_of(self, person: str) -> Iterator[tuple[str, str]]:
        """All that somebody of the buyer's side can reach, as text, by where it is."""
        files = self.call("GET", "/drive/v3/files?fields=files&pageSize=100", person=person)["files"]
        yield f"{person}: Drive", json.dumps(files)
        for file in files:
            yield from self._file(file, person)
        for mail in self.call("GET", "/gmail/v1/users/me/messages", person=person).get("messages", ()):
            raw = self.call("GET", f"/gmail/v1/users/me/messages/{mail['id']}?format=raw", person=person)[
                "raw"
            ]
            told = message_from_bytes(base64.urlsafe_b64decode(raw), policy=default)
            parts = [part.get_content() for part in told.walk() if not part.is_multipart()]
            texts = [pdf_text(part) if isinstance(part, bytes) else str(part) for part in parts]
            yield f"{person}: mail {mail['id']}", "\n".join([str(told.items()), *texts])
        yield f"{person}: calendar", json.dumps(self.events(person))

    def _file(self, file: dict[str, Any], person: str) -> Iterator[tuple[str, str]]:
        name, path = f"{person}: {file['name']}", f"/drive/v3/files/{file['id']}"
        yield f"{name} comments", json.dumps(self.call("GET", f"{path}/comments?fields=*", person=person))
        yield f"{name} approvals", json.dumps(self.call("GET", f"{path}/approvals", person=person))
        yield f"{name} PDF", pdf_text(self._export(path, person))
        if "spreadsheet" in file["mimeType"]:
            whole = f"/v4/spreadsheets/{file['id']}?includeGridData=true&commentsViewMode=COMMENTS_VIEW_MODE_INCLUDED"
            yield name, json.dumps(self.call("GET", whole, person=person))
        else:
            yield name, json.dumps(self.call("GET", f"/v1/documents/{file['id']}", person=person))

    def _export(self, path: str, person: str) -> bytes:
        answer = requests.get(
            f"{self.url}{path}/export?mimeType=application/pdf",
            headers={"Authorization": f"Bearer local:{person}"},
            timeout=20,
        )
        assert answer.ok, answer.text
        return answer.content

    def call(self, method: str, path: str, body: Any = None, person: str = SELLER) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer local:{person}"}
        answer = requests.request(method, self.url + path, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found


def leaks(reached: dict[str, str]) -> dict[str, list[str]]:
    """The internal words that were found, by the place where they are."""
    found = {place: INTERNAL.findall(text) for place, text in reached.items()}
    return {place: words for place, words in found.items() if words}
