"""What the buyer's side held against it."""

from __future__ import annotations

from closeplan.calls.findings import Objection
from closeplan.calls.model import Call, Known


def find_objections(call: Call, known: Known) -> tuple[Objection, ...]:
    """The objections, in the order of their turns."""
    return ()
