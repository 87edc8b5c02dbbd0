"""Google's Meet, Calendar, Drive and Workspace Events of our own, as far as meetings go; held against the discovery documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from werkzeug import Request, Response

from tests.vendors.calls import Held
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import Checks

PAGE = 3
CODE = "abc-defg-hij"


def completed(spec: dict[str, Any]) -> None:
    """With `alt`, which every method of Google's takes, and smart notes, both as the discovery document has them. What Drive
    exports is no JSON.
    """
    record = spec["paths"]["/v2/conferenceRecords/{conferenceRecordsId}/transcripts"]
    spec["paths"]["/v2/conferenceRecords/{conferenceRecordsId}/smartNotes"] = {
        **record,
        "get": {**record["get"], "operationId": "smartNotes", "responses": {"200": {"description": "OK"}}},
    }
    alt = {"name": "alt", "in": "query", "schema": {"type": "string", "enum": ["json", "media"]}}
    for item in spec["paths"].values():
        item.pop("servers", None)  # four hosts there, one here
        for method in {"get", "post", "patch", "delete"} & item.keys():
            item[method]["parameters"] = [*item[method].get("parameters", ()), alt]
            item[method]["responses"]["default"] = {"description": "an error"}
    spec["paths"]["/drive/v3/files/{fileId}/export"]["get"]["responses"]["200"] = {"description": "a file"}


@dataclass
class FakePeople:
    """Sellers who granted all scopes but those in `withheld`; the token is the fake's."""

    vendor: FakeVendor
    known: Sequence[str] = ("sam@northwind.example", "max@northwind.example")
    withheld: tuple[str, ...] = ()

    def addresses(self) -> Sequence[str]:
        return self.known

    def token(self, address: str, scope: str) -> str | None:
        return self.vendor.token if address in self.known and scope not in self.withheld else None

    def google_id(self, address: str) -> str:
        return f"id-{address}"


class FakeMeet(FakeVendor):
    """`meetings` by record's id. `unwritten` have no transcript yet; `notes` are smart notes' Docs by record. `sees` is asked
    whether a record may be seen at all.
    """

    def __init__(self, checks: Checks | None = None) -> None:
        super().__init__(checks)
        self.meetings: dict[str, Held] = {}
        self.unwritten: set[str] = set()
        self.gone_entries: set[str] = set()
        self.notes: dict[str, str] = {}
        self.subscriptions: dict[str, dict[str, Any]] = {}
        self.sees: Callable[[str], bool] = lambda _record: True

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        record = "/v2/conferenceRecords/<record>"
        return {
            ("GET", "/v2/conferenceRecords"): self._list,
            ("GET", record): self._record,
            ("GET", f"{record}/participants"): self._participants,
            ("GET", f"{record}/transcripts"): self._transcripts,
            ("GET", f"{record}/smartNotes"): self._smart_notes,
            ("GET", f"{record}/transcripts/<transcript>/entries"): self._entries,
            ("GET", "/v2/spaces/<space>"): self._space,
            ("GET", "/calendar/v3/calendars/primary/events"): self._events,
            ("GET", "/drive/v3/files/<file>/export"): self._export,
            ("GET", "/v1/subscriptions"): lambda _request: answered(
                {"subscriptions": [*self.subscriptions.values()]}
            ),
            ("POST", "/v1/subscriptions"): self._subscribe,
            ("PATCH", "/v1/subscriptions/<one>"): self._renew,
            ("DELETE", "/v1/subscriptions/<one>"): self._unsubscribe,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        return answered({"error": {"code": status, "message": words, "status": "X"}}, status, headers)

    def _list(self, request: Request) -> Response:
        since = datetime.fromisoformat(request.args["filter"].split('"')[1])
        held = [one for one, call in self.meetings.items() if call.started >= since]
        return self._page(request, "conferenceRecords", [self._told(one) for one in held])

    def _record(self, _request: Request, record: str) -> Response:
        if record not in self.meetings or not self.sees(record):
            return self.error(403, "Permission denied on resource ConferenceRecord (or it might not exist).")
        return answered(self._told(record))

    def _participants(self, request: Request, record: str) -> Response:
        listed = [
            {
                "name": _participant(record, at),
                "signedinUser": {"user": f"users/id-{email}", "displayName": name},
            }
            for at, (name, email) in enumerate(self._everybody(record))
        ]
        return self._page(request, "participants", listed)

    def _transcripts(self, request: Request, record: str) -> Response:
        call = self.meetings[record]
        name = f"conferenceRecords/{record}/transcripts/t1"
        one = {"name": name, "state": "FILE_GENERATED", "startTime": _iso(call.started)}
        doc = {"docsDestination": {"document": f"doc-{record}", "exportUri": "https://docs.example/x"}}
        return self._page(request, "transcripts", [] if record in self.unwritten else [{**one, **doc}])

    def _smart_notes(self, request: Request, record: str) -> Response:
        name = f"conferenceRecords/{record}/smartNotes/n1"
        one = {"name": name, "state": "FILE_GENERATED", "docsDestination": {"document": f"notes-{record}"}}
        return self._page(request, "smartNotes", [one] if record in self.notes else [])

    def _entries(self, request: Request, record: str, transcript: str) -> Response:
        call = self.meetings[record]
        names = [name for name, _ in self._everybody(record)]
        listed = [
            {
                "name": f"conferenceRecords/{record}/transcripts/{transcript}/entries/e{at}",
                "participant": _participant(record, names.index(name) if name in names else 99),
                "text": words, "languageCode": "en-US",
                "startTime": _iso(call.started + timedelta(seconds=start)),
                "endTime": _iso(call.started + timedelta(seconds=end)),
            }
            for at, (name, words, start, end) in enumerate(call.said)
        ]  # fmt: skip
        return self._page(request, "transcriptEntries", [] if record in self.gone_entries else listed, 100)

    def _space(self, _request: Request, space: str) -> Response:
        return answered({"name": f"spaces/{space}", "meetingCode": CODE})

    def _events(self, request: Request) -> Response:
        since, until = (datetime.fromisoformat(request.args[name]) for name in ("timeMin", "timeMax"))
        held = [call for call in self.meetings.values() if since <= call.started <= until]
        return answered({"items": [{"id": "other", "summary": "Lunch"}, *map(_event, held)]})

    def _export(self, request: Request, file: str) -> Response:
        assert request.args["mimeType"] == "text/plain"
        kind, _, record = file.partition("-")
        call = self.meetings[record]
        spoken = "\n".join(f"{name}: {words}" for name, words, _, _ in call.said)
        return Response(self.notes[record] if kind == "notes" else spoken, content_type="text/plain")

    def _subscribe(self, request: Request) -> Response:
        name = f"subscriptions/s{len(self.asked)}"
        expires = {"expireTime": "2026-12-01T09:00:00Z"}
        self.subscriptions[name] = {**request.get_json(), "name": name, "state": "ACTIVE", **expires}
        return answered({"name": "operations/1", "done": True})

    def _renew(self, request: Request, one: str) -> Response:
        assert request.args["updateMask"] == "ttl"
        self.subscriptions[f"subscriptions/{one}"]["renewed"] = True
        return answered({"name": "operations/2", "done": True})

    def _unsubscribe(self, _request: Request, one: str) -> Response:
        del self.subscriptions[f"subscriptions/{one}"]
        return answered({"name": "operations/3", "done": True})

    def _page(self, request: Request, name: str, items: list[Any], size: int = PAGE) -> Response:
        at = int(request.args.get("pageToken", 0))
        following = {"nextPageToken": str(at + size)} if at + size < len(items) else {}
        return answered({name: items[at : at + size], **following} if items else {})

    def _told(self, record: str) -> dict[str, Any]:
        call = self.meetings[record]
        return {
            "name": f"conferenceRecords/{record}", "space": "spaces/jQCFfuBOdN5z",
            "startTime": _iso(call.started), "endTime": _iso(call.started + timedelta(seconds=call.seconds)),
        }  # fmt: skip

    def _everybody(self, record: str) -> Sequence[tuple[str, str]]:
        return self.meetings[record].people


def _event(call: Held) -> dict[str, Any]:
    attendees = [{"email": email, "responseStatus": "accepted"} for _, email in call.people]
    conference = {"conferenceId": CODE, "conferenceSolution": {"name": "Google Meet"}}
    return {"id": "e1", "summary": call.title, "attendees": attendees, "conferenceData": conference}


def _participant(record: str, at: int) -> str:
    return f"conferenceRecords/{record}/participants/{at}"


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
