"""threads.*: mails that answer one another."""

from __future__ import annotations

from typing import Any

from local_workspace.call import Call
from local_workspace.gmail import labels, messages, mime
from local_workspace.gmail.mailbox import Mail, owner, page, remove, save, thread_mails
from local_workspace.gmail.refusals import checked_id, missing


def find(call: Call) -> dict[str, Any]:
    """threads.list: the one with the latest mail first."""
    latest: dict[str, Mail] = {}
    for mail in messages.found(call, owner(call)):
        latest.setdefault(mail.thread_id, mail)
    chosen, more = page(call, list(latest.values()), call.params["maxResults"])
    shown: dict[str, Any] = {"resultSizeEstimate": len(latest)}
    if chosen:
        shown["threads"] = [
            {"id": mail.thread_id, "snippet": mime.snippet(mail.message), "historyId": str(mail.history)}
            for mail in chosen
        ]
    if more:
        shown["nextPageToken"] = more
    return shown


def get(call: Call) -> dict[str, Any]:
    """threads.get: with its mails, the oldest first."""
    mails = _mails(call)
    return {
        "id": mails[0].thread_id,
        "historyId": str(max(mail.history for mail in mails)),
        "messages": [messages.resource(call, mail) for mail in mails],
    }


def modify(call: Call) -> dict[str, Any]:
    """threads.modify"""
    return _changed(call, *messages.asked_change(call, owner(call)))


def trash(call: Call) -> dict[str, Any]:
    """threads.trash"""
    return _changed(call, ["TRASH"], ["INBOX"])


def untrash(call: Call) -> dict[str, Any]:
    """threads.untrash"""
    return _changed(call, [], ["TRASH"])


def delete(call: Call) -> None:
    """threads.delete: all its mails, for good."""
    for mail in _mails(call):
        remove(call.db, mail)


def _mails(call: Call) -> list[Mail]:
    mails = thread_mails(call.db, owner(call), checked_id(call.params["id"]))
    if not mails:
        raise missing()
    return mails


def _changed(call: Call, added: list[str], removed: list[str]) -> dict[str, Any]:
    mails = [save(call.db, labels.with_labels(mail, added, removed)) for mail in _mails(call)]
    return {"id": mails[0].thread_id, "messages": [messages.brief(mail) for mail in mails]}
