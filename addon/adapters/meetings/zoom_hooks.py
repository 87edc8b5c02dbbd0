"""Zoom's messages: signed, and asked for once more every 72 hours (developers.zoom.us, Using webhooks)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, part, unreadable
from addon.adapters.http.signatures import hmac_sha256, moment, needed, timed_hex
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

_TRANSCRIBED = frozenset(("recording.transcript_completed", "recording.completed"))


@dataclass(frozen=True, kw_only=True)
class ZoomHooks:
    """`HookSender`."""

    secret: str = field(repr=False)
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:
        timed_hex(request, self.secret, now, signature="x-zm-signature", timestamp="x-zm-request-timestamp")

    def read(self, request: HookRequest) -> HookAnswer:
        told = json_object(request)
        event, payload = told.get("event"), part(told, "payload")
        if event == "endpoint.url_validation":
            return HookAnswer(status=200, body=self._proof(payload))
        meeting = part(payload, "object")
        if event not in _TRANSCRIBED or not _is_transcribed(meeting):
            return HookAnswer()
        uuid, host = id_in(meeting, "uuid"), id_in(meeting, "host_email")
        if not uuid:
            raise unreadable("the message names no meeting")
        told_at = moment(told.get("event_ts"), per_second=1000)
        seen = {"host": host} if host else {}
        # both kinds may tell of one transcript, which is to be one event
        return HookAnswer(events=(HookEvent(id=uuid, kind="call", about=uuid, at=told_at, seen=seen),))

    def _proof(self, payload: Mapping[str, Any]) -> Mapping[str, object]:
        """That the secret is known here: what Zoom asks when the address is set, and then every 72 hours."""
        plain = id_in(payload, "plainToken")
        return {"plainToken": plain, "encryptedToken": hmac_sha256(needed(self.secret), plain).hex()}


def sender(account: VendorAccount) -> HookSender:
    """Its messages are signed with the app's secret token."""
    return ZoomHooks(secret=account.secret)


def _is_transcribed(meeting: Mapping[str, Any]) -> bool:
    files = meeting.get("recording_files")
    listed = files if isinstance(files, list) else []
    return any(isinstance(one, dict) and one.get("file_type") == "TRANSCRIPT" for one in listed)
