"""comments.* and replies.*: Drive's view of a sheet's comment threads.

The editors' own threads are the store. What Drive adds itself is not anchored to a cell, as with
Google; an `anchor` that a caller gives is kept and shown, and means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from local_workspace.call import Call
from local_workspace.drive import notices
from local_workspace.drive.access import drive_file
from local_workspace.drive.listing import read_offset, write_offset
from local_workspace.drive.model import DriveFile, time_text, touch
from local_workspace.drive.refusals import insufficient_rights, invalid, required, thing_not_found
from local_workspace.errors import unimplemented
from local_workspace.sheets import comments as threads
from local_workspace.storage import AnyDocument

_ACTIONS = {"resolve": "RESOLVE", "reopen": "REOPEN"}
_AUTHOR = "_email"
_ANCHOR = "_drive_anchor"


def create(call: Call) -> dict[str, Any]:
    """comments.create"""
    file, document = _open(call, "commenter")
    quoted = call.body.get("quotedFileContent", {}).get("value") or ""
    made = threads.start_thread(document, {"content": _content(call)}, quoted, call.actor, call.now)
    thread = {**made}
    if "anchor" in call.body:
        thread[_ANCHOR] = call.body["anchor"]
    document.threads[made["commentId"]] = thread
    _close(call, file, document, said=call.body)
    return _comment(call, thread)


def get(call: Call) -> dict[str, Any]:
    """comments.get"""
    return _comment(call, _thread(call, _open(call)[1]))


def find(call: Call) -> dict[str, Any]:
    """comments.list: the one changed last comes first."""
    _, document = _open(call)
    since = _moment(call.params.get("startModifiedTime"))
    shown = [_comment(call, thread) for thread in document.threads.values()]
    shown = [item for item in shown if item["modifiedTime"] >= since]
    shown.sort(key=lambda item: str(item["modifiedTime"]), reverse=True)
    return _page(call, "drive#commentList", "comments", shown)


def _moment(text: str | None) -> str:
    """A time as the threads' own times are written."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise invalid("Invalid Value", "startModifiedTime") from wrong
    return time_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def update(call: Call) -> dict[str, Any]:
    """comments.update: by the author."""
    file, document = _open(call, "commenter")
    thread = _thread(call, document)
    head = _own(call, thread["headPost"])
    given = {"commentId": thread["commentId"], "postId": head["postId"], "content": _content(call)}
    threads.update(document, given, call.actor, call.now)
    _close(call, file, document)
    return _comment(call, document.threads[thread["commentId"]])


def delete(call: Call) -> None:
    """comments.delete: by the author."""
    file, document = _open(call, "commenter")
    thread = _thread(call, document)
    _own(call, thread["headPost"])
    threads.delete(document, thread["commentId"], call.actor)
    _close(call, file, document)


def create_reply(call: Call) -> dict[str, Any]:
    """replies.create: words, or `resolve` and `reopen` with or without words."""
    file, document = _open(call, "commenter")
    thread = _thread(call, document)
    action = call.body.get("action")
    if action is not None and action not in _ACTIONS:
        raise invalid(f"Invalid value: {action}", "reply.action")
    given = {"content": call.body.get("content") if action else _content(call)}
    if action:
        given["commentAction"] = _ACTIONS[action]
    made = threads.reply(document, thread["commentId"], given, call.actor, call.now)
    _close(call, file, document, said=given)
    posts = document.threads[thread["commentId"]]["replies"]
    return _reply(call, next(post for post in posts if post["postId"] == made["postId"]))


def get_reply(call: Call) -> dict[str, Any]:
    """replies.get"""
    return _reply(call, _reply_post(call, _thread(call, _open(call)[1])))


def find_replies(call: Call) -> dict[str, Any]:
    """replies.list"""
    thread = _thread(call, _open(call)[1])
    shown = [_reply(call, post) for post in thread.get("replies", ())]
    if not call.params.get("includeDeleted"):
        shown = [item for item in shown if not item["deleted"]]
    return _page(call, "drive#replyList", "replies", shown)


def update_reply(call: Call) -> dict[str, Any]:
    """replies.update: by the author."""
    file, document = _open(call, "commenter")
    thread = _thread(call, document)
    post = _own(call, _reply_post(call, thread))
    given = {"commentId": thread["commentId"], "postId": post["postId"], "content": _content(call)}
    threads.update(document, given, call.actor, call.now)
    _close(call, file, document)
    return _reply(call, _reply_post(call, document.threads[thread["commentId"]]))


def delete_reply(call: Call) -> None:
    """replies.delete: by the author."""
    file, document = _open(call, "commenter")
    thread = _thread(call, document)
    post = _own(call, _reply_post(call, thread))
    threads.delete_reply(document, thread["commentId"], post["postId"], call.actor)
    _close(call, file, document)


def _open(call: Call, role: str = "reader") -> tuple[DriveFile, AnyDocument]:
    file = drive_file(call, role)
    document = call.db.any_document(file.id, to_edit=role != "reader")
    if document is None:
        raise unimplemented(f"{call.method.id} on {file.mime_type}")
    return file, document


def _close(
    call: Call, file: DriveFile, document: AnyDocument, *, said: Mapping[str, Any] | None = None
) -> None:
    call.db.save_document(file.id, document)
    touch(call.db, file, call.actor, call.now, content=False)
    notices.commented(call, file, [said] if said else [])


def _content(call: Call) -> str:
    content = call.body.get("content")
    if not content:
        raise required("content")
    return str(content)


def _thread(call: Call, document: AnyDocument) -> dict[str, Any]:
    wanted = call.params["commentId"]
    if wanted not in document.threads:
        raise thing_not_found("Comment", wanted, "commentId")
    thread: dict[str, Any] = document.threads[wanted]
    return thread


def _reply_post(call: Call, thread: dict[str, Any]) -> dict[str, Any]:
    wanted = call.params["replyId"]
    posts: list[dict[str, Any]] = thread.get("replies", [])
    for post in posts:
        if post["postId"] == wanted:
            return post
    raise thing_not_found("Reply", wanted, "replyId")


def _own(call: Call, post: dict[str, Any]) -> dict[str, Any]:
    if post[_AUTHOR] != call.actor.email or post.get("deleted"):
        raise insufficient_rights()
    return post


def _post(call: Call, post: dict[str, Any]) -> dict[str, Any]:
    """What a comment and a reply have in common; the author's address is never told."""
    deleted = bool(post.get("deleted"))
    shown: dict[str, Any] = {
        "id": post["postId"],
        "createdTime": post["createTime"],
        "modifiedTime": post.get("updateTime", post["createTime"]),
        "deleted": deleted,
    }
    if not deleted:
        name = post.get("author", {}).get("displayName", "")
        is_me = post[_AUTHOR] == call.actor.email
        shown["author"] = {"kind": "drive#user", "displayName": name, "me": is_me}
        if "content" in post:
            shown |= {"content": post["content"], "htmlContent": post["contentHtml"]}
    if "assigneeEmail" in post:
        shown["assigneeEmailAddress"] = post["assigneeEmail"]
    return shown


def _reply(call: Call, post: dict[str, Any]) -> dict[str, Any]:
    shown = {"kind": "drive#reply", **_post(call, post)}
    if "commentAction" in post:
        shown["action"] = post["commentAction"].lower()
    return shown


def _comment(call: Call, thread: dict[str, Any]) -> dict[str, Any]:
    with_deleted = call.params.get("includeDeleted")
    posts = [post for post in thread.get("replies", ()) if with_deleted or not post.get("deleted")]
    replies = [_reply(call, post) for post in posts]
    head = _post(call, thread["headPost"])
    shown: dict[str, Any] = {
        "kind": "drive#comment",
        **head,
        "id": thread["commentId"],
        "resolved": thread["status"] == threads.RESOLVED,
        "modifiedTime": max([head["modifiedTime"], *(item["modifiedTime"] for item in replies)]),
        "replies": replies,
    }
    if _ANCHOR in thread:
        shown["anchor"] = thread[_ANCHOR]
    if "plainTextQuote" in thread:
        shown["quotedFileContent"] = {"mimeType": "text/html", "value": thread["plainTextQuote"]}
    return shown


def _page(call: Call, kind: str, name: str, shown: list[dict[str, Any]]) -> dict[str, Any]:
    start = read_offset(call.params.get("pageToken"))
    size = min(call.params.get("pageSize") or 20, 100)
    answer: dict[str, Any] = {"kind": kind, name: shown[start : start + size]}
    if start + size < len(shown):
        answer["nextPageToken"] = write_offset(start + size)
    return answer
