"""What people took on during a call, and what was asked of them and not taken on."""

from __future__ import annotations

from closeplan.calls.commitments.meetings import is_raw_meeting, meeting
from closeplan.calls.commitments.owners import side_of
from closeplan.calls.commitments.tables import tables_for
from closeplan.calls.commitments.taken import Taken
from closeplan.calls.commitments.threads import Open, follow
from closeplan.calls.commitments.wording import with_thing
from closeplan.calls.dues import settle_due
from closeplan.calls.findings import Binding, Commitment, Quote, Request
from closeplan.calls.model import Call, Known


def find_commitments(call: Call, known: Known) -> tuple[tuple[Commitment, ...], tuple[Request, ...]]:
    """The commitments, and the requests that nobody answered, in the order of their turns."""
    tables = tables_for(call.language)
    taken, dropped = meeting(call, tables) if is_raw_meeting(call) else follow(call, known, tables)
    commitments = (_commitment(one, call, known) for one in sorted(taken, key=lambda one: one.turn))
    return tuple(commitments), tuple(_request(one) for one in sorted(dropped, key=lambda one: one.turn.index))


def _commitment(one: Taken, call: Call, known: Known) -> Commitment:
    turn = call.turns[one.turn]
    due = settle_due(
        call, known, turn=one.turn, clause=one.span, request_turn=one.request_turn, also=one.also
    )
    return Commitment(
        turn=one.turn,
        owner=one.owner.name,
        side=side_of(one.owner, call),
        what=with_thing(one.what, *_texts_before(one, call)),
        due=due,
        binding=Binding.CONDITIONAL if one.conditional else Binding.FIRM,
        quote=Quote(turn=one.turn, speaker=turn.speaker, text=turn.text[slice(*one.span)], at=turn.start),
        certainty=one.weight,
        request_turn=one.request_turn,
        also=one.also,
    )


def _texts_before(one: Taken, call: Call) -> list[str]:
    """Where the thing may be named that "it" means: before it in its turn, where it was asked for, in the turn before."""
    asked = [] if one.request_turn is None else [call.turns[one.request_turn].text]
    before = [call.turns[one.turn - 1].text] if one.turn else []
    return [call.turns[one.turn].text[: one.span[0]], *asked, *before]


def _request(one: Open) -> Request:
    sentence = one.asked.sentence
    quote = Quote(turn=one.turn.index, speaker=one.turn.speaker, text=sentence.text, at=one.turn.start)
    return Request(
        turn=one.turn.index,
        by=one.by.name,
        to=one.to,
        what=one.what,
        quote=quote,
        certainty=0.8 if one.refused else 0.6,
    )
