"""Docs v1 over HTTP: permissions, storage and versions around the pure engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from local_workspace import docs
from local_workspace.call import Call, Handler
from local_workspace.docs import Document
from local_workspace.drive import files, notices
from local_workspace.drive.model import DOCUMENT, DriveFile, find_file, new_id, rank, role_of, touch
from local_workspace.errors import ApiError, bad_request, not_found, unimplemented

_FORBIDDEN = "The caller does not have permission"
_INLINE = "SUGGESTIONS_INLINE"
_WITHOUT = "PREVIEW_WITHOUT_SUGGESTIONS"
_COMMENTS = "COMMENTS_VIEW_MODE_INCLUDED"
_COMMENTS_BY_ACCESS = "COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS"


def create(call: Call) -> dict[str, Any]:
    """documents.create: an empty Doc; of the body only the title counts."""
    if call.actor.is_service_account or not call.actor.email:
        raise ApiError(403, "PERMISSION_DENIED", _FORBIDDEN)
    document = Document.new(new_id(), call.body.get("title") or "Untitled document")
    files.add_file(call, document.document_id, DOCUMENT, document.title)
    call.db.save_document(document.document_id, document)
    shown = docs.render(document, call.actor, tabs=False)
    return shown | {"revisionId": document.revision, "suggestionsViewMode": _INLINE}


def get(call: Call) -> dict[str, Any]:
    """documents.get: as a person with the caller's role sees it."""
    file = _file(call)
    level = rank(role_of(call.db, call.actor, file.id))
    tabs = bool(call.params.get("includeTabsContent")) or _asks_for_tabs(call)
    suggestions = _suggestions_mode(call, level)
    comments = _comments_mode(call, level, tabs=tabs)
    document = call.db.text(file.id)
    shown = docs.render(document, call.actor, tabs=tabs, with_comments=comments == _COMMENTS)
    shown["suggestionsViewMode"] = suggestions
    if comments:
        shown["commentsViewMode"] = comments
    if level >= rank("writer"):
        shown["revisionId"] = document.revision
    return shown


def _asks_for_tabs(call: Call) -> bool:
    return call.mask is not None and "tabs" in call.mask.tree


def _suggestions_mode(call: Call, level: int) -> str:
    """The mode that is applied; there are no suggestions here, so all of them show the same text."""
    may_see = level >= rank("commenter")
    mode: str = call.params.get("suggestionsViewMode") or "DEFAULT_FOR_CURRENT_ACCESS"
    if mode == "DEFAULT_FOR_CURRENT_ACCESS":
        return _INLINE if may_see else _WITHOUT
    if mode != _WITHOUT and not may_see:
        raise ApiError(403, "PERMISSION_DENIED", _FORBIDDEN)
    return mode


def _comments_mode(call: Call, level: int, *, tabs: bool) -> str:
    """The comments mode that is applied; empty when the caller named none."""
    mode: str = call.params.get("commentsViewMode") or ""
    if not mode:
        return ""
    given = call.params.get("suggestionsViewMode") or ""
    if not tabs:
        raise bad_request("commentsViewMode can only be set with includeTabsContent.")
    if mode == _COMMENTS and given != _INLINE:
        raise bad_request(f"commentsViewMode {mode} needs suggestionsViewMode {_INLINE}.")
    if mode == _COMMENTS_BY_ACCESS and given.startswith("PREVIEW_"):
        raise bad_request(f"commentsViewMode {mode} can't be combined with suggestionsViewMode {given}.")
    if mode == _COMMENTS_BY_ACCESS:
        return _COMMENTS if level >= rank("commenter") else "COMMENTS_VIEW_MODE_OMITTED"
    return mode if mode == _COMMENTS else "COMMENTS_VIEW_MODE_OMITTED"


def batch_update(call: Call) -> dict[str, Any]:
    """documents.batchUpdate: all requests or none; comments alone need a commenter only."""
    requests = call.body.get("requests") or []
    if not requests:
        raise bad_request("Must specify at least one request.")
    kinds = {kind for request in requests for kind in request}
    only_comments = kinds <= docs.COMMENTING.keys()
    file = _file(call, "commenter" if only_comments else "writer")
    document = call.db.text_to_edit(file.id)
    target = _target(call.body.get("writeControl") or {}, document)
    replies = docs.batch_update(document, requests, call.actor, call.now, target=target)
    call.db.save_document(file.id, document)
    touch(call.db, file, call.actor, call.now, content=not only_comments)
    notices.commented(call, file, notices.of_requests(requests))
    answer: dict[str, Any] = {"documentId": file.id, "replies": replies}
    if kinds & docs.COMMENTING.keys():
        answer["commentUpdateState"] = "ALL_SAVED"
    return answer | {"writeControl": {"requiredRevisionId": document.revision}}


def _target(control: dict[str, Any], document: Document) -> str:
    """The revision to write against; refuses where the caller wants the latest and knows another."""
    required, target = control.get("requiredRevisionId"), control.get("targetRevisionId")
    if required and target:
        raise bad_request("Only one of requiredRevisionId and targetRevisionId can be set.")
    if control.get("writeMode") == "SUGGEST":
        raise unimplemented("docs.documents.batchUpdate: writeControl.writeMode SUGGEST")
    if required and required != document.revision:
        raise bad_request(f"The required revision ID '{required}' does not match the latest revision.")
    return target or ""


def _file(call: Call, role: str = "reader") -> DriveFile:
    """The file of the call, if it is a Doc and the caller has that role on it."""
    wanted = call.params["documentId"]
    file = find_file(call.db, wanted)
    if file is None or not call.db.sees(wanted):
        raise not_found()
    if rank(role_of(call.db, call.actor, wanted)) < rank(role):
        raise ApiError(403, "PERMISSION_DENIED", _FORBIDDEN)
    if not call.db.has_text(wanted):
        raise ApiError(400, "FAILED_PRECONDITION", "This operation is not supported for this document")
    return file


HANDLERS: Mapping[str, Handler] = {
    "docs.documents.batchUpdate": batch_update,
    "docs.documents.create": create,
    "docs.documents.get": get,
}
