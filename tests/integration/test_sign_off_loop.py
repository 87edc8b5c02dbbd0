"""Acknowledgements through the running demo: cards in, Drive's answers and the page's forms, the Sheet's line out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import requests

from tests.integration.workspace_clients import google_client
from tests.running import BUYER, PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar
from tests.sign_off import hidden


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        eventually(lambda: PlanSheet(ready["workspace"], ready["spreadsheet_id"]).outlook(), seconds=10)
        yield ready


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


@pytest.fixture
def sheet(demo: dict[str, Any]) -> PlanSheet:
    return PlanSheet(demo["workspace"], demo["spreadsheet_id"])


def line(sheet: PlanSheet) -> str:
    return str(next(row[1] for row in sheet.grid() if row[0] == "Acknowledged by"))


def becomes(sheet: PlanSheet, wanted: str) -> None:
    def look() -> bool:
        found = line(sheet)
        assert re.fullmatch(wanted, found), found
        return True

    eventually(look, seconds=10)


def told(sheet: PlanSheet, field: str) -> list[dict[str, str]]:
    return [row for row in sheet.history() if row["Field"] == field]


def move(sheet: PlanSheet) -> None:
    """A date moves, as a buyer moves it, and is seen to have."""
    known = len(sheet.history())
    step, row = next((name, row) for name, row in sheet.rows().items() if row["Status"] == "Not started")
    due = date.fromisoformat(row["Due"])
    sheet.set(step, "Due", (due + timedelta(days=1)).isoformat())
    eventually(lambda: len(sheet.history()) > known, seconds=10)


def made_link(sidebar: Sidebar, name: str, email: str) -> str:
    sidebar.click("signoff/link", {"name": name, "email": email})
    (found,) = set(re.findall(r"http://[^']*/a/[\w.-]+", sidebar.text))
    return str(found)


def acknowledge(url: str, **typed: str) -> requests.Response:
    form = hidden(requests.get(url, timeout=10).text)
    fields = {"form": form, "decision": "acknowledged", "name": "Carla Chen", "comment": ""} | typed
    return requests.post(url, data=fields, timeout=10)


def test_what_is_said_by_a_link_stands_in_the_sheet_until_a_date_moves(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    url = made_link(sidebar, "Carla Chen", "carla@acme.example")
    assert "Thank you, Carla Chen." in acknowledge(url).text

    becomes(sheet, r"Carla Chen, \d+ \w+ \d{4}")
    (entry,) = told(sheet, "Timeline acknowledged")
    assert (entry["Who"], entry["Item"], entry["Now"]) == ("carla@acme.example", "Plan", "Carla Chen")
    sidebar.click("signoff")
    assert "Of today" in sidebar.text
    assert "Answered" in sidebar.text

    move(sheet)
    becomes(sheet, r"Carla Chen, .* \(before the dates changed\)")
    sidebar.click("signoff")
    assert "Before the dates changed" in sidebar.text
    assert acknowledge(url).ok
    becomes(sheet, r"Carla Chen, \d+ \w+ \d{4}")


def test_the_line_is_the_robots_and_its_words_are_no_edit(sidebar: Sidebar, sheet: PlanSheet) -> None:
    url = made_link(sidebar, "=HYPERLINK(1)", "evil@acme.example")
    acknowledge(url, name='=HYPERLINK("http://x")')
    becomes(sheet, r'.*=HYPERLINK\("http://x"\), .*')
    before = len(sheet.history())
    row = next(number for number, cells in enumerate(sheet.grid(), 1) if cells[0] == "Acknowledged by")
    sheet.plan.update_cell(row, 2, "Somebody else")

    becomes(sheet, r'.*=HYPERLINK\("http://x"\), .*')
    assert len(sheet.history()) == before


def test_a_question_is_kept_with_the_plan(sidebar: Sidebar, sheet: PlanSheet) -> None:
    url = made_link(sidebar, "Mia Wolf", "mia@acme.example")
    comment = f"Can legal have two weeks? {'We cannot sign before. ' * 40}=IMPORTXML(1)"
    acknowledge(url, decision="commented", comment=comment, name="Mia Wolf")

    eventually(lambda: told(sheet, "Question on the timeline"), seconds=10)
    assert told(sheet, "Question on the timeline")[0]["Now"] == f"Mia Wolf: {comment}"
    assert "Mia Wolf" not in line(sheet)
    sidebar.click("signoff")
    assert "Can legal have two weeks?" in sidebar.text

    sidebar.click("home")
    assert "Mia Wolf asks: Can legal have two weeks?" in sidebar.text
    acknowledge(url, name="Mia Wolf")

    def settled() -> bool:
        sidebar.click("home")
        return "Mia Wolf asks" not in sidebar.text

    eventually(settled, seconds=10)


def approvals(demo: dict[str, Any], person: str) -> Any:
    return google_client("drive", "v3", demo["workspace"], person).approvals()


def running(demo: dict[str, Any]) -> dict[str, Any]:
    (newest, *_) = (
        approvals(demo, BUYER).list(fileId=demo["spreadsheet_id"], fields="items").execute()["items"]
    )
    found: dict[str, Any] = newest
    return found


def answer(demo: dict[str, Any], person: str, kind: str) -> None:
    step = getattr(approvals(demo, person), kind)
    step(fileId=demo["spreadsheet_id"], approvalId=running(demo)["approvalId"], body={}).execute()


def test_drives_answers_are_taken_over_and_a_moved_date_ends_what_was_approved(
    sidebar: Sidebar, sheet: PlanSheet, demo: dict[str, Any]
) -> None:
    other = "stranger@acme.example"
    sidebar.click("signoff/ask", {"reviewers": f"Fischer <{BUYER}>; {other}"})
    assert "No answer yet" in sidebar.text
    assert sidebar.text.count("Has no access to the plan") == 1
    assert running(demo)["fileContentChangeBehavior"] == "NO_APPROVAL_ACTION"
    sidebar.click("signoff/remind")
    move(sheet)  # nobody has answered yet, so what they will answer is about the new dates
    answer(demo, BUYER, "approve")
    becomes(sheet, r".*Dana.*, \d+ \w+ \d{4}")

    move(sheet)
    eventually(lambda: running(demo)["status"] == "CANCELLED", seconds=10)
    becomes(sheet, r".*Dana.* \(before the dates changed\)")
    sidebar.click("signoff")
    assert "A date changed after somebody had approved" in sidebar.text

    sidebar.click("signoff/ask", {"reviewers": BUYER})
    answer(demo, BUYER, "decline")
    eventually(lambda: told(sheet, "Timeline declined"), seconds=10)
    assert "Dana" not in line(sheet)


def test_cards_refuse_what_cannot_be_asked_and_are_the_owners_alone(
    sidebar: Sidebar, demo: dict[str, Any]
) -> None:
    sidebar.click("signoff/ask", {"reviewers": "nobody"})
    assert "“nobody” is no address" in sidebar.text
    assert sidebar.fields["reviewers"] == "nobody"
    sidebar.press("Make a link", {"name": "Carla", "email": "carla"})
    assert "write one address" in sidebar.text
    assert (sidebar.fields["name"], sidebar.fields["email"]) == ("Carla", "carla")
    sidebar.click("signoff/cancel")
    assert "no approval of this plan runs" in sidebar.text

    buyer = replace(sidebar, person=BUYER, card={})
    for path in (
        "signoff",
        "signoff/ask",
        "signoff/link",
        "signoff/revoke",
        "signoff/remind",
        "signoff/mail",
    ):
        buyer.click(path, {"name": "Carla", "email": "carla@acme.example"})
        assert "/a/" not in buyer.text


def test_a_link_is_shown_again_written_into_a_draft_and_revoked(
    sidebar: Sidebar, demo: dict[str, Any]
) -> None:
    url = made_link(sidebar, "Rosa Díaz", "rosa@acme.example")
    (link_id,) = set(re.findall(r"'linkId', 'value': '([\w-]+)'", sidebar.text))
    sidebar.click("signoff/link", linkId=link_id)
    assert url in sidebar.text
    assert made_link(sidebar, "Rosa Díaz", "rosa@acme.example") == url
    sidebar.click("signoff/mail", {"subject": "Our timeline", "text": f"Hello Rosa, {url}"}, linkId=link_id)
    assert "Nothing was sent" in sidebar.text

    sidebar.click("signoff/revoke", linkId=link_id)
    assert "Revoked" in sidebar.text
    assert requests.get(url, timeout=10).status_code == 404
    sidebar.click("signoff/mail", linkId=link_id)
    assert "make a new one" in sidebar.text

    made_link(sidebar, "Rosa Díaz", "rosa@acme.example")
    sidebar.click("signoff")
    assert sidebar.text.count("rosa@acme.example, until") == 1
