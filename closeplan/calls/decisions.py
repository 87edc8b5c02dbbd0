"""What a call settled, by the words people settle things with; a sentence is taken whole, as it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from closeplan.calls.findings import Decision, Quote
from closeplan.calls.model import Call

CERTAINTY = 0.7

MOST_CHARACTERS = 220
"""A longer sentence is somebody thinking aloud."""

_SETTLING: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"let's (?:go|stick) with",
        r"we(?:'ll| will) (?:go|stick) with",
        r"we(?:'re| are) going with",
        r"we(?:'ve| have)? (?:decided|settled on|agreed (?:on|that|to))",
        r"(?:it's|that's|so that's) (?:agreed|settled|decided)",
        r"decision (?:is|was) (?:to|that)",
        r"(?:signed off|approved) (?:on )?(?:it|the|this|that)",
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
    r"\?|\b(?:if|whether|not (?:yet )?(?:decided|settled|agreed)|haven't|wenn|falls|ob|si|se|als)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]*")


def find_decisions(call: Call) -> tuple[Decision, ...]:
    """The sentences that settle something, in their order; none that asks, or says what would be if."""
    settling = _settling(call.language)
    if settling is None:
        return ()
    found = []
    for turn in call.turns:
        if not settling.search(turn.text):
            continue
        for sentence in _SENTENCE.findall(turn.text):
            said = sentence.strip()
            if len(said) <= MOST_CHARACTERS and settling.search(said) and not _OPEN.search(said):
                quote = Quote(turn=turn.index, speaker=call.person_of(turn).name, text=said, at=turn.start)
                found.append(
                    Decision(turn=turn.index, what=said.rstrip(".!。！"), quote=quote, certainty=CERTAINTY)
                )
    return tuple(found)


@cache
def _settling(language: str) -> re.Pattern[str] | None:
    cues = _SETTLING.get(language)
    edge = "" if language == "ja" else r"\b"
    return re.compile(f"{edge}(?:{'|'.join(cues)})", re.IGNORECASE) if cues else None
