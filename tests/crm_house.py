"""A backend in the test's own process with a CRM at its side: the sidebar's events come over HTTP, jobs are done when a test
says so.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import requests
from werkzeug.serving import make_server

from addon.adapters.jobs.direct import RecordingJobs
from addon.adapters.store import SqlStore
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.deployment import deployment
from addon.serving import free_port
from addon.settings import read_settings
from closeplan.ports.crm import Crm
from tests.running import SELLER
from tests.sidebar import Sidebar

VENDOR = "hubspot"
COLLEAGUE = "eve@northwind.example"
MANAGER = "max@northwind.example"
PEOPLE = (
    (SELLER, "seller", "Enterprise"),
    (MANAGER, "manager", "Enterprise"),
    (COLLEAGUE, "seller", "Midmarket"),
)
"""Address, role and team of the seller's people."""


@dataclass
class House:
    """A running backend. Its CRM goes by the name of HubSpot."""

    backend: Backend
    workspace: str
    app: str

    @property
    def store(self) -> SqlStore:
        return self.backend.parts.store

    def sidebar(self, person: str = SELLER) -> Sidebar:
        ready = {"app": self.app, "workspace": self.workspace, "plan_id": ""}
        return Sidebar(ready, person=person, host="drive")

    def hears(self) -> None:
        """The clock asks the CRM for its news."""
        self.backend.parts.deliveries.listen_to(VENDOR)

    def works(self) -> None:
        """Jobs are done: plans that wait are looked at, deliveries brought."""
        for plan_id in self.store.due_plans(datetime.now(UTC)):
            self.backend.reconcile(plan_id)
        self.backend.parts.deliveries.deliver(VENDOR)


@contextmanager
def running_house(workspace: str, data: Path, crm: Crm) -> Iterator[House]:
    """A backend on a running Workspace, with that CRM."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    keys = cast("Any", {VENDOR: {"token": "given"}})
    settings = read_settings(
        data=data, workspace_url=workspace, public_url=address, watch="poll", check_cards=True, vendors=keys
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    for person, role, team in PEOPLE:
        backend.parts.people.add(person, name="", role=role, team=team)
    backend.parts.vendors._made[VENDOR] = crm
    server = make_server("127.0.0.1", port, create_app(backend), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    requests.post(f"{workspace}/_control/addon", json=deployment(address), timeout=10).raise_for_status()
    try:
        yield House(backend, workspace, address)
    finally:
        server.shutdown()
        backend.parts.store.close()
