"""What people took on during a call, and what was asked of them and not taken on."""

from __future__ import annotations

from closeplan.calls.findings import Commitment, Request
from closeplan.calls.model import Call, Known


def find_commitments(call: Call, known: Known) -> tuple[tuple[Commitment, ...], tuple[Request, ...]]:
    """The commitments, and the requests that nobody answered, in the order of their turns."""
    return (), ()
