"""What may keep a deal from its date, as people said on a call."""

from __future__ import annotations

from closeplan.calls.findings import SpokenRisk
from closeplan.calls.model import Call, Known


def find_risks(call: Call, known: Known) -> tuple[SpokenRisk, ...]:
    """The risks, in the order of their turns."""
    return ()
