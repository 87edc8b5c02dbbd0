"""Access to a fake vendor: the way OAuth gives it, without its dance."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from addon.adapters.http import Pace, Rate
from tests.vendors.server import FakeVendor


@dataclass
class TokenOf:
    """`Access` that holds the fake's token until it is refused, then takes the new one. `renewed` counts; where `dead` is set
    nothing can be renewed.
    """

    vendor: FakeVendor
    form: str = "Bearer {}"
    dead: bool = False
    renewed: int = 0

    def __post_init__(self) -> None:
        self._token = self.vendor.token

    def base_url(self) -> str:
        return self.vendor.url

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": self.form.format(self._token)}

    def renew(self) -> bool:
        if self.dead:
            return False
        self.renewed += 1
        self._token = self.vendor.token
        return True


class Clock:
    """Time that only passes where somebody sleeps, so that a pace costs a test nothing. It notes each nap."""

    def __init__(self) -> None:
        self.naps: list[float] = []
        self._now = time.monotonic()

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self._now += seconds

    def pace(self, *rates: Rate) -> Pace:
        """A pace by this clock."""
        return Pace(*rates, now=self.now, sleep=self.sleep)
