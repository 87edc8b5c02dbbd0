"""An add-on for tests: it keeps every event that it is sent and answers what it was told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NOTHING: dict[str, Any] = {"action": {"navigations": []}}


@dataclass
class Listener:
    """`heard` holds the path, the header and the event of each call; `answers` an answer by path, None for a failure."""

    heard: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    url: str = ""

    def deployment(self, access: str = "READ") -> dict[str, Any]:
        """Its deployment resource, with triggers of every host."""

        def at(path: str) -> dict[str, str]:
            return {"runFunction": f"{self.url}/{path}"}

        return {
            "oauthScopes": ["https://www.googleapis.com/auth/drive.file"],
            "addOns": {
                "common": {
                    "name": "Plans",
                    "homepageTrigger": at("home"),
                    "universalActions": [
                        {"label": "Help", "openLink": "https://plans.example/help"},
                        {"label": "Plans", "runFunction": f"{self.url}/plans"},
                    ],
                },
                "sheets": {"homepageTrigger": at("sheets"), "onFileScopeGrantedTrigger": at("granted")},
                "docs": {"homepageTrigger": at("docs")},
                "drive": {"onItemsSelectedTrigger": at("selected")},
                "gmail": {"contextualTriggers": [{"onTriggerFunction": f"{self.url}/mail"}]},
                "calendar": {"eventOpenTrigger": at("event"), "currentEventAccess": access},
            },
        }

    @property
    def last(self) -> tuple[str, dict[str, Any]]:
        """The path and the event that came last."""
        path, _, event = self.heard[-1]
        return path, event


@contextmanager
def listening() -> Iterator[Listener]:
    """A running add-on on a port of its own."""
    made = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.heard.append((self.path, self.headers["Authorization"], json.loads(body)))
            answer = made.answers.get(self.path, NOTHING)
            self.send_response(500 if answer is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
