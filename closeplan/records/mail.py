"""Mails as the seller writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with a mail; `type` is its MIME type (`application/pdf`)."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A mail in the seller's mailbox, by Gmail's ids of it and its thread. `token` comes with the event of the sidebar
    in which that mail is open, and lets its envelope be read.
    """

    id: str
    thread: str
    token: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail of a seller's. `text` is plain text, `html` the same as HTML (empty for none); `unsubscribe` the URL that
    stops such mails (RFC 8058), empty where the mail answers one click. `message_id` (`left@right`, ASCII) makes the
    mail known again: writing it a second time is harmless. `answers` is the mail it answers, if any.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    cc: tuple[str, ...] = ()
    message_id: str = ""
    unsubscribe: str = ""
    answers: Answered | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MailClaim:
    """The right to write one person's mail of one day, out of one seller's mailbox. `id` and `name` are given by the
    store; the name tells this claim from a later one of the same mail.
    """

    person: str
    day: date
    seller: str
    id: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class PreparedMail:
    """A mail that lies in a seller's drafts to be sent."""

    claim: MailClaim
    draft: str


@dataclass(frozen=True, kw_only=True)
class LaidDraft:
    """A draft by Gmail's id of it, where it opens, and when it was laid as far as that is remembered."""

    id: str
    url: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RecapRecord:
    """A recap that was written: when, the digest of its words, and where its draft opens."""

    at: datetime
    digest: str
    draft: str
