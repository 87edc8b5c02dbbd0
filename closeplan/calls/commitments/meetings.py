"""Commitments of meetings written as a recogniser hears them, where nobody's side is known: by the linear vote, turn by turn.

The rules read sentence marks, names and who asks whom; a raw transcript of colleagues has none of these. The vote reads each
turn with what stands around it. What it finds is looser than a sales call's commitments, and its certainty says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from closeplan.calls.commitments.cues import cues_of
from closeplan.calls.commitments.linear import Vote, vote
from closeplan.calls.commitments.promises import promises_of
from closeplan.calls.commitments.requests import Asked
from closeplan.calls.commitments.sentences import Sentence, sentences_of
from closeplan.calls.commitments.tables import Tables
from closeplan.calls.commitments.taken import Taken
from closeplan.calls.commitments.threads import Open
from closeplan.calls.commitments.wording import action, action_of, content
from closeplan.calls.model import Call, Turn

COMMITS = 0.16
"""From here on a turn commits: where precision and recall met, cross-validated by meeting."""
COMMITS_OR_ASKS = 0.18
"""The same for commitments and requests together."""
CAPITALS = 0.002
"""Written text has ten times as many capitals among its letters."""
_HEARD = re.compile(r"^(?:okay|ok|great|good|sure|yeah|right|all right|cool|excellent|thanks|uhhuh)[ .]*$")


def is_raw_meeting(call: Call) -> bool:
    """Whether it is an English meeting of people of no side, written as a recogniser hears it, without capitals."""
    if not call.language.startswith("en") or any(call.side_of(turn) for turn in call.turns):
        return False
    letters = [letter for turn in call.turns[:300] for letter in turn.text[:300] if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) < len(letters) * CAPITALS


def meeting(call: Call, tables: Tables) -> tuple[list[Taken], list[Open]]:
    """What a meeting took on, and what was asked for in it."""
    taken, asked = [], []
    for turn in call.turns:
        if not sentences_of(turn.text):
            continue
        cues = cues_of(turn.text, around(call.turns, turn.index))
        if (sure := vote(cues, Vote.COMMITMENT)) > COMMITS:
            taken.append(_taken(call, turn, sure, tables))
        elif vote(cues, Vote.COMMITMENT_OR_REQUEST) > COMMITS_OR_ASKS:
            asked.append(_asked(call, turn, tables))
    return taken, asked


def around(turns: Sequence[Turn], at: int) -> tuple[str, ...]:
    """What stands around a turn: somebody asks before, or takes note after."""
    speaker = turns[at].speaker
    after = next((one for one in turns[at + 1 : at + 3] if one.speaker != speaker), None)
    before = next((one for one in reversed(turns[max(0, at - 3) : at]) if one.speaker != speaker), None)
    return tuple(_around(before, after))


def _around(before: Turn | None, after: Turn | None) -> Iterator[str]:
    if after and _HEARD.match(after.text[:40].lower()):
        yield "ack"
    if before and "?" in before.text:
        yield "asked"


def _taken(call: Call, turn: Turn, sure: float, tables: Tables) -> Taken:
    sentences = sentences_of(turn.text)
    promise = next((one for sentence in sentences for one in promises_of(sentence, tables)), None)
    sentence = promise.sentence if promise else sentences[-1]
    return Taken(
        turn=turn.index,
        owner=call.person_of(turn),
        what=action_of(promise, tables) if promise else _whole(sentence, tables),
        weight=round(min(0.8, 0.3 + sure / 2), 2),
        span=(sentence.start, sentence.end),
        conditional=bool(promise and promise.conditional),
        about=content(sentence.plain),
    )


def _asked(call: Call, turn: Turn, tables: Tables) -> Open:
    sentence = sentences_of(turn.text)[-1]
    asked = Asked(body=sentence.plain, sentence=sentence)
    return Open(turn=turn, by=call.person_of(turn), to="", asked=asked, what=_whole(sentence, tables))


def _whole(sentence: Sentence, tables: Tables) -> str:
    """The sentence's words, where no rule tells what in it is promised."""
    return action(sentence.plain, sentence, tables)
