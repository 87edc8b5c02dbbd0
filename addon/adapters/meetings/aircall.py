"""Aircall: telephone calls with their transcripts, by the public API version 1 (developer.aircall.io).

There is no machine-readable description of it: what is known stands in the shared folder's `aircall.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

from addon.adapters.http import Access, Given, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.signatures import as_base64, moment
from addon.adapters.meetings.access import Unset
from addon.adapters.meetings.aircall_hooks import sender
from addon.adapters.meetings.answers import objects, part, seconds, text
from closeplan.calls.model import Person
from closeplan.calls.reading.draft import Said
from closeplan.calls.reading.uttered import uttered
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError, RetryLaterError
from closeplan.plan.model import Side
from closeplan.ports.call_sources import ArrivedCall, CallNews

__all__ = ["RATES", "Aircall", "connect", "sender"]

RATES = (Rate(60, 60.0),)
"""A company's requests a minute; newer accounts may have 120 (aircall.md). The answers' headers say what is left."""

USUAL = "https://api.aircall.io/v1"

TRANSCRIBED_BY = timedelta(hours=2)
"""How long after a call its transcript may still come; it takes seconds to minutes."""

_NOT_READY_SECONDS = 120.0
_PAGE = 50
_MOST_PAGES = 200
"""Aircall gives 10,000 calls of one query at most."""


@dataclass(frozen=True)
class Aircall:
    """`CallSource`. A call's id is Aircall's number of it."""

    account: VendorAccount
    pace: Pace
    name: str = "aircall"

    def fetch(self, news: CallNews) -> ArrivedCall:
        call = part(self._wire.json("GET", f"/calls/{quote(news.id, safe='')}"), "call")
        if not call:
            raise RetryLaterError("aircall's answer holds no call")
        utterances = self._utterances(news.id, call)
        voices = _Voices(self, call)
        said = [
            Said(text(one, "text"), voices.name(one), seconds(one, "start_time"), seconds(one, "end_time"))
            for one in utterances
        ]
        people = voices.people()
        other = next((one.name for one in people if one.side is not Side.SELLER), "")
        title = f"Call with {other or text(call, 'raw_digits') or 'an unknown number'}"
        started = moment(seconds(call, "started_at"))
        return ArrivedCall(
            source=self.name,
            id=news.id,
            title=title,
            started=started,
            host=text(part(call, "user"), "email"),
            people=people,
            transcript=uttered(said, title=title, started=started, people=people),
        )

    def since(self, moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:
        wanted = {host.lower() for host in hosts}
        query = {"from": int(moment.timestamp()), "order": "asc", "per_page": _PAGE}
        for page in range(1, _MOST_PAGES + 1):
            found = self._wire.json("GET", "/calls", query={**query, "page": page})
            for call in objects(found, "calls"):
                host = text(part(call, "user"), "email").lower()
                if host in wanted and text(call, "id") and seconds(call, "answered_at") is not None:
                    yield CallNews(id=text(call, "id"), host=host)
            if not text(part(found, "meta"), "next_page_link"):
                return

    def listen(self, now: datetime) -> None:  # noqa: ARG002 - it does not run out
        """Aircall switches a webhook off whose messages were not taken: an admin has to hear of it."""
        for hook in objects(self._wire.json("GET", "/webhooks"), "webhooks"):
            is_ours = bool(self.account.secret) and text(hook, "token") == self.account.secret
            if is_ours and hook.get("active") is False:
                raise RefusedError(
                    "aircall has switched the webhook off: switch it on again in its dashboard"
                )

    @cached_property
    def _wire(self) -> Wire:
        return Wire(self.name, _access(self.account), self.pace, _REFUSALS)

    def _utterances(self, call_id: str, call: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """What was said. Without transcription in its plan Aircall forbids the question, and none will come."""
        try:
            path = f"/calls/{quote(call_id, safe='')}/transcription"
            found = self._wire.expecting(404).json("GET", path)
        except ForbiddenError as error:
            raise NotFoundError(str(error)) from error
        except NotFoundError:
            ended = moment(seconds(call, "ended_at"))
            if ended is not None and datetime.now(UTC) - ended > TRANSCRIBED_BY:
                raise
            raise RetryLaterError("aircall has no transcript yet", after=_NOT_READY_SECONDS) from None
        return objects(part(part(found, "transcription"), "content"), "utterances")

    def user(self, user_id: str) -> Mapping[str, Any]:
        """One of the company's people; nothing of one who left."""
        try:
            path = f"/users/{quote(user_id, safe='')}"
            return part(self._wire.expecting(404).json("GET", path), "user")
        except (NotFoundError, ForbiddenError):
            return {}

    def contact(self, number: str) -> Mapping[str, Any]:
        """Whom the address book has at a number; nothing where it has nobody."""
        try:
            query = {"phone_number": number}
            found = self._wire.expecting(404).json("GET", "/contacts/search", query=query)
        except (NotFoundError, ForbiddenError, RefusedError):
            return {}
        return next(iter(objects(found, "contacts")), {})


class _Voices:
    """Who speaks on one call: each of Aircall's users and each number is looked up once."""

    def __init__(self, source: Aircall, call: Mapping[str, Any]) -> None:
        self._source = source
        self._users = {text(part(call, "user"), "id"): part(call, "user")}
        number, contact = text(call, "raw_digits"), part(call, "contact")
        self._contacts = {_digits(number): contact} if contact else {}
        self._seen: dict[str, Person] = {}
        if user := self._users.get(text(part(call, "user"), "id")):
            self._note("user", _colleague(user, ""))
        if contact or number:
            self._note(_digits(number), self._caller(number))

    def name(self, utterance: Mapping[str, Any]) -> str:
        """What the speaker is called."""
        if text(utterance, "participant_type") == "external":
            number = text(utterance, "phone_number")
            return self._note(_digits(number), self._caller(number))
        if text(utterance, "participant_type") != "internal":
            return "Voice agent"
        user_id = text(utterance, "user_id")
        if user_id and user_id not in self._users:
            self._users[user_id] = self._source.user(user_id)
        return self._note(f"user {user_id}", _colleague(self._users.get(user_id, {}), user_id))

    def people(self) -> tuple[Person, ...]:
        """Everybody who was there."""
        return tuple({(one.name, one.email): one for one in self._seen.values()}.values())

    def _note(self, key: str, person: Person) -> str:
        return self._seen.setdefault(key, person).name

    def _caller(self, number: str) -> Person:
        key = _digits(number)
        if key not in self._contacts:
            self._contacts[key] = self._source.contact(number) if key else {}
        return _outsider(self._contacts[key], number)


def connect(account: VendorAccount, pace: Pace) -> Aircall:
    """The Aircall company that is set up."""
    return Aircall(account, pace)


def _access(account: VendorAccount) -> Access:
    """HTTP basic by an API id and its token (RFC 7617)."""
    url = account.url or USUAL
    if not account.token or not account.client_id:
        return Unset(vendor="aircall", url=url)
    key = as_base64(f"{account.client_id}:{account.token}".encode())
    return Given(url=url, sends={"Authorization": f"Basic {key}"})


def _colleague(user: Mapping[str, Any], user_id: str) -> Person:
    name = text(user, "name") or text(user, "email") or f"Aircall user {user_id}".strip()
    return Person(name=name, email=text(user, "email"), side=Side.SELLER)


def _outsider(contact: Mapping[str, Any], number: str) -> Person:
    name = f"{text(contact, 'first_name')} {text(contact, 'last_name')}".strip()
    address = next((text(one, "value") for one in objects(contact, "emails") if text(one, "value")), "")
    return Person(name=name or number or "Unknown caller", email=address)


def _digits(number: str) -> str:
    """A number however it is written: `+33 6 12 34 56 78` and `+33612345678` are one."""
    return "".join(sign for sign in number if sign.isdigit())


_REFUSALS = Refusals(
    reason=lambda _status, content: text(content, "troubleshoot") or text(content, "error"),
    free_at="X-AircallApi-Reset",
)
