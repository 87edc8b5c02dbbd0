"""The noun phrase by which a call speaks of a thing: "finance committee" and not "committee"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from closeplan.calls.dues.words import EMPTY

_WORD_BEFORE = re.compile(r"([\w'&-]+) $")
_OF = re.compile(r" of (?:the |our |your |their )?[\w-]+(?! of\b)", re.IGNORECASE)
_BEHIND = re.compile(
    r" (?:meeting|call|date|start|session|review|workshop|visit|phase|report|test|window|period|deadline|rehearsal)\b",
    re.IGNORECASE,
)
_MOST_BEFORE = 2
"""Words in front of a thing's own that still name it."""
_NO_MODIFIER = re.compile(
    r"the|a|an|this|that|these|those|my|your|his|her|its|our|their|on|in|at|by|for|from|to|of|with|before|after|until|till|"
    r"about|and|or|but|so|if|when|once|than|then|is|are|was|were|be|been|being|has|had|have|do|does|did|done|make|made|move|"
    r"moved|push|pushed|next|last|first|still|only|also|even|just|say|said|see|meet|meets|hold|held|need|needs|want|wants|"
    r"plan|planned|into|over|under|around|between|we're|you're|they're|i'll|we'll|you'll|they'll|she'll|he'll|there's|what's|"
    r"where|who|how|why|not|never|whole|half|all|both|every|each|any|some|no|more|most|much|many|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|because|like|though|since|while|where's|goes|go|come|comes|start|starts|started|end|ends|run|runs|"
    r"put|puts|take|takes|took|give|gives|gave|during|per|via|without|within|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|knows|thinks|gets|"
    r"likes|says|real|actual|good|bad|big|early|late|new|old|same|other",
    re.IGNORECASE,
)
"""What stands in front of a noun and does not name it."""
_NAMED = re.compile(
    r"\b(?:the|our|your|my|his|her|their) (?P<what>(?:[\w-]+ ){0,2}?[\w-]+)"
    r"(?='s (?:now|not|on|moved)\b| (?:is|was|were|are|will|has|had|on|by|for|from|to|until|slips?|moves?|moved)\b)",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"(?:.* )?(?:thing|one|day|date|week|month|end|time|way|people|guys|team|reason|point|problem|question|moment|rest|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+(?:th|st|nd|rd)|(?:twenty|thirty)[- ]?\w*|\w+(?:teen|tie)th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth)",
    re.IGNORECASE,
)


def noun_phrase(text: str, start: int, end: int) -> str:
    """The words of a thing that stand at `start` to `end`, with those that belong to them: "the yearly stock take of Leeds" for "stock take"."""
    first = start
    for _ in range(_MOST_BEFORE):
        found = _WORD_BEFORE.search(text[max(0, first - 30) : first])
        word = found[1].casefold() if found else ""
        if (
            not found
            or _is_small(word.removesuffix("'s"))
            or word.endswith(("ed", "ly", "ing", "n't", "'ll", "'ve", "'re", "'d"))
        ):
            break
        first -= len(found[0])
    behind = _BEHIND.match(text[end : end + 20])
    last = end + (behind.end() if behind else 0)
    of = _OF.match(text[last : last + 40])
    if of and not _is_small(of.group().split()[-1]):
        last += of.end()
    return " ".join(text[first:last].split())


def subject_of(texts: Sequence[str]) -> str:
    """What the nearest of some turns says something of, where it is none of the known things; empty where it can't be told."""
    for text in texts:
        for found in reversed(list(_NAMED.finditer(text))):
            modifiers = found["what"].casefold().split()[:-1]
            if not (_NO_THING.fullmatch(found["what"]) or any(_is_small(word) for word in modifiers)):
                return re.sub(r" (?:off|up|out|back|down|away|over|in|on)$", "", found["what"])
    return ""


def _is_small(word: str) -> bool:
    return word.casefold() in EMPTY or _NO_MODIFIER.fullmatch(word) is not None
