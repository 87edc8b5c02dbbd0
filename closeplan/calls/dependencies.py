"""What has to come before what, as people said on a call."""

from __future__ import annotations

from closeplan.calls.findings import SpokenDependency
from closeplan.calls.model import Call, Known


def find_dependencies(call: Call, known: Known) -> tuple[SpokenDependency, ...]:
    """The dependencies, in the order of their turns."""
    return ()
