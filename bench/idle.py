"""How much memory the demo's backend holds with nothing to do."""

from __future__ import annotations

import time
from pathlib import Path

import psutil

from bench.figures import Figure

SETTLED_SECONDS = 4.0


def figures(data: Path) -> list[Figure]:
    """Resident memory of the running demo's backend alone; `data` is the demo's folder."""
    time.sleep(SETTLED_SECONDS)
    family = psutil.Process().children(recursive=True)
    backend = next(p for p in family if {"addon", "demo", str(data)} <= set(p.cmdline()))
    return [Figure("idle backend, resident", backend.memory_info().rss / 1e6, 150, "MB")]
