"""The meetings and sales calls of the shared folder, in each of their three renderings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from closeplan.calls.identity import fingerprint
from closeplan.calls.reading import read_transcript
from tests.labelled_calls import SHARED

LANGUAGE = SHARED.parent / "language"
MEETINGS = LANGUAGE / "commit_mrda.jsonl"
NAMES = "Ana Bruno Chidi Dana Elif Farid Grace Hugo Ines Jonas".split()  # noqa: SIM905 - render_vtt.py's own


def meetings() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    rows = [json.loads(line) for line in MEETINGS.read_text(encoding="utf-8").splitlines()]
    for meeting in dict.fromkeys(row["m"] for row in rows):
        yield meeting, [row for row in rows if row["m"] == meeting]


@pytest.mark.skipif(not MEETINGS.exists(), reason="the shared language data is not on this machine")
@pytest.mark.parametrize("style", ["teams", "zoom", "meet"])
def test_every_cue_speaker_and_time_of_four_meetings_survives(style: str) -> None:
    for meeting, rows in meetings():
        command = [sys.executable, str(LANGUAGE / "render_vtt.py"), str(MEETINGS), meeting, style]
        data = subprocess.run(command, capture_output=True, check=True).stdout
        codes = list(dict.fromkeys(row["sp"] for row in rows))
        name = {code: f"{NAMES[number % 10]} {code.upper()}" for number, code in enumerate(codes)}
        turns = read_transcript(data, f"{meeting}.{style}").turns
        assert [(turn.speaker, turn.text) for turn in turns] == [
            (name[row["sp"]], row["text"].strip()) for row in rows
        ]
        if style == "meet":
            # the rendering itself cuts times to whole seconds, after rounding to milliseconds
            assert [turn.start for turn in turns] == [int(round(row["t0"], 3)) for row in rows]
        else:
            starts, ends = [row["t0"] for row in rows], [max(row["t1"], row["t0"] + 0.01) for row in rows]
            assert [turn.start for turn in turns] == pytest.approx(starts, abs=0.0006)
            assert [turn.end for turn in turns] == pytest.approx(ends, abs=0.0006)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared sales calls are not on this machine")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.json")), ids=lambda path: path.stem)
def test_each_form_of_a_sales_call_has_the_labelled_turns(path: Path) -> None:
    labelled = [tuple(turn) for turn in json.loads(path.read_text(encoding="utf-8"))["turns"]]
    prints = set()
    for ending in ("json", "zoom.vtt", "teams.vtt", "meet.txt"):
        transcript = read_transcript(
            path.with_name(f"{path.stem}.{ending}").read_bytes(), f"{path.stem}.{ending}"
        )
        assert [(turn.speaker, turn.text) for turn in transcript.turns] == labelled
        assert transcript.day is not None
        assert transcript.day.isoformat() == path.stem[-10:]
        prints.add(fingerprint(transcript.turns))
    assert len(prints) == 1
