"""The loop on PostgreSQL: a real server, a real backend, a buyer's edit, and a kill in between."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import requests

from addon.adapters.store import SqlStore
from tests.integration.command import DEAL, closeplan, write_deal
from tests.integration.workspace_clients import running_workspace
from tests.postgres import postgres_server
from tests.running import BUYER, ROOT, PlanSheet, environment, eventually

STEP = "Review the MSA"


@dataclass
class House:
    """A Workspace and a database that stay up, and the settings of a backend that may die."""

    settings: dict[str, str]
    folder: Path
    port: int

    def serve(self) -> subprocess.Popen[bytes]:
        with (self.folder / "serve.log").open("ab") as log:
            backend = subprocess.Popen(
                [sys.executable, "-m", "addon", "serve", "--port", str(self.port)],
                cwd=ROOT, env=environment(**self.settings), stderr=log,
            )  # fmt: skip
        eventually(lambda: backend.poll() is not None or self.is_ready(), seconds=30)
        return backend

    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.settings['public_url']}/readyz", timeout=2).ok
        except requests.ConnectionError:
            return False


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    from tests.integration.test_cli_processes import free_port

    folder, port = tmp_path_factory.mktemp("postgres"), free_port()
    with postgres_server() as server, running_workspace(folder) as workspace:
        settings = {
            "data": str(folder / "backend"), "database_url": server.fresh_database(),
            "workspace_url": workspace.ready["workspace"], "public_url": f"http://127.0.0.1:{port}",
        }  # fmt: skip
        yield House(settings, folder, port)


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def moves(sheet: PlanSheet) -> list[tuple[str, str]]:
    return [
        (line["Was"], line["Now"])
        for line in sheet.history()
        if line["Item"] == STEP and line["Field"] == "Due"
    ]


def test_a_buyers_edits_are_answered_and_a_kill_loses_none(house: House, tmp_path: Path) -> None:
    backend = house.serve()
    made = closeplan("generate", write_deal(tmp_path, DEAL), "--json", **house.settings).json()
    sheet = PlanSheet(house.settings["workspace_url"], made["spreadsheet_id"])
    eventually(sheet.outlook, seconds=20)
    first = sheet.rows()[STEP]["Due"]
    second, third = later(first, 7), later(first, 14)
    sheet.set(STEP, "Due", second)
    eventually(lambda: "Slipped" in sheet.rows()[STEP]["Signal"] and len(moves(sheet)) == 1, seconds=20)
    assert sheet.history()[-1]["Who"] == BUYER

    backend.kill()
    backend.wait(timeout=10)
    sheet.set(STEP, "Due", third)
    revived = house.serve()
    try:
        eventually(lambda: len(moves(sheet)) == 2, seconds=30, says="the edit of the dark hour was lost")
    finally:
        revived.terminate()
        assert revived.wait(timeout=40) == 0

    store = SqlStore(house.settings["database_url"])
    kept = [(entry.change.was, entry.change.now) for entry in store.ledger("acme-2027") if entry.is_due_move]
    store.close()
    assert kept == [(first, second), (second, third)]
    assert not (house.folder / "backend" / "closeplan.db").exists()


def test_the_doctor_knows_the_database(house: House) -> None:
    says = {row["name"]: row["says"] for row in closeplan("doctor", "--json", **house.settings).json()}
    assert says["database"].startswith("postgresql, ")
