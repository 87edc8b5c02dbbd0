"""Files a seller made, in their own Drive."""

from __future__ import annotations

from collections.abc import Callable

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from addon.adapters.google.files import PLAN_PROPERTY


class GoogleOwnFiles:
    """`closeplan.ports.seller_files.OwnFiles` with the seller's token."""

    def __init__(self, client: Callable[[], PerThread]) -> None:
        self._client = client

    def was_made_for(self, document_id: str, plan_id: str) -> bool:
        with translated("looking at the plan's file"):
            file = self._client().drive().files().get(fileId=document_id, fields="appProperties").execute()
        return bool(file.get("appProperties", {}).get(PLAN_PROPERTY) == plan_id)

    def editors(self, document_id: str) -> frozenset[str]:
        fields = "revisions(lastModifyingUser(emailAddress))"
        with translated("looking at who changed the plan"):
            revisions = self._client().drive().revisions()
            found = revisions.list(fileId=document_id, fields=fields, pageSize=1000).execute()
        users = (revision.get("lastModifyingUser", {}) for revision in found.get("revisions", []))
        return frozenset(str(user.get("emailAddress", "")).lower() for user in users)

    def trash(self, document_id: str) -> None:
        with translated("moving the plan to the trash"):
            files = self._client().drive().files()
            files.update(fileId=document_id, body={"trashed": True}, fields="id").execute()
