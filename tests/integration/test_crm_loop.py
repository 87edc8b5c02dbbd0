"""A plan in a Sheet and its deal: an edit in the one reaches the other, by the commands a machine without a backend runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from addon.adapters.crm.memory import MemoryCrm
from addon.cli import main
from addon.vendor_wiring import VendorWiring
from closeplan.crm.model import CrmDeal, CrmField, FieldKind
from tests.integration.command import DEAL, write_deal
from tests.integration.workspace_clients import running_workspace
from tests.running import PlanSheet

STEP = "Review the MSA"


@dataclass
class Seat:
    """A seller's machine with a plan that was made for a deal, and the CRM."""

    crm: MemoryCrm
    sheet: PlanSheet

    def run(self, *arguments: str) -> Any:
        done = CliRunner().invoke(main, [*arguments, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def value(self, name: str) -> object:
        return self.crm.deals(["17"], [name])["17"].fields[name]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seat(workspace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seat:
    crm = MemoryCrm(name="hubspot")
    kinds = {
        "go_live": FieldKind.DATE,
        "plan_url": FieldKind.URL,
        "next_milestone": FieldKind.TEXT,
        "drift_days": FieldKind.NUMBER,
    }
    for key, kind in kinds.items():
        name = f"closeplan_{key}"
        crm.known_fields[name] = CrmField(name=name, label=name, kind=kind)
    crm.put(CrmDeal(id="17", name="Acme rollout", stage="proposal"))
    monkeypatch.setattr(VendorWiring, "_connected", lambda _self, _row: crm)
    settings = {
        "DATA": str(tmp_path / "data"),
        "WORKSPACE_URL": workspace,
        "WATCH": "poll",
        "QUIET_MINUTES": "0",
        "VENDORS__HUBSPOT__TOKEN": "secret",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"CLOSEPLAN_{name}", value)
    deal = write_deal(tmp_path, DEAL)
    made = CliRunner().invoke(main, ["generate", str(deal), "--crm", "hubspot/17", "--json"])
    assert made.exit_code == 0, made.output
    answer = json.loads(made.stdout)
    assert (answer["crm"], answer["deal"]) == ("hubspot", "17")
    return Seat(crm=crm, sheet=PlanSheet(workspace, answer["spreadsheet_id"]))


def test_an_edit_in_the_sheet_reaches_the_deal_and_an_idle_plan_nothing(seat: Seat) -> None:
    assert seat.run("sync")["brought"] == {"hubspot": 2}
    assert seat.value("closeplan_go_live") == date(2027, 3, 31)
    assert str(seat.value("closeplan_plan_url")).startswith("http")
    assert [one.email for one in seat.crm.contacts("17")] == ["dana@acme.example"]

    due = date.fromisoformat(seat.sheet.rows()[STEP]["Due"])
    seat.sheet.set(STEP, "Due", (due + timedelta(days=14)).isoformat())
    seat.run("sync")
    assert seat.value("closeplan_drift_days") == 10.0
    (waiting,) = seat.run("deliveries")
    assert (waiting["kind"], waiting["state"]) == ("crm_activity", "waiting")

    seat.run("sync")  # the CRM tells of closeplan's own write
    assert seat.run("sync")["brought"] == {}
    assert seat.value("closeplan_drift_days") == 10.0
