"""`closeplan adopt` against a real local Workspace: somebody's own plan, kept as it is and watched from now on."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from addon.cli import main
from addon.commands import adopt_questions
from tests.foreign_plans import create_body, foreign_grid, needs_foreign_plans
from tests.integration.command import Done, closeplan
from tests.integration.workspace_clients import google_client, running_workspace
from tests.running import BUYER, ROBOT, SELLER, requests_made

pytestmark = needs_foreign_plans

NAMES = ("fr-jalons-client-editeur", "en-corvel-one-pager", "pt-quadro-deitado")
"""Tables below one another, side by side, and lying on their side."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class TheirFile:
    """A plan as Dana keeps it, shared with Sam."""

    def __init__(self, workspace: str, grid: dict[str, Any]) -> None:
        self.sheets = google_client("sheets", "v4", workspace, BUYER).spreadsheets()
        self.drive = google_client("drive", "v3", workspace, BUYER)
        self.id = self.sheets.create(body=create_body(grid)).execute()["spreadsheetId"]
        self.share(SELLER)

    def share(self, person: str) -> None:
        body = {"type": "user", "role": "writer", "emailAddress": person}
        self.drive.permissions().create(fileId=self.id, body=body).execute()

    def get(self) -> dict[str, Any]:
        found: dict[str, Any] = self.sheets.get(spreadsheetId=self.id, includeGridData=True).execute()
        return found

    def cells(self) -> dict[tuple[int, int, int], Any]:
        """Everything that is to be seen in any cell."""
        return {
            (at, row, column): cell
            for at, sheet in enumerate(self.get()["sheets"])
            for row, line in enumerate(sheet["data"][0].get("rowData", ()))
            for column, cell in enumerate(line.get("values", ()))
            if cell
        }

    def texts(self) -> Counter[str]:
        return Counter(str(cell.get("formattedValue", "")) for cell in self.cells().values())

    def type(self, sheet: int, row: int, column: int, text: str) -> None:
        """What Dana types into a cell."""
        title = self.get()["sheets"][sheet]["properties"]["title"]
        quoted = "'" + title.replace("'", "''") + "'"
        self.sheets.values().update(
            spreadsheetId=self.id, range=f"{quoted}!{chr(65 + column)}{row + 1}",
            valueInputOption="USER_ENTERED", body={"values": [[text]]},
        ).execute()  # fmt: skip

    def threads(self) -> list[dict[str, Any]]:
        mode = "COMMENTS_VIEW_MODE_INCLUDED"
        found = self.sheets.get(spreadsheetId=self.id, commentsViewMode=mode, fields="comments").execute()
        return list(found.get("comments", []))


class Seat:
    """Sam's machine."""

    def __init__(self, folder: Path, workspace: str) -> None:
        self.settings = {"data": str(folder / "data"), "workspace_url": workspace, "watch": "poll"}

    def run(self, *arguments: str | Path) -> Done:
        return closeplan(*arguments, **self.settings)

    def adopt(self, file: TheirFile, *arguments: str) -> Any:
        done = self.run("adopt", file.id, "--yes", "--json", "--go-live", "2027-07-30", *arguments)
        assert done.code == 0, done
        return done.json()


@pytest.fixture
def seat(tmp_path: Path, workspace: str) -> Seat:
    return Seat(tmp_path, workspace)


def _first_open_due(grid: dict[str, Any]) -> tuple[int, int, int]:
    """Sheet, row and column of a due date in the far future, as it lies."""
    table = grid["truth"]["timeline"]
    (due,) = (int(column) for column, field in table["columns"].items() if field == "due")
    row = table["rows"][-1]
    return (table["sheet"], due, row) if table.get("transposed") else (table["sheet"], row, due)


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_adopted_watched_and_let_go_and_no_cell_of_theirs_ever_changes(
    seat: Seat, workspace: str, name: str
) -> None:
    grid = foreign_grid(name)
    file = TheirFile(workspace, grid)
    theirs = file.cells()

    answer = seat.adopt(file)
    assert (answer["created"], answer["milestones"]) == (True, len(grid["truth"]["timeline"]["rows"]))
    assert seat.run("sync", "--json").json()["failed"] == []
    assert _kept(theirs, file) == theirs
    said_before = file.texts()

    where = _first_open_due(grid)
    file.type(*where, "2027-09-17")
    moved = {**theirs, where: file.cells()[where]}
    (plan,) = seat.run("sync", "--json").json()["plans"]
    assert [slip["now"] for slip in plan["slips"]] == ["2027-09-17"], plan
    assert any(key not in said_before for key in file.texts()), "the slip is said in the Signal column"
    assert any("2027" in thread["headPost"]["content"] for thread in file.threads())
    assert _kept(theirs, file) == moved

    undone = seat.run("adopt", "--undo", answer["plan_id"], "--json")
    assert (undone.code, undone.json()["undone"]) == (0, True)
    assert file.cells() == moved
    assert "closeplan" not in str([sheet.get("data") for sheet in file.get()["sheets"]])
    assert all(thread["status"] == "RESOLVED" for thread in file.threads())
    assert seat.run("sync", "--json").json() == {"plans": [], "failed": [], "old_layouts": [], "brought": {}}


def _kept(theirs: dict[tuple[int, int, int], Any], file: TheirFile) -> dict[tuple[int, int, int], Any]:
    return {at: cell for at, cell in file.cells().items() if at in theirs}


def test_without_a_yes_nothing_is_changed(seat: Seat, workspace: str) -> None:
    file = TheirFile(workspace, foreign_grid("en-lumora-map"))
    before = file.get()
    shown = seat.run("adopt", file.id, "--json")
    assert (shown.code, shown.json()["adopted"]) == (0, False)
    assert shown.json()["timeline"]["header_row"] == 11
    unasked = seat.run("adopt", file.id)
    assert (unasked.code, "--yes adopts without asking" in unasked.err) == (2, True)
    assert file.get() == before


def test_a_person_is_asked_about_what_is_not_sure_and_about_what_only_they_know(
    seat: Seat, workspace: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = TheirFile(workspace, foreign_grid("en-quick-list"))
    for name, value in seat.settings.items():
        monkeypatch.setenv(f"CLOSEPLAN_{name.upper()}", value)
    monkeypatch.setattr(adopt_questions, "SURE", 0.0)
    refused = CliRunner().invoke(main, ["adopt", file.id], input="Acme\nNorthwind\n2027-05-31\n\n")
    assert (refused.exit_code, "nothing was changed" in refused.output) == (2, True)

    monkeypatch.setattr(adopt_questions, "SURE", 1.01)
    said = ["--id", "quick", "--buyer", "Acme", "--seller", "Northwind", "--go-live", "2027-05-31"]
    wrong_then_right = ["colour", "evidence", *[""] * 20]
    asked = CliRunner().invoke(main, ["adopt", file.id, *said], input="\n".join(wrong_then_right))
    assert "'colour' is not one of" in asked.output
    count = asked.output.count("” is [") - 1
    done = CliRunner().invoke(main, ["adopt", file.id, *said], input="\n" * count + "y\n")
    assert "Adopted quick: http" in done.output, done.output
    assert seat.run("adopt", file.id, "--json").json()["go_live"] == "2027-05-31"


def test_the_companies_that_a_document_calls_its_sides_by_are_asked_for(
    seat: Seat, workspace: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = TheirFile(workspace, foreign_grid("en-corvel-one-pager"))
    for name, value in seat.settings.items():
        monkeypatch.setenv(f"CLOSEPLAN_{name.upper()}", value)
    monkeypatch.setattr(adopt_questions, "SURE", 0.0)
    said = ["--id", "corvel", "--go-live", "2027-07-30"]
    done = CliRunner().invoke(main, ["adopt", file.id, *said], input="Corvel\n\ny\n")
    assert "(the document names Corvel, " in done.output
    assert "Adopted corvel: http" in done.output
    assert "could not be understood" not in done.output


def test_repeating_it_says_so_and_the_request_count_is_small(seat: Seat, workspace: str) -> None:
    file = TheirFile(workspace, foreign_grid("en-lumora-map"))
    before = _made_by(workspace, SELLER)
    first = seat.adopt(file, "--id", "lumora", "--name", "Lumora")
    assert _made_by(workspace, SELLER) - before == {
        "drive.files.get": 1,
        "sheets.spreadsheets.get": 1,
        "drive.permissions.create": 1,
        "sheets.spreadsheets.batchUpdate": 1,
    }
    marked = file.get()
    other = seat.run("adopt", file.id, "--yes", "--id", "other", "--column", "F=notes")
    assert (other.code, "--id, --column: it is adopted already as 'lumora'" in other.err) == (2, True)
    again = seat.adopt(file)
    assert again == {**first, "created": False, "unclear": again["unclear"]}
    assert file.get() == marked
    assert ROBOT in str(file.drive.permissions().list(fileId=file.id, fields="permissions").execute())


def _made_by(workspace: str, person: str) -> Counter[str]:
    return Counter(requests_made(workspace)["by_user"].get(person, {}))


def test_a_column_is_corrected_and_a_wrong_correction_is_named(seat: Seat, workspace: str) -> None:
    file = TheirFile(workspace, foreign_grid("en-lumora-map"))
    wrong = seat.run("adopt", file.id, "--yes", "--column", "MAP!H=colour", "--column", "Nowhere!A=due")
    assert (wrong.code, len(wrong.err.splitlines())) == (2, 2)
    shown = seat.run("adopt", file.id, "--json", "--column", "MAP!H=ignore", "--column", "G=notes").json()
    columns = shown["timeline"]["columns"]
    assert ("7" not in columns, columns["6"][0]) == (True, "notes")


def test_a_file_on_this_machine_becomes_a_sheet_and_is_adopted(
    seat: Seat, workspace: str, tmp_path: Path
) -> None:
    path = tmp_path / "close plan.csv"
    rows = [["Task", "Owner", "Due date", "Status"], ["Kick-off", "Dana Fischer", "2027-01-11", "Done"]]
    rows += [[f"Step {n}", "Sam Reed", date(2027, 2, n).isoformat(), "Open"] for n in range(1, 9)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = seat.run("adopt", path, "--yes", "--json")
    answer = done.json()
    assert (done.code, answer["milestones"], answer["go_live"]) == (0, 9, "2027-02-08")
    assert answer["plan_id"] == "close-plan"
    sheets = google_client("sheets", "v4", workspace, SELLER).spreadsheets()
    made = sheets.values().get(spreadsheetId=answer["spreadsheet_id"], range="A1:D10").execute()
    assert [row[:2] for row in made["values"]] == [row[:2] for row in rows]


def test_a_file_that_the_seller_cannot_see_or_that_holds_a_plan_is_refused(
    seat: Seat, workspace: str, tmp_path: Path
) -> None:
    unseen = seat.run("adopt", "1nobodyknowsthisfile", "--yes")
    assert (unseen.code, "open it with closeplan once" in unseen.err) == (1, True)
    file = TheirFile(workspace, foreign_grid("en-lumora-map"))
    seat.adopt(file)
    elsewhere = Seat(tmp_path / "elsewhere", workspace)
    refused = elsewhere.run("adopt", file.id, "--yes")
    assert (refused.code, "holds the plan" in refused.err) == (1, True)
    released = elsewhere.run("adopt", "--undo", file.id, "--json")
    assert released.json() == {"plan_id": None, "spreadsheet_id": file.id, "undone": True}
    unknown = elsewhere.run("adopt", "--undo", "nope")
    assert (unknown.code, "no plan or Sheet 'nope'" in unknown.err) == (1, True)


def test_a_dry_run_reads_a_sheet_too_and_says_the_same(seat: Seat, workspace: str) -> None:
    file = TheirFile(workspace, foreign_grid("en-lumora-map"))
    before = file.get()
    dry, shown = seat.run("adopt", file.id, "--dry-run", "--json"), seat.run("adopt", file.id, "--json")
    assert dry.json().items() <= shown.json().items()
    unseen = seat.run("adopt", "1nobodyknowsthisfile", "--dry-run")
    assert (unseen.code, "open it with closeplan once" in unseen.err) == (1, True)
    assert file.get() == before


@pytest.mark.parametrize("kind", [(), ("--as", "doc")], ids=["Sheet", "Doc"])
def test_a_plan_that_closeplan_made_is_not_undone(seat: Seat, tmp_path: Path, kind: tuple[str, ...]) -> None:
    from tests.integration.command import write_deal

    made = seat.run("generate", write_deal(tmp_path), "--json", *kind).json()
    refused = seat.run("adopt", "--undo", made["plan_id"])
    assert (refused.code, "closeplan made its document" in refused.err) == (1, True)
    assert [plan["plan_id"] for plan in seat.run("sync", "--json").json()["plans"]] == [made["plan_id"]]
