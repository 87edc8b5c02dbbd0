"""A plan's document as a file in the seller's Drive, whatever kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from addon.adapters.google.faults import translated
from closeplan.plan.document import DocumentDraft
from closeplan.records import Share

PLAN_PROPERTY = "closeplan"
"""The private file property that holds the plan's id; only this app sees it."""


def create_file(drive: Any, draft: DocumentDraft, mime_type: str) -> str:
    """An empty document that bears the plan's id."""
    body = {
        "name": draft.plan.title,
        "mimeType": mime_type,
        "appProperties": {PLAN_PROPERTY: draft.plan_id},
    }
    with translated("creating the document"):
        made = drive.files().create(body=body, fields="id").execute()
    return str(made["id"])


def find_file(drive: Any, plan_id: str, mime_type: str, name: str = PLAN_PROPERTY) -> str | None:
    """The document of that kind which an interrupted run made for the plan; `name` is the property it was marked with."""
    quoted = plan_id.replace("\\", "\\\\").replace("'", "\\'")
    query = (
        f"appProperties has {{ key='{name}' and value='{quoted}' }}"
        f" and mimeType = '{mime_type}' and trashed = false"
    )
    with translated("looking for the plan's document"):
        found = drive.files().list(q=query, fields="files(id)", pageSize=1).execute()
    return next((str(file["id"]) for file in found.get("files", [])), None)


def share_file(drive: Any, document_id: str, shares: Sequence[Share]) -> None:
    """Give access, one request a share."""
    permissions = drive.permissions()
    for share in shares:
        body = {"type": "user", "role": share.role, "emailAddress": share.email}
        mail = {"emailMessage": share.message} if share.notify and share.message else {}
        with translated(f"sharing the plan with {share.email}"):
            permissions.create(
                fileId=document_id, body=body, sendNotificationEmail=share.notify, fields="id", **mail
            ).execute()
