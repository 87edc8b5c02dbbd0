"""The backend is killed at each step of an edit's way; after a restart no edit is lost and nothing is said twice."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.demo import sample_deal
from addon.processes import Silent
from addon.settings import read_settings
from closeplan.plan.annotations import mark, read_marks
from tests.e2e.buyer import day_after
from tests.running import ROOT, SELLER, PlanSheet, environment, eventually, start

STEP = "Contract review and redlines"

CHECKPOINTS = [
    "webhook:marked",
    "drain:begun",
    "drain:listed",
    "drain:saved",
    "reconcile:claimed",
    "reconcile:read",
    "reconcile:saved",
    "reconcile:written",
    "reconcile:recorded",
]


@dataclass
class House:
    """A Workspace that stays up and a backend that may die."""

    workspace: str
    data: Path
    port: int

    def settings(self, **more: str) -> dict[str, str]:
        return {
            "data": str(self.data / "backend"), "workspace_url": self.workspace,
            "public_url": f"http://127.0.0.1:{self.port}", "watch": "push", **more,
        }  # fmt: skip

    def serve(self, **more: str) -> subprocess.Popen[bytes]:
        with (self.data / "serve.log").open("ab") as log:
            backend = subprocess.Popen(
                [sys.executable, "-m", "addon", "serve", "--port", str(self.port)],
                cwd=ROOT, env=environment(**self.settings(**more)), stderr=log,
            )  # fmt: skip
        eventually(lambda: backend.poll() is not None or self.answers(), seconds=20)
        return backend

    def answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=1).ok
        except requests.ConnectionError:
            return False


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("crashes")
    workspace = start(
        "local_workspace", "--port", "0", "--data", str(data / "workspace"), log=data / "workspace.log"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    yield House(workspace.ready["workspace"], data, port)
    workspace.stop()


@pytest.mark.parametrize("checkpoint", CHECKPOINTS)
def test_a_kill_loses_no_edit_and_says_nothing_twice(house: House, checkpoint: str) -> None:
    backend = bootstrap(read_settings(**house.settings()), jobs=RecordingJobs())
    deal = replace(sample_deal(datetime.now(UTC).date()), id=f"deal-{checkpoint.replace(':', '-')}")
    made = backend.generate(deal, seller=SELLER, progress=Silent())
    sheet = PlanSheet(house.workspace, made.document_id)
    backend.reconcile(made.plan_id)

    dying = house.serve(crash_at=checkpoint)
    due = sheet.rows()[STEP]["Due"]
    sheet.set(STEP, "Due", day_after(due, 7))
    assert dying.wait(timeout=20) == -9

    revived = house.serve()
    try:
        eventually(lambda: "Slipped" in sheet.rows()[STEP]["Signal"], seconds=15, says="the edit was lost")
        moves = [e for e in backend.store.ledger(made.plan_id) if e.is_due_move]
        assert [(e.change.was, e.change.now) for e in moves] == [(due, day_after(due, 7))]
        eventually(lambda: not backend.store.due_plans(datetime.now(UTC)), seconds=15)
        assert len([line for line in sheet.history() if line["Item"] == STEP]) == 1
        said = [read_marks(thread["headPost"]["content"]) for thread in sheet.threads()]
        about = [marks[0] for marks in said if marks]
        assert mark("slipped:msa") in about
        assert len(about) == len(set(about))
    finally:
        revived.terminate()
        revived.wait(timeout=20)
