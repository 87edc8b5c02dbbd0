"""`/_local`: what the page needs beside Google's API: live events, who I am, my files."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request

from local_workspace.auth import actor_of_header, actor_of_token
from local_workspace.drive.model import DriveFile, files_of, find_file, role_of
from local_workspace.people import Actor
from local_workspace.storage import Storage, Touch

MOST_STREAMS = 32
_KEEP_ALIVE_TURNS = 15
_TURN_SECONDS = 1.0
ALL_FILES = ""
"""What a stream watches that names no file: whatever its reader may see."""


@dataclass(frozen=True, slots=True)
class Present:
    """The people who have a file open: their names by address."""

    people: dict[str, str]


_SOMETHING = Touch(ALL_FILES, 0, "")
"""Said to a stream of all files: something changed, not what, since not every file is its reader's to see."""

Stream = queue.SimpleQueue[Touch | Present]


class Hub:
    """Hands each touched file to the event streams that watch it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[Stream, tuple[str, Actor]] = {}

    def publish(self, touches: list[Touch]) -> None:
        """Tell the streams of these files, and those of all files."""
        with self._lock:
            watching = list(self._streams.items())
        for touch in touches:
            for stream, (file_id, _) in watching:
                if file_id == ALL_FILES:
                    stream.put(_SOMETHING)
                elif file_id == touch.file_id:
                    stream.put(touch)

    def open(self, file_id: str, actor: Actor) -> Stream | None:
        """A new stream; None when there are so many that requests would starve."""
        with self._lock:
            if len(self._streams) >= MOST_STREAMS:
                return None
            stream: Stream = queue.SimpleQueue()
            self._streams[stream] = (file_id, actor)
        self._call_the_roll(file_id)
        return stream

    def close(self, stream: Stream) -> None:
        """Forget a stream."""
        with self._lock:
            file_id, _ = self._streams.pop(stream, (ALL_FILES, None))
        self._call_the_roll(file_id)

    def _call_the_roll(self, file_id: str) -> None:
        """Tell everybody who has a file open who else has."""
        if file_id == ALL_FILES:
            return
        with self._lock:
            here = {stream: actor for stream, (watched, actor) in self._streams.items() if watched == file_id}
        people = {actor.email: actor.name for actor in here.values()}
        for stream in here:
            stream.put(Present(people))


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
        actor, file_id = _caller(), request.args.get("file", ALL_FILES)
        version = _seen(storage, actor, file_id).version
        if version is None:
            abort(404)
        stream = hub.open(file_id, actor)
        if stream is None:
            abort(503)
        is_gone = request.environ.get("waitress.client_disconnected", lambda: False)
        missed = request.headers.get("Last-Event-ID", "")
        if missed.isdecimal() and int(missed) < version:
            stream.put(Touch(file_id, version, ""))

        def turns() -> Iterator[Seen]:
            while not is_gone() and (seen := _seen(storage, actor, file_id)).version is not None:
                yield seen

        return Response(_lines(hub, stream, turns(), actor), mimetype="text/event-stream")

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


@dataclass(frozen=True, slots=True)
class Seen:
    """What a stream's reader may know now: the file's version (None when it is out of sight) and their role."""

    version: int | None
    role: str | None


def _seen(storage: Storage, actor: Actor, file_id: str) -> Seen:
    if file_id == ALL_FILES:
        return Seen(0, None)
    with storage.transaction() as db:
        role = role_of(db, actor, file_id)
        file = find_file(db, file_id) if role else None
    return Seen(file.version if file else None, role)


def _lines(hub: Hub, stream: Stream, turns: Iterator[Seen], actor: Actor) -> Iterator[str]:
    """Server-sent events until the reader leaves or loses access."""
    quiet = 0
    try:
        yield "retry: 1000\n\n"
        for _ in turns:
            try:
                news = stream.get(timeout=_TURN_SECONDS)
            except queue.Empty:
                quiet += 1
                if quiet % _KEEP_ALIVE_TURNS == 0:
                    yield ": still here\n\n"
                continue
            seen = next(turns, None)
            if seen is None:
                return
            yield _event(news, seen.role, actor)
    finally:
        hub.close(stream)


def _event(news: Touch | Present, role: str | None, actor: Actor) -> str:
    if isinstance(news, Present):
        return f"event: people\ndata: {json.dumps({'people': news.people, 'role': role})}\n\n"
    data = {"version": news.version, "by": news.by, "mine": news.by == actor.name, "role": role}
    return f"id: {news.version}\ndata: {json.dumps(data)}\n\n"
