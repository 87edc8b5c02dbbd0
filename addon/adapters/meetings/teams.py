"""Microsoft Teams: transcripts of meetings, by Microsoft Graph version 1.0 (learn.microsoft.com/graph)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

from addon.adapters.http import OAuthEndpoints, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.signatures import moment
from addon.adapters.meetings.access import access_to, bearer
from addon.adapters.meetings.answers import objects, part, text, webvtt
from addon.adapters.meetings.teams_hooks import sender, transcript_id
from addon.adapters.meetings.teams_subscription import Subscription
from closeplan.calls.model import Person
from closeplan.calls.reading.uttered import told_of
from closeplan.errors import ForbiddenError, NotFoundError, RetryLaterError
from closeplan.ports.call_sources import ArrivedCall, CallNews

__all__ = ["OAUTH", "RATES", "Teams", "connect", "sender"]

RATES = (Rate(20, 1.0),)
"""Graph throttles by application and tenant with 429 and Retry-After; for online meetings it names some 20 a second (from memory)."""

USUAL = "https://graph.microsoft.com/v1.0"

TRANSCRIBED_BY = timedelta(days=1)

_NOT_READY_SECONDS = 300.0
_MOST_PAGES = 50
_GUEST = "#EXT#"


def OAUTH(account: VendorAccount) -> OAuthEndpoints:  # noqa: N802 - the name that every vendor's module gives it
    """The application's own access to its tenant; an admin consents to it in Entra."""
    return OAuthEndpoints(
        token_url=f"https://login.microsoftonline.com/{quote(account.account, safe='')}/oauth2/v2.0/token",
        grant="client_credentials",
        scopes=("https://graph.microsoft.com/.default",),
    )


@dataclass(frozen=True)
class Teams:
    """`CallSource`. A call's id is the organizer's, the meeting's and the transcript's, with bars between."""

    account: VendorAccount
    pace: Pace
    name: str = "teams"

    def fetch(self, news: CallNews) -> ArrivedCall:
        user, meeting_id, transcript = _parts(news.id)
        meeting_path = f"/users/{user}/onlineMeetings/{meeting_id}"
        meeting = self._wire.json("GET", meeting_path)
        path = f"{meeting_path}/transcripts/{transcript}"
        told = self._wire.json("GET", path)
        started = moment(text(told, "createdDateTime")) or moment(text(meeting, "startDateTime"))
        words = self._content(path, started)
        people, organizer = _people(meeting)
        title = text(meeting, "subject")
        return ArrivedCall(
            source=self.name,
            id=news.id,
            title=title,
            started=started,
            host=news.host or self._told_of(user, "mail") or organizer,
            people=people,
            transcript=told_of(webvtt(words, title), title=title, started=started, people=people),
        )

    def since(self, moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:
        first, last = _stamp(moment), _stamp(datetime.now(UTC) + timedelta(days=1))
        for host in hosts:
            user = self._told_of(quote(host, safe="@"), "id")
            for told in self._transcripts(user, first, last) if user else ():
                meeting, transcript = text(told, "meetingId"), text(told, "id")
                if meeting and transcript:
                    yield CallNews(id=transcript_id(user, meeting, transcript), host=host)

    def listen(self, now: datetime) -> None:
        Subscription(self.account, self._wire).keep(now)

    @cached_property
    def _wire(self) -> Wire:
        return Wire(self.name, access_to(self.account, USUAL, bearer), self.pace, _REFUSALS)

    def _content(self, path: str, started: datetime | None) -> bytes:
        try:
            where = f"{path}/content?$format=text/vtt"
            return self._wire.expecting(404).data(where, headers={"Accept": "text/vtt"})
        except NotFoundError:
            if started is None or datetime.now(UTC) - started > TRANSCRIBED_BY:
                raise
            raise RetryLaterError("the transcript is not written yet", after=_NOT_READY_SECONDS) from None

    def _told_of(self, user: str, what: str) -> str:
        """What the directory says of whoever has that id or principal name; empty where it knows nobody. Meetings want ids
        where people know addresses, and a principal name need not be one.
        """
        try:
            found = self._wire.expecting(404).json("GET", f"/users/{user}", query={"$select": what})
        except (NotFoundError, ForbiddenError):
            return ""
        return text(found, what)

    def _transcripts(self, user: str, first: str, last: str) -> Iterator[Mapping[str, Any]]:
        """Those of meetings that a user organized. People who may not have their meetings read are left out."""
        path = (
            f"/users/{user}/onlineMeetings/getAllTranscripts(meetingOrganizerUserId='{user}',"
            f"startDateTime={first},endDateTime={last})"
        )
        for _ in range(_MOST_PAGES):
            try:
                page = self._wire.expecting(404).json("GET", path)
            except (NotFoundError, ForbiddenError):
                return  # no application access policy covers them
            yield from objects(page, "value")
            path = text(page, "@odata.nextLink")
            if not path:
                return


def connect(account: VendorAccount, pace: Pace) -> Teams:
    """The Entra tenant that is set up."""
    return Teams(account, pace)


def address_of(upn: str) -> str:
    """The address behind a principal name; a guest's is `mia_acme.example#EXT#@northwind.onmicrosoft.com`."""
    local, guest, _ = upn.partition(_GUEST)
    if not guest:
        return upn
    name, under, domain = local.rpartition("_")
    return f"{name}@{domain}" if under else ""


def _people(meeting: Any) -> tuple[tuple[Person, ...], str]:
    """Who was invited, the organizer first, and the organizer's address."""
    there = part(meeting, "participants")
    organizer = part(there, "organizer")
    listed = ([organizer] if organizer else []) + objects(there, "attendees")
    people = {one: None for one in map(_person, listed) if one.name or one.email}
    return tuple(people), address_of(text(organizer, "upn"))


def _person(told: Mapping[str, Any]) -> Person:
    address = address_of(text(told, "upn"))
    name = text(part(part(told, "identity"), "user"), "displayName")
    return Person(name=name or address, email=address)


def _parts(call_id: str) -> tuple[str, str, str]:
    parts = [quote(one, safe="*=") for one in call_id.split("|")]
    if len(parts) != 3 or not all(parts):
        raise NotFoundError("no such transcript")
    return parts[0], parts[1], parts[2]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reason(_status: int, content: Any) -> str:
    error = part(content, "error")
    return f"{text(error, 'code')}: {text(error, 'message')}".strip(": ")


_REFUSALS = Refusals(reason=_reason)
