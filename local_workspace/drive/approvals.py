"""approvals.*: reviewers who say yes or no to a file, and what an edit of it does to their answers.

Whether Google counts a step of an approval as a change of the file is not documented; here it is one, so
that whoever watches the file hears of it.
"""

from __future__ import annotations

import json
from typing import Any

from local_workspace.auth import person
from local_workspace.call import Call
from local_workspace.drive import notices, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.listing import read_offset, write_offset
from local_workspace.drive.model import (
    NO_RESPONSE,
    DriveFile,
    is_email,
    lock,
    new_id,
    save_approval,
    time_text,
    touch,
)
from local_workspace.drive.refusals import insufficient_rights, invalid, required, thing_not_found
from local_workspace.errors import ApiError

_RUNNING = "IN_PROGRESS"
_RESET = "RESET_APPROVAL"


def start(call: Call) -> dict[str, Any]:
    """approvals.start, one at a time on a file."""
    file = drive_file(call, "writer")
    emails = [_email(email) for email in call.body.get("reviewerEmails", ())]
    if not emails:
        raise required("reviewerEmails")
    if call.db.row("SELECT 1 FROM approvals WHERE file_id = ? AND status = ?", file.id, _RUNNING):
        raise ApiError(400, "FAILED_PRECONDITION", "An approval is already in progress on this file.")
    behavior = call.body.get("fileContentChangeBehavior", _RESET)
    approval = {
        "approvalId": new_id(28, "A"),
        "targetFileId": file.id,
        "createTime": time_text(call.now),
        "status": _RUNNING,
        "initiator": call.actor.email,
        "reviewers": dict.fromkeys(emails, NO_RESPONSE),
        "fileContentChangeBehavior": _RESET if behavior.endswith("UNSPECIFIED") else behavior,
        **({"dueTime": call.body["dueTime"]} if "dueTime" in call.body else {}),
    }
    if call.body.get("lockFile"):
        file = lock(file, call.actor, call.now)
    return _save(call, file, approval)


def get(call: Call) -> dict[str, Any]:
    """approvals.get"""
    return _shown(call, _approval(call, drive_file(call)))


def find(call: Call) -> dict[str, Any]:
    """approvals.list, the newest first."""
    file = drive_file(call)
    rows = call.db.rows("SELECT resource FROM approvals WHERE file_id = ? ORDER BY rowid DESC", file.id)
    begin, size = read_offset(call.params.get("pageToken")), min(call.params.get("pageSize") or 100, 100)
    items = [_shown(call, json.loads(row["resource"])) for row in rows[begin : begin + size]]
    answer: dict[str, Any] = {"kind": "drive#approvalList", "items": items}
    if begin + size < len(rows):
        answer["nextPageToken"] = write_offset(begin + size)
    return answer


def approve(call: Call) -> dict[str, Any]:
    """approvals.approve; the last reviewer's yes completes the approval."""
    file, approval = _running(call)
    _answer(call, approval, "APPROVED")
    if set(approval["reviewers"].values()) == {"APPROVED"}:
        newest = call.db.row("SELECT max(id) AS id FROM revisions WHERE file_id = ?", file.id)
        approval |= {"status": "APPROVED", "completeTime": time_text(call.now)}
        if newest is not None and newest["id"] is not None:
            approval["approvedRevisionId"] = str(newest["id"])
        if approval["fileContentChangeBehavior"] == _RESET:
            file = lock(file, call.actor, call.now)
    return _save(call, file, approval)


def decline(call: Call) -> dict[str, Any]:
    """approvals.decline; one no completes the approval."""
    file, approval = _running(call)
    _answer(call, approval, "DECLINED")
    return _save(call, file, approval | {"status": "DECLINED", "completeTime": time_text(call.now)})


def cancel(call: Call) -> dict[str, Any]:
    """approvals.cancel, by any writer of the file."""
    file, approval = _running(call, "writer")
    return _save(call, file, approval | {"status": "CANCELLED", "completeTime": time_text(call.now)})


def comment(call: Call) -> dict[str, Any]:
    """approvals.comment, by the initiator, a reviewer or a writer of the file."""
    file = drive_file(call)
    approval = _approval(call, file)
    if not call.body.get("message"):
        raise required("message")
    if call.actor.email not in {approval["initiator"], *approval["reviewers"]}:
        drive_file(call, "writer")
    return _save(call, file, approval)


def reassign(call: Call) -> dict[str, Any]:
    """approvals.reassign: more reviewers, or others in place of those who have not answered."""
    file, approval = _running(call)
    reviewers: dict[str, str] = approval["reviewers"]
    replaced = {
        _email(item.get("removedReviewerEmail")): _email(item.get("addedReviewerEmail"))
        for item in call.body.get("replaceReviewers", ())
    }
    added = [_email(item.get("addedReviewerEmail")) for item in call.body.get("addReviewers", ())]
    if added or set(replaced) != {call.actor.email}:
        drive_file(call, "writer")
    for email in replaced:
        if reviewers.get(email) != NO_RESPONSE:
            raise ApiError(400, "FAILED_PRECONDITION", f"{email} is no reviewer who has yet to respond.")
    kept = {replaced.get(email, email): response for email, response in reviewers.items()}
    approval["reviewers"] = {**dict.fromkeys(added, NO_RESPONSE), **kept}
    return _save(call, file, approval)


def _approval(call: Call, file: DriveFile) -> dict[str, Any]:
    wanted = call.params["approvalId"]
    row = call.db.row("SELECT resource FROM approvals WHERE id = ? AND file_id = ?", wanted, file.id)
    if row is None:
        raise thing_not_found("Approval", wanted, "approvalId")
    found: dict[str, Any] = json.loads(row["resource"])
    return found


def _running(call: Call, role: str = "reader") -> tuple[DriveFile, dict[str, Any]]:
    file = drive_file(call, role)
    approval = _approval(call, file)
    if approval["status"] != _RUNNING:
        raise ApiError(400, "FAILED_PRECONDITION", "The approval is not in progress.")
    return file, approval


def _answer(call: Call, approval: dict[str, Any], response: str) -> None:
    if call.actor.email not in approval["reviewers"]:
        raise insufficient_rights()
    approval["reviewers"] = {**approval["reviewers"], call.actor.email: response}


def _email(text: Any) -> str:
    email = str(text or "").lower()
    if not is_email(email):
        raise invalid(f"Invalid reviewer: {email}", "reviewerEmails")
    return email


def _save(call: Call, file: DriveFile, approval: dict[str, Any]) -> dict[str, Any]:
    """Store the approval as it is now, and tell everybody of the step."""
    approval["modifyTime"] = time_text(call.now)
    save_approval(call.db, approval)
    touch(call.db, file, call.actor, call.now, content=False)
    notices.approval_step(call, file, approval)
    return _shown(call, approval)


def _shown(call: Call, approval: dict[str, Any]) -> dict[str, Any]:
    """Drive's `Approval` to one viewer."""
    plain = {name: value for name, value in approval.items() if name not in {"initiator", "reviewers"}}
    return {
        "kind": "drive#approval",
        **plain,
        "initiator": resources.user(person(approval["initiator"]), call.actor),
        "reviewerResponses": [
            {
                "kind": "drive#reviewerResponse",
                "reviewer": resources.user(person(email), call.actor),
                "response": response,
            }
            for email, response in approval["reviewers"].items()
        ],
    }
