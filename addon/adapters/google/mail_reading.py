"""The envelope of the mail that is open in Gmail.

The scope `gmail.addons.current.message.metadata` reads the headers of that one message, and only together with the
token that comes with the event: it goes in a header of its own beside the person's OAuth token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import getaddresses
from typing import Any

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.records.open_mail import OpenMail

MESSAGE_TOKEN = "X-Goog-Gmail-Access-Token"  # noqa: S105 - a header's name
_ENVELOPE = ("From", "To", "Cc")


class GmailOpenMails:
    """`closeplan.ports.seller_files.OpenMails` with the seller's token."""

    def __init__(self, client: Callable[[], PerThread]) -> None:
        self._client = client

    def open_mail(self, message_id: str, token: str) -> OpenMail:
        messages = self._client().gmail().users().messages()
        asked = messages.get(
            userId="me",
            id=message_id,
            format="metadata",
            metadataHeaders=[*_ENVELOPE, "Subject"],
            fields="payload/headers",
        )
        asked.headers[MESSAGE_TOKEN] = token
        with translated("reading the open mail's envelope"):
            found = asked.execute()
        headers = found.get("payload", {}).get("headers", [])
        envelope = [text for name in _ENVELOPE for text in _named(headers, name)]
        return OpenMail(
            subject=next(_named(headers, "Subject"), ""),
            people=tuple((address, name) for name, address in getaddresses(envelope) if address),
        )


def _named(headers: Iterable[Mapping[str, Any]], name: str) -> Iterator[str]:
    return (str(header["value"]) for header in headers if str(header.get("name", "")).lower() == name.lower())
