"""`make bench-calls`: how well calls are understood, one table on stdout and the same as build/bench-calls.json.

Precision, recall and F1 with bootstrap 95 % intervals on labelled lines, what else reads them on the same lines, and how
long it takes. The public sets are not part of the repository (docs/calls.md says where they come from); what needs them is left
out where they are missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench import dates
from bench.calls import ask_speed, email, hour, many, meetings, questions, sales, spoken_dates
from bench.figures import Figure, table
from tests.labelled_calls import SETS, labelled_calls

BUILD = Path("build")


def main() -> None:
    """Measure everything and print it."""
    figures = list(_figures())
    print(table(figures))
    BUILD.mkdir(exist_ok=True)
    report = [asdict(figure) | {"met": figure.met} for figure in figures]
    (BUILD / "bench-calls.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _figures() -> Iterator[Figure]:
    for which in SETS:
        yield from sales.figures(labelled_calls(which), which)
    yield from meetings.figures()
    yield from email.figures()
    yield from questions.figures()
    yield from dates.figures()
    yield from spoken_dates.figures()
    yield from hour.figures()
    yield from many.figures()
    yield from ask_speed.figures()


if __name__ == "__main__":
    main()
