"""Dates that a call replaced by others."""

from __future__ import annotations

from closeplan.calls.dues.moved_things import Move
from closeplan.calls.dues.moves_elsewhere import moves_elsewhere
from closeplan.calls.dues.reading import call_dates
from closeplan.calls.findings import DateChange, Quote
from closeplan.calls.model import Call, Known

_SURE, _OFFERED = 0.9, 0.7
"""How certain a change is that was told, and one that was proposed where a day didn't do."""


def find_date_changes(call: Call, known: Known) -> tuple[DateChange, ...]:
    """The dates that moved, in the order of their turns. A commitment's own first date is none, nor is a slip of the tongue."""
    elsewhere = tuple(moves_elsewhere(call, known))
    return elsewhere or tuple(_change(call, move) for move in call_dates(call, known).moves)


def _change(call: Call, move: Move) -> DateChange:
    turn = call.turns[move.turn]
    return DateChange(
        turn=move.turn,
        what=move.name if move.name == "next call" else move.words or move.name,
        was=move.was,
        now=move.now,
        quote=Quote(turn=move.turn, speaker=call.person_of(turn).name, text=turn.text, at=turn.start),
        certainty=_SURE if move.sure else _OFFERED,
    )
