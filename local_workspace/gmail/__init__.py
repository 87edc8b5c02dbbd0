"""Gmail v1: which function answers which method."""

from __future__ import annotations

from collections.abc import Mapping

from local_workspace.call import Handler
from local_workspace.gmail import drafts, labels, messages, threads

HANDLERS: Mapping[str, Handler] = {
    "gmail.users.drafts.create": drafts.create,
    "gmail.users.drafts.delete": drafts.delete,
    "gmail.users.drafts.get": drafts.get,
    "gmail.users.drafts.list": drafts.find,
    "gmail.users.drafts.send": drafts.send,
    "gmail.users.drafts.update": drafts.update,
    "gmail.users.getProfile": messages.get_profile,
    "gmail.users.labels.create": labels.create,
    "gmail.users.labels.delete": labels.delete,
    "gmail.users.labels.get": labels.get,
    "gmail.users.labels.list": labels.find,
    "gmail.users.labels.patch": labels.update,
    "gmail.users.labels.update": labels.update,
    "gmail.users.messages.attachments.get": messages.get_attachment,
    "gmail.users.messages.batchDelete": messages.batch_delete,
    "gmail.users.messages.batchModify": messages.batch_modify,
    "gmail.users.messages.delete": messages.delete,
    "gmail.users.messages.get": messages.get,
    "gmail.users.messages.insert": messages.insert,
    "gmail.users.messages.list": messages.find,
    "gmail.users.messages.modify": messages.modify,
    "gmail.users.messages.send": messages.send,
    "gmail.users.messages.trash": messages.trash,
    "gmail.users.messages.untrash": messages.untrash,
    "gmail.users.threads.delete": threads.delete,
    "gmail.users.threads.get": threads.get,
    "gmail.users.threads.list": threads.find,
    "gmail.users.threads.modify": threads.modify,
    "gmail.users.threads.trash": threads.trash,
    "gmail.users.threads.untrash": threads.untrash,
}
