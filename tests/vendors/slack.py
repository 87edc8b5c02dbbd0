"""Slack: its Web API's calls that we use, and the addresses that come with commands and clicks, with its ways of refusing.

Block Kit's limits are its reference's (docs.slack.dev/reference/block-kit); they are in no machine-readable description.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from werkzeug import Request, Response

from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import Checks, described

TEAM = "T012AB3C4"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

Blocks = list[dict[str, Any]]

ALONE = {"is_shared": False, "is_ext_shared": False, "is_org_shared": False}
"""What Slack says of a channel that is shared with nobody."""


def slack_checks() -> Checks:
    """Slack's archived description."""
    return described("slack", _as_it_is)


def _as_it_is(spec: dict[str, Any]) -> None:
    """The description has errors as answers of other statuses than 200; Slack's come with that one, as its pages say. Methods may be asked by GET or by POST with a form (docs.slack.dev/apis/web-api). The description has one of them each;
    Slack's own library posts always. What is posted may hold what the query would, and nothing else.
    """
    for path in spec["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            schemas = [
                answers[status]["content"]["application/json"]["schema"] for status in ("200", "default")
            ]
            answers["200"]["content"]["application/json"]["schema"] = {"anyOf": schemas}
        if "get" in path:
            listed = path["get"].get("parameters", ())
            form = {
                "type": "object",
                "properties": {one["name"]: one["schema"] for one in listed if one["in"] == "query"},
                "additionalProperties": False,
            }
            body = {"content": {"application/x-www-form-urlencoded": {"schema": form}}}
            path["post"] = {"requestBody": body, "responses": path["get"]["responses"]}


@dataclass
class Posted:
    """A message in a channel, or shown to one person (`channel` empty)."""

    channel: str
    text: str
    blocks: Blocks
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything it says."""
        return json.dumps([self.text, self.blocks], ensure_ascii=False)

    def control(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The first control of that label with its block."""
        for block in self.blocks:
            for element in block.get("elements", ()):
                if element.get("text", element.get("placeholder", {})) and label in json.dumps(element):
                    return block, element
        raise AssertionError(f"no {label} in {self.words}")


class FakeSlack(FakeVendor):
    """One workspace. `channels` and `users` are Slack's own objects by id; `posted` what was written, `shown` what the
    addresses of commands and clicks were sent.
    """

    base_path: ClassVar[str] = "/api"

    def __init__(
        self, checks: Checks | None = None, *, clock: Callable[[], float] = time.monotonic, page: int = 1000
    ) -> None:
        super().__init__(checks, clock=clock)
        self.channels: dict[str, dict[str, Any]] = {}
        self.users: dict[str, dict[str, Any]] = {}
        self.posted: list[Posted] = []
        self.shown: list[Posted] = []
        self.keeps_the_pace = False
        self._page, self._last = page, dict[str, float]()

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("POST", "/auth.test"): self._test,
            ("POST", "/conversations.list"): self._list,
            ("POST", "/users.info"): self._user,
            ("POST", "/chat.postMessage"): self._post,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        """Slack refuses in a 200, but for what is too much and what is down."""
        if status == 429:
            whole = {
                name: str(max(1, round(float(value)))) for name, value in (headers or {}).items()
            }  # whole seconds
            return answered({"ok": False, "error": "ratelimited"}, 429, whole)
        if status >= 500:
            return Response("upstream connect error", status, headers)
        return answered(
            {"ok": False, "error": {401: "invalid_auth", 404: "unknown_method"}.get(status, words)}
        )

    def done(self, request: Request) -> Response:
        if request.path.startswith("/api/hooks/"):
            return self._hook(request)
        return super().done(request)

    # what a test puts there

    def add_channel(self, channel_id: str, name: str, *, is_member: bool = True, **flags: Any) -> str:
        """A channel, shared with nobody unless `flags` say something else."""
        self.channels[channel_id] = {
            "id": channel_id,
            "name": name,
            "name_normalized": name,
            "created": 1449252889,
            "creator": "U061F7AUR",
            "is_archived": False,
            "is_channel": True,
            "is_general": False,
            "is_group": False,
            "is_im": False,
            "is_member": is_member,
            "is_mpim": False,
            "is_private": False,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            **ALONE,
            **flags,
        }
        return channel_id

    def add_user(self, user_id: str, email: str, *, team: str = TEAM, **flags: Any) -> str:
        """Somebody; `flags` are Slack's own, such as `is_restricted`."""
        name = email.partition("@")[0]
        self.users[user_id] = {
            "id": user_id,
            "team_id": team,
            "name": name,
            "deleted": False,
            "color": "9f69e7",
            "real_name": name.title(),
            "tz": "Europe/Berlin",
            "tz_label": "Central European Time",
            "tz_offset": 3600,
            "profile": {
                "avatar_hash": "ge3b51ca72de",
                "display_name": name,
                "display_name_normalized": name,
                "email": email,
                "image_24": "https://a.example/24.jpg",
                "image_32": "https://a.example/32.jpg",
                "image_48": "https://a.example/48.jpg",
                "image_72": "https://a.example/72.jpg",
                "image_192": "https://a.example/192.jpg",
                "image_512": "https://a.example/512.jpg",
                "real_name": name.title(),
                "real_name_normalized": name.title(),
                "status_emoji": "",
                "status_text": "",
                "team": team,
            },
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": False,
            "is_app_user": False,
            "updated": 1502138686,
            **flags,
        }
        return user_id

    # what it does

    def _test(self, _request: Request) -> Response:
        return answered(
            {
                "ok": True,
                "team": "Northwind",
                "team_id": TEAM,
                "url": "https://northwind.slack.com/",
                "user": "closeplan",
                "user_id": "U0CLOSE01",
            }
        )

    def _list(self, request: Request) -> Response:
        at = int(request.form.get("cursor") or 0)
        found = list(self.channels.values())
        size = min(self._page, int(request.form.get("limit") or 100))
        following = str(at + size) if at + size < len(found) else ""
        return answered(
            {
                "ok": True,
                "channels": found[at : at + size],
                "response_metadata": {"next_cursor": following},
            }
        )

    def _user(self, request: Request) -> Response:
        user = self.users.get(request.form.get("user", ""))
        return answered({"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"})

    def _post(self, request: Request) -> Response:
        body = request.get_json()
        channel = self.channels.get(body["channel"])
        problem = (
            "channel_not_found"
            if channel is None
            else (
                "is_archived" if channel["is_archived"] else "" if channel["is_member"] else "not_in_channel"
            )
        )
        problem = problem or next(blocks_problems(body.get("blocks", [])), "")
        if problem:
            return answered({"ok": False, "error": problem.partition(":")[0]})
        now = self._clock()
        if self.keeps_the_pace and now - self._last.get(body["channel"], -9.0) < 1.0:
            return self.too_many(1.0)
        self._last[body["channel"]] = now
        self.posted.append(Posted(body["channel"], body["text"], body["blocks"], body))
        ts = f"{1_700_000_000 + len(self.posted)}.000100"
        message = {"type": "message", "subtype": "bot_message", "text": body["text"], "ts": ts}
        return answered({"ok": True, "channel": body["channel"], "ts": ts, "message": message})

    def _hook(self, request: Request) -> Response:
        """An address that came with a command or click: no token, nothing in a description."""
        body = json.loads(request.get_data())
        problem = next(blocks_problems(body.get("blocks", [])), "")
        if problem or request.path.endswith("/expired"):
            return Response(problem or "expired_url", 400 if problem else 404)
        self.shown.append(Posted("", body["text"], body.get("blocks", []), body))
        return Response("ok")

    @property
    def response_url(self) -> str:
        """Such an address."""
        return f"{self.url}/hooks/T012AB3C4/1/abc"


def blocks_problems(blocks: Blocks) -> Iterator[str]:
    """What Slack would refuse of these blocks."""
    if len(blocks) > 50:
        yield f"invalid_blocks: {len(blocks)}"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)) or any(len(one) > 255 for one in ids):
        yield "invalid_blocks: block_id"
    for block in blocks:
        yield from _text_problems(block.get("text"), 150 if block["type"] == "header" else 3000)
        elements = block.get("elements", [])
        if len(elements) > 25 or len({e.get("action_id", str(n)) for n, e in enumerate(elements)}) < len(
            elements
        ):
            yield "invalid_blocks: elements"
        for element in elements:
            yield from _element_problems(element)


def _element_problems(element: dict[str, Any]) -> Iterator[str]:
    if element["type"] == "button":
        yield from _text_problems(element["text"], 75)
        if len(element.get("value", "")) > 2000 or len(element.get("url", "")) > 3000:
            yield "invalid_blocks: value"
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from _text_problems(element.get("confirm", {}).get(name), most)
    for option in element.get("options", ()):
        yield from _text_problems(option["text"], 75)
        if len(option["value"]) > 150:
            yield "invalid_blocks: option"


def _text_problems(text: dict[str, Any] | None, most: int) -> Iterator[str]:
    if text is not None and not 1 <= len(text["text"]) <= most:
        yield f"invalid_blocks: {len(text['text'])} letters of {most}"
