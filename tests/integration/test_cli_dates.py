"""`closeplan dates`: texts on stdin, the days they name on stdout."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.running import ROOT, environment

AT = ("--ref", "2026-11-23T09:00", "--lang", "en")


def dates(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "addon", "dates", *arguments],
        cwd=ROOT, env=environment(), input=text, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_each_line_gets_one_list_with_the_dates_in_it() -> None:
    done = dates(*AT, "--json", text="We meet on 5 March 2027.\n\nnothing here\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    [found] = lines[0]
    assert found == {"text": "5 March 2027", "start": 11, "end": 23, "kind": "day", "values": ["2027-03-05"]}
    assert lines[1:] == [[], []]
    assert done.returncode == 0


def test_a_locale_decides_the_order_of_numbers() -> None:
    plain, british = (
        json.loads(dates(*AT, *more, "--json", text="3/4/2027").stdout)
        for more in ((), ("--locale", "en_GB"))
    )
    assert sorted(plain[0]["values"]) == ["2027-03-04", "2027-04-03"]
    assert british[0]["values"] == ["2027-04-03"]


@pytest.mark.parametrize("name", ["en-GB", "EN_gb", "de_AT", "de_CH", "sv_SE"])
def test_locales_of_other_countries_are_known(name: str) -> None:
    [found] = json.loads(dates(*AT, "--locale", name, "--json", text="3/4/2027").stdout)
    assert found["values"] == ["2027-04-03"]


def test_a_year_of_no_plan_is_no_other_year() -> None:
    done = dates(*AT, "--json", text="1 January 0001\nfounded January 1, 1899.\nlunch 5 March 0900\n")
    assert [[one["values"] for one in json.loads(line)] for line in done.stdout.splitlines()] == [
        [], [], [["2027-03-05"]]
    ]  # fmt: skip


def test_a_span_has_its_two_ends() -> None:
    [found] = json.loads(dates(*AT, "--json", text="next month").stdout)
    assert (found["kind"], found["values"]) == ("month", ["2026-12-01", "2026-12-31"])


def test_people_read_a_sentence() -> None:
    assert dates(*AT, text="tomorrow").stdout == "“tomorrow” (day): 2026-11-24\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--ref", "soon", "--lang", "en"), "--ref: “soon” is no ISO time; write it as 2026-11-23T09:00\n"),
        (("--ref", "2026-11-23", "--lang", "xx"), "--lang: “xx” is none of en, de, fr, es, pt, it, nl, ja\n"),
        ((*AT, "--locale", "xx_QQ"), "--locale: “xx_QQ” is no locale; write it as en_GB or de_DE\n"),
        ((*AT, "--locale", "english"), "--locale: “english” is no locale; write it as en_GB or de_DE\n"),
    ],
)
def test_a_wrong_option_is_said_in_one_line(arguments: tuple[str, ...], says: str) -> None:
    done = dates(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", says)


def test_the_answer_to_a_line_comes_before_the_next_line() -> None:
    command = [sys.executable, "-m", "addon", "dates", *AT, "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write("2027-03-05\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())[0]["values"] == ["2027-03-05"]
        running.stdin.close()
