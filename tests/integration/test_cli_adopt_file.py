"""`closeplan adopt FILE` against a real local Workspace: what the file held is what the Sheet holds, or nothing is made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from addon.cli import main
from addon.commands import adopt_live
from tests.integration.workspace_clients import google_client, running_workspace
from tests.running import SELLER, requests_made

Run = Callable[..., Result]

GERMAN = [
    ["Meilenstein", "Verantwortlich", "Frist", "Status", "Bemerkung"],
    [
        "Übergabe Lösungskonzept",
        "Jörg Müller",
        "2027-01-11",
        "Erledigt",
        '=HYPERLINK("http://evil.example";"x")',
    ],
    ["Prüfung Datenschutz", "Änne Groß", "2027-02-01", "Offen", "+4420123"],
    ["Freigabe Budget", "Jörg Müller", "2027-03-01", "Offen", "=1+1"],
    ["Vertrag", "Änne Groß", "2027-03-15", "Offen", "00123"],
    ["Schulung, Teil 1", "Jörg Müller", "2027-04-01", "Offen", "@SUM(A1)"],
]
UNDATED = "Task,Owner,Status\nKick-off,Dana Fischer,Done\nReview,Sam Reed,Open\nSign,Dana Fischer,Open\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def run(tmp_path: Path, workspace: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`closeplan adopt` on Sam's machine."""
    settings = {"DATA": str(tmp_path / "data"), "WORKSPACE_URL": workspace, "WATCH": "poll"}
    for name, value in settings.items():
        monkeypatch.setenv(f"CLOSEPLAN_{name}", value)

    def adopt(*arguments: str | Path, says: str = "") -> Result:
        return CliRunner().invoke(main, ["adopt", *map(str, arguments)], input=says)

    return adopt


def german(folder: Path) -> Path:
    """A CSV file as Excel writes it in Germany."""
    path = folder / "Projektplan.csv"
    text = "\r\n".join(";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in GERMAN)
    path.write_bytes(text.encode("cp1252"))
    return path


def entered(workspace: str, document_id: str) -> list[list[Any]]:
    """What stands in the first sheet's cells, as it was entered."""
    sheets = google_client("sheets", "v4", workspace, SELLER).spreadsheets()
    fields = "sheets.data.rowData.values.userEnteredValue"
    raw = sheets.get(spreadsheetId=document_id, fields=fields).execute()
    rows = raw["sheets"][0]["data"][0]["rowData"]
    return [[cell.get("userEnteredValue") for cell in row.get("values", ())] for row in rows]


def uploads(workspace: str) -> int:
    return Counter(requests_made(workspace)["by_user"].get(SELLER, {}))["drive.files.create"]


def test_a_german_csv_keeps_its_columns_and_no_text_of_it_becomes_a_formula(
    run: Run, workspace: str, tmp_path: Path
) -> None:
    done = run(german(tmp_path), "--yes", "--json")
    answer = json.loads(done.stdout)
    assert (answer["milestones"], answer["go_live"], answer["unclear"]) == (5, "2027-04-01", 0)
    found = entered(workspace, answer["spreadsheet_id"])
    for row, line in zip(found, GERMAN, strict=False):
        texts = [None if cell is None else cell.get("stringValue") for cell in row[:5]]
        assert [texts[at] for at in (0, 1, 3, 4)] == [line[at] for at in (0, 1, 3, 4)]
    assert "formulaValue" not in str(found)


def test_go_live_is_the_last_due_date_in_the_order_the_column_writes_its_numbers(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "tage.csv"
    days = ["13.01.2027", "03.02.2027", "05.03.2027"]
    lines = ["Meilenstein;Verantwortlich;Frist", *(f"Schritt {day};Jörg Müller;{day}" for day in days)]
    path.write_text("\n".join(lines), encoding="cp1252")
    answer = json.loads(run(path, "--yes", "--json").stdout)
    assert (answer["go_live"], answer["unclear"]) == ("2027-03-05", 0)


def test_an_excel_file_keeps_its_own_formulas_and_its_texts(run: Run, workspace: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [["Task", "Owner", "Due date", "Notes"], *([*line[:3], ""] for line in GERMAN[1:])]:
        sheet.append(row)
    sheet["D2"] = "=1+1"
    sheet["D3"].value, sheet["D3"].data_type = "=1+1 is what Dana calls it", "s"
    book.save(tmp_path / "plan.xlsx")
    answer = json.loads(run(tmp_path / "plan.xlsx", "--yes", "--json").stdout)
    column = [row[3] for row in entered(workspace, answer["spreadsheet_id"])[1:3]]
    assert column == [{"formulaValue": "=1+1"}, {"stringValue": "=1+1 is what Dana calls it"}]


def test_what_can_be_known_before_is_said_before_a_sheet_is_made(
    run: Run, workspace: str, tmp_path: Path
) -> None:
    path = german(tmp_path)
    (tmp_path / "undated.csv").write_text(UNDATED)
    before = uploads(workspace)
    for arguments, says in (
        ((path, "--id", "two words"), "--id: 'two words' is not an id"),
        ((path, "--column", "Z=colour"), "--column Z=colour"),
        ((tmp_path / "undated.csv",), "--go-live: no go-live date and no due date could be read"),
        ((tmp_path / "missing.csv",), "can't be read"),
    ):
        refused = run(*arguments, "--yes")
        assert (refused.exit_code, says in refused.stderr) == (2, True), refused.output
    assert uploads(workspace) == before
    dated = run(path, "--yes", "--json", "--column", "C=ignore", "--column", "E=due")
    assert (dated.exit_code, "no due date could be read" in dated.stderr) == (2, True)


def test_a_try_that_fails_late_names_the_sheet_and_the_next_one_uses_it(
    run: Run, workspace: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = german(tmp_path), uploads(workspace)
    with monkeypatch.context() as patch:
        patch.setattr(adopt_live, "same_meaning", lambda *_: False)
        failed = run(path, "--yes")
    assert (failed.exit_code, "reads otherwise than the file did" in failed.stderr) == (2, True)
    answer = json.loads(run(path, "--yes", "--json").stdout)
    assert f"`closeplan adopt {answer['spreadsheet_id']}`" in failed.stderr
    assert uploads(workspace) == before + 1
    again = json.loads(run(path, "--yes", "--json").stdout)
    assert again["spreadsheet_id"] != answer["spreadsheet_id"], "an adopted Sheet is nobody's second plan"


def test_whose_an_owner_column_is_follows_from_the_companies_and_is_asked_where_it_does_not(
    run: Run, workspace: str, tmp_path: Path
) -> None:
    path = tmp_path / "two.csv"
    rows = ["Milestone,Northwind owner,Corvel owner,Due date"]
    people = ["Sam Reed,Dana Fischer", "Ann Wu,Dana Fischer", "Sam Reed,Tom Berg", "Joe Park,Eva Lind"]
    rows += [f"Step {n} of the plan,{people[n % 4]},2027-02-{n:02}" for n in range(1, 9)]
    path.write_text("\n".join(rows))
    silent = run(path, "--yes", "--id", "silent")
    assert "“Northwind owner” is taken for the buyer's owners" in silent.stderr
    shown = json.loads(run(path, "--json", "--buyer", "Corvel Ltd").stdout)
    assert shown["timeline"]["owner_sides"] == {"1": "seller", "2": "buyer"}
    asked = run(path, "--id", "asked", "--go-live", "2027-03-31", says="\n\ntwo!C\nn\n")
    assert "The buyer's owners stand in two!B “Northwind owner” or two!C “Corvel owner”" in asked.stdout
    told = run(path, "--id", "told", "--go-live", "2027-03-31", says="Corvel Ltd\nNorthwind\ny\n")
    assert "the document names Northwind, Corvel" in told.stdout
    assert ("The buyer's owners stand in" in told.stdout, told.exit_code) == (False, 0), told.output
