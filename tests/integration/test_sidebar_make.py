"""From a mail, a meeting or a Sheet to a shared plan: real events, real tokens, a real Drive."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import requests

from tests.running import SELLER, PlanSheet, running_demo
from tests.sidebar import Sidebar

TODAY = datetime.now(UTC).date()
GO_LIVE = date(TODAY.year + 1, 9, 30)
HOSTILE = '=IMPORTXML("x") <script>alert(1)</script> \u202eabc\u202c 🚀'


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


def call(
    demo: dict[str, Any], method: str, path: str, body: Any = None, person: str = SELLER
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer local:{person}"}
    answer = requests.request(method, demo["workspace"] + path, json=body, headers=headers, timeout=10)
    assert answer.ok, answer.text
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


def mail(demo: dict[str, Any], *, sender: str, cc: str = "", subject: str = "Re: Rollout") -> Sidebar:
    """The seller's sidebar beside a mail that somebody sent them."""
    written = EmailMessage()
    written["To"], written["Subject"] = SELLER, subject
    if cc:
        written["Cc"] = cc
    written.set_content("nobody reads this")
    raw = base64.urlsafe_b64encode(written.as_bytes()).decode()
    call(demo, "POST", "/gmail/v1/users/me/messages/send", {"raw": raw}, sender)
    newest = call(demo, "GET", "/gmail/v1/users/me/messages?maxResults=1")["messages"][0]
    return Sidebar(demo, host="gmail", beside={"messageId": newest["id"]})


def made_by(demo: dict[str, Any], buyer: str) -> list[dict[str, Any]]:
    """The files of plans with that buyer that are not in the trash."""
    found = call(demo, "GET", "/drive/v3/files?q=trashed%3Dfalse&fields=files(id,name)&pageSize=200")["files"]
    return [file for file in found if file["name"].startswith(buyer)]


def access(demo: dict[str, Any], file_id: str) -> set[str]:
    path = f"/drive/v3/files/{file_id}/permissions?fields=permissions(emailAddress)"
    return {one["emailAddress"] for one in call(demo, "GET", path)["permissions"]}


def test_a_mail_becomes_a_plan_shared_with_those_who_are_ticked(demo: dict[str, Any]) -> None:
    sidebar = mail(
        demo, sender="kim@halden.de", cc="ole@halden.de, no-reply@halden.de, max@northwind.example"
    )
    sidebar.open()
    assert "No plan with Halden yet" in sidebar.text
    sidebar.press("Make a plan…")
    assert sidebar.fields["buyer"] == "Halden"
    assert sidebar.fields["people"] == ["kim@halden.de", "ole@halden.de", "max@northwind.example"]
    assert "Guessed: German" in sidebar.text

    form = sidebar.card
    for told in ("The plan is made", "This plan was made before"):  # twice is one plan
        sidebar.card = form
        pressed = {"go_live": GO_LIVE, "people": ["kim@halden.de"]}
        answer = sidebar.press("Make and share with those ticked", pressed)
        assert answer["renderActions"]["action"]["notification"]["text"] == told
    [file] = made_by(demo, "Halden × Northwind")
    assert access(demo, file["id"]) == {SELLER, "robot@closeplan.local", "kim@halden.de"}
    assert "Written in German; public holidays: Germany for Halden" in sidebar.text

    sidebar.open()
    assert "You have a plan with Halden" in sidebar.text


def test_a_day_that_comes_too_early_is_told_before_anything_is_made(demo: dict[str, Any]) -> None:
    sidebar = mail(demo, sender="ina@early.example")
    sidebar.click("make", people='[["ina@early.example", ""]]')
    sidebar.press("Make and share with those ticked", {"go_live": TODAY + timedelta(days=9)})
    assert "steps fit; short by" in sidebar.text
    assert made_by(demo, "Early") == []

    warned = sidebar.card
    sidebar.press("Change it")
    assert sidebar.fields["go_live"] == TODAY + timedelta(days=9)
    assert sidebar.fields["people"] == ["ina@early.example"]
    sidebar.card = warned
    sidebar.press("Make it anyway")
    [file] = made_by(demo, "Early")
    assert "ina@early.example" in access(demo, file["id"])


def test_what_is_wrong_is_said_above_the_form_which_keeps_what_was_typed(demo: dict[str, Any]) -> None:
    sidebar = Sidebar(demo, host="drive")
    sidebar.click("make")
    sidebar.press(
        "Make the plan",
        {"go_live": date(2020, 1, 1), "others": "max@northwind.example, dana@acme", "company": "NW"},
    )
    assert "Buyer: say who buys" in sidebar.text
    assert "1 Jan 2020 has passed" in sidebar.text
    assert "Share with: “dana@acme” is no person's address" in sidebar.text
    assert sidebar.fields["others"] == "max@northwind.example, dana@acme"
    assert sidebar.fields["company"] == "NW"


def test_peoples_own_words_stay_text_from_the_form_to_the_sheet(demo: dict[str, Any]) -> None:
    sidebar = Sidebar(demo, host="drive")
    sidebar.click("make")
    sidebar.press("Make the plan", {"buyer": HOSTILE, "go_live": GO_LIVE, "language": "en"})
    [file] = made_by(demo, "=IMPORTXML")
    assert HOSTILE in file["name"]
    path = f"/v4/spreadsheets/{file['id']}/values/Plan!A1:L40?valueRenderOption=FORMULA"
    grid = call(demo, "GET", path)["values"]
    assert not [cell for row in grid for cell in row if str(cell).startswith("=IMPORT")]


def test_undo_moves_the_plan_to_the_trash_unless_somebody_else_has_worked_in_it(demo: dict[str, Any]) -> None:
    sidebar = Sidebar(demo, host="drive")
    for buyer, edits in (("Undone", False), ("Kept", True)):
        sidebar.click("make")
        fields = {"buyer": buyer, "go_live": GO_LIVE, "others": "pat@kept.example"}
        sidebar.press("Make the plan", fields)
        path, parameters = sidebar.button("Undo")
        [file] = made_by(demo, buyer)
        if edits:
            sheet = PlanSheet(demo["workspace"], file["id"], "pat@kept.example")
            sheet.set(next(iter(sheet.rows())), "Notes", "we begin in May")
        sidebar.click(path, {}, **parameters)
        assert bool(made_by(demo, buyer)) is edits
        assert ("Somebody" in sidebar.text) is edits
    sidebar.click("home", planId="")
    assert "Undone" not in sidebar.text


def test_further_people_are_given_access_by_a_click_of_their_own(demo: dict[str, Any]) -> None:
    sidebar = Sidebar(demo, host="drive")
    sidebar.click("make")
    sidebar.press("Make the plan", {"buyer": "Sharing", "go_live": GO_LIVE})
    [file] = made_by(demo, "Sharing")
    assert access(demo, file["id"]) == {SELLER, "robot@closeplan.local"}
    sidebar.press("Share", {"others": "Pat <pat@sharing.example>; nobody"})
    assert "“nobody” is no person's address" in sidebar.text
    assert sidebar.fields["others"] == "Pat <pat@sharing.example>; nobody"
    assert "pat@sharing.example" not in access(demo, file["id"])
    sidebar.press("Share", {"others": "Pat <pat@sharing.example>;"})
    assert "pat@sharing.example" in access(demo, file["id"])
    sidebar.press("Share", {"others": ""})
    assert "type at least one address" in sidebar.text


def test_a_plan_is_added_to_a_sheet_that_people_use_and_undo_leaves_that_alone(demo: dict[str, Any]) -> None:
    made = call(demo, "POST", "/v4/spreadsheets", {"properties": {"title": "Their notes"}})
    reader = {"type": "user", "role": "reader", "emailAddress": "pat@guest.example"}
    call(demo, "POST", f"/drive/v3/files/{made['spreadsheetId']}/permissions", reader)
    sidebar = Sidebar(demo, file_id=made["spreadsheetId"])
    sidebar.open()
    sidebar.press("Add a plan to this Sheet…")
    sidebar.press("Make the plan", {"buyer": "Guest", "go_live": GO_LIVE})
    tabs = call(demo, "GET", f"/v4/spreadsheets/{made['spreadsheetId']}?fields=sheets.properties.title")
    assert "Plan" in str(tabs)
    assert "Undo" not in sidebar.text
    assert "delete its tabs there" in sidebar.text
    assert "pat@guest.example" in sidebar.text
    _, keys = sidebar.button("Share")
    sidebar.click("make/undo", {}, **keys)
    assert "delete the plan's tabs there" in sidebar.text
    assert made_by(demo, "Their notes")


def test_a_meeting_gives_its_guests(demo: dict[str, Any]) -> None:
    when = {"dateTime": "2027-01-12T10:00:00Z"}
    guests = [{"email": "ana@toro.es", "displayName": "Ana Toro"}, {"email": SELLER}]
    body = {
        "summary": "Toro kick-off",
        "start": when,
        "end": {"dateTime": "2027-01-12T11:00:00Z"},
        "attendees": guests,
    }
    event = call(demo, "POST", "/calendar/v3/calendars/primary/events", body)
    sidebar = Sidebar(demo, host="calendar", beside={"eventId": event["id"]})
    sidebar.open()
    sidebar.press("Make a plan…")
    assert sidebar.fields["buyer"] == "Toro"
    assert sidebar.fields["name"] == "Toro kick-off"
    assert "Ana Toro (ana@toro.es)" in sidebar.text


@pytest.mark.parametrize("path", ["home", "make/undo", "make/share", "make/look"])
def test_nobody_learns_of_or_touches_somebody_elses_plan(demo: dict[str, Any], path: str) -> None:
    other = Sidebar(demo, person="eve@northwind.example", host="drive")
    other.click(path, {"others": "eve@northwind.example"})
    mine, nothing = other.text, Sidebar(demo, person="eve@northwind.example", host="drive")
    nothing.click(path, {"others": "eve@northwind.example"}, planId="no-such-plan")
    assert "Acme" not in mine
    assert mine == nothing.text


def test_what_a_form_carries_may_be_forged_and_makes_no_more_than_could_be_typed(
    demo: dict[str, Any],
) -> None:
    sidebar = Sidebar(demo, host="drive")
    for people in ("no json", "{}", '[["a"]]', "[[1, 2]]", '[["<b>@x.example", "n"]]'):
        sidebar.click("make", people=people)
        assert "people" not in sidebar.fields
    sidebar.click("make/confirm", said='{"buyer": "x", "people": [1]}', anyway="yes")
    assert "pick the day" in sidebar.text


def test_work_that_takes_long_is_told_step_by_step_and_looked_at_again(demo: dict[str, Any]) -> None:
    """The permission that takes three seconds keeps the card waiting for two."""
    slow = {"match": "drive.permissions.create", "fault": "delay", "delay_ms": 3000, "nth": 1}
    call(demo, "POST", "/_control/faults", {"script": [slow]})
    sidebar = Sidebar(demo, host="drive")
    sidebar.click("make")
    sidebar.press("Make the plan", {"buyer": "Patience", "go_live": GO_LIVE})
    assert "✓ Creating the Sheet" in sidebar.text
    assert "Sharing with" in sidebar.text

    sidebar.press("Look again")
    assert "18 steps" in sidebar.text
    assert len(made_by(demo, "Patience")) == 1


def test_a_file_selected_in_drive_is_its_plan_and_an_unseen_one_is_asked_for(demo: dict[str, Any]) -> None:
    plan = Sidebar(demo, host="drive", beside={"selected": [demo["spreadsheet_id"]]})
    plan.open()
    assert "What it needs now" in plan.text

    notes = call(demo, "POST", "/v4/spreadsheets", {"properties": {"title": "Notes"}})["spreadsheetId"]
    other = Sidebar(demo, host="drive", beside={"selected": [notes]})
    other.open()
    answer = other.press("Let closeplan see this file")
    asked = answer["renderActions"]["hostAppAction"]["driveAction"]["requestFileScope"]
    assert asked == {"itemId": notes}


@pytest.mark.parametrize("host", ["gmail", "calendar", "drive"])
def test_with_nothing_open_every_host_lists_ones_own_plans(demo: dict[str, Any], host: str) -> None:
    mine, nobodys = Sidebar(demo, host=host), Sidebar(demo, host=host, person="eve@northwind.example")
    mine.open()
    nobodys.open()
    assert "Your plans" in mine.text
    assert "You have no plans yet" in nobodys.text


def test_the_menu_makes_a_plan_of_the_open_mail_too(demo: dict[str, Any]) -> None:
    sidebar = mail(demo, sender="kai@menu.nl")
    sidebar.click("make", planId="")
    assert sidebar.fields["buyer"] == "Menu"
    assert sidebar.fields["people"] == ["kai@menu.nl"]


def test_a_mail_that_may_not_be_read_leaves_a_way_to_make_a_plan(demo: dict[str, Any]) -> None:
    sidebar = mail(demo, sender="a@refused.example")
    refused = {"match": "gmail.users.messages.get", "fault": "500", "nth": 1}
    call(demo, "POST", "/_control/faults", {"script": [refused]})
    sidebar.open()
    assert "Nobody here is of another company" in sidebar.text
    sidebar.press("Make a plan…")
    assert "Make the plan" in sidebar.text


def test_a_manager_looks_at_a_plan_and_its_calls_and_acts_on_nothing(demo: dict[str, Any]) -> None:
    manager = Sidebar(demo, person="max@northwind.example", host="drive")
    manager.click("home")
    assert "What it needs now" in manager.text
    manager.press("Calls")
    assert "Paste a transcript" not in manager.text
    assert "/addon/" not in manager.text
