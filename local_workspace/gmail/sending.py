"""A message on its way: completed as Gmail completes it, kept as sent, put into the local inboxes."""

from __future__ import annotations

import secrets
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import format_datetime, formataddr, getaddresses

from local_workspace.errors import bad_request
from local_workspace.gmail import mime
from local_workspace.gmail.mailbox import Mail, NewMail, deliver, put
from local_workspace.people import Actor
from local_workspace.storage import Transaction

# The text stays as it was written: only the headers that are missing are added.
_POLICY = policy.compat32.clone(max_line_length=None, mangle_from_=False)
_LARGEST = 35 * 2**20
_RECIPIENTS = ("To", "Cc", "Bcc")


def completed(raw: bytes, sender: Actor, now: datetime) -> bytes:
    """The message with the sender, date and id that every mail has; another person's name is replaced."""
    if len(raw) > _LARGEST:
        raise bad_request("Message too large")
    message = message_from_bytes(raw, policy=_POLICY)
    if mime.addresses(message, "From") != [sender.email]:
        names = [name for name, address in getaddresses([str(message.get("From", ""))]) if address]
        del message["From"]
        message["From"] = formataddr((names[0] if names else sender.name, sender.email))
    if "Date" not in message:
        message["Date"] = format_datetime(now)
    if "Message-ID" not in message:
        message["Message-ID"] = f"<{secrets.token_urlsafe(24)}@mail.local>"
    return message.as_bytes()


def send(db: Transaction, raw: bytes, sender: Actor, now: datetime, thread: str = "") -> Mail:
    """Keep a message in the sender's mailbox and deliver it to everybody it names."""
    raw = completed(raw, sender, now)
    recipients = mime.addresses(mime.parse(raw), *_RECIPIENTS)
    if not recipients:
        raise bad_request("Recipient address required")
    labels = ("UNREAD", "SENT", "INBOX") if sender.email in recipients else ("SENT",)
    sent = put(db, sender.email, NewMail(raw, labels, now, thread))
    deliver(db, [email for email in recipients if email != sender.email], _without_bcc(raw), now)
    return sent


def _without_bcc(raw: bytes) -> bytes:
    message = message_from_bytes(raw, policy=_POLICY)
    del message["Bcc"]
    return message.as_bytes()
