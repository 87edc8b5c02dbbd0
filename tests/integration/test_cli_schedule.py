"""`closeplan schedule`: dates on stdout, mistakes on stderr, and an exit status a script can rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from addon.cli import main
from tests.integration.command import DEAL, closeplan, write_deal
from tests.running import ROOT, environment

STEPS = """\
deal: {id: acme, name: Acme rollout, buyer: Acme, seller: Northwind}
today: 2026-11-23
go_live: {date: 2027-03-31}
template: none
milestones:
"""
HEAVY = ("flask", "sqlalchemy", "googleapiclient", "gspread", "huey", "waitress", "alembic", "requests")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["schedule", *map(str, arguments)])


def steps(*lines: str) -> str:
    return STEPS + "".join(f"  - {line}\n" for line in lines)


def test_json_is_one_document_and_nothing_else(tmp_path: Path) -> None:
    done = closeplan("schedule", write_deal(tmp_path), "--json")
    assert (done.code, done.err) == (0, "")
    answer = done.json()
    assert set(answer) == {"feasible", "go_live", "milestones", "conflicts"}
    assert answer["go_live"] == "2027-03-31"
    assert {"id", "workstream", "name", "side", "start", "due", "days", "float"} == set(
        answer["milestones"][0]
    )


def test_several_files_are_a_line_each_and_a_wrong_one_hides_no_other(tmp_path: Path) -> None:
    good = write_deal(tmp_path)
    wrong = write_deal(tmp_path, steps("{id: a, name: A, side: buyer, days: 1, after: [dpaa]}"), "wrong.yaml")
    late = write_deal(tmp_path, DEAL.replace("2027-03-31", "2026-12-10"), "late.yaml")
    done = run(good, wrong, late, "--json")
    assert done.exit_code == 2
    assert [json.loads(line)["feasible"] for line in done.stdout.splitlines()] == [True, False]
    assert done.stderr == f"{wrong}: milestones[0].after: no milestone 'dpaa'\n"


def test_what_does_not_fit_exits_with_1_and_prints_everything(tmp_path: Path) -> None:
    late = write_deal(tmp_path, DEAL.replace("2027-03-31", "2026-12-10"))
    done = run(late, "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 1
    assert len(answer["milestones"]) >= 12
    assert answer["conflicts"][0]["short_by"] > 0
    assert answer["conflicts"][0]["fix"]


def test_a_person_reads_dates_by_workstream_and_what_would_help(tmp_path: Path) -> None:
    late = write_deal(tmp_path, steps("{id: a, workstream: Legal, name: Sign, side: buyer, days: 90}"))
    done = run(late)
    assert done.stdout.splitlines()[:4] == [
        "Acme rollout: go-live 2027-03-31, fits",
        "  start       due         float",
        "Legal",
        "  2026-11-26  2027-03-31      3  Sign (buyer)",
    ]

    done = run(write_deal(tmp_path, steps("{id: a, workstream: Legal, name: Sign, side: buyer, days: 95}")))
    assert "Does not fit by 2 working days:\n  - Sign\nIt would fit with: " in done.stdout
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{id: a, name: A, side: buyer, days: 1, after: [b]}", "{id: b, name: B, side: buyer, days: 1, after: [a]}"],
         ["milestones[0].after: cycle a -> b -> a"]),
        (["{id: a, name: A, side: nobody, days: x}"], ["milestones[0].side: ", "milestones[0].days: "]),
        (["{id: a, name: A, side: buyer, days: 1, on: 2027-02-30}"], ["milestones[0].on: "]),
        (["{id: a, name: A, side: buyer, days: 1, colour: red}"], ["milestones[0].colour: "]),
    ],
)  # fmt: skip
def test_every_mistake_has_one_line_with_its_place(tmp_path: Path, lines: list[str], said: list[str]) -> None:
    done = run(write_deal(tmp_path, steps(*lines)), "--json")
    told = done.stderr.splitlines()
    assert (done.exit_code, done.stdout, len(told)) == (2, "", len(said))
    assert all(line.startswith(start) for line, start in zip(told, said, strict=True))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"# nothing but words\n", "the file is empty"),
        (b"PK\x03\x04rest", "deal.yaml is an Office document or a ZIP archive; a deal file is YAML"),
        (b"%PDF-1.7\n", "deal.yaml is a PDF; a deal file is YAML"),
        ("deal: {}".encode("utf-16"), "deal.yaml is text in UTF-16; a deal file is YAML"),
        ("deal: {buyer: Müller}".encode("latin-1"), "byte 15: deal.yaml is not UTF-8 text"),
        (b"deal: [1,\n", "line 2, column 1: "),
        (b"- a list\n", "should be a mapping"),
        (b"just words\n", "should be a mapping"),
        (b"a: &x [1]\nb: *x\n", "line 2, column 4: aliases (*) can't be used"),
        (b"deal: {id: \x00}\n", "the character"),
        (b"x" * 2_000_001, "deal.yaml is larger than 2,000,000 bytes"),
        (b"[" * 5000, "the YAML is nested too deeply"),
    ],
)
def test_what_is_no_deal_file_is_told_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "deal.yaml"
    path.write_bytes(content)
    done = run(path, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere.yaml", tmp_path, write_deal(tmp_path), "--json")
    assert done.exit_code == 2
    assert done.stdout.count("\n") == 1
    assert done.stderr.splitlines() == [
        f"{path}: {path} can't be read: {why}"
        for path, why in [
            (tmp_path / "nowhere.yaml", "No such file or directory"),
            (tmp_path, "Is a directory"),
        ]
    ]


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    done = run("/dev/zero")
    assert (done.exit_code, done.stderr) == (2, "zero is larger than 2,000,000 bytes\n")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + DEAL.encode())
    assert run(path, "--json").stdout == run(write_deal(tmp_path), "--json").stdout


def test_another_template_can_be_asked_for(tmp_path: Path) -> None:
    deal = write_deal(tmp_path)
    lite = json.loads(run(deal, "--template", "lite", "--json").stdout)
    assert len(lite["milestones"]) < 12
    done = run(deal, "--template", "heavy")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("template: no template 'heavy' (there are enterprise, lite, standard")


def test_without_a_day_in_the_file_today_is_the_clocks_day(tmp_path: Path) -> None:
    """A go-live of long ago can't fit, whatever the day is."""
    deal = DEAL.replace("today: 2026-11-23\n", "").replace("2027-03-31", "2020-03-31")
    done = closeplan("schedule", write_deal(tmp_path, deal), "--json", time_zone="Asia/Tokyo")
    assert (done.code, done.json()["feasible"]) == (1, False)


def test_dates_alone_start_no_backend(tmp_path: Path) -> None:
    """The command imports neither web, database nor Google's clients: it answers at once."""
    look = (
        "import sys; from addon.cli import main\n"
        "try: main(sys.argv[1:])\n"
        f"except SystemExit: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    deal = DEAL.replace("today: 2026-11-23\n", "")
    done = subprocess.run(
        [sys.executable, "-c", look, "schedule", str(write_deal(tmp_path, deal)), "--json"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == "[]\n"
    assert json.loads(done.stdout)["milestones"]
