"""Slack's adapter against a Slack of our own, every request and answer held against what Slack published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from addon.adapters.http import Pace, VendorAccount
from addon.adapters.messaging import slack
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError, RetryLaterError
from closeplan.plan.channel_message import Act, Button, Choice, Line, Link, Message
from tests.vendors.access import Clock
from tests.vendors.server import answered, busy, dropped, raw, refusal
from tests.vendors.slack import FakeSlack, slack_checks

WORDS = Message(title="Acme rollout", lines=(Line(text="On track."),))


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack(slack_checks()) as fake:
        fake.add_channel("C1H9RESGL", "acme-deal")
        yield fake


def connected(fake: FakeSlack, token: str = "") -> slack.Slack:
    account = VendorAccount(name="slack", url=fake.url, token=token or fake.token)
    clock = Clock()
    return slack.Slack(account, clock.pace(), lambda: clock.pace(slack.OF_A_CHANNEL))


def test_a_message_stands_in_the_channel_as_plain_text(fake: FakeSlack) -> None:
    hostile = Message(title="A & B", lines=(Line(text="<!channel> *bold* <@U1> & `x`"),))
    connected(fake).post("C1H9RESGL", hostile)

    [posted] = fake.posted
    [_title, section] = posted.blocks
    assert section["text"] == {
        "type": "plain_text",
        "text": "&lt;!channel&gt; *bold* &lt;@U1&gt; &amp; `x`",
        "emoji": False,
    }
    assert "<" not in posted.words
    assert posted.body["parse"] == "none"
    assert posted.body["link_names"] is False


def test_the_largest_message_is_one_that_slack_takes(fake: FakeSlack) -> None:
    every = (
        Button(label="B" * 99, act=Act.ACCEPT, ref="r" * 41, confirm="&" * 999),
        Choice(label="C" * 999, act=Act.REJECT, ref="r" * 41, options=(("known", "&" * 99),)),
        Link(label="Open", url="https://docs.example/d/1"),
    )
    lines = [Line(text="<" * 9_000, controls=every), Line(text="&" * 9_000, is_small=True)] * 40
    connected(fake).post("C1H9RESGL", Message(title="&" * 999, lines=tuple(lines)))

    assert len(fake.posted[0].blocks) <= 50


def test_channels_are_those_closeplan_is_in_from_every_page(fake: FakeSlack) -> None:
    fake._page = 2
    fake.add_channel("C2H9RESGL", "not-ours", is_member=False)
    for number in range(5):
        fake.add_channel(f"C3H9RES0{number}", f"deal-{number}")

    assert [one.name for one in connected(fake).channels()] == ["acme-deal"] + [f"deal-{n}" for n in range(5)]
    assert fake.counts()["POST /api/conversations.list"] == 4


@pytest.mark.parametrize(
    "flags",
    [
        {"is_ext_shared": True},
        {"is_shared": True},
        {"is_org_shared": True},
        {"is_pending_ext_shared": True},
        {"is_ext_shared": None},
    ],
)
def test_a_channel_not_known_to_be_ours_alone_is_external(flags: dict[str, bool | None]) -> None:
    assert slack._channel({"id": "C1", "name": "a", **_alone()}).is_internal
    assert not slack._channel({"id": "C1", "name": "a", **_alone(), **flags}).is_internal
    assert not slack._channel({"id": "C1", "name": "a"}).is_internal


def _alone() -> dict[str, bool]:
    return {"is_shared": False, "is_ext_shared": False, "is_org_shared": False}


@pytest.mark.parametrize(
    ("team", "flags"),
    [
        ("T0000OTHER", {}),
        ("T012AB3C4", {"is_restricted": True}),
        ("T012AB3C4", {"is_ultra_restricted": True}),
        ("T012AB3C4", {"is_bot": True}),
        ("T012AB3C4", {"deleted": True}),
    ],
)
def test_nobody_vouches_for_the_address_of_strangers_and_guests(
    fake: FakeSlack, team: str, flags: dict[str, bool]
) -> None:
    fake.add_user("U1", "Sam@northwind.example")
    fake.add_user("U2", "sam@northwind.example", team=team, **flags)

    assert connected(fake).person("U1").email == "sam@northwind.example"
    assert connected(fake).person("U2").email == ""


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("channel_not_found", NotFoundError),
        ("not_in_channel", ForbiddenError),
        ("is_archived", ForbiddenError),
        ("missing_scope", ForbiddenError),
        ("invalid_auth", RetryLaterError),
        ("token_revoked", RetryLaterError),
        ("ratelimited", RetryLaterError),
        ("fatal_error", RetryLaterError),
        ("msg_too_long", RefusedError),
        ("something_new", RefusedError),
    ],
)
def test_a_refusal_in_a_200_is_one_of_our_errors(fake: FakeSlack, code: str, error: type[Exception]) -> None:
    fake.break_with(lambda _vendor, _request: answered({"ok": False, "error": code}))

    with pytest.raises(error, match=code):
        connected(fake).post("C1H9RESGL", WORDS)


@pytest.mark.parametrize(
    "failure", [refusal(500), refusal(503), dropped, raw(b"<html>"), raw(b"[]"), raw(b'{"ok": tru')]
)
def test_what_may_pass_is_tried_later(fake: FakeSlack, failure: object) -> None:
    fake.break_with(failure)  # type: ignore[arg-type]

    with pytest.raises(RetryLaterError):
        connected(fake).post("C1H9RESGL", WORDS)
    assert fake.posted == []


@pytest.mark.parametrize(
    "answer", [{}, {"channels": None}, {"channels": [{"is_member": True}]}, {"user": []}]
)
def test_an_answer_without_what_belongs_in_it_is_tried_later(
    fake: FakeSlack, answer: dict[str, object]
) -> None:
    talk = connected(fake)
    talk.account()
    for asked in (talk.channels, lambda: talk.person("U1")):
        fake.break_with(lambda _vendor, _request: answered({"ok": True, **answer}))
        with pytest.raises(RetryLaterError):
            asked()


def test_a_list_of_channels_without_an_end_is_not_read_for_ever(
    fake: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack, "MOST_PAGES", 3)
    more = {"ok": True, "channels": [], "response_metadata": {"next_cursor": "again"}}
    fake.go_down(lambda _vendor, _request: answered(more))

    with pytest.raises(RetryLaterError, match="no end"):
        connected(fake).channels()


def test_slack_says_how_long_to_wait(fake: FakeSlack) -> None:
    fake.break_with(busy(30))

    with pytest.raises(RetryLaterError) as told:
        connected(fake).post("C1H9RESGL", WORDS)
    assert told.value.after == 30


def test_a_token_that_is_refused_waits_for_an_admin(fake: FakeSlack) -> None:
    with pytest.raises(RetryLaterError) as told:
        connected(fake, token="xoxb-old").account()
    assert told.value.status == 401


def test_a_channel_gets_a_message_a_second_and_another_need_not_wait(fake: FakeSlack) -> None:
    fake.add_channel("C2H9RESGL", "other")
    clock = Clock()
    account = VendorAccount(name="slack", url=fake.url, token=fake.token)
    talk = slack.Slack(account, Pace(), lambda: clock.pace(slack.OF_A_CHANNEL))
    for channel in ("C1H9RESGL", "C2H9RESGL", "C1H9RESGL", "C1H9RESGL"):
        talk.post(channel, WORDS)

    assert sum(clock.naps) == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.slack.com.evil.example/x",
        "https://hooks.slack.com@evil.example/x",
        "http://hooks.slack.com/commands/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "",
        "//hooks.slack.com/x",
    ],
)
def test_answers_go_to_slack_alone(address: str) -> None:
    talk = slack.Slack(VendorAccount(name="slack", token="t"), Pace())

    with pytest.raises(RefusedError, match="none of Slack's"):
        talk.answer(address, WORDS)


def test_another_slack_has_its_own_addresses() -> None:
    gov = "https://slack-gov.com/api"

    assert slack._is_theirs("https://hooks.slack.com/commands/T1/1/x", "")
    assert slack._is_theirs("https://hooks.slack-gov.com/commands/T1/1/x", gov)
    assert not slack._is_theirs("https://hooks.slack.com/commands/T1/1/x", gov)


def test_an_address_that_expired_is_told(fake: FakeSlack) -> None:
    with pytest.raises(NotFoundError):
        connected(fake).answer(f"{fake.url}/hooks/expired", WORDS)


def test_what_was_settled_stands_in_the_stead_of_its_buttons_once(fake: FakeSlack) -> None:
    talk = connected(fake)
    button = Button(label="Accept", act=Act.ACCEPT, ref="a.b")
    other = Button(label="Accept", act=Act.ACCEPT, ref="c.d")
    message = Message(
        title="t", lines=(Line(text="one", controls=(button,)), Line(text="two", controls=(other,)))
    )
    talk.post("C1H9RESGL", message)
    talk.settle(fake.response_url, fake.posted[0].blocks, "a.b", "Accepted by <Sam>")
    talk.settle(fake.response_url, fake.shown[0].blocks, "a.b", "Accepted by <Sam>")

    [shown] = fake.shown
    assert shown.body["replace_original"] is True
    assert "Accepted by &lt;Sam&gt;" in shown.words
    assert [block.get("block_id") for block in shown.blocks if block["type"] == "actions"] == ["1:c.d"]
