"""Commands and clicks in channels: proven, answered at once with an empty body, done beside that, and told to whoever asked.

Slack waits three seconds and then says that we failed; what was asked for may take longer.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

import structlog
from flask import Blueprint, Response, jsonify, request

from addon.web.hooks import LOGGED, as_it_came
from addon.web.limits import Limiter
from closeplan.errors import CloseplanError, ForbiddenError, InputError, Mistake, NotFoundError
from closeplan.plan.channel_message import Line, Message
from closeplan.ports.hooks import HookRequest, HookSender
from closeplan.ports.process import Clock
from closeplan.ports.talk import Talk
from closeplan.records.channels import TalkClick, TalkCommand
from closeplan.services.channel_acts import ChannelActs
from closeplan.services.channel_commands import ChannelCommands

AT_ONCE = 4
MOST_WAITING = 40
"""Commands and clicks that are done at a time, and those that wait at most."""

MOST_SEEN = 2_000
"""Signatures that are remembered against copies; within the five minutes that one is good for nobody's team sends more."""

BUSY = "closeplan is busy at this moment: try again in a few seconds."

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class ChannelSide:
    """What the addresses need; each part is made when it is first asked for. NotFoundError where no talk system is set up."""

    sender: Callable[[], HookSender]
    talk: Callable[[], Talk]
    commands: Callable[[], ChannelCommands]
    acts: Callable[[], ChannelActs]
    base_url: str
    clock: Clock
    limiter: Limiter = field(default_factory=Limiter)
    _seen: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _waiting: list[None] = field(default_factory=list)

    def blueprint(self) -> Blueprint:
        """The paths below `/webhooks/slack`."""
        paths = Blueprint("channels", __name__, url_prefix="/webhooks/slack")
        paths.add_url_rule("/commands", "commands", self._command, methods=["POST"])
        paths.add_url_rule("/actions", "actions", self._click, methods=["POST"])
        return paths

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="channel")

    def _command(self) -> Response:
        return self._taken(self._read_command)

    def _click(self) -> Response:
        return self._taken(self._read_click)

    def _taken(self, read: Callable[[Mapping[str, str]], Callable[[], None] | None]) -> Response:
        """Prove the request, see what is to be done, and have it done."""
        try:
            sender = self.sender()
        except NotFoundError:
            return Response(status=404)
        request.max_content_length = sender.most_bytes  # a larger body is answered with 413 and not read
        told = as_it_came(self.base_url)
        try:
            sender.verify(told, self.clock.now())
            work = None if self._is_copy(told) else read(_form(told))
        except (ForbiddenError, InputError) as error:
            if self.limiter.allows(LOGGED, "refused", "slack"):
                log.warning("refused a message", vendor="slack", reason=str(error), peer=request.remote_addr)
            return Response(status=403 if isinstance(error, ForbiddenError) else 400)
        if work is not None and not self._begin(work):
            return jsonify(response_type="ephemeral", text=BUSY)
        return Response(status=200)

    def _is_copy(self, told: HookRequest) -> bool:
        """Whether this very request came before. A try anew by Slack is signed anew; what it asks for is harmless twice."""
        signature = told.header("X-Slack-Signature")
        with self._lock:
            if signature in self._seen:
                return True
            self._seen[signature] = None
            if len(self._seen) > MOST_SEEN:
                self._seen.popitem(last=False)
        return False

    def _read_command(self, form: Mapping[str, str]) -> Callable[[], None]:
        command = TalkCommand(
            user_id=_needed(form, "user_id"),
            channel_id=_needed(form, "channel_id"),
            text=form.get("text", ""),
        )
        address = _needed(form, "response_url")

        def work() -> None:
            self.talk().answer(address, self.commands()(command))

        return work

    def _read_click(self, form: Mapping[str, str]) -> Callable[[], None] | None:
        payload = _payload(form)
        actions = payload.get("actions")
        if payload.get("type") != "block_actions" or not isinstance(actions, list) or len(actions) != 1:
            return None
        click = _click(payload, actions[0])
        if click is None:
            return None
        address, blocks = str(payload.get("response_url", "")), _object(payload, "message").get("blocks")

        def work() -> None:
            done = self.acts()(click)
            if done.is_over and isinstance(blocks, list):
                self.talk().settle(address, blocks, click.ref, done.told)
            else:
                self.talk().answer(address, Message(title="closeplan", lines=(Line(text=done.told),)))

        return work

    def _begin(self, work: Callable[[], None]) -> bool:
        """Have it done soon; False where too much waits."""
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                return False
            self._waiting.append(None)

        def run() -> None:
            try:
                work()
            except CloseplanError as error:
                # what was asked for is done; only the word about it is lost
                log.warning("an answer to a channel was lost", reason=str(error))
            except Exception:
                log.exception("a command or click failed")
            finally:
                with self._lock:
                    self._waiting.pop()

        self._workers.submit(run)
        return True


def _form(told: HookRequest) -> dict[str, str]:
    """The fields of a form; InputError where the body is none."""
    try:
        fields = parse_qs(told.body.decode("utf-8"), max_num_fields=50, keep_blank_values=True)
    except ValueError as error:
        raise InputError([Mistake("body", "is no form")]) from error
    return {name: values[-1] for name, values in fields.items()}


def _payload(form: Mapping[str, str]) -> Mapping[str, Any]:
    try:
        payload = json.loads(_needed(form, "payload"))
    except (ValueError, RecursionError) as error:
        raise InputError([Mistake("payload", "is no JSON")]) from error
    if not isinstance(payload, dict):
        raise InputError([Mistake("payload", "is no object")])
    return payload


def _click(payload: Mapping[str, Any], action: object) -> TalkClick | None:
    """The click that the payload tells of; None where it asks for nothing: a link was followed."""
    if not isinstance(action, dict):
        return None
    option = _object(action, "selected_option")
    ref, _, chosen = str(option.get("value") or action.get("value") or "").partition(":")
    act = str(action.get("action_id", "")).partition(":")[0]
    user, channel = (
        str(_object(payload, "user").get("id", "")),
        str(_object(payload, "channel").get("id", "")),
    )
    if not (ref and user and channel):
        return None
    return TalkClick(user_id=user, channel_id=channel, act=act, ref=ref, option=chosen)


def _object(there: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = there.get(name)
    return found if isinstance(found, dict) else {}


def _needed(form: Mapping[str, str], name: str) -> str:
    found = form.get(name, "")
    if not found:
        raise InputError([Mistake(name, "is missing")])
    return found
