"""What follows from a changed plan: the brief says what the plan says, an approval asks anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

FollowUp = Callable[[str], object]
"""Brings one thing in step with the plan of that id; repeating it changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Follow:
    """The use case: every step, in order. One that fails has the whole tried again, which is harmless."""

    steps: Sequence[FollowUp]

    def __call__(self, plan_id: str) -> None:
        """Bring everything that follows from the plan in step with it."""
        for step in self.steps:
            step(plan_id)
