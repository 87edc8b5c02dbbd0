"""Which title belongs to which name in a turn: "Lena, who runs security", "our CFO, Denise", "Marisol from accounting"."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from closeplan.calls.stakeholders.lexicon import Kind, role_of
from closeplan.calls.stakeholders.names import Name
from closeplan.calls.stakeholders.parts import does_next
from closeplan.calls.stakeholders.titles import Title, Whose
from closeplan.calls.stakeholders.tokens import Token
from closeplan.calls.stakeholders.words import ARTICLES, BREAKERS, FROM, OURS, PRONOUNS, ROLE_VERBS, YOURS

AFTER_NAME = (
    frozenset("who he she 's is was also actually basically now as our acting serves works being becomes will be 'll would 'd qui est es è is".split())
    | ARTICLES | OURS | YOURS
)  # fmt: skip
"""What may stand between a name and its title: "Miguel, he's our onboarding lead"."""
AFTER_TITLE = frozenset("'s is was name called named would be that who i mean there".split())
"""What may stand between a title and its name: "the site lead, that would be Ana"."""
RUNS = (
    ("looks", "after"),
    ("heads", "up"),
    ("takes", "care", "of"),
    ("is", "responsible", "for"),
    ("is", "in", "charge", "of"),
    ("'s", "in", "charge", "of"),
)
"""What says what somebody runs, in several words."""
BEFORE_PLACE = frozenset("over up down back out works who he she is 's he's she's sits based".split())
"""What may stand before a name's department: "Paulo, he's in finance"."""
SAYS_WHO = frozenset(
    "that it this he she her his name 's is was would be 'd probably usually mostly uh um well yeah yes so mainly mostly just i think".split()
)
"""What a sentence begins with that only says who somebody is."""
THERE = frozenset("over there now these from who in".split())
NAMED = frozenset("name called named heißt nombre appelle chiama heet chama".split())


@dataclass(frozen=True, slots=True)
class Link:
    """A name's index in the turn's names (None where only he or she is said) with the title given to it."""

    name: int | None
    title: Title


def links_in(tokens: Sequence[Token], names: Sequence[Name], titles: Sequence[Title]) -> list[Link]:
    """The links of one turn: every title is given to one name at most. A link without a name is of whoever was spoken of last."""
    links = [_of_title(tokens, names, title) for title in titles]
    found = [link for link in links if link]
    linked = {link.name for link in found}
    for number, name in enumerate(names):
        runs = _runs(tokens, name) if number not in linked else None
        if runs:
            found.append(Link(number, runs))
    return found


def _of_title(tokens: Sequence[Token], names: Sequence[Name], title: Title) -> Link | None:
    place = bisect_left(names, title.first, key=lambda name: name.first)
    before = [(number, names[number]) for number in range(max(0, place - 3), place)]
    after = [(place, names[place])] if place < len(names) else []
    if before and _name_then_title(tokens, before[-1][1], title):
        return Link(before[-1][0], title)
    if _said_of_him(tokens, title):
        same = [pair for pair in before if tokens[pair[1].last].sentence >= tokens[title.first].sentence - 2]
        return Link(same[-1][0] if same else None, title)
    if after and title.kind is not Kind.PLACE and _title_then_name(tokens, title, after[0][1]):
        return Link(after[0][0], title)
    if before and _side_by_side(tokens, before[-1][1], title):
        return Link(before[-1][0], title)
    return None


def _name_then_title(tokens: Sequence[Token], name: Name, title: Title) -> bool:
    words = [token.low for token in tokens[name.last + 1 : title.first]]
    if tokens[name.last].sentence != tokens[title.first].sentence or len(words) > 5 or words == ["'s"]:
        return False
    if name.here and not {"'s", "is", "runs"} & set(words):
        return False
    if title.kind is not Kind.PERSON:
        return _works_there(tokens, title, words)
    if not words:
        return tokens[title.first].after_break
    return all(word in AFTER_NAME for word in words)


def _works_there(tokens: Sequence[Token], title: Title, words: Sequence[str]) -> bool:
    """Whether the words between a name and a department put them there: "in legal", ", he's over in the", or none at all."""
    pronoun = max((at for at, word in enumerate(words) if word in PRONOUNS), default=-1)
    if words in (["is"], ["'s"], ["is", "our"], ["'s", "our"]) and title.kind is Kind.UNIT:
        return _ends(tokens, title)
    plain = list(dropwhile(BEFORE_PLACE.__contains__, words[pronoun + 1 :]))
    if plain and plain[0] in FROM:
        return all(word in ARTICLES | OURS | YOURS for word in plain[1:])
    return (
        not words
        and title.kind is not Kind.PLACE
        and tokens[title.first].after_break
        and _ends(tokens, title)
    )


def _ends(tokens: Sequence[Token], title: Title) -> bool:
    """Whether a title ends its clause."""
    after = title.last + 1
    return after >= len(tokens) or tokens[after].after_break or tokens[after].first


def _title_then_name(tokens: Sequence[Token], title: Title, name: Name) -> bool:
    between = tokens[title.last + 1 : name.first]
    words = [token.low for token in between]
    if tokens[name.first].sentence == tokens[title.last].sentence:
        if any(word in NAMED for word in words):
            one = title.kind is Kind.PERSON or title.whose is Whose.SOMEBODY or {"his", "her"} & set(words)
            return len(words) <= 7 and bool(one) and "and" not in words
        if title.kind is not Kind.PERSON:
            return (
                not words and title.whose is Whose.OURS and tokens[name.first].after_break and not name.here
            )
        return (
            (all(word in AFTER_TITLE for word in words) or _is_placed(tokens, words, name))
            and len(words) <= 4
            and not _is_address(tokens, title, name)
        )
    next_one = tokens[name.first].sentence == tokens[title.last].sentence + 1
    owns = [token.low for token in tokens[title.last + 1 : title.last + 2]] == ["'s"] and not does_next(
        tokens, title.last
    )
    if not next_one or owns or title.whose is Whose.YOURS:
        return False
    goes_on = title.whose is Whose.OURS and name.sure and not name.here and tokens[name.first].first
    return is_presented(tokens, name) or (goes_on and tokens[title.last + 1].first)


def _is_placed(tokens: Sequence[Token], words: Sequence[str], name: Name) -> bool:
    """Whether the words between a title and a name only say where: "my counterpart in Lyon, Élodie"."""
    return 1 < len(words) <= 3 and words[0] in FROM and tokens[name.first].after_break and not name.here


def is_presented(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a sentence only says who it is: "Gwen." or "That'd be Marco." or "Dr. Okonkwo, she's new"."""
    near = tokens[max(0, name.first - 6) : name.first]
    before = [token.low for token in near if token.sentence == tokens[name.first].sentence]
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    ends = (
        after is None
        or after.sentence != tokens[name.last].sentence
        or after.after_break
        or after.low in THERE
    )
    if not before:
        goes_on = after is not None and after.low in PRONOUNS and after.after_break
        return goes_on or _is_alone(tokens, name.first, name.last)
    return ends and len(before) <= 5 and before[0] in SAYS_WHO and all(word in SAYS_WHO for word in before)


def _is_address(tokens: Sequence[Token], title: Title, name: Name) -> bool:
    """Whether the name only addresses somebody on the call: "ask our CFO, Rob"."""
    ends = name.last + 1 >= len(tokens) or tokens[name.last + 1].after_break or tokens[name.last + 1].first
    return (
        name.here
        and tokens[name.first].after_break
        and ends
        and title.first > 0
        and not tokens[title.start].first
    )


def _side_by_side(tokens: Sequence[Token], name: Name, title: Title) -> bool:
    """A sentence of a name and one of a title: "Tom Sayegh. Legal."."""
    next_one = tokens[title.first].sentence == tokens[name.last].sentence + 1
    if not next_one or not _is_alone(tokens, title.start, title.last):
        return False
    closes = tokens[name.last + 1].sentence != tokens[name.last].sentence
    return _is_alone(tokens, name.first, name.last) or (closes and title.whose in {Whose.THE, Whose.OURS})


def _is_alone(tokens: Sequence[Token], first: int, last: int) -> bool:
    ends = last + 1 >= len(tokens) or tokens[last + 1].sentence != tokens[last].sentence
    return tokens[first].first and ends


def _said_of_him(tokens: Sequence[Token], title: Title) -> bool:
    """Whether the title is said of him or her: "she's the chairwoman"."""
    before = [token.low for token in tokens[max(0, title.start - 3) : title.start]]
    if tokens[max(0, title.start - 2)].sentence != tokens[title.first].sentence:
        return False
    is_so = before[-1:] in (["'s"], ["is"], ["was"], ["ist"], ["est"], ["es"], ["è"], ["é"])
    return is_so and before[-2:-1] != [] and before[-2] in PRONOUNS and title.kind is not Kind.BODY


def _runs(tokens: Sequence[Token], name: Name) -> Title | None:
    """What a name is said to run, as a title: "Keisha runs HRIS for us", "Lena, who looks after security"."""
    at = name.last + 1
    while (
        at < len(tokens)
        and at - name.last <= 3
        and tokens[at].low in {"who", "he", "she", "actually", "basically"}
    ):
        at += 1
    if at + 1 >= len(tokens) or tokens[at].sentence > tokens[name.last].sentence + (
        tokens[at - 1].low in PRONOUNS
    ):
        return None
    words = [token.low for token in tokens[at : at + 4]]
    several = next((some for some in RUNS if tuple(words[: len(some)]) == some), ())
    verb = len(several) or int(words[0] in ROLE_VERBS)
    if not verb:
        return None
    end = at + verb
    while end < len(tokens) and end - at - verb < 5 and _is_object(tokens, at + verb, end):
        end += 1
    said = tokens[at:end]
    if end == at + verb or all(
        token.low in ARTICLES | {"those", "these", "all"} for token in tokens[at + verb : end]
    ):
        return None
    text = " ".join(token.text for token in said)
    ours = [token.low for token in tokens[end : end + 2]] == ["for", "us"]
    return Title(
        at, end - 1, at, text, role_of(text), Kind.PERSON, Whose.OURS if ours else Whose.NONE, known=False
    )


def _is_object(tokens: Sequence[Token], first: int, at: int) -> bool:
    here = tokens[at]
    if here.sentence != tokens[first].sentence or (here.after_break and at > first):
        return False
    return here.low not in BREAKERS or here.low in ARTICLES | OURS | {"that", "this", "all"}
