"""Shared drives, which the local Workspace does not have: what asks for one is refused by name."""

from __future__ import annotations

from local_workspace.call import Call
from local_workspace.errors import unimplemented


def refuse_shared_drives(call: Call) -> None:
    """Refuse a call for a shared drive's files or changes; asking for all drives' is fine, there are none."""
    for name in ("driveId", "teamDriveId", "includeCorpusRemovals"):
        if call.params.get(name):
            raise unimplemented(f"{call.method.id} with {name}")
    if call.params.get("corpora") == "drive":
        raise unimplemented(f"{call.method.id} with corpora=drive")
