"""The one-page brief on the demo: real cards, a real Doc, its PDF rendered, a real draft."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from pypdf import PdfReader

from tests.integration.workspace_clients import google_client
from tests.running import BUYER, SELLER, PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

DOC = "application/vnd.google-apps.document"
HOSTILE = 'See =IMPORTXML("http://x") <script>alert(1)</script> \u202etfel\u202c 🚀 日本語'


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


def docs(demo: dict[str, Any], person: str) -> list[dict[str, Any]]:
    drive = google_client("drive", "v3", demo["workspace"], person)
    fields = "files(id,name,permissions(emailAddress,role))"
    found: list[dict[str, Any]] = (
        drive.files().list(q=f"mimeType='{DOC}' and trashed = false", fields=fields).execute()["files"]
    )
    return found


def pdf(demo: dict[str, Any]) -> PdfReader:
    drive = google_client("drive", "v3", demo["workspace"], SELLER)
    [made] = docs(demo, SELLER)
    content = drive.files().export(fileId=made["id"], mimeType="application/pdf").execute()
    return PdfReader(io.BytesIO(content))


def test_twice_makes_one_doc_that_is_one_page_and_says_nothing_internal(
    demo: dict[str, Any], sidebar: Sidebar
) -> None:
    sidebar.click("brief")
    assert "Make the brief" in sidebar.text
    for _ in range(2):
        sidebar.click("brief/make")

    [made] = docs(demo, SELLER)
    page = pdf(demo)
    assert len(page.pages) == 1
    text = page.pages[0].extract_text()
    assert "Acme GmbH × Northwind" in text
    assert "31" in text
    assert {one["role"] for one in made["permissions"]} == {"owner", "writer"}
    said = text + str(page.metadata) + made["name"]
    assert [
        word for word in ("180000", "180,000", "fit for", "Acme onboarding rollout") if word in said
    ] == []


def test_it_follows_the_plan_and_hostile_words_stay_words(demo: dict[str, Any], sidebar: Sidebar) -> None:
    sidebar.click("brief/make")
    sheet = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    sheet.set("Signature", "Milestone", HOSTILE)

    def says() -> bool:
        text = "".join(pdf(demo).pages[0].extract_text().split())
        return '=IMPORTXML("http://x")<script>alert(1)</script>' in text

    eventually(says, seconds=10)


def test_sending_lets_the_champion_in_and_lays_a_draft_with_the_pdf(
    demo: dict[str, Any], sidebar: Sidebar
) -> None:
    sidebar.click("brief/make")
    assert docs(demo, BUYER) == []
    sidebar.click("brief/send")
    assert BUYER in sidebar.text
    assert docs(demo, BUYER) == []  # a preview shares nothing
    sidebar.press("Share and draft the mail", {"to": [], "subject": "Our plan", "text": "Hello"})
    assert "tick who gets the brief" in sidebar.text
    send, given = sidebar.button("Share and draft the mail"), {**sidebar.fields, "to": [BUYER]}
    for _ in range(2):
        sidebar.click(send[0], given, **send[1])

    assert len(docs(demo, BUYER)) == 1
    gmail = google_client("gmail", "v1", demo["workspace"], SELLER).users()
    [draft] = gmail.drafts().list(userId="me").execute()["drafts"]
    mail = gmail.drafts().get(userId="me", id=draft["id"]).execute()["message"]
    assert [part["filename"] for part in mail["payload"]["parts"] if part["filename"]] == ["brief.pdf"]
    assert gmail.messages().list(userId="me", labelIds=["SENT"]).execute().get("messages", []) == []


def test_after_the_seller_threw_it_away_another_is_made(demo: dict[str, Any], sidebar: Sidebar) -> None:
    sidebar.click("brief/make")
    [first] = docs(demo, SELLER)
    drive = google_client("drive", "v3", demo["workspace"], SELLER)
    drive.files().update(fileId=first["id"], body={"trashed": True}).execute()
    sidebar.click("brief/make")
    assert [one["id"] != first["id"] for one in docs(demo, SELLER)] == [True]


@pytest.mark.parametrize("path", ["brief", "brief/make", "brief/send"])
def test_somebody_else_learns_nothing(demo: dict[str, Any], path: str) -> None:
    stranger = Sidebar(demo, person=BUYER)
    stranger.click(path)
    assert "Acme" not in stranger.text


def test_the_page_asks_for_sign_in(demo: dict[str, Any]) -> None:
    for path in ("brief", "brief.pdf"):
        url = f"{demo['app']}/plans/{demo['plan_id']}/{path}"
        assert requests.get(url, timeout=10, allow_redirects=False).status_code == 303
