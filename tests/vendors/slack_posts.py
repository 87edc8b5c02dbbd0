"""What Slack posts to us: signed commands and clicks."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode
from uuid import uuid4

from tests.vendors.slack import SECRET, TEAM, Posted


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers of what Slack posts."""
    seconds = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + seconds.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": seconds,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def command_body(text: str, *, user: str, channel: str, response_url: str) -> bytes:
    """What Slack posts of a slash command."""
    told = {
        "team_id": TEAM,
        "channel_id": channel,
        "user_id": user,
        "command": "/plan",
        "text": text,
        "response_url": response_url,
        "trigger_id": f"13345224609.738474920.{uuid4().hex}",
    }
    return urlencode(told).encode()


def click_body(
    message: Posted, label: str, *, user: str, channel: str, response_url: str, option: str = ""
) -> bytes:
    """What Slack posts of a click on the first control of that label; `option` is part of the chosen one's label."""
    block, element = message.control(label)
    action = {
        "action_id": element["action_id"],
        "block_id": block.get("block_id", ""),
        "type": element["type"],
    }
    if option:
        action["selected_option"] = next(o for o in element["options"] if option in o["text"]["text"])
    else:
        action["value"] = element.get("value", "")
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "channel": {"id": channel, "name": "deal"},
        "container": {"type": "message", "channel_id": channel},
        "message": {"type": "message", "text": message.text, "blocks": message.blocks},
        "actions": [action],
        "response_url": response_url,
    }
    return urlencode({"payload": json.dumps(payload)}).encode()
