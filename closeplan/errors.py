"""The one error root.

    CloseplanError
    ├── InputError          what a person gave can't be used; carries every mistake with its place
    ├── NotFoundError       no such plan, file or deal
    ├── ForbiddenError      that person or robot may not
    ├── ConflictError       somebody changed the same thing; read again and retry
    ├── OutsideError        a service outside failed
    │   ├── RetryLaterError   it may work later (quota, time-out, 5xx)
    │   └── RefusedError      it won't work as asked (4xx)
    └── SettingsError       the installation is not configured for this

Adapters translate a driver's errors into these and keep the original as cause; the web layer and the
command line turn these into statuses and exit codes, nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CloseplanError(Exception):
    """Something closeplan could not do."""


@dataclass(frozen=True)
class Mistake:
    """One mistake in what a person gave: `place` in their own terms (`milestones[3].after`, `Plan!F12`)."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InputError(CloseplanError):
    """What was given can't be used; `mistakes` lists every reason, each with its place."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class NotFoundError(CloseplanError):
    """There is no such thing, or the asker may not know of it."""


class ForbiddenError(CloseplanError):
    """The asker may not do this."""


class ConflictError(CloseplanError):
    """Somebody else changed the same thing; read it again."""


class OutsideError(CloseplanError):
    """A service outside failed; `status` is its HTTP status, 0 where there was no answer."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        self.status = status
        super().__init__(message)


class RetryLaterError(OutsideError):
    """It may work later; `after` seconds where the service said so."""

    def __init__(self, message: str, *, status: int = 0, after: float | None = None) -> None:
        self.after = after
        super().__init__(message, status=status)


class RefusedError(OutsideError):
    """The service refused the request as it is."""


class SettingsError(CloseplanError):
    """A setting is missing or wrong."""
