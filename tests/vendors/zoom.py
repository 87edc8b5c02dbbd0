"""A Zoom of our own: recordings with transcripts, users, who was there; its older description is held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import unquote
from uuid import NAMESPACE_DNS, uuid5

from werkzeug import Request, Response

from tests.vendors.calls import Held, vtt
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import Checks

PAGE = 2
"""Participants a page, however many are asked for: real pages are as long as Zoom likes."""


class FakeZoom(FakeVendor):
    """`meetings` by UUID; those in `untranscribed` have a recording alone. Downloads need the download token."""

    base_path: ClassVar[str] = "/v2"

    def __init__(self, checks: Checks | None = None) -> None:
        super().__init__(checks)
        self.meetings: dict[str, Held] = {}
        self.untranscribed: set[str] = set()
        self.tells_participants = True

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/meetings/<uuid>/recordings"): self._recordings,
            ("GET", "/past_meetings/<uuid>/participants"): self._participants,
            ("GET", "/users/<user>/recordings"): self._recorded,
            ("GET", "/users/<user>"): self._user,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        return answered(
            {"code": {401: 124, 404: 3301}.get(status, status), "message": words}, status, headers
        )

    def done(self, request: Request) -> Response:
        """Files lie beside the API, behind a token of their own."""
        if not request.path.startswith("/rec/"):
            return super().done(request)
        _, kind, uuid = request.path.rsplit("/", 2)
        if request.headers.get("Authorization") != "Bearer for-downloads":
            return self.error(401, "no download token")
        if kind == "download":  # Zoom sends on to where files lie
            return Response(status=302, headers={"Location": f"/rec/file/{uuid}"})
        return Response(vtt(self.meetings[unquote(uuid)]), content_type="text/vtt")

    def _recordings(self, _request: Request, uuid: str) -> Response:
        uuid = unquote(uuid)  # a UUID with slashes comes encoded twice
        if uuid not in self.meetings:
            return self.error(404, "This recording does not exist.")
        return answered({**self._meeting(uuid), "download_access_token": "for-downloads"})

    def _recorded(self, request: Request, user: str) -> Response:
        hosts = {call.host for call in self.meetings.values()}
        if user not in hosts:
            return self.error(404, f"User does not exist: {user}.")
        first, last = request.args["from"], request.args["to"]
        held = [
            self._meeting(uuid)
            for uuid, call in self.meetings.items()
            if call.host == user and first <= call.started.date().isoformat() <= last
        ]
        at = int(request.args.get("next_page_token") or 0)
        token = str(at + 1) if at + 1 < len(held) else ""
        return answered({"from": first, "to": last, "meetings": held[at : at + 1], "next_page_token": token})

    def _participants(self, request: Request, uuid: str) -> Response:
        if not self.tells_participants:
            return answered({"code": 200, "message": "Only available for Paid account."}, 400)
        people = self.meetings[unquote(uuid)].people
        at = int(request.args.get("next_page_token") or 0)
        listed = [
            {"id": str(uuid5(NAMESPACE_DNS, n)), "name": n, "user_email": e}
            for n, e in people[at : at + PAGE]
        ]
        token = str(at + PAGE) if at + PAGE < len(people) else ""
        return answered({"page_size": 300, "next_page_token": token, "participants": listed})

    def _user(self, _request: Request, user: str) -> Response:
        return answered({"id": user, "email": f"{user.removeprefix('id-')}", "type": 2})

    def _meeting(self, uuid: str) -> dict[str, Any]:
        call = self.meetings[uuid]
        start = call.started.isoformat().replace("+00:00", "Z")
        files = [self._file(uuid, "MP4", start)]
        if uuid not in self.untranscribed:
            files.append(self._file(uuid, "TRANSCRIPT", start))
        return {
            "uuid": uuid, "id": 6840331990, "host_id": f"id-{call.host}", "topic": call.title, "type": 2,
            "start_time": start, "timezone": "Europe/Berlin", "duration": call.seconds // 60,
            "recording_count": len(files), "share_url": "https://example.zoom.us/rec/share/abc",
            "recording_files": files,
        }  # fmt: skip

    def _file(self, uuid: str, kind: str, start: str) -> dict[str, Any]:
        end = self.meetings[uuid].started + timedelta(seconds=self.meetings[uuid].seconds)
        host = self.url.removesuffix(self.base_path)
        return {
            "id": f"file-{kind}", "meeting_id": uuid, "recording_start": start,
            "recording_end": end.isoformat().replace("+00:00", "Z"), "file_type": kind, "file_size": 142,
            "file_extension": {"TRANSCRIPT": "VTT"}.get(kind, kind), "status": "completed",
            "download_url": f"{host}/rec/download/{uuid}",
        }  # fmt: skip
