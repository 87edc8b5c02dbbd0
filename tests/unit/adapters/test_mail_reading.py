"""The open mail's envelope: read with both tokens, and not a word of its text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from googleapiclient.discovery import build
from googleapiclient.http import HttpMockSequence

from addon.adapters.google.mail_reading import GmailOpenMails
from closeplan.errors import ForbiddenError

HEADERS = [
    {"name": "from", "value": '"Fischer, Dana" <dana@acme.de>'},
    {"name": "To", "value": "sam@northwind.example, mia@acme.de"},
    {"name": "Cc", "value": "not an address <"},
    {"name": "Subject", "value": "Re: =IMPORTXML <b>"},
]


@dataclass
class Client:
    """Gmail's own client with answers of ours."""

    http: Any

    def gmail(self) -> Any:
        return build("gmail", "v1", http=self.http, static_discovery=True)


def reading(status: str, body: Any) -> tuple[GmailOpenMails, HttpMockSequence]:
    http = HttpMockSequence([({"status": status}, json.dumps(body))])
    client: Any = Client(http)
    return GmailOpenMails(lambda: client), http


def test_the_envelope_is_read_with_the_tokens_of_person_and_message() -> None:
    mails, http = reading("200", {"payload": {"headers": HEADERS}})

    found = mails.open_mail("m1", "message-token")

    assert found.subject == "Re: =IMPORTXML <b>"
    assert found.people[0] == ("dana@acme.de", "Fischer, Dana")
    assert ("mia@acme.de", "") in found.people
    [(url, method, _, headers)] = http.request_sequence
    assert (method, headers["X-Goog-Gmail-Access-Token"]) == ("GET", "message-token")
    asked = parse_qs(urlsplit(url).query)
    assert asked["format"] == ["metadata"]
    assert set(asked["metadataHeaders"]) == {"From", "To", "Cc", "Subject"}


def test_a_mail_without_an_envelope_is_nobodys() -> None:
    mails, _ = reading("200", {})
    assert mails.open_mail("m1", "t").people == ()


def test_a_scope_that_was_not_granted_is_said_so() -> None:
    mails, _ = reading("403", {"error": {"message": "Insufficient Permission"}})
    with pytest.raises(ForbiddenError, match="open mail"):
        mails.open_mail("m1", "t")
