"""Whose commitment it is, and on whose side."""

from __future__ import annotations

import re

from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.plan.model import Side

_NAME = re.compile(r"(?<![\w'])[^\W\d_][\w'-]*")
_NOT_NAMES = frozenset(
    [
        "i",
        "i'll",
        "i'm",
        "i've",
        "i'd",
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
        "that's",
        "it's",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
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
        "right",
        "great",
        "perfect",
        "what",
        "how",
        "when",
        "where",
        "who",
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
    ]
)


def other_owner(who: str, text: str, at: int, call: Call, known: Known, turn: Turn) -> Person | None:
    """Who is meant by a name or pronoun in `text` of that turn, of the speaker's own side; None where it is nobody's, or
    somebody of the other side. `at` is where the sentence ends in the turn.
    """
    side = call.side_of(turn)
    if who in ("he", "she", "they", "it") or who.startswith(("our ", "my ")):
        names = names_in(text[:at], call, known)
        person = names[-1] if names else None
        if person is None and who.startswith(("our ", "my ")):
            return Person(name=who.split(" ", 1)[1].capitalize(), side=side)
    else:
        person = _named(who, text, call, known)
    if person is None or person.side not in (side, None) or person.name == call.person_of(turn).name:
        return None
    return Person(
        name=person.name, email=person.email, side=person.side or side, title=person.title, role=person.role
    )


def names_in(text: str, call: Call, known: Known) -> list[Person]:
    """The people that a text names, in its order: by a known name, or by a capitalised word that begins no sentence or stands
    before a comma or a form of "to be".
    """
    found = []
    for match in _NAME.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("'ll").removesuffix("’s").removesuffix("’ll")
        if (person := _known(word, call, known)) or (person := _new(word, text, match)):
            found.append(person)
    return found


def known_names(call: Call, known: Known) -> frozenset[str]:
    """First names of everybody known, in lower case."""
    return frozenset(name_parts(person)[0] for person in (*call.people, *known.people) if name_parts(person))


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
    if match is None:
        return None
    return _known(match.group(), call, known) or _new(match.group(), text, match)


def _known(word: str, call: Call, known: Known) -> Person | None:
    low = word.lower()
    if not word[:1].isupper():
        return None
    return next((person for person in (*call.people, *known.people) if low in name_parts(person)), None)


def _new(word: str, text: str, match: re.Match[str]) -> Person | None:
    """A capitalised word nobody knows yet: a name where a name stands, not any word that begins a sentence."""
    if not word[:1].isupper() or len(word) < 3 or word.isupper() or word.lower() in _NOT_NAMES:
        return None
    after = text[match.end() : match.end() + 8].lower().replace("’", "'")
    starts = re.match(
        r"(?:, (?:he|she|who|our|my|th)|'ll|'s |\s+(?:will|can|is|has|who|shall|would|does|runs|in)\b|,)",
        after,
    )
    begins = match.start() == 0 or text[: match.start()].rstrip().endswith((".", "?", "!"))
    return Person(name=word) if starts or not begins else None
