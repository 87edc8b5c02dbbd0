"""`generate --into`: a plan's tabs in a Sheet that the buyer made and fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.command import DEAL, Done, closeplan, write_deal
from tests.integration.workspace_clients import SHEET, google_client, running_workspace
from tests.running import BUYER, ROBOT, SELLER, PlanSheet, requests_made

STEP = "Review the MSA"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class BuyersFile:
    """Dana's own workbook: tabs called as ours are, a formula, a chart's data, a named range, a filter, a merge."""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace
        self.drive = google_client("drive", "v3", workspace, BUYER)
        self.sheets = google_client("sheets", "v4", workspace, BUYER).spreadsheets()
        body = {
            "properties": {"title": "Acme rollout 2027", "locale": "de_DE", "timeZone": "Europe/Berlin"},
            "sheets": [{"properties": {"title": title}} for title in ("plan", "Budget", "Risks")],
        }
        made = self.sheets.create(body=body).execute()
        self.id = made["spreadsheetId"]
        ids = [sheet["properties"]["sheetId"] for sheet in made["sheets"]]
        self._fill(ids)

    def _fill(self, ids: list[int]) -> None:
        data = [
            {"range": "plan!A1", "values": [["Milestone", "Owner", "Due"], ["Ours", "Dana", "24.12.2026"]]},
            {
                "range": "Budget!A1",
                "values": [["Item", "EUR"], ["Licence", "1200,50"], ["Sum", "=SUM(B2:B2)"]],
            },
            {"range": "Risks!A1", "values": [["Kind", "Description", "Owner"], ["Risk", "Ours", "Dana"]]},
        ]
        body = {"valueInputOption": "USER_ENTERED", "data": data}
        self.sheets.values().batchUpdate(spreadsheetId=self.id, body=body).execute()
        box = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
        requests: list[dict[str, Any]] = [
            {"addNamedRange": {"namedRange": {"name": "budget", "range": {"sheetId": ids[1], **box}}}},
            {"setBasicFilter": {"filter": {"range": {"sheetId": ids[1], **box}}}},
            {"mergeCells": {"range": {"sheetId": ids[2], **box, "endRowIndex": 1}, "mergeType": "MERGE_ALL"}},
        ]
        self.sheets.batchUpdate(spreadsheetId=self.id, body={"requests": requests}).execute()

    def share(self, *people: str) -> None:
        for person in people:
            body = {"type": "user", "role": "writer", "emailAddress": person}
            self.drive.permissions().create(fileId=self.id, body=body).execute()

    def seen(self, *titles: str) -> Any:
        """Everything there is to see of the file and of those tabs."""
        found = self.sheets.get(spreadsheetId=self.id, includeGridData=True).execute()
        sheets = {sheet["properties"]["title"]: sheet for sheet in found.pop("sheets")}
        found.pop("developerMetadata", None)
        return found, [sheets[title] for title in titles]

    def titles(self) -> list[str]:
        found = self.sheets.get(spreadsheetId=self.id).execute()
        return [sheet["properties"]["title"] for sheet in found["sheets"]]


class Seat:
    """Sam's machine."""

    def __init__(self, folder: Path, workspace: str, plan_id: str) -> None:
        self.settings = {"data": str(folder / "data"), "workspace_url": workspace, "watch": "poll"}
        self.deal = write_deal(folder, DEAL.replace("acme-2027", plan_id))

    def run(self, *arguments: str | Path) -> Done:
        return closeplan(*arguments, **self.settings)


@pytest.fixture
def file(workspace: str) -> BuyersFile:
    made = BuyersFile(workspace)
    made.share(SELLER)
    return made


@pytest.fixture
def seat(tmp_path: Path, workspace: str, request: pytest.FixtureRequest) -> Seat:
    return Seat(tmp_path, workspace, f"plan-{abs(hash(request.node.nodeid))}")


OWN = ("plan", "Budget", "Risks")


def test_a_plan_goes_into_the_buyers_sheet_and_no_other_tab_changes(seat: Seat, file: BuyersFile) -> None:
    before = file.seen(*OWN)
    made = seat.run(
        "generate", seat.deal, "--into", f"{seat.settings['workspace_url']}/#/file/{file.id}", "--json"
    )
    answer = made.json()
    assert (made.code, answer["spreadsheet_id"], answer["not_shared"]) == (0, file.id, [])
    assert file.titles() == [*OWN, "Mutual action plan", "Stakeholders", "Risks 2", "History"]
    assert file.seen(*OWN) == before

    assert seat.run("sync", "--json").json()["failed"] == []
    book = PlanSheet(seat.settings["workspace_url"], file.id, tab="Mutual action plan")
    book.set(STEP, "Due", "26.3.2027", tab="Mutual action plan")  # as Dana types it in a German Sheet
    (plan,) = seat.run("sync", "--json").json()["plans"]
    assert [slip["name"] for slip in plan["slips"]] == [STEP]
    assert "Slipped" in book.rows("Mutual action plan")[STEP]["Signal"]
    assert {thread["cell"][0] for thread in book.threads()} <= {
        "Mutual action plan",
        "Stakeholders",
        "Risks 2",
    }
    assert file.seen(*OWN) == before


def test_repeated_it_adds_nothing_and_another_plan_is_refused(
    seat: Seat, file: BuyersFile, tmp_path: Path
) -> None:
    seat.run("generate", seat.deal, "--into", file.id)
    titles = file.titles()
    assert seat.run("generate", seat.deal, "--into", file.id, "--json").json()["created"] is False
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Seat(tmp_path / "elsewhere", seat.settings["workspace_url"], "another")
    refused = elsewhere.run("generate", elsewhere.deal, "--into", file.id)
    assert (refused.code, file.titles()) == (1, titles)
    assert "holds the plan" in refused.err


def test_it_costs_three_requests_and_one_for_each_person_without_access(seat: Seat, file: BuyersFile) -> None:
    before = _made_by_seller(seat)
    seat.run("generate", seat.deal, "--into", file.id)
    assert _made_by_seller(seat) - before == {
        "drive.files.get": 1,
        "sheets.spreadsheets.get": 1,
        "sheets.spreadsheets.batchUpdate": 1,
        "drive.permissions.create": 1,  # the robot; Dana owns the file
    }


def _made_by_seller(seat: Seat) -> Counter[str]:
    return Counter(requests_made(seat.settings["workspace_url"])["by_user"].get(SELLER, {}))


def test_who_may_not_edit_or_share_is_told_whom_to_ask_for_what(seat: Seat, workspace: str) -> None:
    closed = BuyersFile(workspace)
    unseen = seat.run("generate", seat.deal, "--into", closed.id)
    assert (unseen.code, "ask its owner for access" in unseen.err) == (1, True)
    closed.drive.permissions().create(
        fileId=closed.id, body={"type": "user", "role": "reader", "emailAddress": SELLER}
    ).execute()
    refused = seat.run("generate", seat.deal, "--into", closed.id)
    assert (refused.code, f"make {SELLER} an editor" in refused.err) == (1, True)
    closed.share(SELLER)
    closed.drive.files().update(fileId=closed.id, body={"writersCanShare": False}).execute()
    unshared = seat.run("generate", seat.deal, "--into", closed.id)
    assert (unshared.code, f"share it with {ROBOT} as an editor" in unshared.err) == (1, True)
    assert closed.titles() == list(OWN)

    closed.share(ROBOT)
    answer = seat.run("generate", seat.deal, "--into", closed.id, "--json").json()
    assert (answer["created"], answer["not_shared"]) == (True, [])


def test_what_is_no_sheet_is_refused_by_name(seat: Seat, workspace: str) -> None:
    drive = google_client("drive", "v3", workspace, SELLER)
    doc = (
        drive.files()
        .create(body={"name": "Notes", "mimeType": SHEET.replace("spreadsheet", "document")})
        .execute()
    )
    refused = seat.run("generate", seat.deal, "--into", doc["id"])
    assert (refused.code, "“Notes” is no Google Sheet" in refused.err) == (1, True)
