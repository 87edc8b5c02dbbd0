"""drafts.*: what is written and not sent yet."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from local_workspace.call import Call
from local_workspace.errors import bad_request
from local_workspace.gmail import messages, mime
from local_workspace.gmail.mailbox import Mail, NewMail, find_draft, owner, page, put, remove, save
from local_workspace.gmail.sending import completed
from local_workspace.gmail.sending import send as send_out


def create(call: Call) -> dict[str, Any]:
    """drafts.create"""
    email = owner(call)
    message = call.body.get("message", {})
    raw = completed(mime.decode(message, "draft.message.raw"), call.actor, call.now)
    draft_id = f"r{secrets.randbits(62)}"
    new = NewMail(raw, ("DRAFT",), call.now, message.get("threadId", ""), draft_id)
    return _brief(put(call.db, email, new))


def get(call: Call) -> dict[str, Any]:
    """drafts.get"""
    mail = find_draft(call.db, owner(call), call.params["id"])
    return {"id": mail.draft_id, "message": messages.resource(call, mail)}


def find(call: Call) -> dict[str, Any]:
    """drafts.list"""
    drafts = [mail for mail in messages.found(call, owner(call)) if mail.draft_id]
    chosen, more = page(call, drafts, call.params["maxResults"])
    shown: dict[str, Any] = {"resultSizeEstimate": len(drafts)}
    if chosen:
        ids = [(mail.draft_id, {"id": mail.id, "threadId": mail.thread_id}) for mail in chosen]
        shown["drafts"] = [{"id": draft_id, "message": message} for draft_id, message in ids]
    if more:
        shown["nextPageToken"] = more
    return shown


def update(call: Call) -> dict[str, Any]:
    """drafts.update: the text is replaced, so the message gets another id."""
    return _brief(_rewritten(call, find_draft(call.db, owner(call), call.params["id"])))


def delete(call: Call) -> None:
    """drafts.delete: for good, not into the trash."""
    remove(call.db, find_draft(call.db, owner(call), call.params["id"]))


def send(call: Call) -> dict[str, Any]:
    """drafts.send: an existing draft, perhaps with a new text, or one that is sent at once."""
    email = owner(call)
    draft_id, message = call.body.get("id", ""), call.body.get("message", {})
    if not draft_id:
        raw = mime.decode(message, "draft.message.raw")
        return messages.brief(send_out(call.db, raw, call.actor, call.now, message.get("threadId", "")))
    mail = find_draft(call.db, email, draft_id)
    raw = mime.decode(message, "draft.message.raw") if message.get("raw") else mail.raw
    if not mime.addresses(mime.parse(raw), "To", "Cc", "Bcc"):
        raise bad_request("Recipient address required")
    # looked up before the draft leaves, which may be all there is of its thread
    sent = send_out(call.db, raw, call.actor, call.now, mail.thread_id)
    remove(call.db, mail)
    return messages.brief(sent)


def _rewritten(call: Call, mail: Mail) -> Mail:
    message = call.body.get("message", {})
    raw = completed(mime.decode(message, "draft.message.raw"), call.actor, call.now)
    remove(call.db, mail)
    return save(
        call.db,
        replace(mail, id=secrets.token_hex(8), raw=raw, time=int(call.now.timestamp() * 1000)),
    )


def _brief(mail: Mail) -> dict[str, Any]:
    return {"id": mail.draft_id, "message": messages.brief(mail)}
