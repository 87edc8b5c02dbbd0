"""A seller's mailbox."""

from __future__ import annotations

from typing import Protocol

from closeplan.records.mail import Mail


class Mailbox(Protocol):
    """Writes mails as one seller."""

    def draft(self, mail: Mail) -> str:
        """Lay the mail among the seller's drafts and return where they open it; one request, one more with a
        `message_id`, by which a draft that lies there already is found.
        """

    def send(self, mail: Mail) -> None:
        """Send the mail; with a `message_id` it is sent once, however often this is called."""
