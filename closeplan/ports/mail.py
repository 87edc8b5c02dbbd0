"""A seller's mailbox."""

from __future__ import annotations

from typing import Protocol

from closeplan.records.mail import Mail


class Mailbox(Protocol):
    """Writes mails as one seller. InputError names an address that is none."""

    def draft(self, mail: Mail) -> str:
        """Lay the mail among the seller's drafts and return where they open it; one request, one more with a
        `message_id`, by which a draft that lies there already is found, and one with a `thread`. What the seller
        wrote into that draft stays.
        """

    def send(self, mail: Mail) -> None:
        """Send the mail; one request, one more with a `message_id`: it is not sent again where the seller's token lets
        us see that it was. Whoever must not send twice without seeing that much uses an `Outbox`.
        """


class Outbox(Protocol):
    """Sends mails of one seller in two steps, so that a process that dies in between sends none of them twice."""

    def prepare(self, mail: Mail) -> str:
        """Lay the mail among the seller's drafts and return the draft's id, as `Mailbox.draft` does."""

    def dispatch(self, draft_id: str) -> bool:
        """Send a prepared mail, one request. False where there is no such draft: it was sent before, or the seller
        threw it away.
        """
