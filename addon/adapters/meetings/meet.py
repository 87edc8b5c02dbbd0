"""Google Meet: conference records with their transcripts and smart notes, as those of the seller's people who granted it.

The client's discovery documents say which requests there are (meet v2, calendar v3, drive v3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from addon.adapters.http import Pace, Rate, VendorAccount
from addon.adapters.http.signatures import moment as moment_in
from addon.adapters.meetings.answers import part, text
from addon.adapters.meetings.google_apis import MEET_FILES, MEETINGS, GoogleApis, every, got
from addon.adapters.meetings.meet_hooks import sender
from addon.adapters.meetings.meet_people import invitation, people_of
from addon.adapters.meetings.meet_subscription import keep_subscription
from closeplan.calls.model import Transcript
from closeplan.calls.reading import read_transcript
from closeplan.calls.reading.draft import Said
from closeplan.calls.reading.uttered import told_of, uttered
from closeplan.errors import (
    CloseplanError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusedError,
    RetryLaterError,
)
from closeplan.ports.call_sources import ArrivedCall, CallNews

__all__ = ["RATES", "Meet", "connect", "sender"]

RATES = (Rate(10, 1.0),)
"""Meet's quota is some hundreds of reads a minute for each person (from memory); 429 says where that is wrong."""

TRANSCRIBED_BY = timedelta(days=1)

_NOT_READY_SECONDS = 300.0
_RECORD = "conferenceRecords/"


@dataclass(frozen=True)
class Meet:
    """`CallSource`. A call's id is its conference record's. Where nobody is known to have held it, everybody who granted it
    is asked until one may see it.
    """

    account: VendorAccount
    pace: Pace
    name: str = "meet"

    def fetch(self, news: CallNews) -> ArrivedCall:
        for address in [news.host] if news.host else self._granting():
            apis = self._apis(address)
            try:
                record = got(_records(apis).get, name=_RECORD + news.id)
            except (NotFoundError, ForbiddenError, RefusedError):
                if not apis.may(MEETINGS):
                    raise
                continue  # Meet does not tell a record that is gone from one that they may not see
            return self._call(apis, news.id, record)
        raise NotFoundError("none of the people who let closeplan read their meetings sees this one")

    def since(self, moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:
        ended = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        granting = {address.lower() for address in self._granting()}
        forbidden: ForbiddenError | None = None
        for host in (one for one in hosts if one.lower() in granting):
            try:
                yield from self._ended_since(host, ended)
            except ForbiddenError as error:
                forbidden = error
        if forbidden is not None:
            raise forbidden

    def listen(self, now: datetime) -> None:
        """Each who granted it is told of by themselves; one who can't be keeps nobody else from being."""
        problem: CloseplanError | None = None
        for address in self._granting() if self.account.account else ():
            try:
                keep_subscription(self._apis(address), self.account.account, now)
            except CloseplanError as error:
                problem = problem or error
        if problem is not None:
            raise problem

    def _ended_since(self, host: str, ended: str) -> Iterator[CallNews]:
        listing = _records(self._apis(host)).list
        for record in every(listing, "conferenceRecords", filter=f'end_time>="{ended}"', pageSize=100):
            if text(record, "endTime") and text(record, "name").startswith(_RECORD):
                yield CallNews(id=text(record, "name").removeprefix(_RECORD), host=host)

    def _call(self, apis: GoogleApis, record_id: str, record: Any) -> ArrivedCall:
        parent, started = _RECORD + record_id, moment_in(text(record, "startTime"))
        ended = moment_in(text(record, "endTime"))
        listed = list(every(_records(apis).participants().list, "participants", parent=parent, pageSize=250))
        asked = invitation(apis, text(record, "space"), started, ended)
        names, people = people_of(listed, asked, apis)
        words = self._words(apis, parent, record, names)
        return ArrivedCall(
            source=self.name,
            id=record_id,
            title=asked.title,
            started=started,
            host=apis.address,
            people=people,
            transcript=told_of(words, title=asked.title, started=started, people=people),
        )

    def _words(self, apis: GoogleApis, parent: str, record: Any, names: Mapping[str, str]) -> Transcript:
        """What was said, or what Meet's notes say of it; NotFoundError where there will be neither."""
        records, began = _records(apis), moment_in(text(record, "startTime"))
        written = list(every(records.transcripts().list, "transcripts", parent=parent, pageSize=100))
        notes = list(every(records.smartNotes().list, "smartNotes", parent=parent, pageSize=100))
        if any(text(one, "state") == "STARTED" for one in written) or not text(record, "endTime"):
            raise RetryLaterError("the meeting is still being transcribed", after=_NOT_READY_SECONDS)
        if not written and not notes:
            ended = moment_in(text(record, "endTime"))
            if ended is None or datetime.now(UTC) - ended > TRANSCRIBED_BY:
                raise NotFoundError("the meeting was not transcribed")
            raise RetryLaterError("Meet has no transcript yet", after=_NOT_READY_SECONDS)
        said = list(self._said(records, written, began, names))
        spoken = uttered((one for one, _ in said), language=next((tag for _, tag in said), ""))
        if not spoken.turns:
            spoken = _doc(apis, written) or spoken  # entries are gone 30 days after the meeting
        noted = _doc(apis, notes)
        return replace(spoken, notes=noted.notes) if noted is not None and noted.notes else spoken

    def _said(
        self,
        records: Any,
        written: Sequence[Mapping[str, Any]],
        began: datetime | None,
        names: Mapping[str, str],
    ) -> Iterator[tuple[Said, str]]:
        """Each entry with the tag of its language; who stopped transcribing and went on made two transcripts."""
        for one in sorted(written, key=lambda found: text(found, "startTime")):
            listing = records.transcripts().entries().list
            for entry in every(listing, "transcriptEntries", parent=text(one, "name"), pageSize=100):
                who = text(entry, "participant")
                speaker = names.get(who) or f"Participant {who.rpartition('/')[2]}".strip()
                start, end = (_seconds(began, text(entry, name)) for name in ("startTime", "endTime"))
                yield Said(text(entry, "text"), speaker, start, end), text(entry, "languageCode")

    def _granting(self) -> list[str]:
        people = self.account.people
        found = people.addresses() if people else ()
        return [address for address in found if people and people.token(address, MEETINGS) is not None]

    def _apis(self, address: str) -> GoogleApis:
        if self.account.people is None:
            raise RetryLaterError("nobody has let closeplan read their meetings")
        return GoogleApis(self.account, self.pace, self.account.people, address)


def connect(account: VendorAccount, pace: Pace) -> Meet:
    """The meetings of those who granted it."""
    return Meet(account, pace)


def _records(apis: GoogleApis) -> Any:
    return apis.service("meet", MEETINGS).conferenceRecords()


def _doc(apis: GoogleApis, artifacts: Sequence[Mapping[str, Any]]) -> Transcript | None:
    """What Meet wrote of it into a Doc; None where there is none, or where nobody granted to read such."""
    documents = [text(part(one, "docsDestination"), "document") for one in artifacts]
    document = next(filter(None, documents), "")
    if not document or not apis.may(MEET_FILES):
        return None
    try:
        files = apis.service("drive", MEET_FILES).files()
        return read_transcript(got(files.export, fileId=document, mimeType="text/plain"), "meet.txt")
    except (NotFoundError, ForbiddenError, RefusedError, InputError):
        return None


def _seconds(began: datetime | None, stamp: str) -> float | None:
    at = moment_in(stamp)
    return (at - began).total_seconds() if at and began else None
