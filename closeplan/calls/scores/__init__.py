"""Evidence for the elements of sales methods, and what it comes to."""

from __future__ import annotations

from closeplan.calls.findings import Evidence
from closeplan.calls.model import Call, Known


def find_evidence(call: Call, known: Known) -> tuple[Evidence, ...]:
    """The evidence for every element of every method that is known, in the order of its turns."""
    return ()
