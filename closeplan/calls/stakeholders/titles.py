"""Titles, departments and bodies in what people say: a lexicon of phrases, and a grammar around general words of rank."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from closeplan.calls.stakeholders.lexicon import Kind, lexicon, role_of
from closeplan.calls.stakeholders.tokens import Token, tokens_of
from closeplan.calls.stakeholders.words import (
    ARTICLES,
    BREAKERS,
    DOES,
    FROM,
    MODIFIERS_OF_NO_TITLE,
    NOUNS_AFTER_UNIT,
    OTHERS,
    OURS,
    PEOPLE_AFTER_UNIT,
    SOMEBODY,
    YOURS,
)
from closeplan.plan.model import Role

RANKS = frozenset(
    """manager director lead leader officer supervisor foreman coordinator administrator architect engineer analyst
    specialist counsel lawyer attorney auditor president chair chairman chairwoman secretary treasurer dean nurse planner
    dispatcher steward rep representative commissioner clerk owner technician scientist developer trainer accountant
    consultant head chief buyer liaison surveyor pharmacist controller partner adviser advisor strategist designer
    physician surgeon inspector warden librarian producer editor expert sponsor superintendent foreperson bursar
    registrar therapist chemist operator handler handyman custodian chairperson organiser organizer educator delegate
    statistician paramedic pastor choreographer buyer estimator scheduler underwriter actuary economist merchandiser""".split()
)
"""General words of rank, which need a word before or after them that says of what: "returns supervisor"."""
HEAD_OF = frozenset(
    "head director vp svp evp chief president chair manager lead owner secretary chairman chairwoman dean".split()
)
MORE_THAN_RANKS = frozenset("head lead chief chair owner partner expert sponsor officer rep buyer".split())
"""Ranks that mean other things too."""
FORMER = frozenset("old former previous ex last".split())
"""What makes the holder of a title one of the past."""
NOT_BODIES = frozenset("members meeting meetings paper papers pack deck level room games game".split())
"""What makes the body before it a mere adjective."""
NO_PART_OF_TITLES = BREAKERS | ARTICLES | OURS | YOURS | OTHERS | MODIFIERS_OF_NO_TITLE
GROUPS = frozenset(
    """team department dept committee council board union panel forum association authority federation cooperative
    commission directorate congregation""".split()
)
"""Words of a group, which need a word before them."""
EMPTY = frozenset(
    "account project whole own sales same entire small side customer local other dev user new rest".split()
)


class Whose(StrEnum):
    """Whose somebody is, by the word before: the speaker's, the listener's, a third's, a person's, or not said."""

    OURS = "ours"
    YOURS = "yours"
    THEIRS = "theirs"
    OF = "of"
    SOMEBODY = "somebody"
    THE = "the"
    A = "a"
    NONE = ""


BY_ARTICLE: tuple[tuple[frozenset[str], Whose], ...] = (
    (frozenset({"'s"}), Whose.OF),
    (OURS, Whose.OURS),
    (YOURS, Whose.YOURS),
    (OTHERS, Whose.THEIRS),
    (frozenset({"a", "an", "some", "any"}), Whose.A),
    (ARTICLES, Whose.THE),
)
"""Whose somebody is by the word before, the first that has it."""
SKIPPED = MODIFIERS_OF_NO_TITLE | {"own", "whole", "other", "new"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title at tokens `first` to `last`; `start` is where its article begins. `words` are the title's, as spoken."""

    first: int
    last: int
    start: int
    words: str
    role: Role
    kind: Kind
    whose: Whose
    known: bool = True


def titles_in(tokens: Sequence[Token], language: str = "en") -> list[Title]:
    """The titles of a turn from left to right, none inside another. ("of" and what follows belong to a title.)"""
    found: list[Title] = []
    at = 0
    while at < len(tokens):
        title = _phrase(tokens, at, language) or _rank(tokens, at)
        if title:
            whole = _widened(tokens, title, found[-1].last if found else -1)
            one = found.pop() if found and _is_one_title(tokens, found[-1], whole) else None
            found.append(_joined(tokens, one, whole) if one else whole)
            at = whole.last + 1
        else:
            at += 1
    return found


def _is_one_title(tokens: Sequence[Token], one: Title, two: Title) -> bool:
    """Whether two titles stand together as one: "deputy CIO"."""
    together = one.last + 1 == two.first and _together(tokens[one.last : two.first + 1])
    return together and one.kind is two.kind is Kind.PERSON


def _joined(tokens: Sequence[Token], one: Title, two: Title) -> Title:
    words = " ".join(token.text for token in tokens[one.first : two.last + 1])
    return replace(two, first=one.first, start=one.start, words=words, whose=one.whose)


def _phrase(tokens: Sequence[Token], at: int, language: str) -> Title | None:
    """The longest phrase of the lexicon that begins here, in one sentence."""
    for words, role, kind in lexicon(language).get(tokens[at].low, ()):
        end = at + len(words)
        span = tokens[at:end]
        same = tuple(token.low for token in span) == words and _together(span)
        if same and _is_case_right(tokens, at, words) and not _is_idiom(tokens, at, words):
            return _with_rank(tokens, Title(at, end - 1, at, "", role, kind, Whose.NONE))
    return None


def _is_idiom(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """Whether a body is none: "get her on board", "across the board", "the European Union"."""
    before = [token.low for token in tokens[max(0, at - 2) : at]]
    if words == ("union",):
        return before[-1:] in (["european"], ["credit"], ["western"], ["customs"], ["civil"])
    return words == ("board",) and (before[-1:] == ["on"] or before == ["across", "the"])


def _with_rank(tokens: Sequence[Token], title: Title) -> Title:
    """The title with a rank right after it: the "board chair" is a person, whose role is the board's."""
    after = title.last + 1
    if title.kind is Kind.PERSON or after >= len(tokens) or not _together(tokens[title.last : after + 1]):
        return title
    far = (
        after + 1 < len(tokens) and _together(tokens[after : after + 2]) and tokens[after].low not in BREAKERS
    )
    last = (
        after if tokens[after].low in RANKS else after + 1 if far and tokens[after + 1].low in RANKS else -1
    )
    return title if last < 0 else replace(title, last=last, kind=Kind.PERSON)


def _is_case_right(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """Whether the case fits: "it" is a department in capitals only, among words that are not all in capitals."""
    if words not in {("it",), ("hr",), ("fd",), ("md",)}:
        return True
    around = [
        token for token in tokens[max(0, at - 3) : at + 4] if len(token.text) > 1 and token is not tokens[at]
    ]
    return tokens[at].text.isupper() and not (
        len(around) > 1 and all(token.text.isupper() for token in around)
    )


def _together(span: Sequence[Token]) -> bool:
    return all(one.sentence == span[0].sentence and not one.after_break for one in span[1:])


def _rank(tokens: Sequence[Token], at: int) -> Title | None:
    """A general word of rank or of a group, with a word that says of what."""
    low = tokens[at].low
    if low not in RANKS and low not in GROUPS:
        return None
    described = _modifiers(tokens, at, -1) < at
    if low in RANKS and (described or _of(tokens, at, low) > at or _stands_alone(tokens, at)):
        return Title(at, at, at, "", Role.OTHER, Kind.PERSON, Whose.NONE, known=False)
    if low in GROUPS and described:
        kind = Kind.UNIT if low in PEOPLE_AFTER_UNIT else Kind.BODY
        return Title(at, at, at, "", Role.OTHER, kind, Whose.NONE, known=False)
    return None


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a rank without more is a title: "our engineer", "the organiser"; "my head" is none."""
    start, whose = _whose(tokens, at)
    is_so = start > 0 and tokens[start - 1].low in {"'s", "is", "was"}
    return whose in {Whose.THE, Whose.OURS} and (is_so or tokens[at].low not in MORE_THAN_RANKS)


def _modifiers(tokens: Sequence[Token], at: int, floor: int) -> int:
    """Where the words that describe the title at `at` begin, at most three before it."""
    first = at
    while first - 1 > floor and at - first < 3:
        before, here = tokens[first - 1], tokens[first]
        stops = before.low in NO_PART_OF_TITLES
        if (
            stops
            or before.sentence != here.sentence
            or here.after_break
            or before.text.startswith(("'", "’"))
        ):
            break
        if before.low in EMPTY or before.low.endswith(("ly", "n't")) or before.low.isdigit():
            break
        first -= 1
    return first


def _of(tokens: Sequence[Token], at: int, low: str) -> int:
    """The last token of "of the Lima store" after a rank, `at` where there is none."""
    joined = {"of", "for", "at"} if low in HEAD_OF | RANKS else {"of"}
    last, step = at, at + 1
    if step < len(tokens) and tokens[step].low in joined and _together(tokens[at : step + 1]):
        step += 1
        while step < len(tokens) and tokens[step].low in ARTICLES | OURS:
            step += 1
        while (
            step < len(tokens)
            and step - at <= 6
            and _continues(tokens, at, step)
            and tokens[step].low not in SOMEBODY - {"people"}
        ):
            last, step = step, step + 1
    return last


def _continues(tokens: Sequence[Token], at: int, step: int) -> bool:
    here = tokens[step]
    stops = here.low in BREAKERS | DOES or here.text.startswith(("'", "’")) or here.low.endswith("n't")
    return not stops and here.sentence == tokens[at].sentence and not here.after_break


def _widened(tokens: Sequence[Token], title: Title, floor: int) -> Title:
    """The title with the words around it that belong to it, and whose it is."""
    first = (
        _modifiers(tokens, title.first, floor)
        if title.kind is not Kind.UNIT or not title.known
        else title.first
    )
    last = _of(tokens, title.last, tokens[title.last].low) if title.kind is not Kind.UNIT else title.last
    if title.kind is Kind.UNIT and last + 1 < len(tokens) and tokens[last + 1].low in PEOPLE_AFTER_UNIT:
        last += 1
    start, whose = _whose(tokens, first)
    words = " ".join(token.text for token in tokens[first : last + 1])
    over = " ".join(token.text for token in tokens[title.last + 1 : last + 1])
    elsewhere = title.role is Role.ECONOMIC_BUYER and over and role_of(over) is not Role.FINANCE
    role = title.role if title.role is not Role.OTHER and not elsewhere else role_of(over or words)
    return replace(title, first=first, last=last, start=start, words=words, role=role, whose=whose)


def _whose(tokens: Sequence[Token], first: int) -> tuple[int, Whose]:
    """Where the article before a title begins, and whose the title is by it."""
    at = first - 1
    if at >= 0 and tokens[at].low in FORMER:
        return at, Whose.THEIRS
    while at >= 0 and tokens[at].low in SKIPPED:
        at -= 1
    if at < 0 or tokens[at].sentence != tokens[first].sentence or tokens[at + 1].after_break:
        return first, Whose.NONE
    if tokens[at].low in FROM and at and tokens[at - 1].low in SOMEBODY:
        return at - 1, Whose.SOMEBODY
    whose = next((kind for words, kind in BY_ARTICLE if tokens[at].low in words), Whose.NONE)
    somebody = at > 1 and tokens[at - 1].low in FROM and tokens[at - 2].low in SOMEBODY
    if somebody and whose in {Whose.OURS, Whose.THE}:
        return at - 2, Whose.SOMEBODY
    return (at, whose) if whose is not Whose.NONE else (first, whose)


def role_of_title(words: str, language: str = "en") -> Role:
    """The role of somebody with this title: by the lexicon, else by what it is over."""
    roles = [one.role for one in titles_in(tokens_of(words), language)]
    return next((role for role in roles if role is not Role.OTHER), role_of(words))


def is_only_adjective(tokens: Sequence[Token], title: Title) -> bool:
    """Whether a title only describes what follows: "security review", "the board guys", "the CEO of somebody"."""
    after = title.last + 1
    if after >= len(tokens) or not _together(tokens[title.last : after + 1]):
        return False
    low = tokens[after].low
    if low == "of" and after + 1 < len(tokens):
        return tokens[after + 1].low in SOMEBODY | OTHERS | {"a", "some"}
    if title.kind is Kind.BODY:
        return low in SOMEBODY | NOT_BODIES
    return title.kind is Kind.UNIT and low in NOUNS_AFTER_UNIT
