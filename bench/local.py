"""A local Workspace with a backend in this process beside it, so that a pass can be measured from inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import Backend, bootstrap
from addon.processes import Silent
from addon.settings import read_settings
from closeplan.plan.model import Deal
from closeplan.records import DuePlan
from closeplan.services.reconcile import Reconciled
from tests.running import SELLER, PlanSheet, requests_made, start

SHARING = "drive.permissions.create"


@dataclass
class Local:
    """The Workspace's address and the backend that works on it; jobs are done when the bench says so."""

    url: str
    backend: Backend

    def generate(self, deal: Deal) -> str:
        """Make the deal's plan and return its document's id."""
        return self.backend.generate(deal, seller=SELLER, progress=Silent()).document_id

    def queue(self, plan_id: str) -> None:
        """Let the plan wait for a pass, as after a notification."""
        self.backend.store.queue_plan(
            DuePlan(plan_id=plan_id, version=0, who=SELLER, seen_at=datetime.now(UTC))
        )

    def reconcile(self, plan_id: str) -> Reconciled:
        """One pass over a plan that waits."""
        done = self.backend.reconcile(plan_id)
        assert done is not None
        return done

    def requests(self) -> int:
        """How many requests the Workspace has answered to anybody so far, sharing not counted."""
        made = requests_made(self.url)["by_user"]
        return sum(n for methods in made.values() for method, n in methods.items() if method != SHARING)


@contextmanager
def local() -> Iterator[Local]:
    """A Workspace of its own on a free port; everything is gone afterwards."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        workspace = start("local_workspace", "--port", "0", "--data", str(data / "w"), log=data / "w.log")
        try:
            url = workspace.ready["workspace"]
            settings = read_settings(
                data=data / "b", workspace_url=url, public_url="http://127.0.0.1:9", watch="push"
            )
            backend = bootstrap(settings, jobs=RecordingJobs())
            yield Local(url=url, backend=backend)
        finally:
            workspace.stop()


class Timeline:
    """The timeline of a plan's Sheet, edited cell by cell as its seller would."""

    def __init__(self, at: Local, document_id: str) -> None:
        self._sheet = PlanSheet(at.url, document_id, SELLER)
        _, self._columns = self._sheet.header()
        self._rows = self._sheet.rows()

    def due(self, name: str) -> date:
        """The due date the milestone had at first."""
        return date.fromisoformat(self._rows[name]["Due"])

    def type(self, name: str, column: str, text: str) -> None:
        """Type into one cell; one request."""
        self._sheet.plan.update_cell(int(self._rows[name]["_row"]), self._columns[column], text)
