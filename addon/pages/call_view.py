"""A call as its page shows it: every turn, and beside them what was found, each at the turn that says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from addon.call_links import PART, part_of
from closeplan.calls.export import dependency_words
from closeplan.calls.findings import Binding, DateChange, Due, Findings, SpokenDependency, SpokenStakeholder
from closeplan.calls.model import Call, Turn
from closeplan.plan.wording import ENGLISH_WORDS
from closeplan.records.calls import KeptCall

_SURE, _LIKELY = 0.85, 0.6
"""Certainties from which a finding is called so."""

_LEAST = {"dependencies": 0.5}
"""The least certainty that is shown, of those kinds of which a guess is seldom right."""

MOST_ENTRIES = 200
"""Findings of one kind that the page shows; the JSON has them all."""

LONGEST_TURN = 20_000
"""Characters of one turn that the page shows; the text has them all."""

_LONGEST_QUOTE = 1_000
_MINUTE, _HOUR = 60, 3600

KINDS: tuple[tuple[str, str, str], ...] = (
    ("commitments", "Commitments", "Commitment"),
    ("requests", "Unanswered requests", "Unanswered request"),
    ("date_changes", "Date changes", "Date change"),
    ("next_steps", "Next steps", "Next step"),
    ("stakeholders", "People", "Person"),
    ("dependencies", "Dependencies", "Dependency"),
    ("risks", "Risks", "Risk"),
    ("objections", "Objections", "Objection"),
)
"""What is shown of the findings, in this order: the field, its heading, and the mark at a turn."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One finding: its turn with the link to it, what it says, empty where its words say it best, what is known beside, who said it
    in which words, and how sure it is.
    """

    turn: int
    link: str
    what: str
    detail: str
    speaker: str
    quote: str
    at: str
    sure: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """The findings of one kind: `count` of them, of which `entries` are shown."""

    name: str
    title: str
    mark: str
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class TurnRow:
    """One turn; `marks` are the kinds of what was found in it, as field and mark. `is_cut` where its text goes on."""

    index: int
    speaker: str
    side: str
    at: str
    text: str
    marks: tuple[tuple[str, str], ...]
    is_cut: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the parts that a long call is shown in: its first turn, when it begins, or which turns it holds where nothing says when."""

    first: int
    label: str
    is_shown: bool


@dataclass(frozen=True)
class CallView:
    """The call's texts. Every attribute is plain text, which a template has to escape. The turns are those of the part that `turn`
    lies in.
    """

    kept: KeptCall
    turn: int = 0

    @property
    def title(self) -> str:
        return self.kept.record.title or self.kept.record.name

    @property
    def people(self) -> str:
        return ", ".join(person.name or person.email for person in self.kept.call.people)

    @property
    def notes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return self.kept.call.notes

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The kinds of which something was found, with what is likely enough to be shown."""
        found = ((*kind, _shown(self.kept.findings, kind[0])) for kind in KINDS)
        return tuple(
            Group(
                name=name,
                title=title,
                mark=mark,
                count=len(shown),
                entries=tuple(self._entry(one) for one in shown[:MOST_ENTRIES]),
            )
            for name, title, mark, shown in found
            if shown
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of a call that is too long for one page, else none."""
        turns = self.kept.call.turns
        if len(turns) <= PART:
            return ()
        return tuple(
            Part(first=first, label=_begins(turns, first), is_shown=first == self._first)
            for first in range(0, len(turns), PART)
        )

    @cached_property
    def turns(self) -> tuple[TurnRow, ...]:
        marks: dict[int, dict[tuple[str, str], None]] = {}
        for name, _, mark in KINDS:
            for one in _shown(self.kept.findings, name):
                marks.setdefault(one.turn, {})[name, mark] = None
        call, first = self.kept.call, self._first
        return tuple(
            _row(call, turn, tuple(marks.get(turn.index, ()))) for turn in call.turns[first : first + PART]
        )

    def as_text(self) -> Iterator[str]:
        """Every turn whole, with its speaker and moment: lines for a file."""
        for turn in self.kept.call.turns:
            at = f" ({clock(turn.start)})" if turn.start is not None else ""
            yield f"{self.kept.call.person_of(turn).name or turn.speaker}{at}: {turn.text}\n\n"

    @property
    def _first(self) -> int:
        """The first turn that is shown; the last part where there is no such turn."""
        return part_of(min(self.turn, len(self.kept.call.turns) - 1))

    def _entry(self, one: Any) -> Entry:
        call = self.kept.call
        spoken = call.turns[one.turn] if 0 <= one.turn < len(call.turns) else None
        part, anchor = part_of(one.turn), f"#turn-{one.turn}"
        return Entry(
            turn=one.turn,
            link=anchor if part == self._first else f"?from={part}{anchor}",
            what=_cut(_what(one), _LONGEST_QUOTE),
            detail=", ".join(_details(one)),
            speaker=call.person_of(spoken).name if spoken else one.quote.speaker,
            quote=_cut(one.quote.text, _LONGEST_QUOTE),
            at=clock(one.quote.at),
            sure="Sure" if one.certainty >= _SURE else "Likely" if one.certainty >= _LIKELY else "A guess",
        )


def counts(found: Findings) -> Iterator[tuple[str, int]]:
    """How many of each kind a call has, those that it has, as words for so many."""
    for name, title, one in KINDS:
        if n := len(_shown(found, name)):
            yield (one if n == 1 else title).lower(), n


def clock(seconds: float | None) -> str:
    """A moment of a call as players show it: 4:07, 1:02:09; empty where the transcript has no times."""
    if seconds is None:
        return ""
    whole = max(0, int(seconds))
    minutes, rest = f"{whole % _HOUR // _MINUTE}", f"{whole % _MINUTE:02}"
    return f"{whole // _HOUR}:{minutes:0>2}:{rest}" if whole >= _HOUR else f"{minutes}:{rest}"


def _shown(found: Findings, kind: str) -> tuple[Any, ...]:
    """What of a kind is likely enough to be shown."""
    return tuple(one for one in getattr(found, kind) if one.certainty >= _LEAST.get(kind, 0))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _begins(turns: Sequence[Turn], first: int) -> str:
    """When a part begins, else which turns it holds, counted from 1."""
    return clock(turns[first].start) or f"{first + 1}–{min(first + PART, len(turns))}"


def _row(call: Call, turn: Turn, marks: Sequence[tuple[str, str]]) -> TurnRow:
    person = call.person_of(turn)
    side = person.side.value if person.side else ""
    return TurnRow(
        index=turn.index,
        speaker=person.name or turn.speaker,
        side=side,
        at=clock(turn.start),
        text=_cut(turn.text, LONGEST_TURN),
        marks=tuple(marks),
        is_cut=len(turn.text) > LONGEST_TURN,
    )


def _what(one: Any) -> str:
    if isinstance(one, SpokenStakeholder):
        return one.name or one.title
    if isinstance(one, SpokenDependency):
        what, _ = dependency_words(one)
        return "" if what == one.quote.text else what
    return str(one.what)


def _details(one: Any) -> Iterator[str]:
    """What is known beside the words: who, until when, on whose side, of which kind."""
    owner = getattr(one, "owner", "") or getattr(one, "to", "")
    if owner:
        yield owner
    if isinstance(one, DateChange):
        yield f"{_due(one.was) or 'no date'} → {_due(one.now) or 'no date'}"
    elif due := _due(getattr(one, "due", None)):
        yield f"due {due}"
    if getattr(one, "binding", None) is Binding.CONDITIONAL:
        yield "conditional"
    if isinstance(one, SpokenDependency) and (blocks := dependency_words(one)[1]):
        yield f"before {blocks}"
    if category := getattr(one, "category", None):
        yield category.value
    if isinstance(one, SpokenStakeholder):
        yield from (text for text in (one.title if one.name else "", _role(one)) if text)
        yield "on the call" if one.present else "not on the call"


def _role(one: SpokenStakeholder) -> str:
    return one.role.value.replace("_", " ") if one.role else ""


def _due(due: Due | None) -> str:
    """A spoken date as its day, with the words where they say more."""
    if due is None:
        return ""
    day = ENGLISH_WORDS.day(due.day) if due.day else ""
    return f"{day} (“{due.text}”)" if day and due.text else day or due.text
