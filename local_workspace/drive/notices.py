"""What Drive tells people by mail: a file was shared, an approval waits or was answered, a comment is theirs.

Google's own words and its settings of who is told are not copied. Told are: who is shared with, everybody
in an approval, and of a comment those to whom it is assigned and those it names with `@` or `+`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from local_workspace.auth import person
from local_workspace.call import Call
from local_workspace.drive import resources
from local_workspace.drive.model import DOCUMENT, NO_RESPONSE, SPREADSHEET, DriveFile, Grant, role_of
from local_workspace.gmail.notices import Notice, tell

_KINDS = {SPREADSHEET: "spreadsheet", DOCUMENT: "document"}
_MAY = {"owner": "own", "writer": "edit", "commenter": "comment on", "reader": "view"}
_NAMED = re.compile(r"(?<![\w.])[@+]([\w.%+-]+@[\w-]+(?:\.[\w-]+)+)")
_STEPS = {
    "approve": ("Approved", "approved"),
    "decline": ("Declined", "declined"),
    "cancel": ("Approval cancelled", "cancelled the approval of"),
    "comment": ("Comment on the approval", "commented on the approval of"),
}
_ASKING = {"start", "reassign"}


def shared(call: Call, file: DriveFile, grant: Grant) -> None:
    """To the person a file is shared with, with the words of who shares it."""
    kind = _KINDS.get(file.mime_type, "file")
    first = f"{_who(call)} invites you to {_MAY[grant.role]} this {kind}: {file.name}"
    words = call.params.get("emailMessage") or ""
    subject = f"{kind.capitalize()} shared with you: “{file.name}”"
    tell(call, [grant.email], _notice(call, file, subject, first, words))


def approval_step(call: Call, file: DriveFile, approval: Mapping[str, Any]) -> None:
    """To everybody in an approval; who is asked to approve is told so."""
    step, words = call.method.id.rpartition(".")[2], str(call.body.get("message") or "")
    reviewers: Mapping[str, str] = approval["reviewers"]
    if step in _ASKING:
        due = f"Please answer by {approval['dueTime'][:10]}." if "dueTime" in approval else ""
        first = f"{_who(call)} asks for your approval of {file.name}."
        waiting = [email for email, response in reviewers.items() if response == NO_RESPONSE]
        tell(call, waiting, _notice(call, file, f"Approval requested: “{file.name}”", first, words, due))
        return
    title, verb = _STEPS[step]
    first = f"{_who(call)} {verb} {file.name}."
    notice = _notice(call, file, f"{title}: “{file.name}”", first, words)
    tell(call, {approval["initiator"], *reviewers}, notice)


def commented(call: Call, file: DriveFile, posts: Iterable[Mapping[str, Any]]) -> None:
    """To whom a new comment or reply is assigned, and to those it names, where they may open the file."""
    for post in posts:
        words = str(post.get("content") or "")
        assignee = str(post.get("assigneeEmailAddress") or post.get("assigneeEmail") or "").lower()
        named = {email.lower() for email in _NAMED.findall(words)} - {assignee}
        for emails, verb in (({assignee} - {""}, "assigned you a comment"), (named, "mentioned you")):
            known = [email for email in emails if role_of(call.db, person(email), file.id)]
            first = f"{_who(call)} {verb} in {file.name}:"
            tell(call, known, _notice(call, file, f"{file.name}: {call.actor.name} {verb}", first, words))


def of_requests(requests: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The new posts among the requests of a batchUpdate of Sheets or Docs."""
    found = []
    for request in requests:
        if "insertComment" in request:
            found.append(request["insertComment"])
        elif "addCommentReply" in request:
            found.append(request["addCommentReply"].get("post", {}))
    return found


def _notice(call: Call, file: DriveFile, subject: str, *paragraphs: str) -> Notice:
    link = resources.web_view_link(call.base_url, file)
    return Notice(subject=subject, paragraphs=paragraphs, link=link)


def _who(call: Call) -> str:
    return f"{call.actor.name} ({call.actor.email})" if call.actor.email else "Somebody"
