"""The backend as App Engine runs it, in a process of its own since its workers end with the process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.running import ROOT, environment

LOOK = """
import json
from addon.wsgi import application

client = application().test_client()
answers = {path: client.get(path) for path in ("/healthz", "/readyz", "/nowhere")}
forged = client.post("/webhooks/drive", headers={"X-Goog-Channel-ID": "x"})
print(json.dumps({
    "statuses": [answer.status_code for answer in answers.values()] + [forged.status_code],
    "ready": answers["/readyz"].get_json(),
    "nosniff": answers["/healthz"].headers["X-Content-Type-Options"],
}))
"""


def look(**settings: str) -> tuple[dict[str, Any], str]:
    """What the application answers, and what the process says until its end."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=ROOT, env=environment(**settings), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_it_answers_and_shuts_down_with_its_process(tmp_path: Path) -> None:
    found, said = look(data=str(tmp_path), workspace_url="http://127.0.0.1:1")
    assert found == {"statuses": [200, 200, 404, 400], "ready": {"status": "ok"}, "nosniff": "nosniff"}
    assert "Traceback" not in said


def test_a_wrong_setting_is_said_before_anything_starts(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=ROOT, env=environment(data=str(tmp_path), poll_seconds="abc"), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "SettingsError: CLOSEPLAN_POLL_SECONDS: " in done.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []
