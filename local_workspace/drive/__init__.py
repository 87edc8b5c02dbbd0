"""Drive v3: which function answers which method, and what it answers when no fields are named."""

from __future__ import annotations

from collections.abc import Mapping

from local_workspace.call import Handler
from local_workspace.drive import (
    about,
    approvals,
    changes,
    comments,
    copies,
    export,
    files,
    listing,
    permissions,
    revisions,
)

HANDLERS: Mapping[str, Handler] = {
    "drive.about.get": about.get,
    "drive.approvals.approve": approvals.approve,
    "drive.approvals.cancel": approvals.cancel,
    "drive.approvals.comment": approvals.comment,
    "drive.approvals.decline": approvals.decline,
    "drive.approvals.get": approvals.get,
    "drive.approvals.list": approvals.find,
    "drive.approvals.reassign": approvals.reassign,
    "drive.approvals.start": approvals.start,
    "drive.changes.getStartPageToken": changes.get_start_page_token,
    "drive.changes.list": changes.find,
    "drive.changes.watch": changes.watch,
    "drive.channels.stop": changes.stop,
    "drive.comments.create": comments.create,
    "drive.comments.delete": comments.delete,
    "drive.comments.get": comments.get,
    "drive.comments.list": comments.find,
    "drive.comments.update": comments.update,
    "drive.files.copy": copies.copy,
    "drive.files.create": files.create,
    "drive.files.delete": files.delete,
    "drive.files.emptyTrash": files.empty_trash,
    "drive.files.export": export.export,
    "drive.files.generateIds": listing.generate_ids,
    "drive.files.get": files.get,
    "drive.files.list": listing.find,
    "drive.files.update": files.update,
    "drive.files.watch": changes.watch_file,
    "drive.permissions.create": permissions.create,
    "drive.permissions.delete": permissions.delete,
    "drive.permissions.get": permissions.get,
    "drive.permissions.list": permissions.find,
    "drive.permissions.update": permissions.update,
    "drive.replies.create": comments.create_reply,
    "drive.replies.delete": comments.delete_reply,
    "drive.replies.get": comments.get_reply,
    "drive.replies.list": comments.find_replies,
    "drive.replies.update": comments.update_reply,
    "drive.revisions.delete": revisions.delete,
    "drive.revisions.get": revisions.get,
    "drive.revisions.list": revisions.find,
    "drive.revisions.update": revisions.update,
}

_FILE = "kind,id,name,mimeType"
_PERMISSION = "kind,id,type,role"
_REVISION = "kind,id,mimeType,modifiedTime"

DEFAULT_FIELDS: Mapping[str, str] = {
    "drive.approvals.list": "kind,nextPageToken",
    "drive.changes.list": (
        "kind,nextPageToken,newStartPageToken,"
        f"changes(kind,type,changeType,time,removed,fileId,file({_FILE}))"
    ),
    "drive.files.copy": _FILE,
    "drive.files.create": _FILE,
    "drive.files.get": _FILE,
    "drive.files.list": f"kind,nextPageToken,incompleteSearch,files({_FILE})",
    "drive.files.update": _FILE,
    "drive.permissions.create": _PERMISSION,
    "drive.permissions.get": _PERMISSION,
    "drive.permissions.list": f"kind,nextPageToken,permissions({_PERMISSION})",
    "drive.permissions.update": _PERMISSION,
    "drive.revisions.get": _REVISION,
    "drive.revisions.update": _REVISION,
    "drive.revisions.list": f"kind,nextPageToken,revisions({_REVISION})",
}

NEEDS_FIELDS = frozenset(
    name
    for name in HANDLERS
    if name == "drive.about.get"
    or (name.startswith(("drive.comments.", "drive.replies.")) and not name.endswith("delete"))
)
"""Methods that refuse a request without `fields`."""
