"""Mails that Google itself would send: who gets them, and what they say."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.running import BUYER, ROBOT, SELLER, start

CFO = "carla@acme.example"
MANAGER = "max@northwind.example"
SHEET = "application/vnd.google-apps.spreadsheet"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("workspace")
    arguments = ("local_workspace", "--port", "0", "--data", str(folder / "data"))
    process = start(*arguments, log=Path(folder / "log"))
    yield process.ready["workspace"]
    process.stop()


class People:
    """People of one Workspace, and the mails they have."""

    def __init__(self, base: str) -> None:
        self.base = base
        for email in (BUYER, SELLER):
            for mail in self._ids(email):
                self.ask("DELETE", f"/gmail/v1/users/me/messages/{mail}", person=email)

    def ask(self, method: str, path: str, body: Any = None, person: str = SELLER) -> Any:
        headers = {"Authorization": f"Bearer local:{person}"}
        answer = requests.request(method, self.base + path, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def file(self) -> str:
        made = self.ask("POST", "/drive/v3/files", {"name": "Acme <plan>", "mimeType": SHEET})
        return str(made["id"])

    def share(self, file_id: str, person: str, query: str = "") -> None:
        body = {"type": "user", "role": "writer", "emailAddress": person}
        self.ask("POST", f"/drive/v3/files/{file_id}/permissions?{query}", body)

    def inbox(self, person: str) -> list[Message]:
        raws = [
            self.ask("GET", f"/gmail/v1/users/me/messages/{mail}?format=raw", person=person)["raw"]
            for mail in self._ids(person)
        ]
        return [message_from_bytes(base64.urlsafe_b64decode(raw)) for raw in raws]

    def only(self, person: str) -> tuple[str, str, Message]:
        """The subject, the text and the whole of a person's one mail."""
        (mail,) = self.inbox(person)
        return subject(mail), part(mail, "text/plain"), mail

    def _ids(self, person: str) -> list[str]:
        found = self.ask("GET", "/gmail/v1/users/me/messages?labelIds=INBOX", person=person)
        return [mail["id"] for mail in found.get("messages", [])]


def subject(mail: Message) -> str:
    return str(make_header(decode_header(mail["Subject"])))


def part(mail: Message, kind: str) -> str:
    found = next(one for one in mail.walk() if one.get_content_type() == kind)
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


@pytest.fixture
def people(running: str) -> People:
    return People(running)


def test_who_is_shared_with_is_told_in_the_sharers_words_with_a_link(people: People) -> None:
    file_id = people.file()
    people.share(file_id, BUYER, "emailMessage=Our+plan")
    title, text, mail = people.only(BUYER)

    assert title == "Spreadsheet shared with you: “Acme <plan>”"
    assert mail["Reply-To"] == SELLER
    assert "Our plan" in text
    assert f"{people.base}/#/file/{file_id}" in text
    assert "Acme &lt;plan&gt;" in part(mail, "text/html")


def test_nobody_is_told_where_the_sharer_wants_that_nor_is_the_robot(people: People) -> None:
    file_id = people.file()
    people.share(file_id, BUYER, "sendNotificationEmail=false")
    people.share(file_id, ROBOT)
    assert people.inbox(BUYER) == people.inbox(ROBOT) == []


def test_an_approval_is_asked_for_and_answered_by_mail(people: People) -> None:
    file_id = people.file()
    people.share(file_id, BUYER, "sendNotificationEmail=false")
    body = {"reviewerEmails": [BUYER], "message": "Please check", "dueTime": "2026-12-01T00:00:00Z"}
    approval = people.ask("POST", f"/drive/v3/files/{file_id}/approvals:start", body)["approvalId"]
    title, text, _ = people.only(BUYER)
    assert title == "Approval requested: “Acme <plan>”"
    assert "Please check" in text
    assert "2026-12-01" in text

    answer = f"/drive/v3/files/{file_id}/approvals/{approval}:decline"
    people.ask("POST", answer, {"message": "Not in March"}, BUYER)
    title, text, _ = people.only(SELLER)
    assert title.startswith("Declined: ")
    assert "Not in March" in text


def test_a_comment_reaches_whom_it_is_assigned_to_or_names(people: People) -> None:
    file_id = people.file()
    for email in (BUYER, MANAGER):
        people.share(file_id, email, "sendNotificationEmail=false")
    new = {"content": f"Is this still right, @{SELLER}? And @{CFO}?", "assigneeEmailAddress": BUYER}
    comment = {"insertComment": new | {"coordinate": {"sheetId": 0}}}
    people.ask("POST", f"/v4/spreadsheets/{file_id}:batchUpdate", {"requests": [comment]}, MANAGER)
    title, text, _ = people.only(BUYER)
    assert title == "Acme <plan>: Max assigned you a comment"
    assert "Is this still right" in text
    assert people.only(SELLER)[0] == "Acme <plan>: Max mentioned you"
    assert people.inbox(CFO) == []  # has no access


@pytest.mark.parametrize("updates", ["all", "none"])
def test_an_invitation_comes_with_its_event_where_guests_are_to_be_told(people: People, updates: str) -> None:
    body = {
        "summary": "Talk; about ünïts, " + "long " * 30,
        "start": {"dateTime": "2026-12-01T10:00:00Z"},
        "end": {"dateTime": "2026-12-01T10:30:00Z"},
        "attendees": [{"email": BUYER}],
        "description": "R&amp;D: why<br>it slipped",
    }
    path = f"/calendar/v3/calendars/primary/events?sendUpdates={updates}"
    event = people.ask("POST", path, body)
    if updates == "none":
        assert people.inbox(BUYER) == []
        return
    title, text, mail = people.only(BUYER)
    lines = part(mail, "text/calendar").splitlines()
    assert title.startswith("Invitation: Talk; about ünïts")
    assert f"{people.base}/#/calendar/{event['id']}" in text
    assert "R&D: why\nit slipped" in text.replace("\r\n", "\n")
    assert {
        "METHOD:REQUEST",
        "DESCRIPTION:R&D: why\\nit slipped",
        "DTSTART:20261201T100000Z",
        f"UID:{event['iCalUID']}",
    } <= set(lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "SUMMARY:Talk\\; about ünïts\\, long" in "".join(
        line[1:] if line.startswith(" ") else f"\n{line}" for line in lines
    )
