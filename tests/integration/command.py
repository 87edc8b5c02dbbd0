"""The real command line in a process of its own, as a person or a script runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.running import ROOT, environment

DEAL = """\
deal: {id: acme-2027, name: Acme rollout, buyer: Acme GmbH, seller: Northwind, amount: 180000, currency: EUR}
today: 2026-11-23
go_live: {date: 2027-03-31, why: Board committed to the new fiscal year}
stakeholders:
  - {name: Dana Fischer, email: dana@acme.example, side: buyer, role: champion, power: influencer}
"""


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON document on stdout, and nothing beside it."""
        assert self.out.endswith("\n"), self
        assert self.out.count("\n") == 1, self
        return json.loads(self.out)


def closeplan(*arguments: str | Path, **settings: str) -> Done:
    """Run a command to its end with nothing on stdin and only these settings."""
    done = subprocess.run(
        [sys.executable, "-m", "addon", *map(str, arguments)],
        cwd=ROOT, env=environment(**settings), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def write_deal(folder: Path, text: str = DEAL, name: str = "deal.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
