"""A backend with a plan in its store and nothing around it, for tests of who acknowledged what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Milestone, Network, Plan, Side
from closeplan.records import PlanRecord
from closeplan.records.sign_offs import SignOffLink

URL = "https://closeplan.example"
SAM = "sam@northwind.example"
CARLA = "carla@acme.example"
PLAN = Plan(
    go_live=date(2027, 3, 31),
    why="Board committed to the new fiscal year",
    milestones=(
        Milestone(id="review", workstream="Security", name="Security review", owner="Mia Wolf", due=date(2027, 1, 20)),
        Milestone(id="board", workstream="Business case", name="Board approval", side=Side.BUYER, due=date(2027, 2, 10)),
    ),
)  # fmt: skip


@dataclass
class Desk:
    """The backend, and a browser without script or cookies to speak to it."""

    backend: Backend
    jobs: RecordingJobs
    browser: FlaskClient

    @classmethod
    def at(cls, folder: Path) -> Desk:
        jobs = RecordingJobs()
        backend = bootstrap(read_settings(data=folder, public_url=URL), jobs=jobs)
        return cls(backend, jobs, create_app(backend).test_client(use_cookies=False))

    def add(self, plan_id: str = "acme", plan: Plan = PLAN, **deal: Any) -> PlanRecord:
        """A plan that the robot has read."""
        about = {"name": "Acme rollout", "buyer": "Acme", "seller": "Northwind", **deal}
        record = PlanRecord(
            id=plan_id,
            deal=Deal(id=plan_id, network=Network(steps=(), go_live=date(2027, 3, 31)), **about),
            owner=SAM,
            robot="robot@closeplan.local",
            document_id=f"file-{plan_id}",
        )
        self.backend.store.add_plan(record)
        self.read(plan, plan_id)
        return self.backend.store.plan(plan_id)

    def read(self, plan: Plan, plan_id: str = "acme") -> None:
        """What the robot found in the document just now."""
        snapshot = Snapshot(plan=plan, baseline={}, taken_at=datetime.now(UTC))
        self.backend.store.save_pass(plan_id, snapshot, [])

    def link(
        self, plan_id: str = "acme", name: str = "Carla Chen", email: str = CARLA, replacing: str = ""
    ) -> SignOffLink:
        asking = self.backend.desk("", SAM).sign_off.by_link
        record = self.backend.store.plan(plan_id)
        return asking(record, name=name, email=email, seller=SAM, replacing=replacing)

    def path(self, link: SignOffLink) -> str:
        return self.backend.parts.signed_links.path(link.id)

    def expire(self, link: SignOffLink) -> None:
        """As if its days were over."""
        over = replace(link, id=f"{link.id}-old", expires_at=datetime.now(UTC) - timedelta(seconds=1))
        self.backend.parts.store.add_link(over, replacing=link.id)

    def send(self, page: str, path: str, decision: str = "acknowledged", **typed: str) -> Any:
        """Send the form of a page that was opened before."""
        fields = {"form": hidden(page), "name": "Carla Chen", "comment": "", "decision": decision}
        return self.browser.post(path, data=fields | typed)


def hidden(page: str) -> str:
    """The form's signed content."""
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found, page
    return found.group(1)
