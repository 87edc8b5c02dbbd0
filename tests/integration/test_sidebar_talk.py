"""Planning a talk, the commit gate and questions, on the demo: real events, real tokens, a real calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import requests

from addon.adapters.store import SqlStore
from closeplan.calls.model import Turn
from tests.contract.test_calls import kept
from tests.running import BUYER, SELLER, running_demo
from tests.sidebar import Sidebar

WHEN = (datetime.now(UTC) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    data = tmp_path_factory.mktemp("demo") / "data"
    with running_demo(data) as ready:
        yield {**ready, "data": data}


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


def events(demo: dict[str, Any], person: str) -> list[dict[str, Any]]:
    url = f"{demo['workspace']}/calendar/v3/calendars/primary/events"
    answer = requests.get(url, headers={"Authorization": f"Bearer local:{person}"}, timeout=10)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_a_talk_is_drafted_for_the_seller_alone_and_the_guests_are_asked_by_another_click(
    demo: dict[str, Any], sidebar: Sidebar
) -> None:
    sidebar.click("talk", milestone="security-review")
    fields = {
        "title": "=IMPORTXML(1) <b>Review</b> 🚀",
        "agenda": "<script>x</script>\n\u202eabc",
        "start": WHEN,
    }
    for _ in range(2):  # twice is one talk
        sidebar.click("talk/draft", {**fields, "guests": [BUYER]}, milestone="security-review")
    [drafted] = events(demo, SELLER)
    assert drafted["summary"] == fields["title"]
    assert drafted["description"] == "&lt;script&gt;x&lt;/script&gt;\n\u202eabc"
    assert "attendees" not in drafted
    assert events(demo, BUYER) == []

    for _ in range(2):
        sidebar.click("talk/invite", milestone="security-review", guests=BUYER, title="Review")
    sidebar.click("talk/draft", {**fields, "title": "Another"}, milestone="security-review")
    assert "change it in Calendar" in sidebar.text
    [invited] = events(demo, BUYER)
    assert invited["summary"] == fields["title"]
    assert [guest["email"] for guest in invited["attendees"]] == [BUYER]


def test_a_talk_needs_a_title_and_a_time_to_come(sidebar: Sidebar) -> None:
    sidebar.click("talk/draft", {"title": "Review", "agenda": ""}, milestone="-")
    assert "pick a day and an hour" in sidebar.text
    sidebar.click("talk/draft", {"title": "Review", "start": datetime(2020, 1, 1, tzinfo=UTC)}, milestone="-")
    assert "pick a later time" in sidebar.text
    assert (sidebar.fields["title"], sidebar.fields["start"]) == ("Review", date(2020, 1, 1))
    assert sidebar.button("Put it into my calendar")[0] == "talk/draft"


def test_the_commit_gate_is_shown_with_what_is_missing(sidebar: Sidebar) -> None:
    sidebar.click("commit")
    assert "Not fit for commit" in sidebar.text
    assert "The economic buyer has not acknowledged" in sidebar.text


def test_a_question_is_answered_from_the_plan(sidebar: Sidebar) -> None:
    sidebar.click("ask")
    sidebar.click("ask", {"question": "who owns the security review?"})
    assert "owner Mia Wolf" in sidebar.text


@pytest.fixture
def called(demo: dict[str, Any]) -> None:
    """A call of the demo's plan, which two turns of it are about."""
    said = ("When is the works council meeting?", "The works council meets on the ninth of <b>July</b> 🚀.")
    turns = tuple(Turn(index=at, speaker="木村, Mia", text=text) for at, text in enumerate(said))
    one = kept(plan_id=demo["plan_id"])
    store = SqlStore(f"sqlite:///{demo['data']}/backend/closeplan.db")
    store.keep_call(replace(one, call=replace(one.call, turns=turns)), [])
    store.close()


@pytest.mark.usefixtures("called")
@pytest.mark.parametrize("path", ["ask", "ask/all"])
def test_a_question_is_answered_from_calls_with_the_place(
    demo: dict[str, Any], sidebar: Sidebar, path: str
) -> None:
    sidebar.click(path)
    sidebar.click(path, {"question": "When does the works council meet?"})
    assert "on the ninth of &lt;b&gt;July&lt;/b&gt; 🚀" in sidebar.text
    assert f"/plans/{demo['plan_id']}/calls/c1#turn-1" in sidebar.text
    sidebar.click(path, {"question": "How much is the cyber insurance?"})
    assert ("July" in sidebar.text, "#turn-" in sidebar.text) == (False, False)
    other = Sidebar(demo, person="eve@northwind.example", host="drive")
    other.click(path, {"question": "When does the works council meet?"})
    assert "July" not in other.text


@pytest.mark.parametrize("path", ["talk", "talk/draft", "talk/invite", "commit", "ask"])
def test_nobody_acts_on_somebody_elses_plan(demo: dict[str, Any], path: str) -> None:
    other = Sidebar(demo, person="eve@northwind.example", host="drive")
    other.click(path, {"title": "x", "start": WHEN, "question": "security"}, milestone="-")
    assert "plan of your own" in other.text
    assert "Security" not in other.text
