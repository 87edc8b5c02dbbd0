"""An Aircall of our own, by `aircall.md`: there is no description to hold it against but the schemas in `webhooks.json`."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, ClassVar

from werkzeug import Request, Response

from tests.vendors.calls import MIA, SAM, Held
from tests.vendors.server import FakeVendor, Handler, answered

NUMBER = "+33 6 12 34 56 78"
PAGE = 2


class FakeAircall(FakeVendor):
    """`calls` by number; those in `untranscribed` have no transcript. Everybody but the first person is at one number."""

    base_path: ClassVar[str] = "/v1"

    def __init__(self) -> None:
        super().__init__()
        self.calls: dict[str, Held] = {}
        self.untranscribed: set[str] = set()
        self.webhooks: list[dict[str, Any]] = []
        self.contact_on_call = True

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/calls"): self._list,
            ("GET", "/calls/<number>"): self._call,
            ("GET", "/calls/<number>/transcription"): self._transcription,
            ("GET", "/users/<number>"): self._user,
            ("GET", "/contacts/search"): self._search,
            ("GET", "/webhooks"): lambda _request: answered({"webhooks": self.webhooks}),
        }

    def is_let_in(self, request: Request) -> bool:
        right = base64.b64encode(f"api-id:{self.token}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {right}"

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        return answered({"error": words, "troubleshoot": words}, status, headers)

    def _list(self, request: Request) -> Response:
        assert request.args["order"] == "asc"
        assert int(request.args["per_page"]) <= 50
        since, page = int(request.args["from"]), int(request.args["page"])
        held = [number for number, call in self.calls.items() if call.started.timestamp() >= since]
        shown = held[(page - 1) * PAGE : page * PAGE]
        following = f"{self.url}/calls?page={page + 1}" if len(held) > page * PAGE else None
        meta = {"count": len(shown), "total": len(held), "current_page": page, "next_page_link": following}
        return answered({"meta": meta, "calls": [self._told(number) for number in shown]})

    def _call(self, _request: Request, number: str) -> Response:
        if number not in self.calls:
            return self.error(404, "Call not found")
        return answered({"call": self._told(number)})

    def _transcription(self, _request: Request, number: str) -> Response:
        if number not in self.calls or number in self.untranscribed:
            return self.error(404, "Transcription not found")
        call = self.calls[number]
        utterances = [self._utterance(call, *one) for one in call.said]
        content = {"language": "en", "utterances": utterances}
        return answered(
            {"transcription": {"id": 1, "call_id": int(number), "type": "call", "content": content}}
        )

    def _utterance(self, call: Held, name: str, words: str, start: float, end: float) -> dict[str, Any]:
        told: dict[str, Any] = {"text": words, "start_time": start, "end_time": end}
        if name == (call.people or [SAM])[0][0]:
            return {**told, "participant_type": "internal", "user_id": 456}
        if name in {MIA[0], *(one for one, _ in call.people)}:
            return {**told, "participant_type": "external", "phone_number": NUMBER}
        return {**told, "participant_type": "external", "phone_number": "+4930999"}

    def _user(self, _request: Request, number: str) -> Response:
        if number != "456":
            return self.error(404, "User not found")
        return answered({"user": {"id": 456, "name": SAM[0], "email": SAM[1]}})

    def _search(self, request: Request) -> Response:
        is_known = request.args["phone_number"] == NUMBER
        return answered({"contacts": [_contact(MIA)] if is_known else []})

    def _told(self, number: str) -> dict[str, Any]:
        call = self.calls[number]
        ended = int(call.started.timestamp()) + call.seconds
        people = list(call.people)
        user = {"id": 456, "name": people[0][0], "email": people[0][1]} if people else None
        contact = _contact(people[1]) if len(people) > 1 and self.contact_on_call else None
        return {
            "id": int(number), "direction": "outbound", "status": "done", "duration": call.seconds,
            "started_at": int(call.started.timestamp()), "answered_at": int(call.started.timestamp()),
            "ended_at": ended, "raw_digits": NUMBER if people else "anonymous", "user": user,
            "contact": contact, "number": {"digits": "+49 30 1"}, "tags": [], "comments": [],
        }  # fmt: skip


def _contact(person: tuple[str, str]) -> dict[str, Any]:
    first, _, last = person[0].partition(" ")
    emails = [{"id": 1, "label": "Work", "value": person[1]}]
    return {"id": 7, "first_name": first, "last_name": last, "emails": emails, "phone_numbers": []}
