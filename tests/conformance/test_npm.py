"""The npm client google-spreadsheet, unmodified, against the local Workspace; `make conformance` only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.integration.workspace_clients import running_workspace

FOLDER = Path(__file__).parent / "npm"


@pytest.mark.skipif(
    os.environ.get("PYTEST_CONFORMANCE") != "full", reason="`make conformance` runs it: it needs npm"
)
def test_google_spreadsheet_of_npm_works(tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node, "Node is needed for google-spreadsheet: install nodejs and npm"
    assert (FOLDER / "node_modules").exists(), "run `npm ci` in tests/conformance/npm first, as make does"

    with running_workspace(tmp_path) as process:
        ran = subprocess.run(
            [node, "--test", "google-spreadsheet.mjs"], cwd=FOLDER, text=True, capture_output=True, timeout=120, check=False,
            env={**os.environ, "WORKSPACE_URL": process.ready["workspace"]},
        )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-8000:]
