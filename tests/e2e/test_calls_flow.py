"""A call's whole way: uploaded, accepted, recapped, scored, asked; and nothing of it that is the seller's reaches the buyer.

Marked words stand where the seller's side alone may read: before the buyer joins and after they left, in an objection, in a
risk that the seller named, in what the scores quote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.e2e.reachable import SECRET, Workspace, leaks
from tests.running import BUYER, SELLER, PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

QUESTIONNAIRE = "Security questionnaire answered"
PROMISE = "I'll send you the answered security questionnaire by December 4th."
SAID = (
    ("Sam Ortiz", f"Before Dana joins: {SECRET}-prelude, I will send them the discount by Friday."),
    ("Dana Fischer", "Morning Sam."),
    ("Sam Ortiz", PROMISE),
    ("Dana Fischer", f"Honestly, it's too expensive, the {SECRET}-objection is over our budget."),
    ("Sam Ortiz", f"The board meeting was postponed to January, the {SECRET}-risk, and nobody can sign until then."),
    ("Dana Fischer", f"We lose forty hours a week on onboarding by hand, the {SECRET}-pain costs us two people."),
    ("Sam Ortiz", "Understood."),
    ("Dana Fischer", "Thanks, talk soon."),
    ("Sam Ortiz", f"She has left. I will tell Max about the {SECRET}-after by Monday."),
)  # fmt: skip


@dataclass
class Flow:
    """The demo, and the seller's browser, signed in."""

    demo: dict[str, Any]
    page: Page
    call: str = ""

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.demo["workspace"])

    @property
    def plan(self) -> str:
        return f"{self.demo['app']}/plans/{self.demo['plan_id']}"


@pytest.fixture(scope="module")
def flow(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flow]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as demo, browser.new_context() as context:
        made = Flow(demo, context.new_page())
        made.page.goto(f"{made.plan}/calls")
        made.page.get_by_role("link", name="Sign in with Google").click()
        made.page.get_by_role("button", name=f"Continue as {SELLER}", exact=True).click()
        yield made


def transcript() -> bytes:
    cues = [
        f"00:00:{at:02}.000 --> 00:00:{at + 3:02}.000\n<v {speaker}>{text}</v>\n"
        for at, (speaker, text) in zip(range(0, 60, 5), SAID, strict=False)
    ]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def test_1_a_call_is_uploaded_and_its_page_tells_the_seller_everything(flow: Flow) -> None:
    name = "2026-11-20 weekly.vtt"
    flow.page.get_by_label("Files").set_input_files(
        {"name": name, "mimeType": "text/vtt", "buffer": transcript()}
    )
    flow.page.get_by_role("button", name="Upload").click()
    flow.page.get_by_role("region", name="What became of it").get_by_role("link").click()
    flow.call = flow.page.url
    expect(flow.page.get_by_role("region", name="What was found")).to_contain_text(f"{SECRET}-objection")
    expect(flow.page.get_by_role("region", name="What was said")).to_contain_text(f"{SECRET}-prelude")


def test_2_a_proposal_is_accepted_in_the_sidebar(flow: Flow) -> None:
    sidebar = Sidebar(flow.demo)
    sidebar.click("suggestions/all")
    boxes = next(
        widget["selectionInput"]["items"]
        for part in sidebar.card["sections"]
        for widget in part["widgets"]
        if "selectionInput" in widget
    )
    [meant] = [one["value"] for one in boxes if one["text"].startswith(f"{QUESTIONNAIRE}: due 4 Dec 2026")]
    sidebar.press("Accept them", {"which": [meant]})
    sheet = PlanSheet(flow.demo["workspace"], flow.demo["spreadsheet_id"], BUYER)
    eventually(lambda: sheet.rows()[QUESTIONNAIRE]["Due"] == "2026-12-04")


def test_3_the_recap_lies_among_the_drafts_and_is_sent_to_the_buyer(flow: Flow) -> None:
    drafts = eventually(
        lambda: flow.workspace.call("GET", "/gmail/v1/users/me/drafts").get("drafts", []), seconds=15
    )
    flow.workspace.call("POST", "/gmail/v1/users/me/drafts/send", {"id": drafts[0]["id"]})
    newest = flow.workspace.mails(BUYER)[0]
    assert "Open the plan" in newest["snippet"]


def test_4_the_seller_sees_scores_and_gets_answers(flow: Flow) -> None:
    flow.page.goto(flow.plan)
    expect(flow.page.get_by_role("region", name="Scores")).to_contain_text(f"{SECRET}-pain")
    flow.page.goto(f"{flow.plan}?q=What+did+Dana+say+about+the+budget%3F")
    answer = flow.page.get_by_role("region", name="Ask its calls")
    expect(answer).to_contain_text(f"{SECRET}-objection")
    answer.get_by_role("link").first.click()
    expect(flow.page.locator("li:target")).to_contain_text("too expensive")


def test_5_nothing_that_is_the_sellers_is_anywhere_a_buyer_can_look(flow: Flow) -> None:
    reached = dict(flow.workspace.everything_of(BUYER))
    assert any("security questionnaire" in text for place, text in reached.items() if "mail" in place)
    for path in (flow.call, f"{flow.call}/findings.json", f"{flow.call}/said.txt", f"{flow.plan}?q=budget"):
        reached[path] = requests.get(path, timeout=10).text
    assert leaks(reached) == {}
    buyer = Sidebar(flow.demo, person=BUYER)
    for click in ("suggestions", "scores", "calls", "ask", "recap"):
        buyer.click(click, {"question": "budget"})
        assert leaks({click: buyer.text}) == {}
