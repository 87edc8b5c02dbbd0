"""A language model's server for tests: the published chat completions form, with answers that a test prepares."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ModelServer:
    """Answers with what stands in `answers`, one a request, the last one for ever: a dict is a tool call's arguments, a text is
    raw arguments, an int a refusal of that status. `asked` keeps what came in.
    """

    answers: list[Any]
    seconds: float = 0.0
    tokens: int = 100
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, body: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
        """The status and body of one answer."""
        self.asked.append(body)
        self.keys.append(key)
        time.sleep(self.seconds)
        prepared = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(prepared, int):
            return prepared, {"error": {"message": "refused", "type": "error", "code": "refused"}}
        arguments = prepared if isinstance(prepared, str) else json.dumps(prepared)
        tool = body["tools"][0]["function"]["name"]
        call = {"id": "call-1", "type": "function", "function": {"name": tool, "arguments": arguments}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
        return 200, {
            "id": "answer-1",
            "object": "chat.completion",
            "created": 1_790_000_000,
            "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}],
            "usage": {
                "prompt_tokens": self.tokens,
                "completion_tokens": 1,
                "total_tokens": self.tokens + 1,
            },
        }


@contextmanager
def model_server(*answers: Any, seconds: float = 0.0, tokens: int = 100) -> Iterator[ModelServer]:
    """A server on a free port of this machine."""
    server = ModelServer(list(answers), seconds=seconds, tokens=tokens)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, document = server.answer(body, self.headers.get("Authorization", ""))
            data = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            try:
                self.wfile.write(data)
            except BrokenPipeError:
                return  # the asker gave up

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
