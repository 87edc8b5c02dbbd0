"""Finding what calls said by its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from closeplan.calls.answers.question import Notion
from closeplan.calls.answers.spoken import Frequencies, SpokenTurn


class CallSearch(Protocol):
    """The first look for an answer: fast, over everything that may be seen. What is erased is found no more."""

    def turns_about(
        self, notions: Sequence[Notion], plan_ids: Collection[str] | None
    ) -> tuple[list[SpokenTurn], Frequencies]:
        """The turns that say most of it, or whose speakers are named so, each with those around it, in the order of their calls, and how often the notions'
        own forms are said. Only of these plans; None for all.
        """
