"""What a call leaves behind for the calls after it: the days it gave to things, and the buyer's fiscal year."""

from __future__ import annotations

from closeplan.calls.dues.fiscal import year_end_in
from closeplan.calls.dues.reading import call_dates
from closeplan.calls.model import Call, Known, KnownEvent


def find_events(call: Call, known: Known) -> tuple[KnownEvent, ...]:
    """The things the call gave a day to, each with the last day said of it: "the committee meets on the ninth"."""
    named = [one for one in call_dates(call, known).named if one.turn >= 0]
    latest = {one.name: KnownEvent(name=one.name, day=one.day) for one in named}
    return tuple(latest.values())


def fiscal_year_end(call: Call) -> int | None:
    """The last month (1 to 12) of the buyer's fiscal year, where the call says it."""
    texts = tuple(turn.text for turn in call.turns)
    return year_end_in(texts, tuple(call.side_of(turn) for turn in call.turns))
