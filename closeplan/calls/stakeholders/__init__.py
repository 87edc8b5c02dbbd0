"""Who has a part in the decision, as a call shows it."""

from __future__ import annotations

from closeplan.calls.findings import SpokenStakeholder
from closeplan.calls.model import Call, Known


def find_stakeholders(call: Call, known: Known) -> tuple[SpokenStakeholder, ...]:
    """The stakeholders, once each, in the order of their turns."""
    return ()
