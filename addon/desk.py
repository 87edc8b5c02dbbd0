"""One seller's desk: the services that act with their own token, for one click."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.ports.mail import Mailbox
from closeplan.services.adopt import Adopt
from closeplan.services.generate import Generate


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a seller can have done; everything here acts as `seller`, with a token that is never kept."""

    seller: str
    generate: Generate
    adopt: Adopt
    mailbox: Mailbox
