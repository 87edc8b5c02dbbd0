"""A plan's whole way in a browser: a mail, a plan, answers, a slip, a talk, a suggestion, the brief, the CFO's yes.

Along the way marked words go into every place that is for the seller's side alone; the last test looks for them in
everything a buyer can reach.
"""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.page import cell
from tests.e2e.reachable import SECRET, Workspace, leaks
from tests.running import BUYER, SELLER, PlanSheet, environment, eventually, running_demo

INES, CARLA = "ines@halden.example", "carla@halden.example"
LATE, ANSWERED = "Review the MSA", "Submit the security questionnaire"

SUGGESTIONS = f"""
suggestions:
  - kind: set_date
    milestone: questionnaire
    date: 2027-08-27
    said: {{in: "{SECRET}-call", by: Ines Roth, quote: "{SECRET}-accepted, we are two days ahead"}}
  - kind: add_risk
    text: "{SECRET}-risk: they also look at a competitor"
    said: {{in: "{SECRET}-call", by: Ines Roth, quote: "{SECRET}-quote"}}
  - kind: add_risk
    text: "{SECRET}-second"
    said: {{in: Call, by: Ines Roth, quote: "{SECRET}-waiting"}}
"""


@dataclass
class Story:
    """The demo, Sam's browser, and the plan once it is made; `clicks` counts Sam's since the sidebar was opened."""

    demo: dict[str, Any]
    page: Page
    data: Path
    clicks: int = 0
    file_id: str = ""
    link: str = ""

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_test_id("addon-sidebar")

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.demo["workspace"])

    @property
    def sheet(self) -> PlanSheet:
        return PlanSheet(self.demo["workspace"], self.file_id, INES)

    @property
    def plan_id(self) -> str:
        path = f"/v4/spreadsheets/{self.file_id}?fields=developerMetadata"
        found = self.workspace.call("GET", path)["developerMetadata"]
        return next(str(one["metadataValue"]) for one in found if "plan" in one["metadataKey"])

    def press(self, name: str, says: str) -> None:
        """A click on the sidebar's button, until the card says so."""
        self.clicks += 1
        self.sidebar.get_by_role("button", name=name, exact=True).first.click()
        expect(self.sidebar).to_contain_text(says, timeout=15_000)

    def visit(self, place: str, person: str = SELLER) -> Page:
        self.page.goto("about:blank")
        self.page.goto(f"{self.demo['workspace']}/#/{place}?as={person}")
        return self.page

    def beside_the_sheet(self) -> None:
        """Sam opens the sidebar anew beside the plan."""
        self.visit(f"file/{self.file_id}")
        self.page.get_by_test_id("toggle-addon").click()
        expect(self.sidebar).to_contain_text("Go-live")

    def look_at(self, text: str) -> None:
        """The button beside that line of the card."""
        line = self.sidebar.locator(".decorated").filter(has_text=text)
        line.get_by_role("button").click()

    def closeplan(self, *arguments: str) -> None:
        """The command line beside the running demo."""
        settings = environment(
            data=str(self.data / "backend"),
            workspace_url=self.demo["workspace"],
            public_url=self.demo["app"],
        )
        subprocess.run([sys.executable, "-m", "addon", *arguments], env=settings, check=True, timeout=60)


@pytest.fixture(scope="module")
def story(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    data = tmp_path_factory.mktemp("demo") / "data"
    with running_demo(data) as demo:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        told = Story(demo, context.new_page(), data)
        errors: list[str] = []
        told.page.on("pageerror", lambda error: errors.append(str(error)))
        yield told
        context.close()
        assert not errors


def test_1_from_a_mail_to_a_shared_plan_in_three_fields_and_four_clicks(story: Story) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Cc"] = f"Ines Roth <{INES}>", SELLER, f"Carla Chen <{CARLA}>"
    mail["Subject"] = "Rollout at Halden"
    mail.set_content("Let us plan this together.")
    raw = base64.urlsafe_b64encode(mail.as_bytes()).decode()
    story.workspace.call("POST", "/gmail/v1/users/me/messages/send", {"raw": raw}, INES)
    page = story.visit("mail")
    page.get_by_test_id("thread").filter(has_text="Rollout at Halden").first.click()
    page.get_by_test_id("toggle-addon").click()
    expect(story.sidebar).to_contain_text("No plan with Halden yet")

    story.press("Make a plan…", "Buyer")
    asked = story.sidebar.locator("input:visible:not([type=checkbox]), select:visible, textarea:visible")
    assert asked.count() == 3
    story.sidebar.get_by_label("Go-live").fill("2027-09-30")
    story.press("Make and share with those ticked", "18 steps")

    assert story.clicks <= 4
    expect(story.sidebar).to_contain_text(f"{INES}, {CARLA}")
    found = story.workspace.call(
        "GET", "/drive/v3/files?q=trashed%3Dfalse&fields=files(id,name)", person=CARLA
    )
    story.file_id = next(one["id"] for one in found["files"] if "Halden" in one["name"])


def test_2_two_questions_are_answered_into_the_sheet(story: Story) -> None:
    story.beside_the_sheet()
    story.press("Questions to ask", "1 of")
    story.sidebar.get_by_label("Name").first.fill("Carla Chen")
    story.sidebar.get_by_label("Email").first.fill(CARLA)
    story.press("Answer", "2 of")
    eventually(lambda: "Economic buyer" in str(story.sheet.grid("Stakeholders")))
    story.sidebar.get_by_label("Answer").first.fill("Onboard new people in 45 days")
    story.press("Answer", "3 of")
    eventually(
        lambda: ["Objective", "Onboard new people in 45 days"] in [row[:2] for row in story.sheet.grid()]
    )


def test_3_the_buyer_moves_a_date_and_the_seller_plans_the_talk(story: Story) -> None:
    page = story.visit(f"file/{story.file_id}", INES)
    row = int(story.sheet.rows()[LATE]["_row"])
    column = story.sheet.header()[1]["Due"]
    cell(page, row - 1, column - 1).dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("2027-09-20")
    page.keyboard.press("Enter")
    eventually(lambda: "Slipped" in story.sheet.rows()[LATE]["Signal"])

    story.beside_the_sheet()
    story.press("Plan a talk", LATE)
    story.press("Plan", "Nobody is invited yet")
    story.press("Put it into my calendar", "To be invited")
    assert story.workspace.events(CARLA) == []
    story.press("Invite 1 person", "Invited")
    [talk] = story.workspace.events(CARLA)
    assert LATE in talk["summary"]
    assert "How the date moved" in talk["description"]


def test_4_a_suggestion_is_accepted_and_a_signal_dismissed(story: Story) -> None:
    story.closeplan("people", "team", SELLER, f"{SECRET}-team")
    (story.data / "suggestions.yaml").write_text(SUGGESTIONS, encoding="utf-8")
    story.closeplan("suggest", str(story.data / "suggestions.yaml"), "--deal", story.plan_id)
    story.beside_the_sheet()
    story.press("From calls", "3 suggestions")
    story.look_at("due 27 Aug 2027")
    story.press("Accept", "Accepted: it stands in the plan")
    eventually(lambda: story.sheet.rows()[ANSWERED]["Due"] == "2027-08-27")
    story.look_at(f"{SECRET}-risk")
    story.sidebar.get_by_label("Why not").fill(f"{SECRET}-rejected")
    story.press("Reject", "1 suggestion")

    story.beside_the_sheet()
    story.press("Signals", "Needs you")
    story.look_at("No risks listed")
    story.sidebar.get_by_label("Why it needs no more attention").fill(f"{SECRET}-dismissed")
    story.press("Dismiss", "Dismissed")
    eventually(lambda: "No risks listed" not in story.sheet.outlook())


def test_5_the_brief_reaches_the_champion(story: Story) -> None:
    story.beside_the_sheet()
    story.press("Brief", "Make the brief")
    story.press("Make the brief", "One page")
    story.press("Send…", "Share and draft the mail")
    story.sidebar.get_by_label("Carla Chen").check()
    story.press("Share and draft the mail", "May read the Doc")
    before = len(story.workspace.mails(CARLA))
    [draft] = story.workspace.call("GET", "/gmail/v1/users/me/drafts")["drafts"]
    story.workspace.call("POST", "/gmail/v1/users/me/drafts/send", {"id": draft["id"]})
    newest = story.workspace.mails(CARLA)[0]
    assert len(story.workspace.mails(CARLA)) == before + 1
    assert [part["filename"] for part in newest["payload"]["parts"] if part.get("filename")] != []


def test_6_the_cfo_acknowledges_without_an_account(story: Story, browser: Browser) -> None:
    story.beside_the_sheet()
    story.press("Acknowledgement", "By a link")
    story.press("Make a link", "Copy this link")
    story.link = story.sidebar.get_by_label("Copy this link").input_value()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(story.link)
    phone.get_by_role("button", name="I acknowledge this timeline").click()
    expect(phone.get_by_text("Thank you, Carla Chen.")).to_be_visible()
    context.close()
    eventually(lambda: "Carla Chen" in dict(row[:2] for row in story.sheet.grid()).get("Acknowledged by", ""))


def test_7_nothing_of_the_sellers_side_is_anywhere_a_buyer_can_look(story: Story) -> None:
    workspace = story.workspace
    reached = dict(workspace.everything_of(INES)) | dict(workspace.everything_of(CARLA))
    assert len(reached) > 8
    reached |= dict(workspace.everything_of(BUYER))  # of the sample deal, whose file has an amount
    page = requests.get(story.link, timeout=10)
    reached["link"] = f"{page.headers} {page.text}"
    assert leaks(reached) == {}
