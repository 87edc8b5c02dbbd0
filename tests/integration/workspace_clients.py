"""Clients of the local Workspace for the tests: Google's own, and a receiver of notifications."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import googleapiclient
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document  # type: ignore[attr-defined]

from tests.running import Process, start

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
SHEET = "application/vnd.google-apps.spreadsheet"


@contextmanager
def running_workspace(folder: Path, *options: str) -> Iterator[Process]:
    """The local Workspace as a process of its own, on a free port; its store is `folder`/data."""
    process = start(
        "local_workspace", "--port", "0", "--data", str(folder / "data"), *options, log=folder / "log"
    )
    try:
        yield process
    finally:
        process.stop()
        assert process.popen.stdout is not None
        process.popen.stdout.close()
    # an answer that Google's schema refuses, or any failure, stands in the log
    assert "Traceback" not in (folder / "log").read_text("utf-8")


def google_client(name: str, version: str, base: str, person: str) -> Any:
    """The unmodified client, pointed at the Workspace, acting as a person."""
    document = json.loads((DOCUMENTS / f"{name}.{version}.json").read_text("utf-8"))
    document["rootUrl"] = base + "/"
    document["baseUrl"] = base + "/" + document["servicePath"]
    return build_from_document(document, credentials=Credentials(token=f"local:{person}"))


@dataclass
class Http:
    """Bare HTTP as one person; answers are (status, JSON)."""

    base: str
    token: str

    def __call__(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        answer = requests.request(method, self.base + path, headers=headers, timeout=10, **options)
        return answer.status_code, answer.json() if answer.content else None


@dataclass
class Post:
    """One notification as it came in."""

    headers: dict[str, str]
    body: bytes

    @property
    def state(self) -> str:
        return self.headers["x-goog-resource-state"]

    @property
    def number(self) -> int:
        return int(self.headers["x-goog-message-number"])


@dataclass
class Receiver:
    """A web hook: what came in, and what it answers next (200 when nothing is set)."""

    url: str = ""
    posts: list[Post] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def states(self) -> list[str]:
        return [post.state for post in self.posts]


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiver]:
    """A receiver on this machine."""
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(receiver))
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(receiver: Receiver) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            receiver.posts.append(Post({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing on stderr."""

    return Handler
