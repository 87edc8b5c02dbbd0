"""An answer: extracts of calls that speak to the question, the best first, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from closeplan.calls.answers.choosing import Chosen, choose, is_supported
from closeplan.calls.answers.question import Question, parts_of, understand_question
from closeplan.calls.answers.ranking import Stretches
from closeplan.calls.answers.spoken import Frequencies, SpokenTurn, counted, turns_of
from closeplan.calls.findings import SpokenStakeholder
from closeplan.calls.model import Call, Person

NOT_SAID = "It isn't said in these calls."

MOST_QUOTES = 3
_ENOUGH = 0.72
"""What a further quote of the answer is worth at least beside the best."""
_CLOSE = 0.25
"""The support from which on a turn is worth a look where no answer is supported."""
_MOST_QUOTED = 600
"""Characters of a quote; who speaks longer is cut at a word."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Words of a call that speak to a question. `time` are seconds from the call's beginning; `plan` and `call_id` are empty
    for a call that only stands in a file.
    """

    call: str
    day: date
    turn: int
    speaker: str
    time: float | None
    quote: str
    plan: str = ""
    call_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`text` is the first `quoted` of the `sources` put together. None where the calls don't say: what sources there are then is
    only what comes closest. `changed` says that quotes of several days stand beside one another, the latest of which holds.
    """

    text: str | None
    sources: tuple[Source, ...] = ()
    quoted: int = 0
    changed: bool = False


NO_ANSWER = Answer(text=None)


def answer_from(
    text: str,
    turns: Sequence[SpokenTurn],
    often: Frequencies,
    people: Iterable[Person] = (),
    language: str = "en",
) -> Answer:
    """The answer that these turns give; `people` are those a question may mean by a title."""
    everybody = [*people, *_speakers(turns, people)]
    question = understand_question(text, everybody, language)
    among = Stretches(turns)
    chosen = choose(question, among, often)
    if not _is_answered(question, chosen, among, often, everybody):
        return Answer(text=None, sources=tuple(_source(one.turn) for one in chosen if one.support >= _CLOSE))
    best = chosen[0].relevance
    quoted = [one.turn for one in chosen[:MOST_QUOTES] if one.relevance >= best * _ENOUGH]
    shown = _in_order(quoted, question)
    return Answer(
        text="\n".join(f"{one.speaker} ({one.day.isoformat()}): “{_cut(one.text)}”" for one in shown),
        sources=tuple(_source(one.turn) for one in chosen),
        quoted=len(quoted),
        changed=question.latest and len({one.day for one in quoted}) > 1,
    )


def _is_answered(
    question: Question,
    chosen: Sequence[Chosen],
    among: Stretches,
    often: Frequencies,
    people: Sequence[Person],
) -> bool:
    """Whether the question or, of several in one, the first is supported: the others hang on it."""
    if all(word.startswith("#") for notion in question.notions for word in notion.forms):
        return False  # signs, words of no matter and bare numbers ask for nothing
    if is_supported(question, chosen):
        return True
    first, *others = parts_of(question.text)
    if not others:
        return False
    alone = understand_question(first, people, question.language)
    return is_supported(alone, choose(alone, among, often))


def answer_from_calls(
    text: str,
    calls: Sequence[Call],
    spoken_of: Iterable[SpokenStakeholder] = (),
    people: Sequence[Person] = (),
) -> Answer:
    """The answer that whole calls give, without a store; `spoken_of` are those whom the calls show."""
    turns = [turn for call in sorted(calls, key=lambda one: one.day) for turn in turns_of(call)]
    known = [*people, *(person for call in calls for person in call.people), *mentioned(spoken_of)]
    language = next((call.language for call in calls if call.language), "en")
    return answer_from(text, turns, counted(turns), known, language)


def mentioned(spoken_of: Iterable[SpokenStakeholder]) -> list[Person]:
    """Those spoken of on calls, with the titles they were given."""
    return [
        Person(name=one.name, email=one.email, side=one.side, title=one.title, role=one.role)
        for one in spoken_of
        if one.name
    ]


def _speakers(turns: Sequence[SpokenTurn], people: Iterable[Person]) -> list[Person]:
    known = {person.name.casefold() for person in people}
    names = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    return [Person(name=name) for name in names if name.casefold() not in known]


def _in_order(turns: list[SpokenTurn], question: Question) -> list[SpokenTurn]:
    """The best first; where it is asked what holds by now, what was said last."""
    if not question.latest:
        return turns
    return sorted(turns, key=lambda one: one.day, reverse=True)


def _source(turn: SpokenTurn) -> Source:
    return Source(
        call=turn.call,
        day=turn.day,
        turn=turn.turn,
        speaker=turn.speaker,
        time=turn.at,
        quote=_cut(turn.text),
        plan=turn.plan,
        call_id=turn.call_id,
    )


def _cut(text: str) -> str:
    whole = text.strip()
    if len(whole) <= _MOST_QUOTED:
        return whole
    return whole[:_MOST_QUOTED].rsplit(" ", 1)[0] + " …"
