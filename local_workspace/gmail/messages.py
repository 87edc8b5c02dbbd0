"""messages.*: one person's mails."""

from __future__ import annotations

from typing import Any

from local_workspace.call import Call
from local_workspace.errors import bad_request
from local_workspace.gmail import labels, mime
from local_workspace.gmail.mailbox import (
    Mail,
    NewMail,
    all_mails,
    find_mail,
    history_of,
    owner,
    page,
    put,
    remove,
    save,
)
from local_workspace.gmail.refusals import missing
from local_workspace.gmail.search import Searcher, compiled, names_place
from local_workspace.gmail.sending import completed
from local_workspace.gmail.sending import send as send_out

_HIDDEN = frozenset({"TRASH", "SPAM"})


def get_profile(call: Call) -> dict[str, Any]:
    """users.getProfile"""
    email = owner(call)
    sql = "SELECT COUNT(*) AS mails, COUNT(DISTINCT thread_id) AS threads FROM mails WHERE owner = ?"
    (counts,) = call.db.rows(sql, email)
    return {
        "emailAddress": email,
        "messagesTotal": counts["mails"],
        "threadsTotal": counts["threads"],
        "historyId": str(history_of(call.db, email)),
    }


def find(call: Call) -> dict[str, Any]:
    """messages.list: ids only, the latest first."""
    mails = found(call, owner(call))
    chosen, more = page(call, mails, call.params["maxResults"])
    shown: dict[str, Any] = {"resultSizeEstimate": len(mails)}
    if chosen:
        shown["messages"] = [{"id": mail.id, "threadId": mail.thread_id} for mail in chosen]
    if more:
        shown["nextPageToken"] = more
    return shown


def get(call: Call) -> dict[str, Any]:
    """messages.get"""
    return resource(call, find_mail(call.db, owner(call), call.params["id"]))


def send(call: Call) -> dict[str, Any]:
    """messages.send: really into the inboxes of this Workspace, and nowhere else."""
    owner(call)
    raw = mime.decode(call.body, "message.raw")
    return brief(send_out(call.db, raw, call.actor, call.now, call.body.get("threadId", "")))


def insert(call: Call) -> dict[str, Any]:
    """messages.insert: into the own mailbox only."""
    email = owner(call)
    wanted = call.body.get("labelIds", [])
    labels.check(call.db, email, wanted)
    raw = completed(mime.decode(call.body, "message.raw"), call.actor, call.now)
    new = NewMail(raw, tuple(wanted), call.now, call.body.get("threadId", ""))
    return brief(put(call.db, email, new))


def modify(call: Call) -> dict[str, Any]:
    """messages.modify"""
    email = owner(call)
    mail = find_mail(call.db, email, call.params["id"])
    return brief(save(call.db, labels.with_labels(mail, *asked_change(call, email))))


def batch_modify(call: Call) -> None:
    """messages.batchModify: all of them or none."""
    email = owner(call)
    change = asked_change(call, email)
    for mail_id in _ids(call):
        save(call.db, labels.with_labels(find_mail(call.db, email, mail_id), *change))


def batch_delete(call: Call) -> None:
    """messages.batchDelete: what is not there is deleted already."""
    email = owner(call)
    wanted = set(_ids(call))
    for mail in all_mails(call.db, email):
        if mail.id in wanted:
            remove(call.db, mail)


def trash(call: Call) -> dict[str, Any]:
    """messages.trash"""
    mail = find_mail(call.db, owner(call), call.params["id"])
    return brief(save(call.db, labels.with_labels(mail, ["TRASH"], ["INBOX"])))


def untrash(call: Call) -> dict[str, Any]:
    """messages.untrash: it does not come back to the inbox by itself."""
    mail = find_mail(call.db, owner(call), call.params["id"])
    return brief(save(call.db, labels.with_labels(mail, [], ["TRASH"])))


def delete(call: Call) -> None:
    """messages.delete: for good."""
    remove(call.db, find_mail(call.db, owner(call), call.params["id"]))


def get_attachment(call: Call) -> dict[str, Any]:
    """messages.attachments.get"""
    mail = find_mail(call.db, owner(call), call.params["messageId"])
    data = mime.attachment(mail.message, call.params["id"])
    if data is None:
        raise missing()
    return {"size": len(data), "data": mime.encode(data)}


def found(call: Call, email: str) -> list[Mail]:
    """The mails that `q`, `labelIds` and `includeSpamTrash` leave."""
    query = call.params.get("q") or ""
    wanted = call.params.get("labelIds") or []
    labels.check(call.db, email, wanted)
    test = compiled(query, Searcher(labels.ids_by_name(call.db, email), call.now))
    hidden = _HIDDEN - set(wanted)
    if call.params.get("includeSpamTrash") or names_place(query):
        hidden = frozenset()
    return [
        mail
        for mail in all_mails(call.db, email)
        if set(wanted) <= set(mail.labels) and not hidden & set(mail.labels) and test(mail)
    ]


def asked_change(call: Call, email: str) -> tuple[list[str], list[str]]:
    """The labels to add and to remove."""
    added, removed = call.body.get("addLabelIds", []), call.body.get("removeLabelIds", [])
    labels.check_change(call.db, email, added, removed)
    return added, removed


def brief(mail: Mail) -> dict[str, Any]:
    """What a change answers with: the ids and labels."""
    return {
        "id": mail.id,
        "threadId": mail.thread_id,
        **({"labelIds": list(mail.labels)} if mail.labels else {}),
    }


def resource(call: Call, mail: Mail, form: str | None = None) -> dict[str, Any]:
    """A mail in the `format` that the call asks for."""
    form = form or (call.params.get("format") or "full").lower()
    shown = {
        **brief(mail),
        "snippet": mime.snippet(mail.message),
        "sizeEstimate": len(mail.raw),
        "historyId": str(mail.history),
        "internalDate": str(mail.time),
    }
    if form == "raw":
        shown["raw"] = mime.encode(mail.raw)
    elif form != "minimal":
        wanted = call.params.get("metadataHeaders") or []
        shown["payload"] = mime.payload(mail.message, deep=form == "full", wanted=wanted)
    return shown


def _ids(call: Call) -> list[str]:
    ids: list[str] = call.body.get("ids", [])
    if not ids:
        raise bad_request("No message ids specified")
    if len(ids) > 1000:
        raise bad_request("Too many messages specified in the request")
    return ids
