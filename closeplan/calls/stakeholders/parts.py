"""Whether words about somebody show a part in the decision: that they act, are gone to, take something on, or decide."""

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
    decision veto blocks stop stops budget blessing okay agree agreed agrees green-light reject rejects boss final
    owns""".split()  # noqa: SIM905
)
_NO = frozenset(
    [
        "no",
        "not",
        "without",
        "never",
        "don't",
        "doesn't",
        "didn't",
        "haven't",
        "hasn't",
        "kein",
        "keine",
        "nicht",
        "pas",
        "sin",
        "non",
        "geen",
        "não",
    ]
)

DONE_WITH = frozenset("ask tell get have need loop bring talk speak check involve add invite".split())  # noqa: SIM905
"""What people say they will do with somebody."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the words around somebody show. `acts`: they do or say something; `reached`: they are gone to or waited for;
    `will`: they take something on; `decides`: they have authority; `he`: he or she is said of them, so it is a person;
    `elsewhere`: another firm's or somebody's family; `denied`: there is none.
    """

    acts: bool = False
    reached: bool = False
    will: bool = False
    decides: bool = False
    he: bool = False
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
    after = [token.low for token in tokens[last + 1 : last + 9] if token.sentence == sentence]
    following = [token.low for token in tokens[last + 1 : last + 25] if token.sentence == sentence + 1]
    near = [token.low for token in tokens if token.sentence == sentence]
    doing, he = _doing(after, following)
    nearest = [word for word in before if word not in ARTICLES | OURS | YOURS and word not in HONORIFICS][-1:]
    return Part(
        acts=bool(doing),
        reached=bool(nearest and nearest[0] in REACHED)
        or before[-2:] == ["up", "to"]
        or "on" in after[:1] + after[1:2],
        will=bool(WILL & set(doing[:2])) or _is_asked(before),
        decides=bool(AUTHORITY & set(near)),
        he=he,
        elsewhere=bool(FAMILY & set(before[-3:] + after[:3]))
        or bool(ELSEWHERE & set(before[-4:] + after[:4])),
        denied=_denied(before),
    )


def _doing(after: Sequence[str], following: Sequence[str]) -> tuple[Sequence[str], bool]:
    """The words that begin with what somebody does, and whether he or she is said of them."""
    he = any(word in PRONOUNS for word in [*after[:5], *following[:2]])
    if after and after[0] == "'s" and len(after) > 1 and after[1] not in ARTICLES:
        return after[1:], he
    if after and after[0] in DOES:
        return after, he
    for at, word in enumerate(after[:4]):
        if word in PRONOUNS and after[at + 1 : at + 2] and after[at + 1] in DOES:
            return after[at + 1 :], True
    if following[:1] and following[0] in PRONOUNS | {"they"} and following[1:2] and following[1] in DOES:
        return following[1:], he
    return (), he


def _is_asked(before: Sequence[str]) -> bool:
    """Whether, as in "I'll tell X" or "you'd need X", something is going to be done with them."""
    words = list(before)
    return bool(DONE_WITH & set(words[-3:])) and bool(
        {"'ll", "will", "'d", "can", "let", "gonna", "must", "should"} & set(words)
    )


def _denied(before: Sequence[str]) -> bool:
    """Whether there is none, as in "we don't have a lawyer"."""
    words = set(before[-4:])
    return bool({"no", "kein", "keine"} & set(before[-1:])) or (
        bool(words & _NO) and bool(words & {"have", "a", "any", "need"})
    )
