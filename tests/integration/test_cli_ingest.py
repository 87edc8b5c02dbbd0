"""`closeplan ingest`: a dry run says what calls say and changes nothing; with a plan they are taken in, each once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from addon.adapters.store import SqlStore
from closeplan.plan.model import Status
from tests.integration.command import Done, closeplan
from tests.integration.test_cli_ledger import keep

CALL = """WEBVTT

00:00:01.000 --> 00:00:04.000
Sam Ortiz: Could you send me the signed data processing agreement?

00:00:05.000 --> 00:00:09.000
Dana Fischer: Sure, you'll have it on Friday.
"""
PEOPLE = [
    {"name": "Sam Ortiz", "email": "sam@northwind.example", "side": "seller", "title": "Account Executive"},
    {"name": "Dana Fischer", "email": "dana@acme.example", "side": "buyer", "title": None},
]


def call_file(folder: Path, text: str = CALL, name: str = "acme-2027-02-02.zoom.vtt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def documents(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_dry_run_prints_one_document_a_file_and_needs_nothing(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    people.write_text(json.dumps({"people": PEOPLE}), encoding="utf-8")
    files = (call_file(tmp_path), call_file(tmp_path, name="other.vtt"))

    done = closeplan(
        "ingest", *files, "--dry-run", "--json", "--date", "2027-02-02", "--people", people, data=str(tmp_path / "none")
    )  # fmt: skip
    first, second = documents(done)
    [taken_on] = first["commitments"]
    assert (done.code, first["call"], second["call"]) == (0, "acme-2027-02-02", "other")
    assert first["turns"] == 2
    assert (taken_on["turn"], taken_on["request_turn"], taken_on["owner"]) == (1, 0, "Dana Fischer")
    assert (taken_on["side"], taken_on["due"], taken_on["due_text"]) == ("buyer", "2027-02-05", "on Friday")
    assert taken_on["quote"] in CALL
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_call_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    broken = tmp_path / "film.mp4"
    broken.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(200))
    done = closeplan("ingest", broken, call_file(tmp_path), "--dry-run", "--json")
    wrong, right = documents(done)
    assert done.code == 2
    assert set(wrong) == {"call", "error"}
    assert wrong["error"] in done.err
    assert len(right["commitments"]) == 1


def test_a_file_without_a_day_is_read_by_todays_and_says_so(tmp_path: Path) -> None:
    done = closeplan("ingest", call_file(tmp_path, name="call.vtt"), "--dry-run")
    assert done.code == 0
    assert "--date" in done.err
    assert "Dana Fischer" in done.out


def test_wrong_options_are_told_with_their_names(tmp_path: Path) -> None:
    path = call_file(tmp_path)
    for options, told in (
        ((), "--dry-run"),
        (("--dry-run", "--deal", "acme"), "--dry-run"),
        (("--dry-run", "--date", "Tuesday"), "--date"),
        (("--dry-run", "--zone", "Mars/Base"), "--zone"),
        (("--dry-run", "--people", str(path)), "is no list of people"),
        (("--deal", "acme", "--people", str(path)), "goes with --dry-run"),
    ):
        done = closeplan("ingest", path, *options, data=str(tmp_path))
        assert (done.code, done.out) == (2, "")
        assert told in done.err


def test_a_call_is_taken_into_a_plan_once_whatever_its_file(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    keep(store, "acme", 7, Status.IN_PROGRESS)
    again = call_file(tmp_path, CALL.replace("00:00:0", "00:01:0"), "download (1).vtt")
    taken = ("--deal", "acme", "--json", "--date", "2027-02-02")

    first = closeplan("ingest", call_file(tmp_path), *taken, data=str(tmp_path)).json()
    second = closeplan("ingest", again, *taken, data=str(tmp_path)).json()
    assert (first["new"], second["new"]) == (True, False)
    assert first["id"] == second["id"]
    assert first["proposed"] == len(store.suggestions("acme")) > 0
    [call] = store.calls("acme")
    assert (call.day.isoformat(), call.turns) == ("2027-02-02", 2)


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = closeplan("ingest", call_file(tmp_path), "--deal", "nobody", data=str(tmp_path))
    assert done.code == 1
    assert "nobody" in done.err
