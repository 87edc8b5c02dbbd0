"""Everybody who is spoken of in a call, turn by turn: by name, by title, or by both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from closeplan.calls.model import Call, Turn
from closeplan.calls.stakeholders.lexicon import Kind, unspaced_titles
from closeplan.calls.stakeholders.links import is_presented, links_in
from closeplan.calls.stakeholders.names import Name, Naming, names_in
from closeplan.calls.stakeholders.parts import Part, part_of
from closeplan.calls.stakeholders.people import Mention
from closeplan.calls.stakeholders.titles import Title, Whose, is_only_adjective, titles_in
from closeplan.calls.stakeholders.tokens import LONGEST, Token, tokens_of
from closeplan.plan.model import Role, Side

MOST = 60
"""Mentions of one turn that are looked at: nobody names more people in one breath."""


def other(side: Side | None) -> Side | None:
    """The other side of a call."""
    return {Side.BUYER: Side.SELLER, Side.SELLER: Side.BUYER}.get(side) if side else None


def mentions_of(call: Call, naming: Naming) -> list[Mention]:
    """All mentions, in the order in which they are said. "She's the COO" is of whoever was named last, a turn before at most."""
    found: list[Mention] = []
    for turn in call.turns:
        if call.language == "ja":
            found += _unspaced(call, turn)
        else:
            found += _spaced(call, turn, naming, found)
    return found


def _spaced(call: Call, turn: Turn, naming: Naming, before: Sequence[Mention]) -> list[Mention]:
    tokens = tokens_of(turn.text)
    titles = [one for one in titles_in(tokens, call.language) if not is_only_adjective(tokens, one)]
    taken = [at for title in titles for at in range(title.first, title.last + 1)]
    names = names_in(tokens, naming, taken)
    links = links_in(tokens, names, titles)
    given: dict[int, Title] = {}
    for link in links:
        if link.name is not None:
            given.setdefault(link.name, link.title)
    by = call.side_of(turn)
    found = [_named(turn, tokens, name, given.get(number), by) for number, name in enumerate(names)]
    used = {link.title.first for link in links if link.name is not None}
    for link in links:
        last = _meant(link.name, found, before, turn)
        if last and (link.name is None or given[link.name] is not link.title):
            used.add(link.title.first)
            found.append(_again(last, turn, tokens, link.title, by))
    asked = [
        one for one in before if one.turn == turn.index - 1 and one.title and one.asked and not one.words
    ]
    found = _answered(tokens, names, found, asked, by)
    used |= {title.first for title in _said_twice(tokens, titles)}
    found += [
        _titled(turn, tokens, title, by)
        for title in titles
        if title.first not in used and title.kind is not Kind.PLACE
    ]
    return sorted(found, key=lambda one: one.start)[:MOST]


def _meant(
    name: int | None, found: Sequence[Mention], before: Sequence[Mention], turn: Turn
) -> Mention | None:
    """Of whom a title is said: the name of that number, else whoever was named last, a turn before at most."""
    if name is not None:
        return found[name]
    return next(
        (one for one in reversed([*before, *found]) if one.words and turn.index - one.turn <= 1), None
    )


def _answered(
    tokens: Sequence[Token],
    names: Sequence[Name],
    found: list[Mention],
    asked: Sequence[Mention],
    by: Side | None,
) -> list[Mention]:
    """The mentions of a turn, where the name that answers "who is your CFO?" has that title."""
    who = next((number for number, name in enumerate(names) if is_presented(tokens, name)), None)
    if len(asked) != 1 or who is None or found[who].title or names[who].here or asked[0].by is by:
        return found
    one = asked[0]
    titled = replace(found[who], title=one.title, role=one.role, whose=Whose.OURS, side=by, sure=True)
    return [*found[:who], titled, *found[who + 1 :]]


def _said_twice(tokens: Sequence[Token], titles: Sequence[Title]) -> list[Title]:
    """Bodies that only explain the one before: "the Beirat, that's the advisory board"."""
    again = []
    for one, two in pairwise(titles):
        between = {token.low for token in tokens[one.last + 1 : two.first]}
        explains = ("that" in between and "'s" in between) or {"which", "is"} <= between
        if one.kind is two.kind is Kind.BODY and explains and two.first - one.last < 14:
            again.append(two)
    return again


def _named(turn: Turn, tokens: Sequence[Token], name: Name, title: Title | None, by: Side | None) -> Mention:
    first, last = name.first, name.last
    part = part_of(tokens, *_reach(tokens, name, title))
    asked = _asks(turn.text, tokens, last)
    side = _side(title.whose if title else Whose.NONE, by, asked=asked)
    return Mention(
        turn=turn.index,
        start=tokens[first].start,
        end=tokens[last].end,
        by=by,
        asked=asked,
        side=side,
        part=part,
        words=name.words,
        name=name.text,
        honorific=name.honorific,
        title=title.words if title else "",
        role=title.role if title else Role.OTHER,
        kind=Kind.PERSON,
        whose=title.whose if title else Whose.NONE,
        person=name.person,
        sure=name.sure,
    )


def _reach(tokens: Sequence[Token], name: Name, title: Title | None) -> tuple[int, int]:
    """The tokens of a name with the title beside it, around which their part is looked for."""
    if title is None or tokens[title.first].sentence != tokens[name.last].sentence:
        return name.first, name.last
    if title.last < name.first:
        return title.start, name.last
    verb = any(token.low in {"'s", "is", "was"} for token in tokens[name.last + 1 : title.first])
    runs = title.first == title.start and not title.known
    return name.first, name.last if verb or runs else title.last


def _again(last: Mention, turn: Turn, tokens: Sequence[Token], title: Title, by: Side | None) -> Mention:
    """Whoever was named last, now with a title."""
    return Mention(
        turn=turn.index,
        start=tokens[title.first].start,
        end=tokens[title.last].end,
        by=by,
        asked=_asks(turn.text, tokens, title.last),
        side=_side(title.whose, by, asked=False) if title.whose in {Whose.OURS, Whose.YOURS} else last.side,
        part=Part(acts=True, he=True),
        words=last.words,
        name=last.name,
        honorific=last.honorific,
        title=title.words,
        role=title.role,
        whose=title.whose,
        person=last.person,
        sure=True,
    )


def _titled(turn: Turn, tokens: Sequence[Token], title: Title, by: Side | None) -> Mention:
    alone = title.whose in {Whose.NONE, Whose.THE} and _words_of_sentence(tokens, title.last) <= 3
    asked = _asks(turn.text, tokens, title.last)
    return Mention(
        turn=turn.index,
        start=tokens[title.first].start,
        end=tokens[title.last].end,
        by=by,
        asked=asked,
        side=_side(title.whose, by, asked=asked or (alone and by is Side.SELLER)),
        part=part_of(tokens, title.start, title.last),
        title=title.words,
        role=title.role,
        kind=title.kind,
        whose=title.whose,
        known=title.known and title.kind is Kind.PERSON,
    )


def _side(whose: Whose, by: Side | None, *, asked: bool) -> Side | None:
    """Whose side somebody is on by the words before, else by who speaks: a question is about the other side."""
    if whose is Whose.OURS or (whose is Whose.SOMEBODY and not asked):
        return by
    if whose in {Whose.YOURS, Whose.SOMEBODY}:
        return other(by)
    if whose is Whose.THEIRS:
        return None
    return other(by) if asked and by is Side.SELLER else by


def _asks(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the sentence around a token is a question."""
    sentence = tokens[at].sentence
    last = at
    while last + 1 < len(tokens) and tokens[last + 1].sentence == sentence:
        last += 1
    return text[tokens[last].end : tokens[last].end + 2].lstrip()[:1] in {"?", "？"}


def _words_of_sentence(tokens: Sequence[Token], at: int) -> int:
    return sum(token.sentence == tokens[at].sentence for token in tokens)


def _unspaced(call: Call, turn: Turn) -> Iterator[Mention]:
    """Titles of a text without spaces: 「経理の田中さん」 is a name with its department."""
    text = turn.text[:LONGEST]
    by = call.side_of(turn)
    for start, end, role, kind in unspaced_titles(text, call.language):
        theirs = text[max(0, start - 3) : start].startswith(("御社の", "貴社の"))
        name = _name_after(text, end)
        yield Mention(
            turn=turn.index,
            start=start,
            end=end,
            by=by,
            asked=False,
            side=other(by) if theirs else by,
            part=Part(acts=text[end : end + 1] in tuple("がはもにのと") or bool(name)),
            words=(name,) if name else (),
            name=name,
            title=text[start:end],
            role=role,
            kind=Kind.PERSON if name else kind,
            whose=Whose.YOURS if theirs else Whose.OURS,
            sure=bool(name),
        )


def _name_after(text: str, end: int) -> str:
    """The name right after a department: 「の田中さん」."""
    rest = text[end : end + 12].removeprefix("の")
    for honorific in ("さん", "様", "氏"):
        at = rest.find(honorific)
        if 0 < at <= 5 and rest[:at].isalpha():
            return rest[:at]
    return ""
