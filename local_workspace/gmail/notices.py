"""Mails that Google itself writes: a subject, a few paragraphs and a button, as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from html import escape
from secrets import token_urlsafe

from local_workspace.auth import person
from local_workspace.call import Call
from local_workspace.gmail.mailbox import deliver
from local_workspace.people import Actor

FROM = "noreply@mail.local"
"""Nobody reads answers to these addresses; mail programs answer to the person instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told, to everybody in the same words; `link` leads to the page of this Workspace."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    button: str = "Open"
    event: str = ""
    """An event in iCalendar's form, with its method."""

    def written(self, sender: Actor, recipient: str, now: datetime, address: str = FROM) -> bytes:
        """The mail to one person; `address` is the one it comes from, with the sender's name."""
        letter = EmailMessage()
        letter["From"] = formataddr((sender.name or "Anonymous", address))
        letter["To"] = recipient
        if sender.email and sender.email != address:
            letter["Reply-To"] = sender.email
        letter["Subject"] = " ".join(self.subject.split())
        letter["Date"] = format_datetime(now)
        letter["Message-ID"] = f"<notice-{token_urlsafe(18)}@mail.local>"
        said = [text for text in self.paragraphs if text]
        letter.set_content("\n\n".join([*said, *filter(None, [self.link])]) + "\n")
        letter.add_alternative(_html(said, self.link, self.button), subtype="html")
        if self.event:
            # a text part of another kind than plain, so that calendar programs offer to answer
            letter.add_alternative(self.event, subtype="calendar", params={"method": _method(self.event)})
        return letter.as_bytes()


def tell(call: Call, recipients: Iterable[str], notice: Notice) -> None:
    """Put the notice into the inboxes of people; the caller, the robot and doubles get none."""
    for email in sorted(set(recipients) - {call.actor.email}):
        if not person(email).is_service_account:
            deliver(call.db, [email], notice.written(call.actor, email, call.now), call.now)


def _html(paragraphs: list[str], link: str, button: str) -> str:
    body = "".join(f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in paragraphs)
    pressed = f'<p><a href="{escape(link)}">{escape(button)}</a></p>' if link else ""
    return f"<!doctype html><html><body>{body}{pressed}</body></html>\n"


def _method(event: str) -> str:
    return "CANCEL" if "METHOD:CANCEL" in event.splitlines() else "REQUEST"
