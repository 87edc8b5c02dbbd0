"""Slack, by its own client library. Limits and errors are those of docs.slack.dev as of 2026-11; only tested against the
description that Slack archived in 2021 and against what its pages say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog

from addon.adapters.http import Pace, Rate, VendorAccount
from addon.adapters.http.answers import needed, record, rows, word
from addon.adapters.http.signatures import timed_hex
from addon.adapters.http.wire import CONNECT_SECONDS, seconds_in
from addon.adapters.messaging import slack_blocks
from closeplan.errors import (
    CloseplanError,
    ForbiddenError,
    InputError,
    Mistake,
    NotFoundError,
    RefusedError,
    RetryLaterError,
    SettingsError,
)
from closeplan.plan.channel_message import Message
from closeplan.ports.hooks import HookAnswer, HookRequest
from closeplan.records.channels import TalkChannel, TalkPerson

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError

RATES = (Rate(200, 60.0),)
"""“Several hundred” messages a minute a workspace (docs.slack.dev/apis/web-api/rate-limits)."""

OF_A_CHANNEL = Rate(1, 1.0)
"""One message a second a channel (same page)."""

OF_LISTING = Rate(20, 60.0)
"""`conversations.list` is of tier 2 (same page)."""

URL = "https://slack.com/api"
MOST_BODY = 512_000
"""A click brings its whole message along: 50 blocks of 3,000 characters, encoded."""

SECONDS = 20
PAGE, MOST_PAGES = 900, 200
"""Channels of a page of the list, and pages of it that are turned."""

_LATER = frozenset(
    [
        "ratelimited",
        "rate_limited",
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "not_authed",
        "invalid_auth",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "accesslimited",
    ]
)
"""Errors that pass, by themselves or once an admin gives another token."""

_FORBIDDEN = frozenset(
    [
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "no_permission",
        "missing_scope",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "access_denied",
        "not_allowed_token_type",
        "user_not_visible",
        "posting_to_general_channel_denied",
    ]
)
_MISSING = frozenset(["channel_not_found", "user_not_found", "users_not_found", "message_not_found"])

log = structlog.get_logger(__name__)


def connect(account: VendorAccount, pace: Pace) -> Slack:
    """The workspace of the bot token."""
    return Slack(account, pace)


def sender(account: VendorAccount) -> SlackHooks:
    """Slack as somebody who posts to us."""
    return SlackHooks(account.secret)


class Slack:
    """`closeplan.ports.talk.Talk` for one workspace."""

    name = "slack"

    def __init__(
        self,
        account: VendorAccount,
        pace: Pace,
        of_a_channel: Callable[[], Pace] = lambda: Pace(OF_A_CHANNEL),
    ) -> None:
        self._account, self._pace, self._new_pace = account, pace, of_a_channel
        self._paces: dict[str, Pace] = {}
        self._listing = Pace(OF_LISTING)

    @cached_property
    def _client(self) -> WebClient:
        try:
            from slack_sdk import WebClient  # noqa: PLC0415 - 6 MB that an idle server has no need of
        except ImportError as error:
            raise SettingsError("Slack needs what the extra brings: pip install closeplan[talk]") from error
        base = (self._account.url or URL) + "/"
        # waiting and trying again is the delivery queue's
        return WebClient(
            token=self._account.token, base_url=base, timeout=SECONDS, retry_handlers=[], logger=_silent()
        )

    def account(self) -> str:
        return word(self._me, "team")

    @cached_property
    def _me(self) -> Mapping[str, Any]:
        return self._asked("auth_test")

    def channels(self) -> Sequence[TalkChannel]:
        found: list[TalkChannel] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            self._listing.wait()
            page = self._asked(
                "conversations_list",
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=PAGE,
                **({"cursor": cursor} if cursor else {}),
            )
            found.extend(_channel(one) for one in rows(page, "channels") if one.get("is_member"))
            more = page.get("response_metadata")
            cursor = word(more, "next_cursor") if isinstance(more, Mapping) else ""
            if not cursor:
                return sorted(found, key=lambda one: one.name)
        # a channel that is only further down must not be taken for one that closeplan was put out of
        raise RetryLaterError("slack's list of channels has no end")

    def person(self, user_id: str) -> TalkPerson:
        user = record(self._asked("users_info", user=user_id), "user")
        profile = record(user, "profile")
        name = word(profile, "real_name") or word(user, "name") or user_id
        ours = needed(user, "team_id") == needed(self._me, "team_id")
        strange = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
        vouched = ours and not any(user.get(flag) for flag in strange)
        email = word(profile, "email").strip().lower() if vouched else ""
        return TalkPerson(id=user_id, name=name, email=email)

    def post(self, channel_id: str, message: Message) -> str:
        self._paces.setdefault(channel_id, self._new_pace()).wait()
        done = self._asked(
            "chat_postMessage",
            channel=channel_id,
            text=slack_blocks.fallback(message),
            blocks=slack_blocks.blocks(message),
            parse="none",
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return word(done, "ts")  # it stands there, whatever the answer leaves out

    def answer(self, address: str, message: Message) -> None:
        body = {"text": slack_blocks.fallback(message), "blocks": slack_blocks.blocks(message)}
        self._send(address, {"response_type": "ephemeral", "replace_original": False, **body})

    def settle(self, address: str, blocks: Sequence[object], ref: str, told: str) -> None:
        made = slack_blocks.settled(blocks, ref, told)
        if made is not None:
            text = slack_blocks.escaped(told)
            self._send(address, {"replace_original": True, "text": text, "blocks": made})

    def _send(self, address: str, body: Mapping[str, object]) -> None:
        """Post to an address that came with a command or click, if it is Slack's."""
        import requests  # noqa: PLC0415 - as above

        if not _is_theirs(address, self._account.url):
            raise RefusedError("the address to answer to is none of Slack's")
        try:
            answer = requests.post(
                address, json=body, timeout=(CONNECT_SECONDS, SECONDS), allow_redirects=False
            )
        except requests.RequestException as error:
            raise RetryLaterError(f"slack gave no answer ({type(error).__name__})") from error
        if answer.status_code in {404, 410}:
            raise NotFoundError("slack: the address to answer to has expired")
        if answer.status_code == 429 or answer.status_code >= 500:
            after = seconds_in(answer.headers.get("Retry-After", ""))
            raise RetryLaterError("slack asks to wait", status=answer.status_code, after=after)
        if answer.status_code >= 300:
            raise RefusedError("slack refuses the answer", status=answer.status_code)

    def _asked(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """The answer's JSON. Slack says what is wrong in the body of a 200 (`ok: false`)."""
        client = self._client
        from slack_sdk.errors import SlackApiError, SlackClientError  # noqa: PLC0415 - as above

        self._pace.wait()
        try:
            answer = getattr(client, method)(**arguments)
        except SlackApiError as error:
            raise _ours(error) from error
        except (SlackClientError, OSError, ValueError) as error:
            # the library lets urllib's errors through
            raise RetryLaterError(f"slack gave no answer ({type(error).__name__})") from error
        return record(answer.data)


class SlackHooks:
    """`closeplan.ports.hooks.HookSender`: events, commands and clicks are all signed alike."""

    most_bytes = MOST_BODY

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def verify(self, request: HookRequest, now: datetime) -> None:
        timed_hex(
            request, self._secret, now, signature="X-Slack-Signature", timestamp="X-Slack-Request-Timestamp"
        )

    def read(self, request: HookRequest) -> HookAnswer:
        """The Events API's messages: its question whether we are here is answered, nothing else is asked for."""
        try:
            told = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise InputError([Mistake("body", "is no JSON")]) from error
        if isinstance(told, dict) and told.get("type") == "url_verification":
            return HookAnswer(status=200, body={"challenge": str(told.get("challenge", ""))[:500]})
        return HookAnswer(status=200, body={})


def _channel(found: Mapping[str, Any]) -> TalkChannel:
    """What does not say that it is shared with nobody counts as shared."""
    apart = all(found.get(flag) is False for flag in ("is_shared", "is_ext_shared", "is_org_shared"))
    pending = found.get("is_pending_ext_shared") or found.get("pending_shared")
    name = str(found.get("name") or found.get("id") or "")
    return TalkChannel(id=needed(found, "id"), name=name, is_internal=apart and not pending)


def _ours(error: SlackApiError) -> CloseplanError:
    """One of our errors for one of Slack's."""
    answer = error.response
    status = int(getattr(answer, "status_code", 0) or 0)
    content = getattr(answer, "data", None)
    code = str(content.get("error", "")) if isinstance(content, dict) else ""
    if not code.replace("_", "").isalnum():
        code = ""  # the library's own words about an answer that is none of the API's
    needed = str(content.get("needed") or "") if isinstance(content, dict) else ""
    told = f"slack: {code or f'status {status}'}" + (f" ({needed[:100]})" if needed else "")
    log.warning("a vendor refused", vendor="slack", status=status, reason=told)
    if code in _LATER or status == 429 or status >= 500 or not code:
        headers = getattr(answer, "headers", None) or {}
        after = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
        return RetryLaterError(told, status=_status(code, status), after=seconds_in(str(after)))
    if code in _FORBIDDEN:
        return ForbiddenError(told)
    return NotFoundError(told) if code in _MISSING else RefusedError(told, status=status)


def _status(code: str, status: int) -> int:
    """Slack refuses a token in a 200, where others say 401."""
    refused = {"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired"}
    return 401 if code in refused else status


def _is_theirs(address: str, url: str) -> bool:
    """Whether an address that came with a command or click leads to Slack: to the host of its API, or to `hooks.` before it."""
    home, asked = urlsplit(url or URL), urlsplit(address)
    return asked.scheme == home.scheme and asked.netloc in {home.netloc, f"hooks.{home.netloc}"}


def _silent() -> Any:
    """A logger for the library, whose debug lines hold what people wrote."""
    import logging  # noqa: PLC0415 - the library's own kind of logger, for it alone

    quiet = logging.getLogger("closeplan.slack")
    quiet.setLevel(logging.CRITICAL)
    return quiet
