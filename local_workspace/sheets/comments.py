"""Comment threads anchored to cells: posts, replies, resolving, and who may change what."""

import html
import secrets
from datetime import UTC, datetime
from typing import Any, Protocol

from local_workspace.errors import bad_request
from local_workspace.people import Actor
from local_workspace.sheets.computed import shown_cell
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.sheet import Anchor
from local_workspace.sheets.showing import formatted

LIMIT = 2048  # UTF-8 bytes of one post, or of an assignee's address
OPEN = "OPEN"
RESOLVED = "RESOLVED"
ACTIONS = {"RESOLVE": RESOLVED, "REOPEN": OPEN}
_PRIVATE = "_email"


class Commented(Protocol):
    """A document with comment threads: a spreadsheet, or a Doc."""

    threads: dict[str, Json]
    anchors: dict[str, Any]


def insert(doc: Spreadsheet, given: Json, actor: Actor, now: datetime) -> Json:
    """Start a thread on a cell; returns it as its author sees it."""
    where = given.get("coordinate") or {}
    sheet = doc.sheet(where.get("sheetId", 0))
    row, column = where.get("rowIndex", 0), where.get("columnIndex", 0)
    if not sheet.box.holds(row, column):
        raise bad_request("coordinate is outside the grid.")
    quote = formatted(shown_cell(doc, sheet, row, column), doc.locale)
    thread = start_thread(doc, given, quote, actor, now)
    doc.anchors[thread["anchorId"]] = Anchor(sheet.sheet_id, row, column)
    return thread_json(thread, actor)


def start_thread(doc: Commented, given: Json, quote: str, actor: Actor, now: datetime) -> Json:
    """Keep a new thread about some quoted text; its place is up to the caller."""
    head = _post(_content(given.get("content")), actor, now)
    assignee = _assignee(given.get("assigneeEmailAddress"))
    if assignee:
        head["assigneeEmail"] = assignee
    thread: Json = {
        "commentId": _new_id("AAAB"),
        "anchorId": str(secrets.randbelow(2**31 - 1) + 1),
        "headPost": head,
        "status": OPEN,
    }
    if quote:
        thread["plainTextQuote"] = quote
    doc.threads[thread["commentId"]] = thread
    return thread


def reply(doc: Commented, comment_id: str, given: Json, actor: Actor, now: datetime) -> Json:
    """Add a post to a thread; it may resolve or reopen it, or hand it to somebody."""
    thread = _thread(doc, comment_id)
    action = given.get("commentAction")
    status = ACTIONS.get(action or "")
    post = _post(_content(given.get("content"), may_be_empty=status is not None), actor, now)
    assignee = _assignee(given.get("assigneeEmail"))
    if assignee:
        if status or "assigneeEmail" not in thread["headPost"]:
            raise bad_request("post.assigneeEmail needs a thread that is assigned and no comment action.")
        post["assigneeEmail"] = assignee
    if status:
        post["commentAction"] = action
    doc.threads[comment_id] = {
        **thread,
        "replies": [*thread.get("replies", ()), post],
        "status": status or thread["status"],
    }
    return _post_json(post, actor)


def update(doc: Commented, given: Json, actor: Actor, now: datetime) -> None:
    """Change the words of one's own post."""
    thread = _thread(doc, given.get("commentId", ""))
    post = _own_post(thread, given.get("postId", ""), actor)
    content = _content(given.get("content"))
    new = {**post, "content": content, "contentHtml": _html(content), "updateTime": _time(now)}
    _replace_post(doc, thread, new)


def delete(doc: Commented, comment_id: str, actor: Actor) -> None:
    """Remove one's own thread with its anchor."""
    thread = _thread(doc, comment_id)
    if thread["headPost"][_PRIVATE] != actor.email:
        raise bad_request("The requesting user is not the author of the comment.")
    del doc.threads[comment_id]
    doc.anchors.pop(thread["anchorId"], None)


def delete_reply(doc: Commented, comment_id: str, post_id: str, actor: Actor) -> None:
    """Empty one's own reply; replies that resolve, reopen or assign can't be deleted."""
    thread = _thread(doc, comment_id)
    post = _own_post(thread, post_id, actor)
    if post is thread["headPost"]:
        raise bad_request(f"No reply with id: {post_id}")
    if "commentAction" in post or "assigneeEmail" in post:
        raise bad_request("A reply with a comment action or an assignee can't be deleted.")
    kept = {name: post[name] for name in ("postId", "createTime", _PRIVATE)}
    _replace_post(doc, thread, {**kept, "deleted": True})


def thread_json(thread: Json, viewer: Actor) -> Json:
    """The CommentThread resource as the viewer sees it."""
    json: Json = {name: thread[name] for name in ("commentId", "anchorId", "status") if name in thread}
    json["headPost"] = _post_json(thread["headPost"], viewer)
    if thread.get("replies"):
        json["replies"] = [_post_json(post, viewer) for post in thread["replies"]]
    if "plainTextQuote" in thread:
        json["plainTextQuote"] = thread["plainTextQuote"]
    return json


def anchor_json(anchor_id: str, anchor: Anchor) -> Json:
    """The CommentAnchor resource: a range of one cell."""
    cell = GridRange(anchor.sheet_id, anchor.row, anchor.row + 1, anchor.column, anchor.column + 1)
    return {"anchorId": anchor_id, "range": cell.to_json()}


def _thread(doc: Commented, comment_id: str) -> Json:
    if comment_id not in doc.threads:
        raise bad_request(f"No comment with id: {comment_id}")
    thread: Json = doc.threads[comment_id]
    return thread


def _own_post(thread: Json, post_id: str, actor: Actor) -> Json:
    posts: list[Json] = [thread["headPost"], *thread.get("replies", ())]
    for post in posts:
        if post["postId"] == post_id and not post.get("deleted"):
            if post[_PRIVATE] != actor.email:
                raise bad_request("The requesting user is not the author of the post.")
            return post
    raise bad_request(f"No post with id: {post_id}")


def _replace_post(doc: Commented, thread: Json, new: Json) -> None:
    def swapped(post: Json) -> Json:
        return new if post["postId"] == new["postId"] else post

    changed = {**thread, "headPost": swapped(thread["headPost"])}
    if "replies" in thread:
        changed["replies"] = [swapped(post) for post in thread["replies"]]
    doc.threads[thread["commentId"]] = changed


def _post(content: str, actor: Actor, now: datetime) -> Json:
    post: Json = {
        "postId": _new_id("BBBB"),
        "author": {"user": f"users/{actor.user_id}", "displayName": actor.name},
        "createTime": _time(now),
        "updateTime": _time(now),
        _PRIVATE: actor.email,
    }
    if content:
        post |= {"content": content, "contentHtml": _html(content)}
    return post


def _post_json(post: Json, viewer: Actor) -> Json:
    """A post without what Google never tells: the e-mail behind it."""
    shown = {name: value for name, value in post.items() if name != _PRIVATE}
    if "author" in shown and post[_PRIVATE] == viewer.email:
        shown["author"] = {**shown["author"], "me": True}
    return shown


def _content(content: str | None, *, may_be_empty: bool = False) -> str:
    if not content and not may_be_empty:
        raise bad_request("content must not be empty.")
    if len((content or "").encode()) > LIMIT:
        raise bad_request(f"content must not exceed {LIMIT} UTF-8 code units.")
    return content or ""


def _assignee(email: str | None) -> str:
    if len((email or "").encode()) > LIMIT:
        raise bad_request(f"The assignee's e-mail address must not exceed {LIMIT} UTF-8 code units.")
    return email or ""


def _html(content: str) -> str:
    return html.escape(content, quote=False).replace("\n", "<br>")


def _new_id(prefix: str) -> str:
    return prefix + secrets.token_urlsafe(6)


def _time(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
