"""`closeplan upgrade` against a real local Workspace, and who tells of plans that need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.doctor import examine
from addon.settings import read_settings
from tests.integration.command import DEAL, Done, closeplan, write_deal
from tests.integration.workspace_clients import google_client, running_workspace
from tests.running import SELLER, requests_made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class Seat:
    """Sam's machine with one plan, laid out as the layout of that version was marked."""

    def __init__(self, folder: Path, workspace: str) -> None:
        self.settings = {"data": str(folder / "data"), "workspace_url": workspace, "watch": "poll"}
        made = self.run("generate", write_deal(folder, DEAL), "--json").json()
        self.id = made["spreadsheet_id"]
        self.sheets = google_client("sheets", "v4", workspace, SELLER).spreadsheets()

    def run(self, *arguments: str | Path) -> Done:
        return closeplan(*arguments, **self.settings)

    def mark(self, version: str) -> None:
        def lookup(key: str) -> dict[str, Any]:
            return {"developerMetadataLookup": {"metadataKey": f"closeplan.{key}"}}

        as_marked = {"metadataValue": version}
        layout = {
            "dataFilters": [lookup("layout")],
            "developerMetadata": as_marked,
            "fields": "metadataValue",
        }
        requests = [
            {"deleteDeveloperMetadata": {"dataFilter": lookup("language")}},
            {"updateDeveloperMetadata": layout},
        ]
        self.sheets.batchUpdate(spreadsheetId=self.id, body={"requests": requests}).execute()

    def cells(self) -> Any:
        found = self.sheets.get(spreadsheetId=self.id, fields="sheets(data(rowData),merges)").execute()
        return found["sheets"]


@pytest.fixture
def seat(tmp_path: Path, workspace: str) -> Seat:
    return Seat(tmp_path, workspace)


def test_an_old_layout_is_named_shown_and_brought_up_to_date_without_touching_a_cell(
    seat: Seat, workspace: str
) -> None:
    assert seat.run("upgrade").out == "Every plan has the newest layout.\n"
    seat.run("sync")
    seat.mark("1")
    assert seat.run("sync", "--json").json()["old_layouts"] == ["acme-2027"]
    doctor = {finding.name: finding for finding in examine(read_settings(**seat.settings))}
    assert (doctor["layouts"].ok, "run `closeplan upgrade`" in doctor["layouts"].says) == (False, True)

    before = seat.cells()
    dry = seat.run("upgrade", "acme-2027", "--dry-run")
    assert (dry.code, dry.out.splitlines()[0]) == (0, "acme-2027: layout 1 would become 2")
    made = _batch_updates(workspace)
    (done,) = seat.run("upgrade", "--json").json()
    assert (done["was"], done["now"], done["refused"]) == (1, 2, "")
    assert done["changes"] == ["note the plan's language (en)"]
    assert _batch_updates(workspace) == made + 1
    assert seat.cells() == before
    assert seat.run("upgrade").out == "Every plan has the newest layout.\n"
    assert _batch_updates(workspace) == made + 1
    assert seat.run("sync", "--json").json()["old_layouts"] == []


def _batch_updates(workspace: str) -> int:
    return int(requests_made(workspace)["by_method"]["sheets.spreadsheets.batchUpdate"])


def test_a_newer_layout_and_a_plan_nobody_knows_are_refused(seat: Seat) -> None:
    seat.mark("99")
    refused = seat.run("upgrade")
    assert (refused.code, "a newer closeplan laid it out" in refused.out) == (1, True)
    unknown = seat.run("upgrade", "nobody")
    assert (unknown.code, unknown.out, unknown.err.count("\n")) == (1, "", 1)
