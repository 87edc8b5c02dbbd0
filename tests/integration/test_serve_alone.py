"""`closeplan serve` and `closeplan generate` as two programs, with no address set: the backend tells a local
Workspace the port it listens on, and finds plans that another process made.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import ROOT, PlanSheet, environment, eventually, start

DEAL = ROOT / "templates" / "deals" / "demo.yaml"


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    workspace = start("local_workspace", "--port", "0", "--data", str(tmp_path / "w"), log=tmp_path / "w.log")
    yield environment(workspace_url=workspace.ready["workspace"], data=str(tmp_path / "b"))
    workspace.stop()


def test_a_plan_made_by_another_process_is_watched(env: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "addon", "serve", "--port", "0"], cwd=ROOT, env=env, stderr=subprocess.DEVNULL
    ) as backend:
        try:
            made = subprocess.run(
                [sys.executable, "-m", "addon", "generate", str(DEAL), "--json"],
                cwd=ROOT, env=env, capture_output=True, text=True, check=True,
            )  # fmt: skip
            spreadsheet_id = made.stdout.split('"spreadsheet_id": "')[1].split('"')[0]
            sheet = PlanSheet(env["CLOSEPLAN_WORKSPACE_URL"], spreadsheet_id)
            eventually(sheet.outlook, seconds=10, says="the new plan was never looked at")

            sheet.set("Signature", "Due", "2027-06-01")

            eventually(lambda: "Slipped" in sheet.rows()["Signature"]["Signal"], seconds=10)
        finally:
            backend.terminate()
            backend.wait(timeout=20)
