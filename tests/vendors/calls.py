"""A call as it was held, for the fakes of meeting and telephone systems to tell of in their own ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

STARTED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAM, MIA = ("Sam Lee", "sam@northwind.example"), ("Mia Wolf", "mia@acme.example")


@dataclass(frozen=True, kw_only=True)
class Held:
    """A call: who held it, who was there (names and addresses, the host first), and what each said, with its seconds."""

    title: str = "Acme kick-off"
    started: datetime = STARTED
    people: Sequence[tuple[str, str]] = (SAM, MIA)
    said: Sequence[tuple[str, str, float, float]] = (
        ("Sam Lee", "Hello, thanks for joining.", 1.0, 2.5),
        ("Mia Wolf", "We will send the security review by Friday.", 3.0, 5.0),
    )

    @property
    def host(self) -> str:
        return self.people[0][1] if self.people else SAM[1]

    @property
    def seconds(self) -> int:
        return int(self.said[-1][3]) if self.said else 60


def vtt(call: Held) -> str:
    """The words as Zoom and Teams write them."""
    cues = (
        f"{number}\n{_clock(start)} --> {_clock(end)}\n{name}: {words}\n"
        for number, (name, words, start, end) in enumerate(call.said, 1)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"
