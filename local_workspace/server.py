"""A running local Workspace: the store, the sender of notifications, and a real HTTP server."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waitress.server import create_server

from local_workspace.app import create_app
from local_workspace.clock import Clock
from local_workspace.control import Counters
from local_workspace.deliveries import Deliveries
from local_workspace.discovery import api
from local_workspace.faults import Faults
from local_workspace.gateway import Gateway
from local_workspace.live import MOST_STREAMS, Hub
from local_workspace.quota import Quota
from local_workspace.storage import Storage

_REQUEST_THREADS = 12


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Workspace that is bound to its port; `run` serves until `close`."""

    url: str
    storage: Storage
    deliveries: Deliveries
    server: Any

    def run(self) -> None:
        """Serve requests; returns after `close`."""
        self.server.run()

    def close(self) -> None:
        """Stop sending and serving."""
        self.deliveries.stop()
        self.server.close()


def open_workspace(port: int, data_dir: Path, *, quota: str = "off", check_answers: bool = True) -> Workspace:
    """Bind 127.0.0.1 at `port` (0: any free one) over the store in `data_dir`."""
    storage = Storage(data_dir)
    clock = Clock(storage)
    gateway = Gateway(
        storage,
        counters=Counters(clock),
        quota=Quota() if quota == "default" else None,
        check_answers=check_answers,
        clock=clock,
        faults=Faults(clock),
    )
    for name, version in (("sheets", "v4"), ("drive", "v3")):
        api(name, version)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        create_app(gateway, Hub()),
        host="127.0.0.1",
        port=port,
        # every event stream keeps a thread, and requests have their own besides
        threads=MOST_STREAMS + _REQUEST_THREADS,
        # lets a stream see that its reader has left
        channel_request_lookahead=1,
        # clients keep idle connections; the stock limit of 100 would shut out the next one
        connection_limit=1000,
        asyncore_use_poll=True,
        max_request_body_size=64 * 2**20,
        ident=None,
    )
    deliveries = Deliveries(storage, clock, gateway.faults)
    deliveries.start()
    url = f"http://127.0.0.1:{server.effective_port}"
    return Workspace(url, storage, deliveries, server)


def serve(
    port: int,
    data_dir: Path,
    quota: str = "off",
    *,
    ready: Callable[[str], None] = lambda _url: None,
) -> None:
    """Serve until the process ends; `ready` gets the URL once requests are answered."""
    workspace = open_workspace(port, data_dir, quota=quota)
    ready(workspace.url)
    try:
        workspace.run()
    finally:
        workspace.close()
