"""`/_local`: what the page needs beside Google's API: live events, who I am, my files."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, Response, abort, request

from local_workspace.auth import actor_of_header, actor_of_token
from local_workspace.drive.model import DriveFile, files_of, find_file, role_of
from local_workspace.people import Actor
from local_workspace.storage import Storage, Touch

MOST_STREAMS = 32
_KEEP_ALIVE_TURNS = 15
_TURN_SECONDS = 1.0


class Hub:
    """Hands each touched file to the event streams that watch it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[queue.SimpleQueue[Touch], str] = {}

    def publish(self, touches: list[Touch]) -> None:
        """Tell the streams of these files."""
        with self._lock:
            watching = list(self._streams.items())
        for touch in touches:
            for stream, file_id in watching:
                if file_id == touch.file_id:
                    stream.put(touch)

    def open(self, file_id: str) -> queue.SimpleQueue[Touch] | None:
        """A new stream; None when there are so many that requests would starve."""
        with self._lock:
            if len(self._streams) >= MOST_STREAMS:
                return None
            stream: queue.SimpleQueue[Touch] = queue.SimpleQueue()
            self._streams[stream] = file_id
            return stream

    def close(self, stream: queue.SimpleQueue[Touch]) -> None:
        """Forget a stream."""
        with self._lock:
            self._streams.pop(stream, None)


def blueprint(storage: Storage, hub: Hub) -> Blueprint:
    """The page's own surface."""
    local = Blueprint("local", __name__, url_prefix="/_local")

    @local.get("/me")
    def me() -> dict[str, Any]:
        actor = _caller()
        return {
            "email": actor.email,
            "displayName": actor.name,
            "isServiceAccount": actor.is_service_account,
        }

    @local.get("/files")
    def files() -> dict[str, Any]:
        actor = _caller()
        with storage.transaction() as db:
            found = [(file, role_of(db, actor, file.id)) for file in files_of(db, actor.email)]
        found.sort(key=lambda item: item[0].resource["modifiedTime"], reverse=True)
        return {"files": [_row(file, role) for file, role in found if not file.trashed]}

    @local.get("/events")
    def events() -> Response:
        actor, file_id = _caller(), request.args.get("file", "")
        version = _visible_version(storage, actor, file_id)
        if version is None:
            abort(404)
        stream = hub.open(file_id)
        if stream is None:
            abort(503)
        is_gone = request.environ.get("waitress.client_disconnected", lambda: False)
        missed = request.headers.get("Last-Event-ID", "")
        if missed.isdecimal() and int(missed) < version:
            stream.put(Touch(file_id, version, ""))

        def still_allowed() -> bool:
            return not is_gone() and _visible_version(storage, actor, file_id) is not None

        return Response(_lines(hub, stream, still_allowed), mimetype="text/event-stream")

    return local


def _caller() -> Actor:
    token = request.args.get("token")
    actor = actor_of_token(token) if token else actor_of_header(request.headers.get("Authorization"))
    if actor is None:
        abort(401)
    return actor


def _row(file: DriveFile, role: str | None) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "modifiedTime": file.resource["modifiedTime"],
        "owner": file.owner,
        "role": role,
    }


def _visible_version(storage: Storage, actor: Actor, file_id: str) -> int | None:
    with storage.transaction() as db:
        file = find_file(db, file_id) if role_of(db, actor, file_id) else None
    return file.version if file else None


def _lines(hub: Hub, stream: queue.SimpleQueue[Touch], still_allowed: Callable[[], bool]) -> Iterator[str]:
    """Server-sent events until the reader leaves or loses access."""
    turns = 0
    try:
        yield "retry: 1000\n\n"
        while still_allowed():
            try:
                touch = stream.get(timeout=_TURN_SECONDS)
            except queue.Empty:
                turns += 1
                if turns % _KEEP_ALIVE_TURNS == 0:
                    yield ": still here\n\n"
                continue
            if still_allowed():
                data = json.dumps({"version": touch.version, "by": touch.by})
                yield f"id: {touch.version}\ndata: {data}\n\n"
    finally:
        hub.close(stream)
