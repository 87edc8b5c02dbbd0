"""What happens to deals in the CRM reaches the seller, by the commands a machine without a backend runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.store import SqlStore
from addon.cli import main
from addon.vendor_wiring import VendorWiring
from tests.deals import SAM, deal
from tests.integration.command import DEAL, write_deal
from tests.integration.workspace_clients import running_workspace
from tests.running import PlanSheet

CLOSES = date(2027, 1, 15)


@dataclass
class Seat:
    """A seller's machine with a plan for the deal 17, and the CRM."""

    crm: MemoryCrm
    store: SqlStore
    sheet: PlanSheet

    def run(self, *arguments: str) -> Any:
        done = CliRunner().invoke(main, [*arguments, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def rules(self) -> set[str]:
        return {signal.rule for signal in self.store.plan("acme-2027").signals}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seat(workspace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    crm = MemoryCrm(name="hubspot")
    crm.put(deal("17", changed_at=datetime.now(UTC)))
    monkeypatch.setattr(VendorWiring, "_connected", lambda _self, _row: crm)
    settings = {
        "DATA": str(tmp_path / "data"),
        "WORKSPACE_URL": workspace,
        "WATCH": "poll",
        "VENDORS__HUBSPOT__TOKEN": "secret",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"CLOSEPLAN_{name}", value)
    done = CliRunner().invoke(
        main, ["generate", str(write_deal(tmp_path, DEAL)), "--crm", "hubspot/17", "--json"]
    )
    assert done.exit_code == 0, done.output
    store = SqlStore(f"sqlite:///{tmp_path / 'data' / 'closeplan.db'}")
    yield Seat(crm, store, PlanSheet(workspace, json.loads(done.stdout)["spreadsheet_id"]))
    store.close()


def test_a_close_date_that_moves_in_the_crm_is_told_until_the_two_agree(seat: Seat) -> None:
    seat.run("sync")
    seat.crm.put(deal("17", close_date=CLOSES, changed_at=datetime.now(UTC)))
    seat.run("sync")
    assert "close_date_differs" in seat.rules()
    assert "HubSpot" not in str(seat.sheet.grid())

    signs = next(row["Due"] for name, row in seat.sheet.rows().items() if name.startswith("Signature"))
    seat.crm.put(deal("17", close_date=date.fromisoformat(signs), changed_at=datetime.now(UTC)))
    seat.run("sync")
    assert "close_date_differs" not in seat.rules()
    seat.crm.put(deal("17", stage="lost", changed_at=datetime.now(UTC)))
    seat.run("sync")
    assert "deal_closed" in seat.rules()


def test_a_deal_without_a_plan_is_listed_until_it_closes(seat: Seat) -> None:
    assert seat.run("crm", "deals") == {"deals": []}
    seat.crm.put(deal("18", name="Globex renewal", changed_at=datetime.now(UTC)))
    seat.run("sync")

    (found,) = seat.run("crm", "deals", "--owner", SAM)["deals"]
    assert (found["crm"], found["id"], found["name"]) == ("hubspot", "18", "Globex renewal")
    assert (found["amount"], found["close_date"], found["stage"]) == (180000.0, "2027-02-26", "Proposal")
    assert seat.run("crm", "deals", "--owner", "eve@northwind.example") == {"deals": []}
    assert "Globex renewal: Acme, Proposal" in CliRunner().invoke(main, ["crm", "deals"]).stdout
    seat.crm.put(deal("18", stage="won", changed_at=datetime.now(UTC)))
    seat.run("sync")
    assert seat.run("crm", "deals") == {"deals": []}
