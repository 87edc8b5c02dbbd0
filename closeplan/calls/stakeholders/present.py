"""The buyer's people who are on the call: once each, at the turn that shows what they are for."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

import re
from collections.abc import Sequence

from closeplan.calls.findings import Quote, SpokenStakeholder
from closeplan.calls.model import Call, Person, Turn
from closeplan.calls.stakeholders.lexicon import role_of
from closeplan.calls.stakeholders.people import Somebody
from closeplan.calls.stakeholders.titles import titles_in
from closeplan.calls.stakeholders.tokens import LONGEST, Token, tokens_of
from closeplan.plan.model import Role, Side

SUBSTANCE = frozenset(
    """need needs must budget plan problem issue want system contract team store plant project go-live vendor data process
    hours percent million thousand hundred approve sign review requirement spec pilot payroll security legal audit
    integration price year month weeks deadline one two three four five six seven eight nine ten eleven twelve twenty
    thirty forty fifty sixty seventy eighty ninety""".split()
)
"""Words of the matter itself: what somebody says with them is more than a greeting."""
_CARRIES_ON = re.compile(
    r"\bi(?:'ll|'ve| will| have|'m going to|) (?:get|bring|take|put|introduce) you \w+|"
    r"\bi(?:'ll|'ve| will| have|'m going to|) (?:wrote|write|written|put|shown|showed|pitched|pitch|told|given|gave|brought|"
    r"bring|ask|talk to|speak (?:with|to)|push|bug|walk|ring) (?:\w+ ){0,3}(?:it|him|her|paper|one-pager|page|plan|board|cfo|ceo|"
    r"boss|committee|council|directly|straight|myself)\b"
)
"""What people say who sell a thing inside their own company."""
TALK = 16
"""Words from which a statement may show somebody's part; shorter ones need an introduction."""

GREETING = 3
"""Turns with which calls begin, before anything is said of the matter."""


def those_present(call: Call, everybody: Sequence[Somebody]) -> list[SpokenStakeholder]:
    """The buyer's people who spoke or were introduced, and whose words or introduction show a part."""
    spoke: dict[str, list[Turn]] = {}
    for turn in call.turns:
        spoke.setdefault(call.person_of(turn).name, []).append(turn)
    there = {person.name: person for person in [*call.people, *call.speakers.values()]}
    found = []
    for name, person in there.items():
        if person.side is not Side.BUYER:
            continue
        who = next((one for one in everybody if one.person and one.person.name == name), None)
        at, certainty = _shown_at(spoke.get(name, []), who)
        if at is not None:
            found.append(_stakeholder(call, person, who, call.turns[at], certainty))
    return found


def _shown_at(said: Sequence[Turn], who: Somebody | None) -> tuple[int | None, float]:
    introduced = [one.turn for one in who.mentions if one.title] if who else []
    telling = [turn.index for turn in said if _tells(turn)]
    if introduced and (not telling or introduced[0] <= telling[0]):
        return introduced[0], 0.9
    if telling:
        return telling[0], 0.85
    longest = max(said, key=lambda turn: len(tokens_of(turn.text)), default=None)
    return (longest.index, 0.6) if longest else (introduced[0] if introduced else None, 0.5)


def _tells(turn: Turn) -> bool:
    """Whether somebody introduces themselves with what they do, or speaks of the matter at length."""
    tokens = tokens_of(turn.text)
    if _introduces(tokens):
        return True
    asks = turn.text.rstrip().endswith(("?", "？")) and len(tokens) < 2 * TALK
    if asks or turn.index < GREETING or len(tokens) < TALK:
        return False
    return any(token.low in SUBSTANCE or token.text[:1].isdigit() for token in tokens)


def _introduces(tokens: Sequence[Token]) -> bool:
    first = {token.low for token in tokens[:8]}
    titled = bool(titles_in(tokens[:20]))
    return (
        titled
        and bool(first & {"i'm", "i", "'m", "name"})
        and bool(first & {"'m", "am", "run", "handle", "name"})
    )


def _sells_inside(call: Call, person: Person) -> bool:
    """Whether somebody says that they carry the matter on inside: bring the seller in, write the paper, speak to whoever signs."""
    said = (turn.text.casefold() for turn in call.turns if call.person_of(turn).name == person.name)
    return any(_CARRIES_ON.search(text[:LONGEST]) for text in said)


def _stakeholder(
    call: Call, person: Person, who: Somebody | None, turn: Turn, certainty: float
) -> SpokenStakeholder:
    title = person.title or (who.title if who else "")
    spoken = who.role if who else Role.OTHER
    named = [one.role for one in titles_in(tokens_of(title), call.language)] if title else []
    roles = [person.role, *named, role_of(title), spoken]
    telling = [role for role in roles if role and role is not Role.OTHER]
    if not person.role and telling[:1] in ([], [Role.END_USER]) and _sells_inside(call, person):
        telling = [Role.CHAMPION]
    return SpokenStakeholder(
        turn=turn.index,
        name=person.name,
        title=title,
        role=telling[0] if telling else Role.OTHER,
        side=person.side,
        present=True,
        quote=Quote(turn=turn.index, speaker=turn.speaker, text=turn.text[:LONGEST], at=turn.start),
        certainty=certainty,
        email=person.email,
    )
