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


def cpu_ms(work: Callable[[], object], *, runs: int = 15, warm_up: int = 2) -> float:
    """The median of the CPU milliseconds this process spends on one run."""
    for _ in range(warm_up):
        work()
    spent = []
    for _ in range(runs):
        before = time.process_time()
        work()
        spent.append((time.process_time() - before) * 1000)
    return median(spent)
