"""Messages that count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plural:
    """A message that counts something: `n` chooses the form."""

    one: str
    many: str
