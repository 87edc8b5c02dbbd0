"""`closeplan adopt FILE... --dry-run`: what it prints, and that it writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from addon.cli import main
from tests.unit.adopt.known_answers import OWN, load

GRID = OWN / "de-kunde-anbieter-tabs.json"
KEYS = {
    *("timeline", "stakeholders", "risks", "facts", "fact_cells", "workstream_from", "ignore_columns"),
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["adopt", *map(str, arguments), "--dry-run"])


def test_each_file_is_one_line_in_the_form_of_the_answers() -> None:
    result = run(GRID, OWN / "en-transposed-cards.json", "--json")
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert [set(document) for document in documents] == [KEYS, KEYS]
    truth = load(GRID)["truth"]
    columns = documents[0]["timeline"]["columns"]
    assert {index: field for index, (field, _) in columns.items()} == truth["timeline"]["columns"]
    assert documents[0]["facts"] == truth["facts"]
    assert documents[1]["timeline"]["transposed"] is True


def test_people_read_each_column_with_its_reason_and_samples() -> None:
    lines = run(GRID).stdout.splitlines()
    due = next(line for line in lines if "Frist" in line)
    for word in ("due", "%", "2027-05-10", "its header means this", "it holds dates"):
        assert word in due
    assert any("owner (seller)" in line for line in lines)
    assert any("go live: 2027-10-04" in line for line in lines)


def test_a_workbook_without_a_plan_says_so(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("apples,3\npears,4\n")
    result = run(tmp_path / "list.csv")
    assert result.exit_code == 0
    assert "no table of milestones, people or risks was found" in result.stdout


@pytest.mark.parametrize("name", ["missing.xlsx", "broken.xlsx", "broken.json"])
def test_a_file_that_cannot_be_read_is_one_line_with_its_name(tmp_path: Path, name: str) -> None:
    if name.startswith("broken"):
        (tmp_path / name).write_bytes(b"not what it says")
    result = run(tmp_path / name, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(str(tmp_path / name))
    assert len(result.stderr.splitlines()) == 1
