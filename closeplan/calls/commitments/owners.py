"""Whose commitment it is, and on whose side."""

from __future__ import annotations

import re
from dataclasses import replace

from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.plan.model import Side

_NAME = re.compile(r"(?<![\w'])[^\W\d_][\w'-]*")
_OURSELVES = frozenset({"team", "guys", "people", "folks", "lads", "engineers", "developers", "consultants"})
"""Who promises for these answers for it."""
_OUTSIDERS = frozenset(
    {"competitor", "competitors", "competition", "rival", "incumbent", "vendor", "customer", "customers"}
)
_COLLEAGUE = re.compile(r"\b(?:[Mm]y|[Oo]ur) (?:[a-z]+ ){1,3}([A-Z][a-z]+)$")
"""A name after what somebody is: "our architect Ravi"."""
BODIES = frozenset(
    {"legal", "finance", "procurement", "security", "compliance", "purchasing", "accounting", "engineering"}
)
"""Departments: what they "will do" is as often how things go as a promise, unless a day is named."""
PRONOUNS = frozenset({"he", "she", "they"})
_AFTER_NAME = re.compile(
    r"(?:, (?:he|she|who|our|my|the|your|head|from|in|on|over)\b|['’](?:ll|s (?:going|gonna|not|our|my|the|on|in))\b"
    r"| (?:will|can|is|has|who|shall|does|runs|handles|leads|owns|manages|minds|looks|drives|built|in (?!a\b|the\b)|on (?:my|our|the)|from|over)\b)"
)
_BEFORE_NAME = re.compile(r"\b(?:tell|ask|asked|with|have|get|named?|called|from|is|told|by|and) $")
_NOT_NAMES = frozenset(
    [
        "i",
        "okay",
        "ok",
        "so",
        "and",
        "but",
        "then",
        "well",
        "yeah",
        "yes",
        "no",
        "sure",
        "also",
        "our",
        "my",
        "the",
        "we",
        "you",
        "he",
        "she",
        "they",
        "it",
        "that",
        "this",
        "these",
        "those",
        "there",
        "here",
        "nobody",
        "somebody",
        "someone",
        "anybody",
        "everyone",
        "everybody",
        "nothing",
        "something",
        "everything",
        "one",
        "some",
        "all",
        "both",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "let",
        "tomorrow",
        "today",
        "tonight",
        "right",
        "great",
        "perfect",
        "good",
        "what",
        "how",
        "when",
        "where",
        "who",
        "which",
        "if",
        "once",
        "not",
        "mr",
        "mrs",
        "ms",
        "dr",
        "frau",
        "herr",
        "hm",
        "ha",
        "because",
        "maybe",
        "next",
        "last",
        "first",
        "second",
        "any",
        "every",
        "each",
        "his",
        "her",
        "their",
        "its",
        "your",
    ]
)


def other_owner(who: str, said: str, call: Call, known: Known, turn: Turn) -> Person | None:
    """Who is meant by a name or pronoun, of the speaker's own side; None where it is nobody, or somebody of the other side.
    `said` is the turn up to there: a pronoun means the one of the own side who was named last, in it or shortly before.
    """
    side = call.side_of(turn)
    if who.rsplit(maxsplit=1)[-1] in _OURSELVES:
        return call.person_of(turn)
    if colleague := _COLLEAGUE.search(said):
        who = colleague.group(1).lower()
    if who.split()[-1] in _OUTSIDERS:
        return None
    if who not in PRONOUNS and not who.startswith(("our ", "my ")):
        person = _named(who, said, call, known)
        return _of_side(person, side, call, turn) if person else None
    earlier = [one.text for one in reversed(call.turns[max(0, turn.index - 3) : turn.index])]
    for text in (said, *earlier):
        for person in reversed(names_in(text, call, known)):
            if owner := _of_side(person, side, call, turn):
                return owner
    if who.startswith(("our ", "my ")):
        return Person(name=who.split(" ", 1)[1].capitalize(), side=side)
    return None


def _of_side(person: Person, side: Side | None, call: Call, turn: Turn) -> Person | None:
    """The person as one of that side; None for the speaker and for the other side."""
    if person.name == call.person_of(turn).name or person.side not in (side, None):
        return None
    return replace(person, side=person.side or side)


def names_in(text: str, call: Call, known: Known) -> list[Person]:
    """The people that a text names, in its order: known ones, and words that stand where a name stands."""
    found = []
    for match in _NAME.finditer(text):
        word = re.sub("['’](?:s|ll|d)$", "", match.group())
        if (person := _known(word, call, known)) or (person := _new(word, text, match)):
            found.append(person)
    return found


def name_parts(person: Person) -> list[str]:
    """A person's names in lower case, without titles."""
    return [
        part
        for part in person.name.lower().replace(".", " ").split()
        if part not in ("dr", "mr", "mrs", "ms", "frau", "herr")
    ]


def side_of(person: Person, call: Call) -> Side | None:
    """The side of a person as the call knows it."""
    return person.side or next((one.side for one in call.people if one.name == person.name), None)


def _named(who: str, text: str, call: Call, known: Known) -> Person | None:
    """A name in a sentence, which may have been lowered: taken as a name where the text writes it as one."""
    if who in _NOT_NAMES:
        return None
    match = re.search(rf"(?<!\w){re.escape(who)}(?!\w)", text, re.IGNORECASE)
    if match is None or not match.group()[0].isupper():
        return None
    return _known(match.group(), call, known) or Person(name=match.group())


def _known(word: str, call: Call, known: Known) -> Person | None:
    low = word.lower()
    if not word[:1].isupper():
        return None
    return next((person for person in (*call.people, *known.people) if low in name_parts(person)), None)


def _new(word: str, text: str, match: re.Match[str]) -> Person | None:
    """A capitalised word nobody knows yet, where only a name stands: before what somebody is, does or will do."""
    if not word[:1].isupper() or len(word) < 3 or word.isupper() or word.lower() in _NOT_NAMES:
        return None
    before = _BEFORE_NAME.search(text[max(0, match.start() - 12) : match.start()])
    return Person(name=word) if before or _AFTER_NAME.match(text, match.start() + len(word)) else None
