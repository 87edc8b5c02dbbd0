"""Reminders and the recap from the sidebar, on the demo: real events, real tokens, a real Gmail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.test_mailbox import headers, mailbox, mails
from tests.running import BUYER, SELLER, running_demo
from tests.sidebar import Sidebar

HOSTILE = "=IMPORTXML(1) <script>x</script> \u202eabc 👩‍🚀 " + "ö" * 40_000
WISHES = {"delivery": "drafts", "kinds": ["overdue", "weekly"], "ahead": "10, 2"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


def fields(sidebar: Sidebar) -> dict[str, Any]:
    """What the card's fields hold, by name."""
    found: dict[str, Any] = {}
    for widget in (widget for part in sidebar.card["sections"] for widget in part["widgets"]):
        if "textInput" in widget:
            found[widget["textInput"]["name"]] = widget["textInput"].get("value", "")
        for item in widget.get("selectionInput", {}).get("items", ()):
            found.setdefault(widget["selectionInput"]["name"], []).extend([item["value"]] * item["selected"])
    return found


def test_reminders_are_off_until_they_are_saved_and_a_preview_saves_nothing(sidebar: Sidebar) -> None:
    sidebar.click("reminders")
    assert fields(sidebar)["delivery"] == ["off"]
    assert "nobody is written to today" in sidebar.text

    sidebar.press("Preview", WISHES)
    assert fields(sidebar) == {
        "delivery": ["drafts"],
        "kinds": ["overdue", "weekly"],
        "ahead": "10, 2",
        "own": [],
    }
    sidebar.click("reminders")
    assert fields(sidebar)["delivery"] == ["off"]

    sidebar.press("Save", WISHES)
    sidebar.click("reminders")
    assert fields(sidebar)["delivery"] == ["drafts"]


@pytest.mark.parametrize("ahead", ["soon", "-1", "1 2 3 4 5 6", "61", "９"])
def test_days_that_are_none_are_said_and_nothing_is_saved(sidebar: Sidebar, ahead: str) -> None:
    sidebar.click("reminders/save", {"delivery": "send", "ahead": ahead})

    assert "Working days before a date: " in sidebar.text
    assert (fields(sidebar)["delivery"], sidebar.fields["ahead"]) == (["send"], ahead)
    sidebar.click("reminders")
    assert fields(sidebar)["delivery"] != ["send"]


def test_the_days_mails_become_the_drafts_that_the_preview_counted_once(
    demo: dict[str, Any], sidebar: Sidebar
) -> None:
    """On a day off of the buyer's side that is none at all."""
    sidebar.click("reminders/save", {"delivery": "drafts", "kinds": ["assigned", "overdue"], "ahead": "10"})
    counted = re.search(r"today’s (\d+) draft", sidebar.text)
    expected = int(counted[1]) if counted else 0

    for told in (expected, 0):
        sidebar.click("reminders/send")
        assert (f"{told} draft" if told else "No draft was written") in sidebar.text

    drafts = [
        one for one in mails(demo["workspace"], SELLER, "in:drafts") if "List-Unsubscribe" in headers(one)
    ]
    assert len(drafts) == expected
    assert len({headers(draft)["To"] for draft in drafts}) == expected


def test_a_recap_is_read_changed_and_laid_among_the_drafts_once(
    demo: dict[str, Any], sidebar: Sidebar
) -> None:
    sidebar.click("recap")
    proposed = fields(sidebar)
    assert proposed["to"] == BUYER
    assert "Please confirm, or correct it" in proposed["text"]

    for _ in range(2):
        sidebar.click("recap/draft", {**proposed, "text": HOSTILE, "subject": "Recap <b>1</b>"})

    assert "Nothing was sent" in sidebar.text
    (draft,) = mails(demo["workspace"], SELLER, "in:drafts subject:recap")
    assert headers(draft)["Subject"] == "Recap <b>1</b>"
    assert draft["payload"]["mimeType"] == "text/plain"
    assert mails(demo["workspace"], BUYER, "subject:recap") == []


def test_beside_a_mail_the_recap_answers_it(demo: dict[str, Any]) -> None:
    mailbox(demo["workspace"], BUYER).send(_asked())
    (asked,) = mails(demo["workspace"], SELLER, "in:inbox subject:Tuesday")
    beside = Sidebar(demo, host="gmail", beside={"messageId": asked["id"]})

    beside.click("recap")
    assert "in the open thread" in beside.text
    beside.press("Write the draft", {"to": f'"Fischer, Dana" <{BUYER}>'})

    drafts = [
        one for one in mails(demo["workspace"], SELLER, "in:drafts") if one["threadId"] == asked["threadId"]
    ]
    assert [headers(draft)["Subject"] for draft in drafts] == ["Re: Our call on Tuesday"]
    assert headers(drafts[0])["To"] == BUYER


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": ""}, "name who gets the recap"),
        ({"to": "dana"}, "no mail address"),
        ({"text": " "}, "needs 1 to"),
    ],
)
def test_a_recap_that_can_not_be_sent_says_what_to_do(
    sidebar: Sidebar, wrong: dict[str, str], said: str
) -> None:
    typed = {"to": BUYER, "subject": "x", "text": "y", **wrong}
    sidebar.click("recap/draft", typed)

    assert said in sidebar.text
    assert sidebar.fields == {name: text for name, text in typed.items() if text.strip()}
    assert sidebar.button("Write the draft")[0] == "recap/draft"


@pytest.mark.parametrize("path", ["reminders", "reminders/save", "reminders/send", "recap", "recap/draft"])
def test_nobody_acts_on_somebody_elses_plan(demo: dict[str, Any], path: str) -> None:
    other = Sidebar(demo, person="eve@northwind.example", host="drive")

    other.click(path, {"to": BUYER, "subject": "x", "text": "y", "delivery": "send"})

    assert "plan of your own" in other.text


def _asked() -> Any:
    from closeplan.records.mail import Mail

    return Mail(to=(SELLER,), subject="Our call on Tuesday", text="Thanks", message_id="asked@acme.example")
