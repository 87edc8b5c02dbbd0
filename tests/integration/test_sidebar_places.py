"""A plan in Slack and Notion on the running demo: from the sidebar and back into the Sheet, real processes all the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from addon.adapters.store import SqlStore
from closeplan.plan.suggestions import Decision, Said, Suggestion, SuggestionKind
from tests.running import SELLER, PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar
from tests.vendors.notion import FakeNotion, notion_checks
from tests.vendors.slack import SECRET, FakeSlack, slack_checks
from tests.vendors.slack_posts import click_body, command_body, signed

CHANNEL = "C1H9RESGL"
REVIEW = "SOC 2 and penetration test review"


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(slack_checks()) as slack:
        slack.add_channel(CHANNEL, "acme-deal")
        slack.add_channel("C2H9RESGL", "acme-shared", is_ext_shared=True)
        slack.add_user("U0000SAM", SELLER)
        yield slack


@pytest.fixture(scope="module")
def notion() -> Iterator[FakeNotion]:
    with FakeNotion(notion_checks()) as notion:
        yield notion


@pytest.fixture(scope="module")
def demo(
    tmp_path_factory: pytest.TempPathFactory, slack: FakeSlack, notion: FakeNotion
) -> Iterator[dict[str, Any]]:
    data = tmp_path_factory.mktemp("demo") / "data"
    settings = {
        "channel_seconds": "0",
        "vendors__slack__token": slack.token,
        "vendors__slack__secret": SECRET,
        "vendors__slack__url": slack.url,
        "vendors__notion__token": notion.token,
        "vendors__notion__account": notion.home,
        "vendors__notion__url": notion.url,
    }
    with running_demo(data, **settings) as ready:
        yield {**ready, "data": data}


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


def post(demo: dict[str, Any], path: str, body: bytes) -> float:
    """Post it as Slack does; the seconds until it is answered."""
    began = time.monotonic()
    answer = requests.post(
        f"{demo['app']}/webhooks/slack/{path}", data=body, headers=signed(body), timeout=10
    )
    assert (answer.status_code, answer.content) == (200, b"")
    return time.monotonic() - began


def test_a_channel_follows_the_plan_from_the_sidebar(
    demo: dict[str, Any], sidebar: Sidebar, slack: FakeSlack
) -> None:
    sidebar.click("channel")
    assert "#acme-shared (shared with others)" in sidebar.text
    sidebar.press("Follow the plan there", {"channel": CHANNEL})
    assert "#acme-deal" in sidebar.text
    eventually(lambda: slack.posted, says="no first message")

    sheet = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    sheet.set(REVIEW, "Due", "2027-03-29")
    told = eventually(lambda: [one for one in slack.posted[1:] if "Slipped" in one.words], seconds=15)
    assert REVIEW in told[0].words

    answered_in = post(
        demo,
        "commands",
        command_body("", user="U0000SAM", channel=CHANNEL, response_url=slack.response_url),
    )
    eventually(lambda: slack.shown)
    assert REVIEW in slack.shown[-1].words
    assert answered_in < 1.0

    body = click_body(
        slack.shown[-1], "Draft a question", user="U0000SAM", channel=CHANNEL, response_url=slack.response_url
    )
    shown = len(slack.shown)
    post(demo, "actions", body)
    eventually(lambda: len(slack.shown) > shown, seconds=10)
    assert "lies among your drafts" in slack.shown[-1].words


def test_a_proposal_is_accepted_from_slack_into_the_sheet(
    demo: dict[str, Any], sidebar: Sidebar, slack: FakeSlack
) -> None:
    store = SqlStore(f"sqlite:///{demo['data']}/backend/closeplan.db")
    proposal = Suggestion(
        id="s1",
        kind=SuggestionKind.SET_OWNER,
        said=Said(source="call"),
        milestone="security-review",
        owner="Ada Quill",
    )
    store.file_suggestions(demo["plan_id"], [proposal], datetime.now(UTC))
    sidebar.click("channel")
    if "Follow the plan there" in sidebar.text:
        sidebar.press("Follow the plan there", {"channel": CHANNEL})
    shown = len(slack.shown)
    post(
        demo,
        "commands",
        command_body("", user="U0000SAM", channel=CHANNEL, response_url=slack.response_url),
    )
    message = eventually(lambda: slack.shown[shown:])[0]
    post(
        demo,
        "actions",
        click_body(message, "Accept", user="U0000SAM", channel=CHANNEL, response_url=slack.response_url),
    )
    told = eventually(lambda: slack.shown[shown + 1 :], seconds=10)[0]

    assert "it stands in the plan" in told.words
    assert store.suggestion(demo["plan_id"], "s1").decision is Decision.ACCEPTED
    sheet = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    assert sheet.rows()[REVIEW]["Owner"] == "Ada Quill"
    store.close()


def test_a_page_is_published_from_the_sidebar_followed_and_thrown_away(
    demo: dict[str, Any], sidebar: Sidebar, notion: FakeNotion
) -> None:
    sidebar.click("page")
    assert "nothing of your side's own" in sidebar.text
    assert notion.below(notion.home) == []
    sidebar.press("Publish to Notion")
    [page] = notion.below(notion.home)
    [content] = eventually(lambda: [one for one in notion.below(page.id) if len(one.texts) > 10])
    assert any(REVIEW in text for text in content.texts)

    sheet = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    sheet.set(REVIEW, "Owner", "Mia Wolf-Berger")
    eventually(
        lambda: any("Wolf-Berger" in text for one in notion.below(page.id) for text in one.texts), seconds=15
    )

    sidebar.click("page")
    sidebar.press("Throw it away…")
    assert "Readers lose the page" in sidebar.text
    sidebar.press("Throw it away")
    assert notion.below(notion.home) == []


def test_a_channel_is_unlinked_from_the_sidebar(demo: dict[str, Any], sidebar: Sidebar) -> None:
    sidebar.click("channel")
    if "Follow the plan there" in sidebar.text:
        sidebar.press("Follow the plan there", {"channel": "C2H9RESGL"})
    sidebar.press("Follow it there no more")
    assert "told no more" in sidebar.text
