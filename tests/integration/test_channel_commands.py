"""`/plan` and buttons in Slack, as Slack posts them: proven, looked up anew, by the plan's owner alone, harmless twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from addon.app import create_app
from closeplan.plan.suggestions import Decision, Said, Suggestion, SuggestionKind
from closeplan.records.people import Member, MemberRole
from tests.channels import CHANNEL, MAX, NOW, Team, internal, shared, team, until
from tests.vendors.notion import FakeNotion
from tests.vendors.server import refusal
from tests.vendors.slack import FakeSlack, Posted, slack_checks
from tests.vendors.slack_posts import click_body, command_body, signed

SLIPPED = shared("slipped", "Slipped 7 working days", row="security-questionnaire-0")
STALE = internal("stale", "INTERNAL no edit for 7 days")
PROPOSAL = Suggestion(
    id="s1",
    kind=SuggestionKind.ADD_RISK,
    said=Said(source="call"),
    text="Budget is open <!channel>",
    certainty=0.9,
)


@pytest.fixture
def northwind(tmp_path: Path) -> Iterator[Team]:
    with FakeSlack(slack_checks()) as slack, FakeNotion() as notion:
        made = team(tmp_path, slack, notion)
        yield made
        made.backend.parts.store.close()


@pytest.fixture
def client(northwind: Team) -> FlaskClient:
    return create_app(northwind.backend).test_client()


def command(client: FlaskClient, northwind: Team, text: str, user: str = "U0000SAM") -> str:
    """What is shown to who typed it."""
    shown = len(northwind.slack.shown)
    body = command_body(text, user=user, channel=CHANNEL, response_url=northwind.slack.response_url)
    answer = client.post("/webhooks/slack/commands", data=body, headers=signed(body))
    assert (answer.status_code, answer.data) == (200, b"")
    until(lambda: len(northwind.slack.shown) > shown)
    told = northwind.slack.shown[-1]
    assert told.body["response_type"] == "ephemeral"
    return told.words


def click(
    client: FlaskClient, northwind: Team, label: str, *, user: str = "U0000SAM", option: str = "", on: Posted
) -> Posted:
    """What came of a click on that message's control."""
    shown = len(northwind.slack.shown)
    address = northwind.slack.response_url
    body = click_body(on, label, user=user, channel=CHANNEL, response_url=address, option=option)
    headers = signed(body, at=time.time() - shown)  # no two of a test are signed alike
    assert client.post("/webhooks/slack/actions", data=body, headers=headers).status_code == 200
    until(lambda: len(northwind.slack.shown) > shown)
    return northwind.slack.shown[-1]


def test_a_plan_is_linked_shown_and_unlinked_from_its_channel(client: FlaskClient, northwind: Team) -> None:
    northwind.say([SLIPPED, STALE])
    assert "Acme rollout" in command(client, northwind, "list")
    assert "follows Acme rollout" in command(client, northwind, "link acme")
    shown = command(client, northwind, "")
    assert "31 Mar 2027" in shown
    assert "INTERNAL" in shown
    assert "/plan link NAME" in command(client, northwind, "help")
    assert "does not follow" in command(client, northwind, "unlink")
    assert "follows no plan" in command(client, northwind, "")


@pytest.mark.parametrize(
    "name", ["p", "ACME", "https://docs.google.com/spreadsheets/d/doc1234567890/edit#gid=0"]
)
def test_a_plan_is_named_by_id_name_or_address(client: FlaskClient, northwind: Team, name: str) -> None:
    assert "follows Acme rollout" in command(client, northwind, f"link {name}")
    assert [one.id for one in northwind.backend.parts.store.places("p")] == [CHANNEL]


@pytest.mark.parametrize("name", ["", "nothing of the kind", "<!channel>"])
def test_what_names_no_plan_is_told_and_links_nothing(
    client: FlaskClient, northwind: Team, name: str
) -> None:
    assert "<!" not in command(client, northwind, f"link {name}")
    assert northwind.backend.parts.store.places("p") == []


def test_a_channel_that_is_shared_is_linked_with_a_word_about_it(
    client: FlaskClient, northwind: Team
) -> None:
    northwind.slack.channels[CHANNEL]["is_ext_shared"] = True
    northwind.say([SLIPPED, STALE])

    assert "only what both sides may read" in command(client, northwind, "link p")
    assert "INTERNAL" not in command(client, northwind, "")


def test_nobody_else_learns_of_a_plan(client: FlaskClient, northwind: Team) -> None:
    northwind.link()
    northwind.slack.add_user("U0000BUY", "dana@acme.example")
    northwind.slack.add_user("U000FAKE", "sam@northwind.example", team="T0000OTHER")

    for user in ("U0000BUY", "U000FAKE", "U0NOBODY"):
        told = command(client, northwind, "", user)
        assert "Acme" not in told
        assert "31 Mar" not in told
    assert "Acme" not in command(client, northwind, "list", "U0000EVE")
    assert "Acme" not in command(client, northwind, "", "U0000EVE")
    assert "Acme" not in command(client, northwind, "link p", "U0000EVE")


def test_whom_slack_does_not_know_is_told_so_in_words(client: FlaskClient, northwind: Team) -> None:
    northwind.link()
    told = command(client, northwind, "", "U0NOBODY")
    assert "does not know you" in told
    assert "user_not_found" not in told


def test_a_signal_is_dismissed_once_with_a_reason(client: FlaskClient, northwind: Team) -> None:
    northwind.say([SLIPPED, STALE])
    northwind.link()
    [message] = northwind.slack.posted
    for _ in range(2):
        shown = click(client, northwind, "Dismiss", option="sees to it", on=message)
        assert "Dismissed by Sam Ortiz: Somebody sees to it" in shown.words
        assert shown.body["replace_original"] is True

    [kept] = northwind.backend.parts.store.dismissals("p")
    assert (kept.short, kept.reason, kept.who) == (
        SLIPPED.short,
        "Somebody sees to it",
        "sam@northwind.example",
    )
    assert northwind.record.signals == (STALE,)
    northwind.backend.parts.vendors.tell("p")
    northwind.bring("slack")
    assert northwind.slack.posted == [message], "what is dismissed is not settled"


@pytest.mark.parametrize("shared_by", ["slack", "seller"])
def test_what_was_pressed_where_others_read_by_now_is_for_who_pressed_it(
    client: FlaskClient, northwind: Team, shared_by: str
) -> None:
    northwind.say([SLIPPED, STALE])
    northwind.link()
    [message] = northwind.slack.posted
    if shared_by == "slack":
        northwind.slack.channels[CHANNEL]["is_ext_shared"] = True
    else:
        northwind.link(only_shared=True)

    told = click(client, northwind, "Dismiss", option="sees to it", on=message)
    assert "Dismissed by Sam Ortiz: Somebody sees to it" in told.words
    assert (told.body["response_type"], told.body["replace_original"]) == ("ephemeral", False)
    assert northwind.record.signals == (STALE,)


def test_a_signal_whose_cause_changed_is_not_dismissed_by_an_old_button(
    client: FlaskClient, northwind: Team
) -> None:
    northwind.say([SLIPPED])
    northwind.link()
    northwind.say([shared("slipped", "Slipped 9", row="security-questionnaire-0", cause="2")])

    shown = click(client, northwind, "Dismiss", option="fine", on=northwind.slack.posted[0])
    assert "changed since" in shown.words
    assert northwind.backend.parts.store.dismissals("p") == []


def test_only_the_owner_acts_and_others_are_told_so_alone(client: FlaskClient, northwind: Team) -> None:
    northwind.backend.parts.store.put_member(Member(email=MAX, role=MemberRole.ADMIN))
    northwind.slack.add_user("U0000MAX", MAX)
    northwind.slack.add_user("U0000BUY", "dana@acme.example")
    northwind.say([SLIPPED])
    northwind.link()
    for user, words in (
        ("U0000MAX", "Only the plan's owner"),
        ("U0000BUY", "does not know you"),
        ("U0000EVE", "no plan"),
    ):
        shown = click(client, northwind, "Dismiss", user=user, option="fine", on=northwind.slack.posted[0])
        assert words in shown.words
        assert shown.body["replace_original"] is False
    assert northwind.backend.parts.store.dismissals("p") == []


def test_a_proposal_is_rejected_once_with_a_reason(client: FlaskClient, northwind: Team) -> None:
    northwind.backend.parts.store.file_suggestions("p", [PROPOSAL], NOW)
    northwind.link()
    [message] = northwind.slack.posted
    assert "<" not in message.words
    for _ in range(2):
        told = click(client, northwind, "Reject", option="said", on=message).words
        assert "Rejected by Sam Ortiz: Not what was said" in told

    filed = northwind.backend.parts.store.suggestion("p", "s1")
    assert (filed.decision, filed.reason) == (Decision.REJECTED, "Not what was said")


def test_what_needs_a_grant_that_is_missing_says_so(client: FlaskClient, northwind: Team) -> None:
    northwind.backend.parts.store.file_suggestions("p", [PROPOSAL], NOW)
    northwind.link()
    vars(northwind.backend.parts)["settings"] = northwind.backend.parts.settings.model_copy(
        update={"seller": "another@northwind.example"}
    )

    shown = click(client, northwind, "Accept", on=northwind.slack.posted[0])
    assert "in the sidebar" in shown.words
    assert northwind.backend.parts.store.suggestion("p", "s1").decision is Decision.OPEN


@pytest.mark.parametrize("path", ["commands", "actions"])
def test_what_slack_did_not_sign_now_is_refused(client: FlaskClient, northwind: Team, path: str) -> None:
    body = command_body("link p", user="U0000SAM", channel=CHANNEL, response_url=northwind.slack.response_url)
    right, now = signed(body), time.time()
    forged = {
        "wrong": (body, right | {"X-Slack-Signature": "v0=" + "0" * 64}),
        "none": (body, {"Content-Type": right["Content-Type"]}),
        "old": (body, signed(body, at=now - 301)),
        "ahead": (body, signed(body, at=now + 320)),
        "changed": (body + b"&text=unlink", right),
        "another secret": (body, signed(body, secret="ours")),
    }
    codes = {
        name: client.post(f"/webhooks/slack/{path}", data=sent, headers=headers).status_code
        for name, (sent, headers) in forged.items()
    }

    assert codes == dict.fromkeys(forged, 403)
    assert northwind.backend.parts.store.places("p") == []


def test_a_copy_of_a_request_does_nothing_more(client: FlaskClient, northwind: Team) -> None:
    body = command_body("list", user="U0000SAM", channel=CHANNEL, response_url=northwind.slack.response_url)
    headers = signed(body)
    codes = [
        client.post("/webhooks/slack/commands", data=body, headers=headers).status_code for _ in range(3)
    ]
    until(lambda: bool(northwind.slack.shown))

    assert codes == [200, 200, 200]
    assert len(northwind.slack.shown) == 1


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"payload=%7B", b"payload=[]", b"payload=" + b"[" * 9_000]
)
def test_what_can_t_be_read_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/webhooks/slack/actions", data=body, headers=signed(body))
    assert answer.status_code == 400


def test_what_asks_for_nothing_is_answered_and_does_nothing(client: FlaskClient, northwind: Team) -> None:
    northwind.link()
    opened = click_body(
        northwind.slack.posted[0],
        "Open the plan",
        user="U0000SAM",
        channel=CHANNEL,
        response_url=northwind.slack.response_url,
    )
    asked = len(northwind.slack.asked)
    for body in (
        opened,
        b'payload={"type": "view_submission"}',
        b'payload={"type": "block_actions", "actions": [7]}',
    ):
        assert client.post("/webhooks/slack/actions", data=body, headers=signed(body)).status_code == 200
    assert len(northwind.slack.asked) == asked


def test_while_slack_is_down_a_command_is_lost_and_nothing_else(client: FlaskClient, northwind: Team) -> None:
    northwind.slack.go_down(refusal(503))
    body = command_body("list", user="U0000SAM", channel=CHANNEL, response_url=northwind.slack.response_url)
    assert client.post("/webhooks/slack/commands", data=body, headers=signed(body)).status_code == 200
    until(lambda: len(northwind.slack.asked) == 2)  # who that is, and the answer
    northwind.slack.come_back()

    assert "Acme rollout" in command(client, northwind, "list")


def test_an_oversized_body_is_not_read(client: FlaskClient) -> None:
    body = b"payload=" + b"x" * 600_000
    assert client.post("/webhooks/slack/actions", data=body, headers=signed(body)).status_code == 413


def test_slack_is_told_that_we_are_here(client: FlaskClient) -> None:
    body = b'{"type": "url_verification", "challenge": "3eZbrw1aB"}'
    answer = client.post("/webhooks/slack", data=body, headers=signed(body))
    assert answer.get_json() == {"challenge": "3eZbrw1aB"}
