"""Systems in which a team talks: channels, messages with buttons, people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from closeplan.plan.channel_message import Message
from closeplan.records.channels import TalkChannel, TalkPerson


class Talk(Protocol):
    """One account of such a system. NotFoundError (no such channel or person), ForbiddenError (closeplan is not in the channel,
    or may not), RefusedError and RetryLaterError as everywhere.
    """

    @property
    def name(self) -> str:
        """Its name in settings and addresses, such as `slack`."""

    def account(self) -> str:
        """Which account closeplan is connected to, for a person to recognise; one request."""

    def channels(self) -> Sequence[TalkChannel]:
        """The channels that closeplan is in, by name; a request for each 900 channels of the account."""

    def person(self, user_id: str) -> TalkPerson:
        """Somebody who wrote or clicked there; one request."""

    def post(self, channel_id: str, message: Message) -> str:
        """Write the message into the channel and return its id; one request. Asked twice it stands there twice."""

    def answer(self, address: str, message: Message) -> None:
        """Show the message to one person alone, at the address that came with what they did; RefusedError where that is
        none of the vendor's.
        """

    def settle(self, address: str, blocks: Sequence[object], ref: str, told: str) -> None:
        """Put `told` in the stead of the controls about `ref`, in the message of ours that the click at that address came from:
        it was made of those `blocks`. One request, or none where there are no such controls any more.
        """
