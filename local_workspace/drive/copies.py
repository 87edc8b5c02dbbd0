"""files.copy: a new file of the caller's that is like another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from local_workspace.call import Call
from local_workspace.docs.document import Document, new_revision
from local_workspace.drive import content, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.files import create_with, may_own_files, new_file
from local_workspace.drive.model import FOLDER, DriveFile
from local_workspace.drive.refusals import DriveError, invalid
from local_workspace.errors import unimplemented
from local_workspace.storage import AnyDocument


def copy(call: Call) -> dict[str, Any]:
    """files.copy: a new file of the caller's; permissions, comments and past revisions stay behind."""
    source = drive_file(call)
    if call.params.get("copyComments"):
        raise unimplemented("drive.files.copy with copyComments")
    may_own_files(call)
    if source.mime_type == FOLDER:
        raise DriveError(
            403, "PERMISSION_DENIED", "This file cannot be copied by the user.", reason="cannotCopyFile"
        )
    wanted = call.body.get("mimeType") or source.mime_type
    body = {**_inherited(source), "name": f"Copy of {source.name}", **call.body}
    media = content.head(call.db, source)
    if wanted != source.mime_type and media is not None:
        return create_with(replace(call, body=body), media, source.mime_type)
    if wanted != source.mime_type:
        raise invalid(
            "The requested conversion is not supported.", reason="conversionUnsupportedConversionPath"
        )
    made = new_file(replace(call, body=body), source.mime_type)
    document = call.db.any_document(source.id)
    if document is not None:
        _copy_document(call, document, made)
    elif media is not None:
        made = content.store(call, made, media)
    return resources.file(call, made)


def _inherited(source: DriveFile) -> dict[str, Any]:
    """What a copy takes over of the metadata."""
    names = ("description", "properties", "shortcutDetails")
    return {name: source.resource[name] for name in names if name in source.resource}


def _copy_document(call: Call, source: AnyDocument, made: DriveFile) -> None:
    twin = source.copy()
    if isinstance(twin, Document):
        twin.document_id, twin.revision = made.id, new_revision()
    else:
        twin.spreadsheet_id = made.id
    twin.title = made.name
    twin.threads.clear()
    twin.anchors.clear()
    call.db.save_document(made.id, twin)
