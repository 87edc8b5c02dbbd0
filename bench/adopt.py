"""How well somebody's own plan is understood: columns right, the surest mistake, and the time it takes.

`python -m bench.adopt` also prints how often answers of each certainty are right, and every mistake. The shared plans
are not part of the repository; without them there are the figures of our own layouts only.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, median_cpu_ms
from tests.unit.adopt.known_answers import TABLES, Column, compare, compared, load, own, propose, shared

LEAST_RIGHT = 95.0
SURE = 0.8
MOST_MS = 500.0
BINS = 10
SOUNDS = (
    "Blorp",
    "Quanta",
    "Zivvy",
    "Morkel",
    "Drasta",
    "Fenwo",
    "Hulip",
    "Jaxen",
    "Kirbo",
    "Lumpa",
    "Nadro",
    "Opsit",
)
"""Headers that mean nothing."""


def figures() -> Iterator[Figure]:
    """What was promised of adopted plans, for `make bench`."""
    for name, paths in (("shared", shared()), ("own", own())):
        if not paths:
            continue
        columns = answers(paths)
        right = 100 * sum(column.right for column in columns) / len(columns)
        yield Figure(f"adopt, {name} plans, columns right", right, LEAST_RIGHT, "%", at_least=True)
        surest = max((c.certainty for c in columns if c.answered and not c.right), default=0.0)
        yield Figure(f"adopt, {name} plans, surest mistake", surest, SURE, "certainty")
        plans = [load(path) for path in paths]
        spent = median_cpu_ms(lambda plans=plans: [propose(plan) for plan in plans], runs=3, warm_up=1)  # type: ignore[misc]
        yield Figure(f"adopt, {name} plans, CPU a workbook", spent / len(plans), MOST_MS, "ms")


def answers(paths: list[Path]) -> list[Column]:
    """Every column with a known answer."""
    return [column for path in paths for column in compare(path).columns]


def calibration(columns: list[Column]) -> Iterator[str]:
    """How often the columns that were matched are right, by certainty."""
    for at in range(BINS):
        some = [c for c in columns if c.answered and min(int(c.certainty * BINS), BINS - 1) == at]
        if some:
            right = sum(column.right for column in some)
            yield f"certainty {at / BINS:.1f} to {(at + 1) / BINS:.1f}: {right} of {len(some)} right"


def unknown_headers(paths: list[Path]) -> Iterator[Column]:
    """Every answer where one header at a time is replaced by a word without meaning."""
    for path in paths:
        plan = load(path)
        for name in TABLES:
            truth = plan["truth"][name]
            if not truth or truth["header_row"] is None or truth.get("transposed"):
                continue
            for column in map(int, truth["columns"]):
                changed = copy.deepcopy(plan)
                changed["sheets"][truth["sheet"]]["cells"][truth["header_row"]][column] = "Xyzzy"
                yield from compared(changed).columns


def no_header_known(paths: list[Path]) -> Iterator[Column]:
    """Every answer about the timeline where none of its headers means anything; plain upright tables only."""
    for path in paths:
        plan = copy.deepcopy(load(path))
        truth = plan["truth"]["timeline"]
        hard = {"header_top", "repeated_header_rows", "transposed"} & truth.keys()
        if truth["header_row"] is None or hard:
            continue
        names = plan["sheets"][truth["sheet"]]["cells"][truth["header_row"]]
        for at, column in enumerate([*map(int, truth["columns"]), *plan["truth"]["ignore_columns"]]):
            names[column] = (
                None if names[column] is None else f"{SOUNDS[at % len(SOUNDS)]}{'o' * (at // len(SOUNDS))}"
            )
        yield from (one for one in compared(plan).columns if one.table == "timeline")


def main() -> None:
    """Print everything."""
    for figure in figures():
        print(f"{figure.name}: {figure.measured:.2f} {figure.unit}")
    columns = answers([*shared(), *own()])
    for line in calibration(columns):
        print(line)
    for column in columns:
        if not column.right:
            print(f"wrong: {column}")
    without = list(unknown_headers([*shared(), *own()]))
    sure = [c for c in without if c.answered and not c.right and c.certainty > SURE]
    right = sum(column.right for column in without)
    print(f"one header unknown: {right} of {len(without)} right, {len(sure)} wrong for sure")
    blind = list(no_header_known([*shared(), *own()]))
    sure = [c for c in blind if c.answered and not c.right and c.certainty > SURE]
    print(f"no header known: {sum(c.right for c in blind)} of {len(blind)} right, {len(sure)} wrong for sure")


if __name__ == "__main__":
    main()
