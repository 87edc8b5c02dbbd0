"""A 60-minute call end to end: the file read, understood and printed by the command, its time and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from bench.figures import Figure
from tests.labelled_calls import labelled_calls

TURNS = 900
SECONDS_A_TURN = 4.0
RUNS = 3


def figures() -> Iterator[Figure]:
    """Seconds and the most memory of `closeplan ingest --dry-run` on an hour's talk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hour-2027-02-02.vtt"
        path.write_text(hour_long(), encoding="utf-8")
        runs = [_run(path) for _ in range(RUNS)]
    yield Figure("a 60-minute call end to end", median(seconds for seconds, _ in runs), 5, "s")
    yield Figure("and the most memory it takes", max(memory for _, memory in runs), 400, "MB")


def hour_long(number: int = 0) -> str:
    """An hour of WebVTT out of labelled calls' lines, which `number` makes another call's."""
    lines = [
        (turn.speaker, turn.text)
        for which in ("sample", "dev", "held")
        for one in labelled_calls(which)
        for turn in one.call.turns
    ]
    if not lines:
        lines = [
            ("Ann Lee", "I'll send the draft on Friday."),
            ("Bo Ray", "Thanks. Our CFO wants to see it first."),
        ]
    first = ("Ann Lee", f"Welcome to our call number {number}.")
    said = [first, *islice(cycle(lines), number * 37, number * 37 + TURNS - 1)]
    cues = [
        f"{at + 1}\n{_clock(at)} --> {_clock(at + 0.9)}\n<v {speaker}>{text}</v>\n"
        for at, (speaker, text) in enumerate(said)
    ]
    return "\n".join(["WEBVTT", "", f"NOTE call {number}", "", *cues])


def _clock(turn: float) -> str:
    seconds = turn * SECONDS_A_TURN
    return f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f}"


def _run(path: Path) -> tuple[float, float]:
    """Seconds from start to end, and the most resident memory in MB."""
    command = [sys.executable, "-m", "addon", "ingest", str(path), "--dry-run", "--json"]
    begun, most = time.monotonic(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                most = max(most, watched.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.01)
    assert process.returncode == 0
    return time.monotonic() - begun, most
