"""`make bench`: what the issues promise, measured; one table on stdout and the same as build/bench.json.

Medians of several runs in this process or of real processes, with a peer in the same run where there is one. Every figure
is printed as it was measured, met or missed.
"""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from pathlib import Path

from bench import loop, requests_ratio, schedule_bench
from bench.figures import Figure

BUILD = Path("build")


def main() -> None:
    """Measure everything and print it."""
    figures: list[Figure] = [
        *schedule_bench.figures(),
        *loop.figures(),
        *requests_ratio.figures(),
    ]
    width = max(len(figure.name) for figure in figures)
    print(f"{'figure':<{width}}  {'measured':>10}  {'promised':>10}  unit")
    for figure in figures:
        print(
            f"{figure.name:<{width}}  {figure.measured:>10.2f}  {figure.promised_text:>10}  {figure.unit}{'' if figure.met else '  MISSED'}"
        )
    BUILD.mkdir(exist_ok=True)
    report = {
        "machine": platform.processor() or platform.machine(),
        "figures": [asdict(f) | {"met": f.met} for f in figures],
    }
    (BUILD / "bench.json").write_text(json.dumps(report, indent=2), encoding="utf-8")


main()
