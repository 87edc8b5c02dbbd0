"""What people took on during a call, and what was asked of them and not taken on."""

from __future__ import annotations

import re

from closeplan.calls.commitments.meetings import is_raw_meeting, meeting
from closeplan.calls.commitments.naming import name_of
from closeplan.calls.commitments.owners import side_of
from closeplan.calls.commitments.requests import request_of
from closeplan.calls.commitments.sentences import sentences_of
from closeplan.calls.commitments.tables import tables_for
from closeplan.calls.commitments.taken import Taken
from closeplan.calls.commitments.threads import Open, follow
from closeplan.calls.commitments.wording import action
from closeplan.calls.dues import settle_due
from closeplan.calls.findings import Binding, Commitment, Quote, Request
from closeplan.calls.model import Call, Known


def find_commitments(call: Call, known: Known) -> tuple[tuple[Commitment, ...], tuple[Request, ...]]:
    """The commitments, and the requests that nobody answered, in the order of their turns."""
    tables = tables_for(call.language)
    taken, dropped = meeting(call, tables) if is_raw_meeting(call) else follow(call, known, tables)
    commitments = (_commitment(one, call, known) for one in sorted(taken, key=lambda one: one.turn))
    return tuple(commitments), tuple(
        _request(one, call) for one in sorted(dropped, key=lambda one: one.turn.index)
    )


def _commitment(one: Taken, call: Call, known: Known) -> Commitment:
    turn = call.turns[one.turn]
    due = settle_due(
        call, known, turn=one.turn, clause=one.span, request_turn=one.request_turn, also=one.also
    )
    return Commitment(
        turn=one.turn,
        owner=one.owner.name,
        side=side_of(one.owner, call),
        what=_name(one, call),
        due=due,
        binding=Binding.CONDITIONAL if one.conditional else Binding.FIRM,
        quote=Quote(turn=one.turn, speaker=turn.speaker, text=turn.text[slice(*one.span)], at=turn.start),
        certainty=one.weight,
        request_turn=one.request_turn,
        also=one.also,
    )


def _name(one: Taken, call: Call) -> str:
    """What to call it; only English phrases are put into other words."""
    quote = call.turns[one.turn].text[slice(*one.span)]
    if not call.language.startswith("en"):
        return one.what or _asked_for(one, call) or quote
    return name_of(one.what, quote, _hearer(one, call), _texts_before(one, call))


def _asked_for(one: Taken, call: Call) -> str:
    """The words of the request that it answers, "" where there is none."""
    if one.request_turn is None:
        return ""
    tables = tables_for(call.language)
    asked = (request_of(said, tables) for said in sentences_of(call.turns[one.request_turn].text))
    return next((what for each in asked if each and (what := action(each.body, each.sentence, tables))), "")


def _hearer(one: Taken, call: Call) -> str:
    """Who "you" is: who of another side spoke last, or asked; empty where nobody did."""
    side = call.side_of(call.turns[one.turn])
    asked = [] if one.request_turn is None else [call.turns[one.request_turn]]
    before = (*asked, *reversed(call.turns[max(0, one.turn - 6) : one.turn]))
    others = (
        call.person_of(turn) for turn in before if side is not None and call.side_of(turn) not in (side, None)
    )
    return next((person.name for person in others), "")


def _texts_before(one: Taken, call: Call) -> list[str]:
    """Where the thing may be named that "it" means: before it in its turn, where it was asked for, in the turn before."""
    asked = [] if one.request_turn is None else [call.turns[one.request_turn].text]
    before = [call.turns[one.turn - 1].text] if one.turn else []
    return [call.turns[one.turn].text[: one.span[0]], *asked, *before]


def _request(one: Open, call: Call) -> Request:
    sentence = one.asked.sentence
    quote = Quote(turn=one.turn.index, speaker=one.turn.speaker, text=sentence.text, at=one.turn.start)
    return Request(
        turn=one.turn.index,
        by=one.by.name,
        to=one.to,
        what=_asked(one, call),
        quote=quote,
        certainty=0.8 if one.refused else 0.6,
    )


def _asked(one: Open, call: Call) -> str:
    """What to call a request; "me" is who asks."""
    quote = one.asked.sentence
    if not call.language.startswith("en"):
        return one.what or quote.text
    named = name_of(one.what, quote.text, "", [one.turn.text[: quote.start]])
    return re.sub(r"\bme\b", one.by.name, named)
