"""How often somebody may try something."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.strategies import SlidingWindowCounterRateLimiter


class Limiter:
    """Counts tries by key, in this process: a second process has counts of its own, so that `n` of them let through
    `n` times as many at most.
    """

    @cached_property
    def _strategy(self) -> SlidingWindowCounterRateLimiter:
        from limits.storage import MemoryStorage  # noqa: PLC0415 - 2 MB that an idle server does not need
        from limits.strategies import SlidingWindowCounterRateLimiter  # noqa: PLC0415

        return SlidingWindowCounterRateLimiter(MemoryStorage())

    def allows(self, rate: str, *key: str) -> bool:
        """Count one try of `key` and say whether it is within `rate`, such as `10/minute`."""
        from limits import parse  # noqa: PLC0415 - as above

        return self._strategy.hit(parse(rate), *key)
