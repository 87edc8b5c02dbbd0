"""Zoom: cloud recordings with their transcripts, by the REST API version 2 (developers.zoom.us/docs/api)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from addon.adapters.http import (
    Given,
    LeadsElsewhereError,
    OAuthEndpoints,
    Pace,
    Rate,
    Refusals,
    VendorAccount,
    Wire,
)
from addon.adapters.http.signatures import moment
from addon.adapters.meetings.access import access_to, bearer
from addon.adapters.meetings.answers import joined, objects, text, webvtt
from addon.adapters.meetings.zoom_hooks import sender
from closeplan.calls.model import Person, Transcript
from closeplan.calls.reading.uttered import told_of
from closeplan.errors import ForbiddenError, NotFoundError, OutsideError, RefusedError, RetryLaterError
from closeplan.ports.call_sources import ArrivedCall, CallNews

__all__ = ["OAUTH", "RATES", "Zoom", "connect", "sender"]

RATES = (Rate(10, 1.0),)
"""What a Pro account has for heavy requests a second; other plans and lighter requests have more (Zoom: API rate limits, from
memory). 429 says where that is wrong.
"""

OAUTH = OAuthEndpoints(
    token_url="https://zoom.us/oauth/token",  # noqa: S106 - an address
    grant="account_credentials",
    basic=True,
)

USUAL = "https://api.zoom.us/v2"

TRANSCRIBED_BY = timedelta(days=1)
"""How long after a meeting its transcript may still come; Zoom says: about twice as long as the meeting, up to 24 hours."""

_OWN = re.compile(r"(?:[A-Za-z0-9-]+\.)+(?:zoom\.us|zoom\.com|zoomgov\.com)")
"""Zoom's hosts, and nothing around them: of `https://evil.example\\@us02web.zoom.us` others than `urlsplit` read another host."""

_NOT_READY_SECONDS = 300.0
_MOST_HOPS = 3
_MOST_PAGES = 20
_PAGE = 300


@dataclass(frozen=True)
class Zoom:
    """`CallSource`. A call's id is the UUID of the meeting that was held."""

    account: VendorAccount
    pace: Pace
    name: str = "zoom"

    def fetch(self, news: CallNews) -> ArrivedCall:
        uuid = _in_path(news.id)
        found = self._wire.json(
            "GET",
            f"/meetings/{uuid}/recordings",
            query={"include_fields": "download_access_token", "ttl": 3600},
        )
        title, started = text(found, "topic"), moment(text(found, "start_time"))
        words = self._words(found, title)
        people = self._participants(uuid)
        return ArrivedCall(
            source=self.name,
            id=news.id,
            title=title,
            started=started,
            host=text(found, "host_email") or news.host or self._address(text(found, "host_id")),
            people=people,
            transcript=told_of(words, title=title, started=started, people=people),
        )

    def since(self, moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:
        first, last = moment.astimezone(UTC).date(), datetime.now(UTC).date()
        forbidden: ForbiddenError | None = None
        for host in hosts:
            try:
                for meeting in self._recorded(host, first, last):
                    if text(meeting, "uuid") and _transcripts(meeting):
                        yield CallNews(id=text(meeting, "uuid"), host=host)
            except (NotFoundError, RefusedError):
                continue  # no Zoom user of this account has that address
            except ForbiddenError as error:
                forbidden = error
        if forbidden is not None:
            raise forbidden

    def listen(self, now: datetime) -> None:
        """Zoom posts where the app's settings say."""

    @cached_property
    def _wire(self) -> Wire:
        return Wire(self.name, access_to(self.account, USUAL, bearer), self.pace, _REFUSALS)

    def _recorded(self, host: str, first: date, last: date) -> Iterator[Mapping[str, Any]]:
        """The recorded meetings of a user from one day to another, which may be a month apart."""
        query = {"from": first.isoformat(), "to": last.isoformat(), "page_size": _PAGE}
        for _ in range(_MOST_PAGES):
            path = f"/users/{quote(host, safe='@')}/recordings"
            page = self._wire.expecting(404).json("GET", path, query=query)
            yield from objects(page, "meetings")
            query = {**query, "next_page_token": text(page, "next_page_token")}
            if not query["next_page_token"]:
                return

    def _words(self, found: Any, title: str) -> Transcript:
        """What was said; where recording was paused, one file behind the other."""
        token = text(found, "download_access_token")
        files = sorted(self._transcript_files(found), key=lambda one: text(one, "recording_start"))
        begins = [moment(text(one, "recording_start")) for one in files]
        pieces = []
        for file, begin in zip(files, begins, strict=True):
            away = (begin - begins[0]).total_seconds() if begin and begins[0] else None
            read = webvtt(self._download(text(file, "download_url"), token), title)
            pieces.append((0.0 if file is files[0] else away, read))
        return joined(pieces)

    def _transcript_files(self, found: Any) -> list[Mapping[str, Any]]:
        """Those of a meeting, once all are finished."""
        files = _transcripts(found)
        if files and all(text(one, "status") in {"completed", ""} for one in files):
            return files
        started = moment(text(found, "start_time"))
        if started is None or datetime.now(UTC) - started > TRANSCRIBED_BY:
            raise NotFoundError("the meeting was recorded and not transcribed")
        raise RetryLaterError("Zoom has not transcribed the meeting yet", after=_NOT_READY_SECONDS)

    def _participants(self, uuid: str) -> tuple[Person, ...]:
        """Who was there. Zoom tells it of paid accounts alone, and addresses only of those who were signed in."""
        found: dict[tuple[str, str], Person] = {}
        query: dict[str, Any] = {"page_size": _PAGE}
        try:
            for _ in range(_MOST_PAGES):
                path = f"/past_meetings/{uuid}/participants"
                page = self._wire.expecting(404).json("GET", path, query=query)
                for one in objects(page, "participants"):
                    name, address = text(one, "name"), text(one, "user_email")
                    found.setdefault((name, address), Person(name=name, email=address))
                query = {**query, "next_page_token": text(page, "next_page_token")}
                if not query["next_page_token"]:
                    break
        except (NotFoundError, ForbiddenError, RefusedError):
            return ()  # the names in the transcript have to do
        return tuple(found.values())

    def _address(self, user_id: str) -> str:
        """A user's address; empty where they are gone."""
        try:
            path = f"/users/{quote(user_id, safe='')}"
            found = self._wire.expecting(404).json("GET", path) if user_id else None
        except NotFoundError:
            return ""
        return text(found, "email")

    def _download(self, url: str, token: str) -> bytes:
        """A recording's file. Zoom sends on to another of its hosts; the token goes nowhere else."""
        for _ in range(_MOST_HOPS):
            self._check_own(url)
            origin = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
            own = Given(url=origin, sends=bearer(token) if token else self._headers())
            try:
                return Wire(self.name, own, self.pace, _REFUSALS).data(url)
            except LeadsElsewhereError as error:
                url = urljoin(url, error.location)
        raise OutsideError("Zoom leads from one address to another")

    def _headers(self) -> Mapping[str, str]:
        return access_to(self.account, USUAL, bearer).headers()

    def _check_own(self, url: str) -> None:
        given, set_up = urlsplit(url), urlsplit(self.account.url)
        is_zooms = given.scheme == "https" and _OWN.fullmatch(given.netloc)
        if not is_zooms and (not self.account.url or given[:2] != set_up[:2]):
            raise RefusedError("zoom names a download that is not at one of its own hosts")


def connect(account: VendorAccount, pace: Pace) -> Zoom:
    """The Zoom account that is set up."""
    return Zoom(account, pace)


def _transcripts(found: Any) -> list[Mapping[str, Any]]:
    return [one for one in objects(found, "recording_files") if text(one, "file_type") == "TRANSCRIPT"]


def _in_path(uuid: str) -> str:
    """A UUID in a path; one that begins with a slash or has two in a row has to be encoded twice."""
    once = quote(uuid, safe="")
    return quote(once, safe="") if uuid.startswith("/") or "//" in uuid else once


_REFUSALS = Refusals(reason=lambda _status, content: text(content, "message") or str(content)[:200])
