"""What a seller's own accounts hold beside plans: files they made, the mail that is open."""

from __future__ import annotations

from typing import Protocol

from closeplan.records.open_mail import OpenMail


class OwnFiles(Protocol):
    """Files a seller made."""

    def was_made_for(self, document_id: str, plan_id: str) -> bool:
        """Whether closeplan made the file for that plan, rather than adding the plan to a file of people's. One request;
        NotFoundError where the file is gone.
        """

    def editors(self, document_id: str) -> frozenset[str]:
        """Addresses of everybody who ever changed the file, in lower case; empty text for somebody without a name. One
        request.
        """

    def trash(self, document_id: str) -> None:
        """Move the file to the seller's trash, where it can be brought back for 30 days; one request."""


class OpenMails(Protocol):
    """Reads the mail that is open in Gmail, and no other."""

    def open_mail(self, message_id: str, token: str) -> OpenMail:
        """Its envelope, without a word of its text; `token` is the one that came with the event. One request."""
