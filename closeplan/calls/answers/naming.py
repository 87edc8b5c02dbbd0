"""Whom a question names: by name, by a part of it, or by title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from closeplan.calls.answers.terms import stem, words
from closeplan.calls.answers.vocabulary import asking_words, titles
from closeplan.calls.model import Person

HEADS = frozenset({
    "advisor", "analyst", "architect", "buyer", "chair", "chairman", "chairwoman", "chief", "consultant", "controller",
    "coordinator", "counsel", "director", "engineer", "executive", "head", "lead", "leader", "lawyer", "manager",
    "officer", "owner", "partner", "president", "specialist", "supervisor", "treasurer",
})  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """Somebody named in a question: the words from `start` up to `end`."""

    start: int
    end: int
    people: tuple[Person, ...]


def mentions_of(said: Sequence[str], people: Sequence[Person]) -> Iterator[Mention]:
    """Everybody a question names: by whole name, by a part of it, by title."""
    at = 0
    while at < len(said):
        found = _named_at(said, at, people) or _titled_at(said, at, people)
        if found:
            yield found
        at = found.end if found else at + 1


def _named_at(said: Sequence[str], at: int, people: Sequence[Person]) -> Mention | None:
    """The longest run of words from here that are parts of one name; a common word alone is no name."""
    best: tuple[int, list[Person]] = (0, [])
    for person in people:
        parts = words(person.name)
        length = 0
        while at + length < len(said) and said[at + length] in parts:
            length += 1
        if length == 1 and (len(said[at]) < 3 or said[at] in asking_words("en", "aside") | HEADS):
            length = 0
        if length == 1 and len(parts) > 1 and not _looks_named(parts, said[at]):
            length = 0
        if length > best[0]:
            best = (length, [person])
        elif length and length == best[0]:
            best[1].append(person)
    return Mention(at, at + best[0], tuple(best[1])) if best[0] else None


def _looks_named(parts: Sequence[str], word: str) -> bool:
    """A first or last name stands for the person; a middle word of a longer label does not."""
    return word in {parts[0], parts[-1]} or len(parts) > 2


def _titled_at(said: Sequence[str], at: int, people: Sequence[Person]) -> Mention | None:
    """A title from here ("head of production", "nursing director", "cfo") of somebody who has it."""
    short = titles().get(said[at])
    if short:
        having = [person for person in people if said[at] in words(person.title) or _covers(short, person)]
        return Mention(at, at + 1, tuple(having)) if having else None
    for length in (5, 4, 3, 2):
        run = said[at : at + length]
        wanted = [word for word in run if word not in {"of", "the", "for", "and"}]
        if len(run) < length or len(wanted) < 2 or run[-1] in {"of", "the", "for", "and"}:
            continue
        if HEADS.isdisjoint(wanted):
            continue
        having = [person for person in people if _covers(wanted, person)]
        if having:
            return Mention(at, at + length, tuple(having))
    return None


def _covers(wanted: Iterable[str], person: Person) -> bool:
    said = words(person.title)
    title = {stem(word) for short in said for word in (short, *titles().get(short, ()))}
    return bool(title) and all(stem(word) in title for word in wanted)
