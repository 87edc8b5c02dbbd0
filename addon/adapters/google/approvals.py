"""Drive's approvals of a file (the API's discovery document: `approvals`), as whoever the client's account is.

`start`, `cancel` and `comment` need the file's writer; the robot is one, so that it can reset an approval that the
seller started.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.errors import NotFoundError, RefusedError
from closeplan.records.sign_offs import NO_RESPONSE, ApprovalStatus, DriveApproval

RETRIES = 4
FIELDS = "approvalId,status,modifyTime,reviewerResponses(response,reviewer(emailAddress,displayName))"

KEEP_ON_EDITS = "NO_APPROVAL_ACTION"
"""Or else the robot's own words in the file would reset what people said, and lock the file once all have approved."""


class GoogleApprovals:
    """`closeplan.ports.signoff.Approvals`."""

    def __init__(self, client: Callable[[], PerThread]) -> None:
        self._client = client

    def start(self, document_id: str, reviewers: Sequence[str], message: str) -> DriveApproval:
        body = {
            "reviewerEmails": list(reviewers),
            "message": message,
            "fileContentChangeBehavior": KEEP_ON_EDITS,
        }
        with translated("asking for an approval"):
            started = self._approvals().start(fileId=document_id, body=body, fields=FIELDS).execute()
        return _approval(started)

    def remind(self, document_id: str, approval_id: str, message: str) -> None:
        with translated("reminding of an approval"):
            self._approvals().comment(
                fileId=document_id, approvalId=approval_id, body={"message": message}
            ).execute()

    def without_access(self, document_id: str, people: frozenset[str]) -> frozenset[str]:
        with translated("looking at who has access to the plan"):
            permissions = self._client().drive().permissions()
            found = permissions.list(
                fileId=document_id,
                fields="nextPageToken,permissions(type,emailAddress,domain)",
                pageSize=100,
                supportsAllDrives=True,
            ).execute(num_retries=RETRIES)
        given = found.get("permissions", [])
        if any(one.get("type") in {"group", "anyone"} for one in given) or "nextPageToken" in found:
            return frozenset()
        addresses = {str(one.get("emailAddress", "")).lower() for one in given}
        domains = {str(one["domain"]).lower() for one in given if one.get("type") == "domain"}
        return frozenset(
            who for who in people if who not in addresses and who.rpartition("@")[2] not in domains
        )

    def cancel(self, document_id: str, approval_id: str, message: str) -> None:
        body = {"message": message} if message else {}
        # what ended by itself meanwhile is refused, and that is what is wanted
        with suppress(RefusedError), translated("cancelling an approval"):
            self._approvals().cancel(fileId=document_id, approvalId=approval_id, body=body).execute()

    def look(self, document_id: str, approval_id: str) -> DriveApproval | None:
        try:
            with translated("looking at an approval"):
                found = (
                    self._approvals()
                    .get(fileId=document_id, approvalId=approval_id, fields=FIELDS)
                    .execute(num_retries=RETRIES)
                )
        except NotFoundError:
            return None
        return _approval(found)

    def _approvals(self) -> Any:
        return self._client().drive().approvals()


def _approval(found: dict[str, Any]) -> DriveApproval:
    reviewers, names = {}, {}
    for item in found.get("reviewerResponses", ()):
        user = item.get("reviewer", {})
        name = str(user.get("displayName", ""))
        who = str(user.get("emailAddress") or name).lower()
        reviewers[who] = str(item.get("response", NO_RESPONSE))
        names[who] = name
    return DriveApproval(
        id=str(found["approvalId"]),
        status=ApprovalStatus(found["status"]),
        reviewers=reviewers,
        names=names,
        changed_at=datetime.fromisoformat(str(found["modifyTime"])),
    )
