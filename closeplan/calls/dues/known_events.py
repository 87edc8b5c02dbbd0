"""What a call leaves behind for the calls after it: the days it gave to things, and the buyer's fiscal year."""

from __future__ import annotations

from closeplan.calls.dues.events import latest
from closeplan.calls.dues.fiscal import year_end_in
from closeplan.calls.dues.reading import call_dates
from closeplan.calls.model import Call, Known, KnownEvent


def find_events(call: Call, known: Known) -> tuple[KnownEvent, ...]:
    """The things the call gave a day to, each with the last day said of it: "the committee meets on the ninth".

    A day that a bare answer may have given to something else as well counts for what was named with it.
    """
    named = [one for one in call_dates(call, known).named if one.turn >= 0]
    names = dict.fromkeys(one.name for one in named)
    last = [latest([one for one in named if one.name == name]) for name in names]
    taken = {one.day for one in last if one.sure}
    return tuple(KnownEvent(name=one.name, day=one.day) for one in last if one.sure or one.day not in taken)


def fiscal_year_end(call: Call) -> int | None:
    """The last month (1 to 12) of the buyer's fiscal year, where the call says it."""
    texts = tuple(turn.text for turn in call.turns)
    return year_end_in(texts, tuple(call.side_of(turn) for turn in call.turns))
