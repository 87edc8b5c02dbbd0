"""Mails as the seller writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail of a seller's. `text` is plain text, `html` the same as HTML (empty for none); `unsubscribe` the URL that
    stops such mails (RFC 8058), empty where the mail answers one click. `message_id` makes the mail known again:
    writing it a second time is harmless. `thread` is Gmail's id of the thread it answers, empty for a new one.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    cc: tuple[str, ...] = ()
    message_id: str = ""
    unsubscribe: str = ""
    thread: str = ""
