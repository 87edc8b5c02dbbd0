"""labels.*: the system's and a person's own."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from local_workspace.call import Call
from local_workspace.errors import ApiError, bad_request
from local_workspace.gmail.mailbox import Mail, all_mails, next_history, owner, save
from local_workspace.gmail.refusals import missing
from local_workspace.storage import Transaction

SYSTEM = (
    "CHAT", "SENT", "INBOX", "IMPORTANT", "TRASH", "DRAFT", "SPAM", "STARRED", "UNREAD",
    "CATEGORY_FORUMS", "CATEGORY_UPDATES", "CATEGORY_PERSONAL", "CATEGORY_PROMOTIONS", "CATEGORY_SOCIAL",
)  # fmt: skip
_GIVEN = ("name", "messageListVisibility", "labelListVisibility", "color")
_FIXED = frozenset({"SENT", "DRAFT", "CHAT"})


def find(call: Call) -> dict[str, Any]:
    """labels.list"""
    return {"labels": list(_labels(call.db, owner(call)).values())}


def get(call: Call) -> dict[str, Any]:
    """labels.get: with its counts."""
    email = owner(call)
    label = _label(call, email)
    mails = [mail for mail in all_mails(call.db, email) if label["id"] in mail.labels]
    unread = [mail for mail in mails if "UNREAD" in mail.labels]
    return {
        **label,
        "messagesTotal": len(mails),
        "messagesUnread": len(unread),
        "threadsTotal": _threads(mails),
        "threadsUnread": _threads(unread),
    }


def create(call: Call) -> dict[str, Any]:
    """labels.create"""
    email = owner(call)
    _check_name(call, email, "")
    known = [int(label_id[6:]) for label_id in _labels(call.db, email) if label_id.startswith("Label_")]
    given = {name: call.body[name] for name in _GIVEN if name in call.body}
    shown = {"messageListVisibility": "show", "labelListVisibility": "labelShow", **given}
    return _save(call, email, {"id": f"Label_{max(known, default=0) + 1}", **shown, "type": "user"})


def update(call: Call) -> dict[str, Any]:
    """labels.update and labels.patch"""
    email = owner(call)
    label = _own(call, email)
    if "name" in call.body or call.method.http == "PUT":
        _check_name(call, email, label["id"])
    return _save(call, email, {**label, **{name: call.body[name] for name in _GIVEN if name in call.body}})


def delete(call: Call) -> None:
    """labels.delete: the mails lose it."""
    email = owner(call)
    label = _own(call, email)
    for mail in all_mails(call.db, email):
        if label["id"] in mail.labels:
            save(call.db, with_labels(mail, [], [label["id"]]))
    call.db.run("DELETE FROM mail_labels WHERE owner = ? AND id = ?", email, label["id"])


def ids_by_name(db: Transaction, email: str) -> dict[str, str]:
    """The id of each label by its name as a search writes it."""
    return {_search_name(label["name"]): label["id"] for label in _labels(db, email).values()}


def check(db: Transaction, email: str, wanted: list[str]) -> None:
    """Refuse labels that the mailbox does not have."""
    known = _labels(db, email)
    for label_id in wanted:
        if label_id not in known:
            raise bad_request(f"Invalid label: {label_id}")


def check_change(db: Transaction, email: str, added: list[str], removed: list[str]) -> None:
    """Refuse a change of labels that Gmail refuses."""
    if not added and not removed:
        raise bad_request("No label add or removes specified")
    if set(added) & set(removed):
        raise bad_request("Cannot both add and remove the same label")
    check(db, email, [*added, *removed])
    for label_id in [*added, *removed]:
        if label_id in _FIXED:
            raise bad_request(f"Invalid label: {label_id}")


def with_labels(mail: Mail, added: list[str], removed: list[str]) -> Mail:
    """The mail with other labels."""
    kept = [label for label in mail.labels if label not in removed]
    return replace(mail, labels=tuple(dict.fromkeys([*kept, *added])))


def _threads(mails: list[Mail]) -> int:
    return len({mail.thread_id for mail in mails})


def _search_name(name: str) -> str:
    return name.lower().replace(" ", "-").replace("/", "-")


def _labels(db: Transaction, email: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {name: {"id": name, "name": name, "type": "system"} for name in SYSTEM}
    rows = db.rows("SELECT * FROM mail_labels WHERE owner = ? ORDER BY rowid", email)
    return found | {row["id"]: json.loads(row["resource"]) for row in rows}


def _label(call: Call, email: str) -> dict[str, Any]:
    label = _labels(call.db, email).get(call.params["id"])
    if label is None:
        raise missing()
    return label


def _own(call: Call, email: str) -> dict[str, Any]:
    label = _label(call, email)
    if label["type"] == "system":
        raise bad_request("Invalid update request")
    return label


def _check_name(call: Call, email: str, own_id: str) -> None:
    name = call.body.get("name", "").strip()
    if not name or len(name) > 225:
        raise bad_request("Invalid label name")
    for label in _labels(call.db, email).values():
        if label["name"].lower() == name.lower() and label["id"] != own_id:
            if label["type"] == "system":
                raise bad_request("Invalid label name")
            raise ApiError(409, "ABORTED", "Label name exists or conflicts")


def _save(call: Call, email: str, label: dict[str, Any]) -> dict[str, Any]:
    next_history(call.db, email)
    call.db.run(
        "INSERT OR REPLACE INTO mail_labels (owner, id, resource) VALUES (?, ?, ?)",
        email,
        label["id"],
        json.dumps(label),
    )
    return label
