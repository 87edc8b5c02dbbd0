"""A call as its page shows it: every turn, and beside them what was found, each at the turn that says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from closeplan.calls.findings import Binding, DateChange, Due, Findings, SpokenStakeholder
from closeplan.calls.model import Call, Turn
from closeplan.plan.wording import ENGLISH_WORDS
from closeplan.records.calls import KeptCall

_SURE, _LIKELY = 0.85, 0.6
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
    """One finding: its turn, what it says, what is known beside, who said it in which words, and how sure it is."""

    turn: int
    what: str
    detail: str
    speaker: str
    quote: str
    at: str
    sure: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """The findings of one kind."""

    name: str
    title: str
    mark: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class TurnRow:
    """One turn; `marks` are the kinds of what was found in it, as field and mark."""

    index: int
    speaker: str
    side: str
    at: str
    text: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CallView:
    """The call's texts. Every attribute is plain text, which a template has to escape."""

    kept: KeptCall

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
        """The kinds of which something was found."""
        call, found = self.kept.call, self.kept.findings
        made = (
            Group(
                name=name,
                title=title,
                mark=mark,
                entries=tuple(_entry(call, one) for one in getattr(found, name)),
            )
            for name, title, mark in KINDS
        )
        return tuple(group for group in made if group.entries)

    @cached_property
    def turns(self) -> tuple[TurnRow, ...]:
        marks: dict[int, list[tuple[str, str]]] = {}
        for group in self.groups:
            for entry in group.entries:
                if (group.name, group.mark) not in marks.setdefault(entry.turn, []):
                    marks[entry.turn].append((group.name, group.mark))
        call = self.kept.call
        return tuple(_row(call, turn, marks.get(turn.index, ())) for turn in call.turns)


def counts(found: Findings) -> Iterator[tuple[str, int]]:
    """How many of each kind a call has, those that it has, as words for so many."""
    for name, title, one in KINDS:
        if n := len(getattr(found, name)):
            yield (one if n == 1 else title).lower(), n


def clock(seconds: float | None) -> str:
    """A moment of a call as players show it: 4:07, 1:02:09; empty where the transcript has no times."""
    if seconds is None:
        return ""
    whole = max(0, int(seconds))
    minutes, rest = f"{whole % _HOUR // _MINUTE}", f"{whole % _MINUTE:02}"
    return f"{whole // _HOUR}:{minutes:0>2}:{rest}" if whole >= _HOUR else f"{minutes}:{rest}"


def _row(call: Call, turn: Turn, marks: Sequence[tuple[str, str]]) -> TurnRow:
    person = call.person_of(turn)
    side = person.side.value if person.side else ""
    return TurnRow(
        index=turn.index,
        speaker=person.name or turn.speaker,
        side=side,
        at=clock(turn.start),
        text=turn.text,
        marks=tuple(marks),
    )


def _entry(call: Call, one: Any) -> Entry:
    turn = next((turn for turn in call.turns if turn.index == one.turn), None)
    return Entry(
        turn=one.turn,
        what=_what(one),
        detail=", ".join(_details(one)),
        speaker=call.person_of(turn).name if turn else one.quote.speaker,
        quote=one.quote.text,
        at=clock(one.quote.at),
        sure="Sure" if one.certainty >= _SURE else "Likely" if one.certainty >= _LIKELY else "A guess",
    )


def _what(one: Any) -> str:
    if isinstance(one, SpokenStakeholder):
        return one.name or one.title
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
    if blocks := getattr(one, "blocks", ""):
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
