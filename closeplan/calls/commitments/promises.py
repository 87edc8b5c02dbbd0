"""What one sentence takes on: promises for oneself, for others, from the receiver's view; offers; promises not to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from closeplan.calls.commitments.sentences import Sentence
from closeplan.calls.commitments.tables import Tables, said_group

_POINTED = re.compile(r"(?:it|that|them|those|both|the|my|our|his|her|everything)(?![\w'])")


class Kind(StrEnum):
    """Whose act it is and how binding."""

    SPEAKER = "speaker"
    WE = "we"
    LET = "let"
    OTHER = "other"
    OTHER_NOW = "other now"
    GIVEN = "given"
    GIVEN_NOW = "given now"
    THING = "thing"
    IDIOM = "idiom"
    PRESENT = "present"
    OFFER = "offer"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """`body` is what is promised, in plain words; `before` what stands before it in its sentence. `who` names another than the
    speaker, by name or pronoun. `weight` goes from 0 to 1.
    """

    kind: Kind
    body: str
    before: str
    weight: float
    sentence: Sentence
    head: str = ""
    who: str = ""
    thing: str = ""
    conditional: bool = False
    due: bool = False


def promises_of(sentence: Sentence, tables: Tables, *, day_follows: bool = False) -> tuple[Promise, ...]:
    """Everything that a sentence takes on or offers, in its order. A question takes on nothing; it may offer. `day_follows`
    says that the next words only name the day.
    """
    found = tuple(_found(sentence, tables, day_follows=day_follows))
    return tuple(one for one in found if one.kind is Kind.OFFER) if sentence.asks else found


def is_conditional(plain: str, tables: Tables) -> bool:
    """Whether the words hang on something that may not happen; mere courtesy ("if that helps") does not count."""
    return bool(tables.condition.search(tables.courtesy.sub(" ", plain)))


def _found(sentence: Sentence, tables: Tables, *, day_follows: bool) -> Iterator[Promise]:
    plain = sentence.plain
    heads = _heads(plain, tables)
    for number, (kind, match) in enumerate(heads):
        end = heads[number + 1][1].start() if number + 1 < len(heads) else len(plain)
        body, before = _body(match, plain, end), plain[: match.start()]
        due = day_follows or bool(tables.due.search(plain))
        weight = _weight(kind, body, plain, tables, due=due)
        if weight <= 0 or _is_told(before, tables):
            continue
        yield Promise(
            kind=kind,
            body=body,
            before=before,
            weight=weight,
            sentence=sentence,
            head=match.group(),
            thing=(match.groupdict().get("thing") or "").strip(),
            who=_who(kind, match, body, tables),
            conditional=is_conditional(plain, tables),
            due=due,
        )


def _who(kind: Kind, match: re.Match[str], body: str, tables: Tables) -> str:
    """Who does it, where that is not the speaker: of whom the speaker says so, or whom the speaker will have do it."""
    if kind in (Kind.OTHER, Kind.OTHER_NOW):
        return match.group("who")
    for_them = tables.on_behalf.match(body) if kind in (Kind.SPEAKER, Kind.WE) else None
    return for_them.group("who") if for_them else ""


def _heads(plain: str, tables: Tables) -> list[tuple[Kind, re.Match[str]]]:
    """Where something may be promised, from left to right, none inside another."""
    patterns = (
        (Kind.NEVER, tables.negative),
        (Kind.IDIOM, tables.idiom),
        (Kind.GIVEN, tables.given),
        (Kind.GIVEN_NOW, tables.given_now),
        (Kind.THING, tables.given_thing),
        (Kind.SPEAKER, tables.promise),
        (Kind.WE, tables.promise_we),
        (Kind.LET, tables.promise_let),
        (Kind.OFFER, tables.offer),
        (Kind.PRESENT, tables.present),
        (Kind.OTHER, tables.others),
        (Kind.OTHER_NOW, tables.others_now),
    )
    every = [
        (match.start(), order, kind, match)
        for order, (kind, pattern) in enumerate(patterns)
        for match in pattern.finditer(plain)
    ]
    heads: list[tuple[Kind, re.Match[str]]] = []
    free = 0
    for start, _, kind, match in sorted(every, key=lambda one: one[:2]):
        if start >= free:
            heads.append((kind, match))
            free = _head_end(match)
    return heads


def _head_end(match: re.Match[str]) -> int:
    """Where a head ends and its body begins."""
    said = said_group(match)
    return said[0] if said else match.end()


def _body(match: re.Match[str], plain: str, end: int) -> str:
    return plain[_head_end(match) : end].strip(" ,")


def _is_told(before: str, tables: Tables) -> bool:
    """Whether the words only report what somebody said or thought."""
    return bool(tables.said_before.search(before[-40:]))


def _weight(kind: Kind, body: str, plain: str, tables: Tables, *, due: bool) -> float:
    """How sure it is that something comes of it."""
    if kind is Kind.IDIOM:
        return 0.85
    if kind in (Kind.GIVEN, Kind.THING):
        return 0.9 if due else 0.7 if kind is Kind.GIVEN and _POINTED.match(body) else 0.0
    if kind in (Kind.GIVEN_NOW, Kind.OTHER_NOW):
        return 0.65 if tables.due.search(plain if kind is Kind.GIVEN_NOW else body) else 0.0
    if kind is Kind.NEVER:
        return 0.7 if tables.never.search(body) and not is_conditional(plain, tables) else 0.0
    if _is_idle(body, tables) or (tables.here_and_now.search(plain) and not due):
        return 0.0
    return _BY_KIND[kind](_seen(kind, body, plain, tables, due=due))


def _is_idle(body: str, tables: Tables) -> bool:
    """Whether nothing comes of it, nor of what is said to the receiver with "and" after it."""
    later = body.split(" and ")[1:]
    rescued = any(tables.act.search(part) and tables.receiver.search(part) for part in later)
    return bool(tables.idle.search(body)) and not rescued


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What a body holds: a verb that something comes of, or one that may; a day, or one in its own
    sentence; a receiver; a term given way in; words of an offer that bind; a condition.
    """

    act: bool
    soft: bool
    due: bool
    day_here: bool
    to_you: bool
    conceding: bool
    able: bool
    conditional: bool


def _seen(kind: Kind, body: str, plain: str, tables: Tables, *, due: bool) -> _Seen:
    to_you = bool(tables.receiver.search(body))
    forecast = kind is Kind.WE and not to_you and bool(tables.forecast.search(body))
    return _Seen(
        act=not forecast and any(tables.act.search(part) for part in body.split(" and ")),
        soft=bool(tables.soft.search(body)),
        due=due,
        day_here=bool(tables.due.search(plain)),
        to_you=to_you,
        conceding=bool(tables.conceding.search(body)),
        able=bool(tables.able.search(plain)),
        conditional=is_conditional(plain, tables),
    )


def _own(seen: _Seen) -> float:
    """For the speaker: a verb that something comes of will do; others need a day or a receiver."""
    if seen.act or seen.conceding:
        return 0.95 if seen.due else 0.85 if seen.to_you else 0.7
    if seen.soft:
        return 0.8 if seen.due and seen.to_you else 0.7 if seen.due else 0.0
    return 0.65 if seen.due and seen.to_you else 0.0


def _shared(seen: _Seen) -> float:
    """For "we": it takes a day or a receiver, or a term in which they give way."""
    if seen.conceding:
        return 0.7
    if seen.act:
        return 0.85 if seen.due and seen.to_you else 0.8 if seen.due else 0.7 if seen.to_you else 0.4
    return 0.6 if seen.soft and seen.due and (seen.to_you or seen.conditional) else 0.0


def _for_others(seen: _Seen) -> float:
    """For somebody else: as for "we", and with a day any verb."""
    return max(_shared(seen), 0.6 if seen.day_here else 0.0)


def _let(seen: _Seen) -> float:
    return 0.7 if seen.act and (seen.due or seen.to_you) else 0.0


def _now(seen: _Seen) -> float:
    return 0.7 if seen.due or seen.to_you or seen.conditional else 0.0


def _offered(seen: _Seen) -> float:
    """For an offer: it binds with its day, and where it gives way in a term."""
    dated = seen.act and seen.due and (seen.to_you or seen.able)
    return 0.6 if not seen.conditional and (dated or (seen.able and seen.conceding)) else 0.3


_BY_KIND = {
    Kind.SPEAKER: _own,
    Kind.WE: _shared,
    Kind.OTHER: _for_others,
    Kind.LET: _let,
    Kind.PRESENT: _now,
    Kind.OFFER: _offered,
}
