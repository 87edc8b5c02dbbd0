"""What a question asks: for which kind of answer, about what, in whose words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from closeplan.calls.answers.naming import HEADS, Mention, mentions_of
from closeplan.calls.answers.terms import number_at, spellings, stem, words
from closeplan.calls.answers.vocabulary import asking_phrases, asking_words, same_meaning, titles
from closeplan.calls.model import Person

MOST_QUESTION = 500
"""Characters of a question that are looked at."""

_MOST_NOTIONS = 24
_MOST_LABEL = 20
"""Up to which number "wave two" is a name, which "wave" alone is not."""
_ALIKE = 0.35
"""What a word of the same meaning counts beside the word itself."""
_ASIDE_WEIGHT = 0.5
"""What the words after "when discussing" count: they name the part of the call, not the matter."""
_LIGHT = 0.6
"""How telling words are that are said of everything ("come", "turn", "way")."""
_SETTINGS = (("when", "discussing"), ("when", "talking"), ("when", "comparing"), ("in", "the", "discussion"))
_ASKED = frozenset(
    {"did", "does", "do", "has", "have", "is", "was", "will", "would", "by", "to", "why", "for"}
)
_SUMMARY = frozenset({"summarize", "summarise", "summary"})


class Kind(StrEnum):
    """The kind of answer a question wants."""

    WHEN = "when"
    AMOUNT = "amount"
    COUNT = "count"
    DURATION = "duration"
    WHO = "who"
    WHY = "why"
    WHERE = "where"
    NAMES = "names"
    CHANGE = "change"
    STATEMENT = "statement"


@dataclass(frozen=True, kw_only=True)
class Notion:
    """One thing a question is about. `word` as asked; `forms` are the stems that stand for it, with what each counts;
    `spoken` the words by which an index finds it, of which the first `own` mean nothing else; `people` whose name
    or title it is, in lower case; `telling` how much it tells against an answer that it is not said.
    """

    word: str
    forms: Mapping[str, float]
    spoken: tuple[str, ...]
    own: int = 1
    weight: float = 1.0
    people: frozenset[str] = frozenset()
    telling: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question taken apart. `of` are the people whose words are wanted, by name in lower case, `named` all it names;
    `pairs` are neighbouring words of it, as stems, `labels`
    those of a thing and its number ("wave two"), `counted` what it asks the number of, `voice` the stems of who said something
    where that is nobody on the calls; `latest` says that it asks for what holds by now, `asks_view` that it asks what was said or
    thought about something, `presumes` that it asks how something is that it takes for granted: a need, a condition, a change.
    """

    text: str
    language: str
    kinds: frozenset[Kind]
    notions: tuple[Notion, ...]
    of: frozenset[str]
    named: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...] = ()
    counted: str = ""
    voice: frozenset[str] = frozenset()
    latest: bool = False
    asks_view: bool = False
    presumes: bool = False


_NEXT = re.compile(
    r",?\s+and\s+(?=(?:(?:by|to|for|from|in|on|at)\s+)?(?:what|which|when|who|why|how|where|is|has|have|does|did|do|will)\b)",
    re.IGNORECASE,
)
_LEAST_PART = 3
"""Words of a part of a question that can be answered by itself."""


def parts_of(text: str) -> list[str]:
    """The questions in one: "who signs, and by when?" are two, of which the second may hang on the first."""
    parts = _NEXT.split(text[:MOST_QUESTION])
    return [part for part in parts if len(part.split()) >= _LEAST_PART] or [text[:MOST_QUESTION]]


def understand_question(text: str, people: Iterable[Person], language: str = "en") -> Question:
    """Take a question apart. `people` are those on the calls or spoken of, with their titles: they are asked about by either."""
    said = words(text[:MOST_QUESTION])
    mentions = list(mentions_of(said, tuple(people)))
    inside = {at for one in mentions for at in range(one.start, one.end)}
    setting = _setting(said)
    notions = [_person_notion(said, one) for one in mentions]
    light = asking_words(language, "light")
    kept: dict[str, int] = {}
    labels = []
    for word, at, value in _content(said, language, inside):
        if word in kept:
            continue
        before = next((one for one, place in kept.items() if place == at - 1), "")
        if before and value is not None and value <= _MOST_LABEL:
            labels.append((stem(before, language), f"#{value}"))
        kept[word] = at
        weight = _ASIDE_WEIGHT if setting is not None and at > setting else 1.0
        notion = _notion(word, value, language, weight)
        notions.append(replace(notion, telling=_LIGHT) if word in light else notion)
    stems = [next(iter(notion.forms)) for notion in notions[len(mentions) :]]
    asked = [one for one in mentions if _is_asked(said, one.start)][:1]
    counted = _counted(said, language)
    return Question(
        text=text[:MOST_QUESTION],
        language=language,
        kinds=_kinds(said, language, inside),
        notions=tuple(notions[:_MOST_NOTIONS]),
        of=frozenset(person.name.casefold() for one in asked for person in one.people),
        named=frozenset(person.name.casefold() for one in mentions for person in one.people),
        pairs=tuple(itertools.pairwise(stems)),
        labels=tuple(labels),
        counted=stem(counted, language) if counted else "",
        voice=_voice(said, language, inside),
        presumes=_presumes(said, language),
        asks_view=bool(set(said[:2]) & _SUMMARY) or _asks_view(said, language),
        latest=not asking_words(language, "latest").isdisjoint(said),
    )


def _asks_view(said: Sequence[str], language: str) -> bool:
    """As in “what did she think of it?”: a verb of saying behind "what", of the question itself."""
    verbs = asking_words(language, "saying")
    opens = {"what", "how", "was", "que", "qu", "quoi", "o", "wat", "cosa"}
    return bool(said) and said[0] in opens and not verbs.isdisjoint(said[1:8])


def _presumes(said: Sequence[str], language: str) -> bool:
    """As in “what does she need?”: not whether there is such a thing, but what it is."""
    opens = asking_words(language, "open")
    return not opens.isdisjoint(said[:2]) and not asking_words(language, "presumed").isdisjoint(said[1:])


def _voice(said: Sequence[str], language: str, inside: set[int]) -> frozenset[str]:
    """Who said it, in “what did the auditors say?”, where nobody on the calls is named so."""
    if language != "en" or len(said) < 4 or said[0] != "what" or said[1] not in {"did", "does", "do"}:
        return frozenset()
    verbs = asking_words("en", "saying")
    verb = next((at for at, word in enumerate(said) if at > 1 and word in verbs), 2)
    if not inside.isdisjoint(range(2, verb)):
        return frozenset()
    aside = asking_words("en", "aside")
    return frozenset(stem(word) for word in said[2:verb] if word not in aside)


def _setting(said: Sequence[str]) -> int | None:
    """Where the words begin that only say during which part of a call."""
    for at in range(1, len(said)):
        if any(tuple(said[at : at + len(one)]) == one for one in _SETTINGS):
            return at
    return None


def _content(said: Sequence[str], language: str, inside: set[int]) -> Iterator[tuple[str, int, int | None]]:
    """The words that carry the matter, each with its place, and its value where it is a number."""
    aside = asking_words(language, "aside") | asking_words(language, "saying")
    at = 0
    while at < len(said):
        value, after = number_at(said, at)
        if at in inside:
            after = at + 1
        elif value is not None:
            yield " ".join(said[at:after]), at, value
        elif said[at] not in aside and len(said[at]) > 1:
            yield said[at], at, None
        at = max(after, at + 1)


def _notion(word: str, value: int | None, language: str, weight: float) -> Notion:
    if value is not None:
        said = tuple(spellings(value)) or (word,)
        return Notion(word=word, forms={f"#{value}": 1.0}, spoken=said, own=len(said), weight=weight)
    own = stem(word, language)
    near = same_meaning().get(own, frozenset()) if language == "en" else frozenset()
    forms = {own: 1.0, **dict.fromkeys(near - {own}, _ALIKE)}
    short = titles().get(word, ())
    if short:
        forms = {word: 1.0}
    spoken = tuple("go live" if one == "golive" else one for one in (word, *sorted(near)))
    return Notion(word=word, forms=forms, spoken=spoken, weight=weight)


def _person_notion(said: Sequence[str], mention: Mention) -> Notion:
    """Somebody is found by each part of their name and by the words that name them here."""
    names = [part for person in mention.people for part in words(person.name) if len(part) > 1]
    here = [word for word in said[mention.start : mention.end] if word not in HEADS and len(word) > 2]
    forms = dict.fromkeys((stem(one) for one in (*here, *names)), 1.0)
    spoken = tuple(dict.fromkeys((*here, *names)))
    people = frozenset(person.name.casefold() for person in mention.people)
    whole = " ".join(said[mention.start : mention.end])
    return Notion(word=whole, forms=forms, spoken=spoken, own=len(spoken), people=people)


def _is_asked(said: Sequence[str], start: int) -> bool:
    before = start - 1
    while before >= 0 and said[before] in {"the", "our", "their", "your"}:
        before -= 1
    return before >= 0 and said[before] in _ASKED


def _kinds(said: Sequence[str], language: str, inside: set[int]) -> frozenset[Kind]:
    """What kinds of answer the question's phrases ask for."""
    found = set()
    for kind in (Kind.AMOUNT, Kind.COUNT, Kind.DURATION, Kind.WHO, Kind.WHY, Kind.WHERE):
        if any(_at(said, phrase) is not None for phrase in asking_phrases(language, kind)):
            found.add(kind)
    if any(_at(said, phrase) is not None for phrase in asking_phrases(language, "until")) or _asks_when(
        said, language
    ):
        found.add(Kind.WHEN)
    if language == "en" and _asks_price(said, inside):
        found.add(Kind.AMOUNT)
    if language == "en" and not asking_words("en", "changing").isdisjoint(said):
        found.add(Kind.CHANGE)
    if language == "en" and not found and _asks_names(said):
        found.add(Kind.NAMES)
    return frozenset(found or {Kind.STATEMENT})


def _asks_when(said: Sequence[str], language: str) -> bool:
    """The word asks where a verb of being or doing follows, and where the question begins with it."""
    for phrase in asking_phrases(language, "when"):
        at = _at(said, phrase)
        if (
            len(phrase) == 1
            and at is not None
            and (at == 0 or (at + 1 < len(said) and said[at + 1] in _ASKED))
        ):
            return phrase[0] in {"when", "wann", "quand", "cuando", "quando", "wanneer"}
    return False


def _asks_names(said: Sequence[str]) -> bool:
    """As in “which hospitals did she name?”."""
    at = next((at for at, word in enumerate(said) if word == "which"), None)
    following = [] if at is None else said[at + 1 : at + 3]
    return any(len(word) > 3 and word.endswith("s") and not word.endswith("ss") for word in following)


def _asks_price(said: Sequence[str], inside: set[int]) -> bool:
    """As in “what does X cost?”: a verb of paying that belongs to the question's own verb, not to its matter."""
    if (
        not said
        or said[0] != "what"
        or len(said) < 3
        or said[1] not in {"did", "does", "do", "will", "would", "is"}
    ):
        return False
    paying = asking_words("en", "money_verb")
    nouns = {"a", "an", "about", "and", "for", "in", "of", "on", "the", "their", "our", "to"}
    return any(
        word in paying and at not in inside and (said[at - 1] not in nouns or (at == 3 and said[1] == "is"))
        for at, word in enumerate(said)
        if at > 1
    )


def _at(said: Sequence[str], phrase: Sequence[str]) -> int | None:
    size = len(phrase)
    return next(
        (at for at in range(len(said) - size + 1) if list(said[at : at + size]) == list(phrase)), None
    )


def _counted(said: Sequence[str], language: str) -> str:
    """What is counted: the word after "how many"."""
    for phrase in asking_phrases(language, "count"):
        at = _at(said, phrase)
        if at is not None and at + len(phrase) < len(said):
            return said[at + len(phrase)]
    return ""
