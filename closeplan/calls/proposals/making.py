"""What every proposal is made of: where it was said, its id, and whether the plan or the seller knows of it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from closeplan.calls.audience import heard_by_both
from closeplan.calls.findings import Quote
from closeplan.calls.model import Call
from closeplan.calls.proposals.meeting import Steps
from closeplan.calls.proposals.vocabulary import is_trifle, sense_of
from closeplan.plan.bidi import without_controls
from closeplan.plan.model import Plan, Side
from closeplan.plan.questions import short
from closeplan.plan.rules.people import plain
from closeplan.plan.suggestions import (
    OF_ONE_VALUE,
    Decision,
    Said,
    Suggestion,
    SuggestionKind,
    standing,
    wanted,
)
from closeplan.plan.wording import Words, on_one_line

Filed = Sequence[tuple[Suggestion, Decision]]
"""Suggestions that the plan has already, each with what became of it."""

LONGEST_NAME = 90
LONGEST_TEXT = 240

_ALIKE = 0.75
"""The share of their words from which two texts say the same."""

_SAME_PROMISE = 0.5
"""The share of their words that two promises of one person have in common if they are the same."""

_ADDS = frozenset({SuggestionKind.ADD_MILESTONE, SuggestionKind.ADD_PERSON, SuggestionKind.ADD_RISK})


@dataclass(frozen=True, kw_only=True)
class Making:
    """A call whose findings become proposals for a plan. `words` are the plan's language: what may come to stand in the
    document is written in it; `companies` are the buyer's and the seller's, `spoken_of` the names of who was spoken of.
    """

    call: Call
    call_id: str
    plan: Plan
    words: Words
    companies: tuple[str, ...] = ()
    spoken_of: tuple[str, ...] = ()

    @cached_property
    def steps(self) -> Steps:
        """The plan's milestones, ready to be compared with."""
        there = (person.name for person in self.call.people)
        return Steps.of(self.plan, (*there, *self.spoken_of))

    @property
    def source(self) -> str:
        """What people call the call."""
        return on_one_line(self.call.title or self.call.name)

    @cached_property
    def _heard(self) -> range:
        """The turns that both sides heard; all of them where somebody spoke whose side nobody knows."""
        both = heard_by_both(self.call)
        is_known = all(self.call.side_of(turn) is not None for turn in self.call.turns)
        return both if both or is_known else range(len(self.call.turns))

    def was_heard(self, turn: int) -> bool:
        """Whether the buyer's side heard that turn."""
        return turn in self._heard

    def said(self, quote: Quote) -> Said:
        """Where those words stand."""
        return Said(
            source=self.source,
            day=self.call.day,
            speaker=self.speaker(quote),
            quote=on_one_line(quote.text),
            call=self.call_id,
            turn=quote.turn,
            at=quote.at,
        )

    def speaker(self, quote: Quote) -> str:
        """The name of who said it: the person behind the transcript's label."""
        person = self.call.speakers.get(quote.speaker)
        return person.name if person and person.name else quote.speaker

    def names_something(self, what: str) -> bool:
        """Whether a phrase names a thing, and more than what is promised on every call."""
        return bool(sense_of(what).about) and not is_trifle(what, self.steps.names)

    def side_of(self, name: str) -> Side | None:
        """The side of somebody who was on the call."""
        there = (*self.call.speakers.values(), *self.call.people)
        return next((person.side for person in there if plain(person.name) == plain(name)), None)

    def told(self, quote: Quote) -> str:
        """The words with who said them and when, as a note in the plan says it."""
        who, day = self.speaker(quote), self.words.day(self.call.day)
        return self.words.t("call.said", who=who, day=day, words=cut(quote.text, LONGEST_TEXT))


def cut(text: str, longest: int) -> str:
    """The text on one line, cut where it goes on for long; nothing unseen is left open by the cut."""
    line = without_controls(on_one_line(text))
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def as_name(text: str, longest: int = LONGEST_NAME) -> str:
    """A spoken phrase as a row is named: its first letter large, no full stop."""
    line = cut(text.strip().rstrip("."), longest)
    return line[:1].upper() + line[1:]


def content_id(made: Suggestion) -> str:
    """A proposal's id, from what it would write and where: whoever says it, in whichever call and words, it is the same."""
    value = made.day.isoformat() if made.day else ""
    named = (*sorted(_terms(made)), *map(str, (made.status, made.owner, made.email)))
    return short("\n".join(("call", made.kind, made.milestone, value, *named)))


def settled(made: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The proposals less those that the same call took back: of two values for one cell the last said stands. Words that
    set a milestone's cell are not noted beside it as well.
    """
    last: dict[tuple[SuggestionKind, str], int] = {}
    for one in made:
        last[_cell(one)] = max(last.get(_cell(one), 0), one.said.turn or 0)
    setting = {(one.milestone, one.said.turn) for one in made if one.kind in OF_ONE_VALUE}
    kept: set[tuple[SuggestionKind, str]] = set()
    for one in made:
        if one.kind in OF_ONE_VALUE:
            if _cell(one) not in kept and (one.said.turn or 0) == last[_cell(one)]:
                kept.add(_cell(one))
                yield one
        elif one.kind is not SuggestionKind.NOTE or (one.milestone, one.said.turn) not in setting:
            yield one


def _cell(one: Suggestion) -> tuple[SuggestionKind, str]:
    return one.kind, one.milestone


def unknown(made: Iterable[Suggestion], plan: Plan, filed: Filed) -> Iterator[Suggestion]:
    """Those of the proposals that tell something new, once each, with ids and what their cells say now.

    Left out is what the plan says already, what waits already, and what was rejected, in whatever words. What was accepted
    once is proposed again only where the cell says something else by now. What the plan says already is kept where an
    earlier call's other value still waits: it overtakes that, and nobody is asked about it.
    """
    known = list(filed)
    for one in made:
        named = replace(one, id=content_id(one), was=standing(one, plan))
        if named.was and named.was == wanted(named):
            if any(state is Decision.OPEN and _is_confirmed_against(named, other) for other, state in filed):
                yield replace(named, id=short(f"{named.id}\n{named.said.call}"))
            continue
        again = next((other for other in known if _same(other[0], named)), None)
        if again is None or (again[1] is Decision.OPEN and is_overtaking(named, again[0])):
            known.append((named, Decision.OPEN))
            yield named
        elif again[1] is Decision.ACCEPTED and _is_undone(named):
            renewed = replace(named, id=short(f"{named.id}\n{named.said.call}"))
            if all(other.id != renewed.id for other, _ in known):
                known.append((renewed, Decision.OPEN))
                yield renewed


def _is_confirmed_against(one: Suggestion, other: Suggestion) -> bool:
    """Whether the first says again what stands, later than the other would have changed it."""
    if one.kind not in OF_ONE_VALUE or _cell(one) != _cell(other):
        return False
    return str(one.said.day or "") > str(other.said.day or "") and not _same(one, other)


def _is_undone(one: Suggestion) -> bool:
    """Whether an accepted proposal stands no more. What was added and is gone was taken away by a person: it stays gone."""
    return one.kind not in _ADDS and one.kind is not SuggestionKind.NOTE


def _same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two proposals would write the same."""
    if one.id == other.id:
        return True
    if (one.kind, one.milestone) != (other.kind, other.milestone):
        return False
    return _VALUES[one.kind](one, other)


def _same_person(one: Suggestion, other: Suggestion) -> bool:
    return plain(one.name) == plain(other.name) or (bool(one.email) and one.email == other.email)


def is_same_promise(one: Suggestion, other: Suggestion) -> bool:
    """Whether two new milestones are one promise of one owner, in fewer or other words and maybe for another day: “get the list
    of stores” and “send the store list”.
    """
    mine, theirs = plain(one.owner), plain(other.owner)
    if mine and theirs and mine != theirs:
        return False
    first, second = sense_of(one.name), sense_of(other.name)
    if first.acts and second.acts and not first.acts & second.acts:
        return False
    both = len(first.about & second.about)
    fewest, all_words = min(len(first.about), len(second.about)), len(first.about | second.about)
    if mine and theirs and both:
        return both == fewest or both >= _SAME_PROMISE * all_words
    return _same_words(one, other)


def is_overtaking(one: Suggestion, other: Suggestion) -> bool:
    """Whether the first is the same promise, said later, for another day: what was said last stands."""
    if one.kind is not SuggestionKind.ADD_MILESTONE or other.kind is not one.kind or not one.day:
        return False
    return one.day != other.day and _moment(one) > _moment(other) and is_same_promise(one, other)


def _moment(one: Suggestion) -> tuple[str, int]:
    """When it was said, to be compared."""
    return str(one.said.day or ""), one.said.turn or 0


def _same_words(one: Suggestion, other: Suggestion) -> bool:
    """Nearly the same words; the same thing for another day is news."""
    other_day = one.day and other.day and one.day != other.day
    return not other_day and are_alike(_terms(one), _terms(other))


_VALUES: Mapping[SuggestionKind, Callable[[Suggestion, Suggestion], bool]] = {
    SuggestionKind.SET_DATE: lambda one, other: one.day == other.day,
    SuggestionKind.SET_GO_LIVE: lambda one, other: one.day == other.day,
    SuggestionKind.SET_OWNER: lambda one, other: plain(one.owner) == plain(other.owner),
    SuggestionKind.SET_STATUS: lambda one, other: one.status == other.status,
    SuggestionKind.ADD_PERSON: _same_person,
    SuggestionKind.ADD_MILESTONE: is_same_promise,
    SuggestionKind.ADD_RISK: _same_words,
    SuggestionKind.NOTE: _same_words,
}
"""Whether two proposals of a kind, for the same milestone, say the same."""


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of words are nearly the same."""
    return bool(one | other) and len(one & other) / len(one | other) >= _ALIKE


def _terms(one: Suggestion) -> frozenset[str]:
    """What a proposal's own words speak of; the words themselves where they speak of nothing that is known."""
    return terms(one.name or one.text)


def terms(text: str) -> frozenset[str]:
    """What a text speaks of, fit to be compared; its plain words where it speaks of nothing that is known."""
    sense = sense_of(text)
    return (sense.about | sense.acts) or frozenset(plain(text).split())
