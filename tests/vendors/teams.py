"""A Microsoft Graph of our own: meetings, transcripts, subscriptions; held against bodies from the vendor's CSDL."""

from __future__ import annotations

import base64
import hmac
import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from cryptography import x509
from cryptography.hazmat.primitives import padding as blocks
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA1
from werkzeug import Request, Response

from tests.vendors.calls import Held, vtt
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import Checks

PAGE = 2


def completed(spec: dict[str, Any]) -> None:
    """With a user by address, which the description does not have (Graph's reference, Get user; from memory). A transcript's
    content is bytes here, of which the checker can't tell whether they are a text.
    """
    path = {"name": "user-id", "in": "path", "required": True, "schema": {"type": "string"}}
    select = {"name": "$select", "in": "query", "schema": {"type": "string"}}
    known = {"200": {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}}}
    content = next(
        item for name, item in spec["paths"].items() if name.endswith("{callTranscript-id}/content")
    )
    known["default"] = content["get"]["responses"]["default"]
    content["get"]["responses"]["200"]["content"] = {"text/vtt": {}}
    spec["paths"]["/users/{user-id}"] = {"get": {"parameters": [path, select], "responses": known}}


class FakeGraph(FakeVendor):
    """`meetings` by transcript's id; those in `unwritten` have no content yet. `mails` are addresses that differ from people's
    principal names.
    """

    base_path: ClassVar[str] = "/v1.0"

    def __init__(self, checks: Checks | None = None) -> None:
        super().__init__(checks)
        self.meetings: dict[str, Held] = {}
        self.unwritten: set[str] = set()
        self.subscriptions: dict[str, dict[str, Any]] = {}
        self.mails: dict[str, str] = {}

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        meeting = "/users/<user>/onlineMeetings/<meeting>"
        every = (
            "/users/<user>/onlineMeetings/getAllTranscripts(meetingOrganizerUserId='<organizer>',"
            "startDateTime=<first>,endDateTime=<last>)"
        )
        return {
            ("GET", "/users/<user>"): self._user,
            ("GET", meeting): self._meeting,
            ("GET", f"{meeting}/transcripts/<transcript>"): self._transcript,
            ("GET", f"{meeting}/transcripts/<transcript>/content"): self._content,
            ("GET", every): self._every,
            ("GET", "/subscriptions"): lambda _request: answered(
                {"value": list(self.subscriptions.values())}
            ),
            ("POST", "/subscriptions"): self._subscribe,
            ("PATCH", "/subscriptions/<one>"): self._renew,
            ("DELETE", "/subscriptions/<one>"): self._unsubscribe,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        return answered({"error": {"code": str(status), "message": words}}, status, headers)

    def _user(self, request: Request, user: str) -> Response:
        address = user.removeprefix("id-")
        if address not in {call.host for call in self.meetings.values()}:
            return self.error(404, "Resource does not exist")
        known = {"id": f"id-{address}", "mail": self.mails.get(address, address)}
        return answered({"id": known["id"], request.args["$select"]: known[request.args["$select"]]})

    def _meeting(self, _request: Request, user: str, meeting: str) -> Response:
        call = self.meetings.get(meeting.removeprefix("m-"))
        if call is None or user != f"id-{call.host}":
            return self.error(404, "Meeting not found")
        organizer, *attendees = [_who(*one) for one in call.people] or [{}]
        return answered(
            {
                "id": meeting,
                "subject": call.title,
                "startDateTime": _iso(call.started - timedelta(minutes=1)),
                "endDateTime": _iso(call.started + timedelta(seconds=call.seconds)),
                "joinWebUrl": "https://teams.microsoft.com/l/meetup-join/x",
                "participants": {"organizer": organizer, "attendees": attendees},
            }
        )

    def _transcript(self, _request: Request, user: str, meeting: str, transcript: str) -> Response:
        if transcript not in self.meetings:
            return self.error(404, "Transcript not found")
        return answered(self._told(transcript))

    def _content(self, request: Request, user: str, meeting: str, transcript: str) -> Response:
        assert request.args["$format"] == "text/vtt"
        if transcript in self.unwritten or transcript not in self.meetings:
            return self.error(404, "Content not found")
        return Response(vtt(self.meetings[transcript]), content_type="text/vtt")

    def _every(self, request: Request, user: str, organizer: str, first: str, last: str) -> Response:
        assert user == organizer
        since, until = (datetime.fromisoformat(one) for one in (first, last))
        held = [
            one
            for one, call in self.meetings.items()
            if f"id-{call.host}" == user and since <= call.started <= until
        ]
        at = int(request.args.get("$skip", 0))
        page: dict[str, Any] = {"value": [self._told(one) for one in held[at : at + PAGE]]}
        if len(held) > at + PAGE:
            page["@odata.nextLink"] = f"{request.base_url}?$skip={at + PAGE}"
        return answered(page)

    def _subscribe(self, request: Request) -> Response:
        wanted = request.get_json()
        assert wanted["lifecycleNotificationUrl"], "longer than an hour needs one"
        one = str(len(self.subscriptions) + 1)
        self.subscriptions[one] = {"id": one, **wanted, "clientState": None}
        return answered(self.subscriptions[one], 201)

    def _renew(self, request: Request, one: str) -> Response:
        if one not in self.subscriptions:
            return self.error(404, "The subscription does not exist")
        self.subscriptions[one] |= request.get_json()
        return answered(self.subscriptions[one])

    def _unsubscribe(self, _request: Request, one: str) -> Response:
        del self.subscriptions[one]
        return Response(status=204)

    def _told(self, transcript: str) -> dict[str, Any]:
        call = self.meetings[transcript]
        return {
            "id": transcript, "meetingId": f"m-{transcript}", "createdDateTime": _iso(call.started),
            "endDateTime": _iso(call.started + timedelta(seconds=call.seconds)),
            "meetingOrganizer": {"user": {"id": f"id-{call.host}", "displayName": None}},
        }  # fmt: skip


def sealed(content: Mapping[str, Any], certificate: str) -> dict[str, str]:
    """Content as Graph encrypts it to the key in a certificate (base64 of DER)."""
    public = x509.load_der_x509_certificate(base64.b64decode(certificate)).public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    key, padder = os.urandom(32), blocks.PKCS7(128).padder()
    plain = padder.update(json.dumps(content).encode()) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    data = encryptor.update(plain) + encryptor.finalize()
    wrapped = public.encrypt(key, padding.OAEP(padding.MGF1(SHA1()), SHA1(), None))
    parts = {"data": data, "dataKey": wrapped, "dataSignature": hmac.digest(key, data, "sha256")}
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def _who(name: str, address: str) -> dict[str, Any]:
    """A person of another company is a guest, whose principal name hides the address."""
    inside = address.endswith("@northwind.example")
    upn = address if inside else f"{address.replace('@', '_')}#EXT#@northwind.onmicrosoft.com"
    return {
        "upn": upn,
        "identity": {"user": {"id": f"id-{address}", "displayName": name}},
        "role": "attendee",
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
