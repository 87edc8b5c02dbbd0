"""What may keep a deal from its date, as people said on a call."""

from __future__ import annotations

import re

from closeplan.calls.findings import SpokenRisk, SpokenRiskCategory
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.worded import LONGEST, Cued, cued, quoted, sentences_of, shortly, understood
from closeplan.plan.model import Side

NEXT = 1
"""Turns within which words of one category are about one risk."""
NEAR = 6
"""Turns within which the same words of one category are."""
NOT_ALONE = 0.45
"""The certainty of words that nobody understands without what was said before them."""
OF_ANYTHING = 0.1
"""What certainty loses where the words name nothing that a deal hangs on."""
_OF_THE_DEAL = re.compile(
    r"\b(?:if|unless|until|till|without|deadline|date|weeks?|months?|year|quarter|january|february|april|june|july|august|"
    r"september|october|november|december|board|committee|panel|council|union|contract|terms?|liability|legal|lawyers?|law|"
    r"security|privacy|data|budget|money|price|cheap\w*|cost|payback|free|vendor|supplier|offer\w*|quote|go-live|pilot|launch|"
    r"roll-?out|sign\w*|approv\w*|order\w*|purchas\w*|project|review|freeze|interfaces?|integrat\w*|migrat\w*|system|"
    r"certificate|team|people)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{4,}")
_WHO_ELSE = re.compile(
    r"\b(?:(?:any(?:one|body)|who|what) else (?:(?:are|is|have) (?:you|they) )?(?:\w+ )?(?:looking|talking|considering|seeing|evaluating|"
    r"pitching|bidding|in the)|other (?:vendors?|options?|tools?|providers?|companies)|looking at (?:any|anyone|other)|"
    r"competition|competitors?|in the (?:race|running|mix)|short-?list|alternatives?|comparing|up against)\b",
    re.IGNORECASE,
)
_NONE_ELSE = re.compile(r"^\W*(?:no|nope|nobody|not really|just you|only you|nothing)\b", re.IGNORECASE)
_RIVAL = re.compile(
    r"(?:^|[,.]\s|\b(?:and|with|from|at|by|is|there's|it's|called|saw|had|got|use|using)\s)([A-Z][\w-]{3,})\b"
)
_NO_RIVAL = frozenset(
    """yeah well okay sure they there that this what maybe honestly right also look some then just only between have
    we've i've it's there's everybody somebody nobody monday tuesday wednesday thursday friday january february march april
    june july august september october november december""".split()  # noqa: SIM905
)


def find_risks(call: Call, known: Known) -> tuple[SpokenRisk, ...]:  # noqa: ARG001 - as all finders are called
    """The risks, in the order of their turns, each at the turn that says it first. The seller's own worries are none."""
    found: list[SpokenRisk] = []
    for turn in call.turns:
        if call.side_of(turn) is Side.SELLER:
            continue
        cue = cued(turn, "risk_cues") or _rival_named(call, turn)
        if not cue or any(_is_same(one, turn, cue) for one in found):
            continue
        found.append(_said(turn, cue))
    return tuple(found)


def _said(turn: Turn, cue: Cued) -> SpokenRisk:
    start, alone = understood(turn, cue.start, cue.end)
    what = shortly(turn, start, cue.end)
    certainty = 0.5 + 0.2 * cue.weight - (0 if _OF_THE_DEAL.search(what) else OF_ANYTHING)
    return SpokenRisk(
        turn=turn.index,
        category=SpokenRiskCategory(cue.kind),
        what=what,
        quote=quoted(turn, start, cue.end),
        certainty=min(0.9, certainty) if alone else NOT_ALONE,
    )


def _is_same(one: SpokenRisk, turn: Turn, cue: Cued) -> bool:
    """Whether a risk was said just before, in the next turn or in much the same words."""
    far = turn.index - one.turn
    if one.category != cue.kind or far > NEAR:
        return False
    ours = set(_WORD.findall(turn.text[cue.start : cue.end].casefold()))
    theirs = set(_WORD.findall(one.quote.text.casefold()))
    return far <= NEXT or len(ours & theirs) * 2 >= max(len(ours), 1)


def _rival_named(call: Call, turn: Turn) -> Cued | None:
    """The sentence that names another vendor, where the seller has just asked who else there is."""
    asked = call.turns[turn.index - 1] if turn.index else None
    if asked is None or call.side_of(asked) is not Side.SELLER or not _WHO_ELSE.search(asked.text[:LONGEST]):
        return None
    if "?" not in asked.text or _NONE_ELSE.search(turn.text[:40]):
        return None
    people = {
        word for person in [*call.people, *call.speakers.values()] for word in person.name.casefold().split()
    }
    for start, end in sentences_of(turn.text):
        names = (match.group(1).casefold() for match in _RIVAL.finditer(turn.text[start:end].strip()))
        if any(name not in _NO_RIVAL and name not in people for name in names):
            return Cued(SpokenRiskCategory.COMPETITIVE.value, 1.0, start, end)
    return None
