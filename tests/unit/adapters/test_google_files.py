"""What sharing asks of Drive, as Google's own client puts it into a request."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httplib2
from googleapiclient.discovery import build

from addon.adapters.google.files import share_file
from closeplan.records import Share


class Recorded(httplib2.Http):
    """Answers everything and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[dict[str, list[str]]] = []

    def request(self, uri: str, *_: Any, **__: Any) -> tuple[httplib2.Response, bytes]:
        self.asked.append(parse_qs(urlsplit(uri).query))
        return httplib2.Response({"status": "200"}), b"{}"


def test_a_mail_says_what_the_share_says_and_goes_only_to_those_who_are_told() -> None:
    http = Recorded()
    drive = build("drive", "v3", http=http, static_discovery=True)
    words = "Sam Ortiz (Northwind) teilt mit Ihnen „Acme × Northwind“"

    share_file(
        drive,
        "sheet-1",
        [
            Share(email="robot@closeplan.local"),
            Share(email="dana@acme.example", notify=True, message=words),
            Share(email="max@northwind.example", message=words),
        ],
    )

    assert [asked.get("emailMessage") for asked in http.asked] == [None, [words], None]
    assert [asked["sendNotificationEmail"] for asked in http.asked] == [["false"], ["true"], ["false"]]
