"""Slack's messages for the hook suite, with the vector that Slack published."""

from __future__ import annotations

from datetime import UTC, datetime

from addon.adapters.messaging.slack import SlackHooks
from closeplan.ports.hooks import HookRequest
from tests.vendors.hook_cases import HookCase, posted
from tests.vendors.slack_posts import signed

_VECTOR = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
    b".803a0bc887a14d10d2c447fce8b6703c"
)


def _slack(secret: str, body: bytes, at: datetime) -> HookRequest:
    return posted("slack", body, signed(body, secret=secret, at=at.timestamp()))


TALK_HOOK_CASES: tuple[HookCase, ...] = (
    HookCase(
        vendor="slack",
        sender=SlackHooks,
        signed=_slack,
        body=b'{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}',
        tells=(),
        secret="8f742231b10e8888abcd99yyyzzz85a5",
        vector=posted(
            "slack",
            _VECTOR,
            {
                "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "X-Slack-Request-Timestamp": "1531420618",
            },
        ),
        vector_at=datetime.fromtimestamp(1531420618, UTC),
    ),
)
