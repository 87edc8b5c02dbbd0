"""A measured figure, and how it is measured."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """What was measured against what was promised; `at_least` turns the comparison round."""

    name: str
    measured: float
    promised: float | None
    unit: str
    at_least: bool = False
    interval: tuple[float, float] | None = None
    """Where it lies with 95 % certainty, for what is measured on examples."""

    @property
    def met(self) -> bool:
        if self.promised is None:
            return True
        return self.measured >= self.promised if self.at_least else self.measured <= self.promised

    @property
    def promised_text(self) -> str:
        if self.promised is None:
            return "-"
        return f"{'>=' if self.at_least else '<='} {self.promised:g}"


def table(figures: list[Figure]) -> str:
    """The figures as aligned lines under a heading."""
    width = max(len(figure.name) for figure in figures)
    lines = [f"{'figure':<{width}}  {'measured':>10}  {'promised':>10}  unit"]
    for figure in figures:
        missed = "" if figure.met else "  MISSED"
        between = " ({:.2f} to {:.2f})".format(*figure.interval) if figure.interval else ""
        lines.append(
            f"{figure.name:<{width}}  {figure.measured:>10.2f}  {figure.promised_text:>10}  {figure.unit}{between}{missed}"
        )
    return "\n".join(lines)


def cpu_ms(work: Callable[[], object]) -> float:
    """The CPU milliseconds this process, all its threads, spends on one run."""
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def median_cpu_ms(work: Callable[[], object], *, runs: int = 25, warm_up: int = 3) -> float:
    """The median over several runs, the first ones not counted."""
    for _ in range(warm_up):
        work()
    return median(cpu_ms(work) for _ in range(runs))
