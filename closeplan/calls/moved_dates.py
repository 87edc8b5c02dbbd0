"""Dates that a call replaced by others."""

from __future__ import annotations

from closeplan.calls.findings import DateChange
from closeplan.calls.model import Call, Known


def find_date_changes(call: Call, known: Known) -> tuple[DateChange, ...]:
    """The dates that moved, in the order of their turns."""
    return ()
