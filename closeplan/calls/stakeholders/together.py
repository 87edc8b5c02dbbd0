"""Mentions of one person, put together: a title and a later name, a first name and a full one, a name misheard."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from closeplan.calls.stakeholders.lexicon import Kind
from closeplan.calls.stakeholders.people import Mention, Somebody
from closeplan.calls.stakeholders.tokens import tokens_of
from closeplan.calls.stakeholders.words import CHAIRS
from closeplan.plan.model import Role

TITLE_STOPS = frozenset(
    """the of and our team for at in a an on to from head department dept people guys folks group office side lead manager
    director officer chief someone somebody person s 's""".split()
)
"""Words of titles that say nothing of what they are over."""
UNITED = frozenset({Role.SECURITY, Role.PROCUREMENT, Role.LEGAL})
"""Roles of which a deal has one: the department and its person are the same to the plan."""
NEARLY = 86.0
"""How alike a name is that was said once to one said before, to be that one misheard."""
MISHEARD = 74.0
"""How alike, of 100, two spellings of one name are; below, they are two names."""


def gathered(mentions: Iterable[Mention]) -> list[Somebody]:
    """The people of a call, in the order in which they are first spoken of; the mentions by turn."""
    everybody: list[Somebody] = []
    for one in mentions:
        same = next((who for who in everybody if one.words and _same_name(who, one)), None)
        same = same or next((who for who in everybody if one.title and _same_title(who, one)), None)
        if same:
            same.mentions.append(one)
        else:
            everybody.append(Somebody([one]))
    return _one_each(_without_misheard(_with_first_names(everybody)))


def _same_name(who: Somebody, one: Mention) -> bool:
    if who.person or one.person:
        return bool(who.person and one.person and who.person.name == one.person.name)
    theirs = [other for other in who.mentions if other.words]
    return any(_alike(other, one) for other in theirs)


def _alike(other: Mention, one: Mention) -> bool:
    ours, theirs = one.words, other.words
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    if ours[0] == theirs[0] and len(ours) > 1 and len(theirs) > 1:
        return one.by is not other.by
    near = abs(one.turn - other.turn) <= 4 and one.by is not other.by
    same_form = (
        bool(one.honorific) and one.honorific.split()[-1] == other.honorific.split()[-1:][0]
        if other.honorific
        else False
    )
    if not near or len(ours) != len(theirs) or ours[-1][0] != theirs[-1][0]:
        return False
    return same_form or _spelling(ours[-1], theirs[-1]) >= MISHEARD


def _spelling(one: str, other: str) -> float:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - 3 MB that only names alike need

    return 100 * JaroWinkler.similarity(one, other)


def title_key(title: str) -> frozenset[str]:
    """What a title is about, to compare it with another."""
    return frozenset(token.low for token in tokens_of(title)) - TITLE_STOPS


def _same_title(who: Somebody, one: Mention) -> bool:
    """Whether somebody known by a title so far is meant: the same title, or a department and its only person."""
    if one.words and any(other.words for other in who.mentions):
        return False
    if one.side and who.side and one.side is not who.side:
        return False
    roles = {other.role for other in who.mentions if other.title}
    known = who.person.title if who.person else ""
    titles = [other.title for other in who.mentions if other.title] + ([known] if known else [])
    key = title_key(one.title)
    bodies = one.kind is Kind.BODY and who.kind is Kind.BODY
    if _speaks_for(who, one):
        return True
    if Kind.BODY in {one.kind, who.kind} and not bodies and Role.LEGAL not in {one.role, *roles}:
        return False
    if any(_overlap(key, title_key(title)) for title in titles) and (one.role in roles or known or bodies):
        return True
    kinds = {who.kind, one.kind}
    united = one.role in UNITED and one.role in roles and kinds == {Kind.UNIT, Kind.PERSON}
    return united and not (key & {"data", "privacy", "protection"})


def _speaks_for(who: Somebody, one: Mention) -> bool:
    """Whether this is the chair, or the like, of a council or union named shortly before."""
    last = who.mentions[-1]
    near = who.kind is Kind.BODY and last.role is Role.LEGAL and one.turn - last.turn <= 12
    return near and one.kind is Kind.PERSON and one.title.casefold() in CHAIRS


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    return bool(shared) and (shared in (one, other) or len(shared) >= 2)


def _without_misheard(everybody: list[Somebody]) -> list[Somebody]:
    """Whoever is named once, by one word and without a title, and almost like somebody else, is that one misheard."""
    left = list(everybody)
    for who in everybody:
        one = who.mentions[0]
        if len(who.mentions) > 1 or len(one.words) != 1 or one.person:
            continue
        others = [other for other in left if other is not who and other.is_named]
        like = [
            other for other in others if any(_spelling(one.words[0], word) >= NEARLY for word in other.words)
        ]
        if len(like) == 1:
            last = next(some for some in like[0].mentions if some.words)
            like[0].mentions.append(replace(one, words=last.words, name=last.name, person=last.person))
            like[0].mentions.sort(key=lambda some: (some.turn, some.start))
            left.remove(who)
    return left


def _with_first_names(everybody: list[Somebody]) -> list[Somebody]:
    """A surname with its first name, where a colleague goes on by that alone: "Herr Demir", then "Gökhan"."""
    left: list[Somebody] = []
    for who in everybody:
        one = who.mentions[0]
        called = (
            len(who.words) == 1
            and one.sure
            and not who.person
            and not any(other.title for other in who.mentions)
        )
        formal = next((other for other in reversed(left) if _is_formal(other, one)), None) if called else None
        if formal:
            surname = next(some for some in reversed(formal.mentions) if some.words)
            full = f"{one.name} {surname.words[-1].capitalize()}"
            formal.mentions += [
                replace(some, words=(*one.words, *surname.words), name=full) for some in who.mentions
            ]
        else:
            left.append(who)
    return left


def _is_formal(who: Somebody, one: Mention) -> bool:
    """Whether somebody known by a surname only was spoken of at most two turns before, on the same side."""
    formal = [other for other in who.mentions if other.honorific and len(other.words) == 1]
    near = bool(formal) and 0 < one.turn - max(other.turn for other in formal) <= 2
    return near and not who.person and len(who.words) == 1 and who.side is one.side and not one.honorific


def _one_each(everybody: list[Somebody]) -> list[Somebody]:
    """Nobody twice: those whose fullest names, or whose titles, turned out to be the same."""
    left: list[Somebody] = []
    for who in everybody:
        same = next((other for other in left if _is_same(other, who)), None)
        if same:
            same.mentions = sorted([*same.mentions, *who.mentions], key=lambda one: (one.turn, one.start))
        else:
            left.append(who)
    return left


def _is_same(other: Somebody, who: Somebody) -> bool:
    if other.is_named and who.is_named:
        named = [one for one in who.mentions if one.words]
        return any(_same_name(other, one) for one in named)
    if other.is_named or who.is_named:
        titled = [one for one in (who if other.is_named else other).mentions if one.title]
        owner = other if other.is_named else who
        return bool(titled) and any(_same_title(owner, replace(one, words=())) for one in titled)
    return any(_same_title(other, one) for one in who.mentions if one.title)
