"""Quo, which was OpenPhone: telephone calls with their transcripts, by the public API version 1 (quo.com/docs)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

from addon.adapters.http import Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.signatures import moment
from addon.adapters.meetings.access import access_to
from addon.adapters.meetings.answers import objects, part, seconds, text
from addon.adapters.meetings.quo_hooks import sender
from closeplan.calls.model import Person
from closeplan.calls.reading.draft import Said
from closeplan.calls.reading.uttered import uttered
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError, RetryLaterError
from closeplan.plan.model import Side
from closeplan.ports.call_sources import ArrivedCall, CallNews

__all__ = ["RATES", "Quo", "connect", "sender"]

RATES = (Rate(10, 1.0),)
"""Requests a second (Quo: Rate limits, from memory)."""

USUAL = "https://api.openphone.com"

TRANSCRIBED_BY = timedelta(hours=2)

_NOT_READY_SECONDS = 120.0


@dataclass(frozen=True)
class Quo:
    """`CallSource`. A call's id is Quo's (`AC…`). Version 1 has no list of calls by time alone, nor of contacts by number: a call
    comes by Quo's message, and callers are numbers.
    """

    account: VendorAccount
    pace: Pace
    name: str = "quo"

    def fetch(self, news: CallNews) -> ArrivedCall:
        told = part(self._wire.json("GET", f"/v1/call-transcripts/{quote(news.id, safe='')}"), "data")
        self._check_ready(told)
        dialogue = objects(told, "dialogue")
        users = self._users() if any(text(one, "userId") for one in dialogue) else {}
        people = [_speaker(one, users) for one in dialogue]
        said = [
            Said(text(one, "content"), speaker.name, seconds(one, "start"), seconds(one, "end"))
            for one, speaker in zip(dialogue, people, strict=True)
        ]
        there = tuple(dict.fromkeys(people))
        host = next((one.email for one in there if one.side is Side.SELLER and one.email), "")
        title = f"Call with {next((one.name for one in there if one.side is None), 'an unknown number')}"
        started = self._started(news.id, told)
        return ArrivedCall(
            source=self.name,
            id=news.id,
            title=title,
            started=started,
            host=host or news.host,
            people=there,
            transcript=uttered(said, title=title, started=started, people=there),
        )

    def since(self, moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:  # noqa: ARG002 - see the class
        yield from ()

    def listen(self, now: datetime) -> None:  # noqa: ARG002 - it does not run out
        """A webhook that somebody switched off tells nothing: an admin has to hear of it."""
        for hook in objects(self._wire.json("GET", "/v1/webhooks"), "data"):
            is_ours = bool(self.account.secret) and text(hook, "key") == self.account.secret
            if is_ours and text(hook, "status") == "disabled":
                raise RefusedError("quo has the webhook switched off: switch it on again in its settings")

    @cached_property
    def _wire(self) -> Wire:
        # the key stands alone, without a scheme
        access = access_to(self.account, USUAL, lambda key: {"Authorization": key})
        return Wire(self.name, access, self.pace, _REFUSALS)

    def _check_ready(self, told: Mapping[str, Any]) -> None:
        status, made = text(told, "status"), moment(text(told, "createdAt"))
        if status in {"absent", "failed"}:
            raise NotFoundError(f"quo says that the call's transcript is {status}")
        if status != "completed":
            if made is not None and datetime.now(UTC) - made > TRANSCRIBED_BY:
                raise NotFoundError("quo began to transcribe the call and never ended")
            raise RetryLaterError("quo has no transcript yet", after=_NOT_READY_SECONDS)

    def _started(self, call_id: str, told: Mapping[str, Any]) -> datetime | None:
        """When its recording began; else so long before the transcript was made as the call lasted."""
        try:
            path = f"/v1/call-recordings/{quote(call_id, safe='')}"
            found = self._wire.expecting(404).json("GET", path)
        except (NotFoundError, ForbiddenError):
            found = None
        begun = [at for one in objects(found, "data") if (at := moment(text(one, "startTime")))]
        made = moment(text(told, "createdAt"))
        if begun or made is None:
            return min(begun, default=None)
        return made - timedelta(seconds=min(seconds(told, "duration") or 0.0, 86_400.0))

    def _users(self) -> Mapping[str, Person]:
        """The workspace's people by their ids, as the numbers name them."""
        numbers = objects(self._wire.json("GET", "/v1/phone-numbers"), "data")
        listed = (user for number in numbers for user in objects(number, "users"))
        return {text(user, "id"): _colleague(user) for user in listed}


def connect(account: VendorAccount, pace: Pace) -> Quo:
    """The Quo workspace that is set up."""
    return Quo(account, pace)


def _speaker(one: Mapping[str, Any], users: Mapping[str, Person]) -> Person:
    user_id, number = text(one, "userId"), text(one, "identifier")
    if user_id:
        return users.get(user_id) or Person(name=number or user_id, side=Side.SELLER)
    return Person(name=number or "Unknown caller")


def _colleague(user: Mapping[str, Any]) -> Person:
    name = f"{text(user, 'firstName')} {text(user, 'lastName')}".strip()
    return Person(name=name or text(user, "email"), email=text(user, "email"), side=Side.SELLER)


_REFUSALS = Refusals(reason=lambda _status, content: text(content, "message") or text(content, "title"))
