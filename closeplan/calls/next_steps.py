"""What both sides agreed comes next."""

from __future__ import annotations

from closeplan.calls.findings import NextStep
from closeplan.calls.model import Call, Known


def find_next_steps(call: Call, known: Known) -> tuple[NextStep, ...]:
    """The next steps, in the order of their turns."""
    return ()
