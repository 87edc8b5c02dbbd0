"""What a phrase speaks of: its things, its acts and its other words, the same whichever shipped language says them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from closeplan.plan.rules.people import plain

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MOST = 400
"""Characters of one phrase that are looked at: a step's name is shorter."""
_LONGEST = 5
"""Words of the longest phrase in the tables."""


@dataclass(frozen=True, kw_only=True)
class Sense:
    """What a phrase speaks of: `things` and `acts` by the tables' names, and the stems of its `other` words."""

    things: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()

    @property
    def about(self) -> frozenset[str]:
        """Things and other words: what tells one step from another."""
        return self.things | self.other


@lru_cache(maxsize=4096)
def sense_of(text: str) -> Sense:
    """What the text speaks of; the same text always gives the same."""
    words = [plain(word) for word in _WORD.findall(text[:_MOST])]
    things, used = _found(words, _table("things.tsv"))
    acts, acting = _found(words, _table("acts.tsv"))
    silent = _table("silent.tsv")
    other = {
        stem(word)
        for at, word in enumerate(words)
        if at not in used | acting and word not in silent and len(word) > 2 and word.isascii()
    }
    return Sense(
        things=frozenset(things | _unspaced(text, "things.tsv")),
        acts=frozenset(acts | _unspaced(text, "acts.tsv")),
        other=frozenset(other),
    )


def is_trifle(text: str, names: Collection[str] = ()) -> bool:
    """Whether the text speaks of nothing but what is promised on every call: an invitation, the notes, a word with somebody.
    `names` are stems of people's names, which say nothing of a step.
    """
    words = [plain(word) for word in _WORD.findall(text[:_MOST])]
    _, small = _found(words, _table("trifles.tsv"))
    _, acting = _found(words, _table("acts.tsv"))
    silent = _table("silent.tsv")
    quiet = [word for at, word in enumerate(words) if at in small | acting or word in silent]
    left = [word for word in words if word not in quiet and stem(word.removesuffix("'s")) not in names]
    return bool(words) and not left and not _unspaced(text, "things.tsv")


def is_denied(text: str) -> bool:
    """Whether the text begins by saying that something is not done: “not train on your data”."""
    first = next(iter(_WORD.findall(text[:_MOST])), "")
    return "negation" in _table("silent.tsv").get(plain(first), ())


def speaks_of_somebody(text: str) -> bool:
    """Whether somebody is spoken of as he or she, or by a title."""
    words = [plain(word) for word in _WORD.findall(text[:_MOST])]
    return bool(_found([word.removesuffix("'s") for word in words], _table("persons.tsv"))[0])


@lru_cache(maxsize=4096)
def core_of(text: str) -> frozenset[str]:
    """What a phrase is of, of all it speaks of: “résumé” of “send the résumé of the pilot”, “deck” of “write the board deck”. Empty
    where it speaks of nothing that is known.
    """
    words = [plain(word) for word in _WORD.findall(text[:_MOST])]
    _, named_at = _found(words, _table("things.tsv"))  # "proof of value" is one thing
    linking = _table("links.tsv")
    links = [at for at, word in enumerate(words) if word in linking and at not in named_at]
    for first, last in pairwise([-1, *links, len(words)]):
        if core := _last_named(words[first + 1 : last]):
            return core
    return frozenset()


def _last_named(words: list[str]) -> frozenset[str]:
    """What the last of these words names: a thing if there is any, else whatever says something."""
    whole = sense_of(" ".join(words))
    named = whole.things or whole.other
    for first in range(1, len(words)):
        rest = sense_of(" ".join(words[first:]))
        left = (rest.things if whole.things else rest.other) & named
        if not left:
            break
        named = left
    return named


def stem(word: str) -> str:
    """A word without its commonest English endings; good enough to compare two names of one step."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def _found(words: list[str], table: Mapping[str, frozenset[str]]) -> tuple[set[str], set[int]]:
    """What the table names in these words, the longest phrases first, and at which of them."""
    found: set[str] = set()
    used: set[int] = set()
    for length in range(_LONGEST, 0, -1):
        for at in range(len(words) - length + 1):
            span = range(at, at + length)
            phrase = " ".join(words[at : at + length])
            named = table.get(phrase) or table.get(phrase.removesuffix("s"), frozenset())
            if named and used.isdisjoint(span):
                found |= named
                used.update(span)
    return found, used


def _unspaced(text: str, name: str) -> set[str]:
    """What the table names in a text of a language that writes no spaces."""
    if text.isascii():
        return set()
    whole = plain(text[:_MOST])
    table = _table(name).items()
    return {one for phrase, named in table if _is_unspaced(phrase) and phrase in whole for one in named}


def _is_unspaced(phrase: str) -> bool:
    return any("\u3040" <= letter <= "\u9fff" for letter in phrase)


@cache
def _table(name: str) -> Mapping[str, frozenset[str]]:
    """A table's phrases, each with what it names."""
    found: dict[str, set[str]] = {}
    for named, phrase in _phrases(name):
        key = " ".join(plain(word) for word in _WORD.findall(phrase))
        found.setdefault(key, set()).add(named)
    return {phrase: frozenset(named) for phrase, named in found.items()}


def _phrases(name: str) -> Iterable[tuple[str, str]]:
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        named, _, phrases = line.partition("\t")
        if phrases and not line.startswith("#"):
            yield from ((named, phrase.strip()) for phrase in phrases.split(","))
