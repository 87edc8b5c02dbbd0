"""Whether words about somebody show a part in the decision: that they act, are gone to, take something on, or decide."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closeplan.calls.stakeholders.tokens import Token
from closeplan.calls.stakeholders.words import (
    ARTICLES,
    DOES,
    ELSEWHERE,
    FAMILY,
    HONORIFICS,
    OURS,
    PRONOUNS,
    REACHED,
    WILL,
    YOURS,
)

AUTHORITY = frozenset(
    """sign signs signed sign-off signoff approve approves approved approval release releases decide decides decided
    decision veto blocks stop stops budget blessing ask okay agree agreed agrees green-light reject rejects boss final
    owns""".split()
)
_NO = frozenset(
    """no not without never don't doesn't didn't haven't hasn't kein keine nicht pas sin geen não""".split()
)
CARES = frozenset(
    """wants want needs asked asks insists insisted cares handles owns raised objected prefers expects requires reviews
    worries worried demanded complained recommended pushed drafted""".split()
)
"""What people with a part do right away."""

HAVING = frozenset("have 've has got there's there had".split())
PARTICIPLES = frozenset(
    "got gonna going been had asked said decided signed done built made put seen read written out told".split()
)
DONE_WITH = frozenset(
    """ask tell get have need loop bring talk speak check involve add invite deal work meet email call ping
    reach contact copy start go""".split()
)
"""What people say they will do with somebody."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the words around somebody show. `acts`: they do or say something, `directly` in the words right after; `had`:
    they are there ("we have a lawyer"); `cares`: they want or ask something; `to_you`: the listener is spoken of; `reached`: they are gone to or waited for;
    `will`: they take something on, `would`: they might; `decides`: they have authority; `he`: he or she is said of them
    at once, so it is a person, `he_near` a little later;
    `elsewhere`: another firm's or somebody's family; `denied`: there is none.
    """

    acts: bool = False
    directly: bool = False
    had: bool = False
    cares: bool = False
    to_you: bool = False
    reached: bool = False
    will: bool = False
    would: bool = False
    decides: bool = False
    he: bool = False
    he_near: bool = False
    elsewhere: bool = False
    denied: bool = False

    @property
    def shown(self) -> bool:
        """Whether there is a part at all."""
        return (self.acts or self.reached) and not self.elsewhere and not self.denied


def part_of(tokens: Sequence[Token], first: int, last: int) -> Part:
    """What the words around tokens `first` to `last` show about them."""
    sentence = tokens[first].sentence
    before = [token.low for token in tokens[max(0, first - 5) : first] if token.sentence == sentence]
    after = [token.low for token in tokens[last + 1 : last + 13] if token.sentence == sentence]
    following = [token.low for token in tokens[last + 1 : last + 25] if token.sentence == sentence + 1]
    near = [token.low for token in tokens[max(0, first - 40) : last + 40] if token.sentence == sentence]
    doing = _doings(after, following)
    nearest = [word for word in before if word not in ARTICLES | OURS | YOURS and word not in HONORIFICS][-1:]
    bare = before[-1:] == nearest and tokens[first].low not in ARTICLES | OURS | YOURS
    return Part(
        acts=bool(doing),
        directly=_does_directly(after),
        reached=_is_reached(before, after, nearest, bare=bare),
        to_you=bool({"you", "ye", "your"} & set(near)),
        cares=bool(CARES & set(after[:2])),
        had=bool(HAVING & set(before[-3:])),
        would=any({"'d", "would"} & set(some[:2]) for some in doing),
        will=any(WILL & set(some[:2]) for some in doing) or _is_asked(before),
        decides=bool(AUTHORITY & set(near)),
        he=_is_he(after, following),
        he_near=bool({"he", "she"} & set(after[:5])),
        elsewhere=bool(FAMILY & set(before[-3:] + after[:3]))
        or bool(ELSEWHERE & set(before[-4:] + after[:2])),
        denied=_denied(before),
    )


def _doings(after: Sequence[str], following: Sequence[str]) -> list[Sequence[str]]:
    """The words that follow each beginning of what somebody does: right after them, or after he, she or they."""
    found = []
    if after[:1] == ["'s"] and len(after) > 1 and after[1] not in ARTICLES:
        found.append(after[1:])
    if after and after[0] in DOES:
        found.append(after)
    if after[:1] == ["who"] and any(word in DOES or _is_participle(word) for word in after[1:2]):
        found.append(after[1:])
    for words in (after, following[:6]):
        for at, word in enumerate(words[:-1]):
            has = words[at + 1] == "'s" and any(map(_is_participle, words[at + 2 : at + 3]))
            said = words[at + 1] in DOES or has
            if word in PRONOUNS | {"they"} and said and (words is after or at == 0):
                found.append(words[at + 1 :])
    return found


def does_next(tokens: Sequence[Token], last: int) -> bool:
    """Whether the words right after token `last` say what somebody does: "procurement's going to", not "legal's paper"."""
    return _does_directly([token.low for token in tokens[last + 1 : last + 4] if not token.first])


def _is_participle(word: str) -> bool:
    """Whether a word after "he's" says what he does or did."""
    return word in PARTICIPLES or word.endswith(("ed", "ing"))


def _does_directly(after: Sequence[str]) -> bool:
    """Whether the next word is what somebody does; "security is important" says nothing of anybody."""
    if not after or (after[0] not in DOES and after[0] != "'s"):
        return False
    busy = any(map(_is_participle, after[1:2]))
    return busy if after[0] in {"is", "are", "was", "were", "'s"} else True


def _is_he(after: Sequence[str], following: Sequence[str]) -> bool:
    """Whether he or she is said of them at once: "Rudi, he wrote it", "Gwen. She's the COO"."""
    return bool(PRONOUNS & {*after[:1], *following[:1]}) or after[:1] == ["who"]


def _is_reached(before: Sequence[str], after: Sequence[str], nearest: Sequence[str], *, bare: bool) -> bool:
    """Whether somebody is gone to: "run it by legal", "up to her", "get Jo on board", "the approval of the board"."""
    plainly = bool(nearest and nearest[0] in REACHED)
    of = bool(nearest and nearest[0] in {"of", "in", "at"} and not bare)
    return plainly or of or before[-2:] == ["up", "to"] or after[:2] == ["on", "board"]


def _is_asked(before: Sequence[str]) -> bool:
    """Whether, as in "I'll tell X" or "you'd need X", something is going to be done with them."""
    words = list(before)
    if words and len(words) < 5 and words[0] in DONE_WITH - {"go", "have", "need", "work", "start", "get"}:
        return True
    return bool(DONE_WITH & set(words[-3:])) and bool(
        {"'ll", "will", "'d", "can", "let", "gonna", "must", "should"} & set(words)
    )


def _denied(before: Sequence[str]) -> bool:
    """Whether there is none, as in "we don't have a lawyer"."""
    words = set(before[-4:])
    return bool({"no", "kein", "keine"} & set(before[-1:])) or (
        bool(words & _NO) and bool(words & {"have", "a", "any", "need"})
    )
