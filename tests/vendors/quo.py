"""A Quo of our own: transcripts, recordings, numbers with their users; held against the vendor's file of version 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from werkzeug import Request, Response

from tests.vendors.calls import Held
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import Checks

NUMBER = "+33612345678"


class FakeQuo(FakeVendor):
    """`calls` by id; `statuses` are their transcripts'. Everybody but the first person is at one number."""

    def __init__(self, checks: Checks | None = None) -> None:
        super().__init__(checks)
        self.calls: dict[str, Held] = {}
        self.statuses: dict[str, str] = {}
        self.webhooks: list[dict[str, Any]] = []
        self.recorded = True

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/v1/call-transcripts/<call_id>"): self._transcript,
            ("GET", "/v1/call-recordings/<call_id>"): self._recordings,
            ("GET", "/v1/phone-numbers"): self._numbers,
            ("GET", "/v1/webhooks"): lambda _request: answered({"data": self.webhooks}),
        }

    def is_let_in(self, request: Request) -> bool:
        return request.headers.get("Authorization") == self.token

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        code = {
            "message": words,
            "code": f"0600{status}",
            "status": status,
            "docs": "https://openphone.com/docs",
        }
        titles = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
        return answered({**code, "title": titles.get(status, "Unknown")}, status, headers)

    def _transcript(self, _request: Request, call_id: str) -> Response:
        call = self.calls.get(call_id)
        if call is None:
            return self.error(404, "Call transcript not found")
        status = self.statuses.get(call_id, "completed")
        dialogue = [self._said(call, *one) for one in call.said] if status == "completed" else None
        made = call.started + timedelta(seconds=call.seconds)
        data = {"callId": call_id, "createdAt": _iso(made), "dialogue": dialogue, "duration": call.seconds}
        return answered({"data": {**data, "status": status}})

    def _said(self, call: Held, name: str, words: str, start: float, end: float) -> dict[str, Any]:
        told = {"content": words, "start": start, "end": end}
        known = [one for one, _ in call.people]
        if known and name == known[0]:
            return {**told, "identifier": "+4930111111", "userId": "US1"}
        return {**told, "identifier": NUMBER if name in known else "+4930999999", "userId": None}

    def _recordings(self, _request: Request, call_id: str) -> Response:
        if not self.recorded:
            return self.error(404, "Call recording not found")
        call = self.calls[call_id]
        one = {"duration": call.seconds, "id": "CR1", "startTime": _iso(call.started), "status": "completed"}
        return answered({"data": [{**one, "type": "audio/mpeg", "url": "https://x.example/a.mp3"}]})

    def _numbers(self, _request: Request) -> Response:
        people = {call.people[0] for call in self.calls.values() if call.people}
        users = [
            {"email": email, "firstName": name.split()[0], "lastName": name.split()[-1], "groupId": "GR1",
             "id": f"US{at}", "role": "owner"}
            for at, (name, email) in enumerate(people, 1)
        ]  # fmt: skip
        number = {
            "id": "PN1", "groupId": "1", "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
            "name": "Main", "number": "+4930111111", "formattedNumber": None, "forward": None,
            "portRequestId": None, "portingStatus": None, "symbol": None, "users": users,
            "restrictions": dict.fromkeys(("messaging", "calling"), _OPEN),
        }  # fmt: skip
        return answered({"data": [number]})


_OPEN = {"CA": "unrestricted", "US": "unrestricted", "Intl": "unrestricted"}


def _iso(moment: Any) -> str:
    return str(moment.isoformat().replace("+00:00", "Z"))
