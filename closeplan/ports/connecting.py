"""Connecting an account of a vendor, by an admin who agrees there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A connection under way: where to send the browser, and what it has to come back with. Both secrets are the browser's
    own and go nowhere else.
    """

    url: str
    state: str
    verifier: str = field(repr=False)


class Connecting(Protocol):
    """Methods raise NotFoundError for a vendor that is not set up for it."""

    def can_connect(self, vendor: str) -> bool:
        """Whether an admin can connect an account of that vendor here."""

    def begin(self, vendor: str) -> Begun:
        """Begin; SettingsError where the vendor could not send anybody back."""

    def finish(self, vendor: str, code: str, verifier: str, *, by: str) -> None:
        """Keep the account that the browser came back with, in the stead of the last one, and bring what waits for it.
        RefusedError where the vendor does not take the code, RetryLaterError where it can't be asked now.
        """

    def disconnect(self, vendor: str) -> bool:
        """Forget the account; False where there was none."""
