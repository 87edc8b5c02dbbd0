"""Cues: short expressions that are looked for among a sentence's tokens, each found in time linear in the sentence.

An expression is words with spaces between. `a/b` is either word, `sign*` every word that begins so, `word?` may be left
out, `#` is a number, `...` up to three words of any kind, and `@payer` a word of a class that the caller names. Each
expression gives a mark; a mark is what rules are written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from closeplan.calls.scores.tokens import BY_LETTER, is_number

GAP = 3
"""Words that `...` may stand for."""

_STEM = 3
"""Letters by which words that begin so are found."""

_NUMBER = "#"

_BY_LETTER_WORD = re.compile(r"\.\.\.|#|@\w+|[a-z]+|\S")


@dataclass(frozen=True)
class _Part:
    """One place of an expression: what may stand there."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    number: bool = False
    named: str = ""
    gap: bool = False
    plural: bool = False
    anything: bool = False
    optional: bool = False

    def takes(self, token: str, language: str, classes: Mapping[str, AbstractSet[str]]) -> bool:
        if self.anything:
            return True
        if self.plural:
            return len(token) > _STEM and token.endswith("s") and token.isalpha()
        if self.number:
            return is_number(token, language)
        if token in self.words or (self.stems and token.startswith(self.stems)):
            return True
        return bool(self.named) and token in classes.get(self.named, ())


@dataclass
class Cues:
    """The expressions of one language, by how they begin."""

    language: str
    _by_word: dict[str, list[tuple[tuple[_Part, ...], str]]] = field(default_factory=dict)
    _by_stem: dict[str, list[tuple[tuple[_Part, ...], str]]] = field(default_factory=dict)
    _by_class: dict[str, list[tuple[tuple[_Part, ...], str]]] = field(default_factory=dict)

    def add(self, mark: str, expression: str) -> None:
        """Look for one more expression. ValueError where it is empty or begins with a gap or a word that may be left out."""
        parts = tuple(_part(word) for word in _words(expression, self.language))
        if not parts or parts[0].gap or parts[0].optional:
            raise ValueError(f"should begin with a word: {expression!r}")
        first, entry = parts[0], (parts, mark)
        for word in first.words:
            self._by_word.setdefault(word, []).append(entry)
        for stem in first.stems:
            self._by_stem.setdefault(stem[:_STEM], []).append(entry)
        for name in filter(None, (_NUMBER if first.number else "", first.named)):
            self._by_class.setdefault(name, []).append(entry)

    def marks_of(self, tokens: Sequence[str], classes: Mapping[str, AbstractSet[str]]) -> set[str]:
        """The marks of all expressions that stand among the tokens."""
        found: set[str] = set()
        for at, token in enumerate(tokens):
            for parts, mark in self._beginning_with(token, classes):
                if mark not in found and self._matches(parts, 0, tokens, at, classes):
                    found.add(mark)
        return found

    def _beginning_with(
        self, token: str, classes: Mapping[str, AbstractSet[str]]
    ) -> Iterable[tuple[tuple[_Part, ...], str]]:
        yield from self._by_word.get(token, ())
        yield from self._by_stem.get(token[:_STEM], ())
        for name, entries in self._by_class.items():
            if is_number(token, self.language) if name == _NUMBER else token in classes.get(name, ()):
                yield from entries

    def _matches(
        self,
        parts: tuple[_Part, ...],
        done: int,
        tokens: Sequence[str],
        at: int,
        classes: Mapping[str, AbstractSet[str]],
    ) -> bool:
        """Whether the rest of an expression stands at `at`; gaps are short and few, so this ends soon."""
        while done < len(parts):
            part = parts[done]
            if part.gap:
                reach = range(at, min(at + GAP, len(tokens)) + 1)
                return any(self._matches(parts, done + 1, tokens, start, classes) for start in reach)
            if at < len(tokens) and part.takes(tokens[at], self.language, classes):
                at += 1
            elif not part.optional:
                return False
            done += 1
        return True


def _words(expression: str, language: str) -> list[str]:
    if language not in BY_LETTER:
        return expression.split()
    return _BY_LETTER_WORD.findall(expression)


def _part(word: str) -> _Part:
    if word == "...":
        return _Part(gap=True)
    if word == "#":
        return _Part(number=True)
    if word in {"~s", "_"}:
        return _Part(plural=word == "~s", anything=word == "_")
    optional, word = word.endswith("?"), word.removesuffix("?")
    choices = word.split("/")
    return _Part(
        words=frozenset(choice for choice in choices if choice[0] != "@" and not choice.endswith("*")),
        stems=tuple(choice.removesuffix("*") for choice in choices if choice.endswith("*")),
        named="".join(choice[1:] for choice in choices if choice[0] == "@"),
        optional=optional,
    )
