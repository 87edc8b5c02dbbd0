"""What a call settled, by the words people settle things with; a sentence is taken whole, as it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from closeplan.calls.findings import Decision, Quote
from closeplan.calls.model import Call, Turn
from closeplan.calls.worded import shortly, understood

CERTAINTY = 0.7

MOST_CHARACTERS = 220
"""A longer sentence is somebody thinking aloud."""

_SETTLING: Mapping[str, tuple[str, ...]] = {
    "en": (
        (r"(?:let's|we(?:'ll| will| shall| can all)|then we|so we|i'd say we|we(?:'re| are) going to) (?:just |all |simply )?"
        r"(?:go (?:with|ahead with)|stick (?:with|to)|settle (?:on|for)|(?:start|begin) (?:small |first )?(?:with|in|at)"
        r"(?! (?:you|me|a|an|intro\w*|that|this|it|some|what|questions?|the (?:agenda|demo|slides?|easy|good|bad|first|last|questions?))\b)|"
        r"leave \w+ (?:\w+ )?out|drop the|do without|keep it (?:at|to|in|on)|limit (?:it|the|this)|"
        r"postpone|push (?:it|the go-live|go-live)|move (?:the go-live|go-live)|pilot (?:in|at|with|on))"),
        r"we(?:'re| are) going (?:with|ahead with|for)",
        r"we go (?:with|for|ahead with|live (?:on|in|at|with))",
        r"(?:we|they|both sides)(?:'ve| have)? (?:decided|settled on|agreed (?:on|that|to)|chosen|opted)",
        r"(?:it's|that's|so that's|it is|that is) (?:agreed|settled|decided|signed|final)",
        r"(?:the|our|my|final) decision (?:is|was) (?:to|that)",
        (r"(?:board|committee|panel|cfo|ceo|council|union|legal|procurement|finance|security|management|we|they|he|she|i)"
        r"(?:'ve| have| has|'s)? (?:now |just |already |finally |formally )*(?:approved|signed off|said yes to|voted (?:for|in favou?r)|greenlit|green-lit)"),
        r"(?:is|are|has been|have been|was|got) (?:now |formally |finally )?(?:approved|signed off|agreed|released) (?:by|in principle|on|as|for)",
        r"(?:is|are|stays?|goes|remains?|will be) (?:in|out of) scope",
    ),
    "de": (r"wir (?:nehmen|machen|bleiben bei)", r"(?:ist|wäre) (?:damit )?(?:beschlossen|entschieden|abgemacht)", r"einigen wir uns auf", r"wir haben (?:uns )?(?:entschieden|beschlossen|geeinigt)"),
    "fr": (r"on part (?:sur|avec)", r"c'est (?:décidé|acté|convenu)", r"nous avons (?:décidé|convenu)", r"on a décidé"),
    "es": (r"nos quedamos con", r"queda (?:decidido|acordado)", r"hemos (?:decidido|acordado)", r"vamos con"),
    "it": (r"andiamo con", r"abbiamo (?:deciso|concordato)", r"è deciso", r"siamo d'accordo (?:su|che)"),
    "pt": (r"ficamos com", r"(?:está|fica) (?:decidido|acordado|combinado)", r"(?:decidimos|acordamos)", r"vamos com"),
    "nl": (r"we gaan (?:voor|met)", r"(?:dat is|is) (?:besloten|afgesproken)", r"we hebben (?:besloten|afgesproken)", r"we houden het op"),
    "ja": (r"に決(?:まり|め)ました", r"で(?:決定|確定)です", r"で進め(?:ましょう|ます)", r"で合意し"),
}  # fmt: skip
"""How sentences begin or what they hold that settle something."""

_OPEN = re.compile(
    r"\?|\b(?:if|unless|whether|once|when|until|before|should|could|would|might|maybe|not (?:yet )?(?:been )?(?:decided|settled|agreed|"
    r"approved|signed|released)|haven't|hasn't|isn't|didn't|never|last (?:year|time)|years ago|wenn|falls|ob|si|se|als)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]*")


def find_decisions(call: Call) -> tuple[Decision, ...]:
    """The sentences that settle something, in their order; none that asks, says what would be if, or what only the
    words of others before it explain.
    """
    settling = _settling(call.language)
    if settling is None:
        return ()
    found = []
    for turn in call.turns:
        if not settling.search(turn.text):
            continue
        for sentence in _SENTENCE.finditer(turn.text):
            said = sentence.group().strip()
            if len(said) <= MOST_CHARACTERS and settling.search(said) and not _OPEN.search(said):
                made = _told(call, turn, *sentence.span())
                found.extend([made] if made else [])
    return tuple(found)


def _told(call: Call, turn: Turn, start: int, end: int) -> Decision | None:
    """The decision in words that are understood alone, as they may stand in a mail. Pronouns are only known in English."""
    alone, what = True, turn.text[start:end].strip()
    if call.language == "en":
        start, alone = understood(turn, start, end)
        what = shortly(turn, start, end)
    said = turn.text[start:end].strip()
    quote = Quote(turn=turn.index, speaker=call.person_of(turn).name, text=said, at=turn.start)
    decision = Decision(turn=turn.index, what=what.rstrip(".!。！"), quote=quote, certainty=CERTAINTY)
    return decision if alone else None


@cache
def _settling(language: str) -> re.Pattern[str] | None:
    cues = _SETTLING.get(language)
    edge = "" if language == "ja" else r"\b"
    return re.compile(f"{edge}(?:{'|'.join(cues)})", re.IGNORECASE) if cues else None
