"""One history: fifty edits by two people on one Sheet, with the robot reading now and then and repairing ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple, Protocol

from closeplan.plan.model import Milestone
from tests.histories import words
from tests.histories.edits import EDITS, Edit
from tests.histories.sheet import Line, SharedSheet, State

EDITS_EACH = 50
_UNDO, _REDO = 0.05, 0.02
_LATE, _LOST = 0.1, 0.1


class Reader(Protocol):
    """Something that reads the table again and again and says which row is which."""

    def read(self, sheet: SharedSheet) -> list[str]:
        """One id for each line that stands; a row is told to be the one that had its id in the last reading."""

    def repairs(self) -> dict[int, str]:
        """By line index, what the ID cells should say after that reading."""

    def marks(self) -> dict[int, str]:
        """By line index, what the rows' metadata should say."""


@dataclass(frozen=True)
class Seen:
    """What one reading met: which milestone stands in each row in truth, its words, whether its ID cell is its own and
    the only one (where most are not, one that is right by chance tells nobody anything), and the ids the reader gave.
    `stood_as` differs from `whos` where an undo left one milestone standing in several rows: all of these bear its number,
    while `whos` calls the first of them it and the others new.
    """

    whos: list[int]
    rows: list[Milestone]
    own_id: list[bool]
    ids: list[str]
    stood_as: list[int]


class _Repairs(NamedTuple):
    """What the robot writes, by line."""

    ids: dict[int, str]
    marks: dict[int, str]


@dataclass
class _Person:
    done: list[tuple[State, State]] = field(default_factory=list)
    undone: list[tuple[State, State]] = field(default_factory=list)


def play(seed: int, reader: Reader, edits: int = EDITS_EACH) -> Iterator[Seen]:
    """The readings of one history. The same seed makes the same edits, whatever the reader."""
    edit_chance, robot_chance = Random(f"edits {seed}"), Random(f"robot {seed}")
    sheet = _new_sheet(edit_chance)
    people = (_Person(), _Person())
    ids_of: dict[int, str] = {}
    seen = _look(sheet, reader, ids_of, {})
    yield seen
    left, waiting = robot_chance.randint(1, 4), _Repairs({}, {})
    for _ in range(edits):
        _one_edit(sheet, edit_chance.choice(people), edit_chance)
        _apply(sheet, waiting)
        waiting = _Repairs({}, {})
        left -= 1
        if not left:
            seen = _look(sheet, reader, ids_of, dict(zip(seen.whos, seen.rows, strict=True)))
            yield seen
            left = robot_chance.randint(1, 4)
            repairs = _Repairs(
                {sheet.lines[index].uid: text for index, text in reader.repairs().items()},
                {sheet.lines[index].uid: text for index, text in reader.marks().items()},
            )
            luck = robot_chance.random()
            if luck > _LATE + _LOST:
                _apply(sheet, repairs)
            elif luck > _LOST:
                waiting = repairs


def _new_sheet(rng: Random) -> SharedSheet:
    sheet = SharedSheet()
    taken: set[str] = set()
    for index in range(rng.randint(8, 26)):
        typed = words.new_milestone(rng, taken)
        taken.add(typed.name)
        line = sheet.new_line(index, typed)
        line.mark = line.id_text = f"step-{index}"
    return sheet


def _one_edit(sheet: SharedSheet, person: _Person, rng: Random) -> None:
    luck = rng.random()
    if luck < _UNDO and person.done:
        was, done = person.done.pop()
        sheet.return_to(was, done)
        person.undone.append((was, done))
    elif _UNDO <= luck < _UNDO + _REDO and person.undone:
        was, done = person.undone.pop()
        sheet.return_to(done, was)
        person.done.append((was, done))
    else:
        before = sheet.state()
        _chosen(rng)(sheet, rng)
        person.done.append((before, sheet.state()))
        person.undone.clear()


def _chosen(rng: Random) -> Edit:
    (edit,) = rng.choices(list(EDITS), list(EDITS.values()))
    return edit


def _apply(sheet: SharedSheet, repairs: _Repairs) -> None:
    """The robot's write. Where the ID column is gone there is nothing to write to but the marks."""
    for line in sheet.lines:
        if line.uid in repairs.ids and sheet.has_ids:
            line.id_text = repairs.ids[line.uid]
        line.mark = repairs.marks.get(line.uid, line.mark)


def _look(sheet: SharedSheet, reader: Reader, ids_of: dict[int, str], known: dict[int, Milestone]) -> Seen:
    lines = [line for _, line in sheet.standing()]
    stood_as = _settle_truth(sheet, lines, known)
    texts = [line.id_text if sheet.has_ids else "" for line in lines]
    own = [
        bool(text) and ids_of.get(_who(line)) == text and texts.count(text) == 1
        for line, text in zip(lines, texts, strict=True)
    ]
    if sum(own) * 2 < len(own):
        own = [False] * len(own)
    ids = reader.read(sheet)
    whos = [_who(line) for line in lines]
    ids_of.clear()
    ids_of.update(zip(whos, ids, strict=True))
    return Seen(whos, [line.words for line in lines if line.words], own, ids, stood_as)


def _who(line: Line) -> int:
    assert line.who is not None
    return line.who


def _settle_truth(sheet: SharedSheet, lines: list[Line], known: dict[int, Milestone]) -> list[int]:
    """A milestone whose row is gone, and whose words were copied or typed again since the last look, is that copy:
    to everybody who looks now it has moved. A row that was changed in nearly all it said is another one. Several milestones never share a number after an undo;
    what they were before they were told apart is returned.
    """
    for line in lines:
        before = known.get(_who(line))
        if before is not None and line.words is not None and words.is_another(before, line.words):
            line.who = sheet.new_who()
    standing = {line.who for line in lines}
    for line in lines:
        original = sheet.copied_from.get(_who(line))
        if (
            original is not None
            and original not in standing
            and original in known
            and _who(line) not in known
        ):
            line.who = original
            standing.add(original)
    stood_as = [_who(line) for line in lines]
    met: set[int] = set()
    for line in lines:
        if _who(line) in met:
            line.who = sheet.new_who(line.who)
        met.add(_who(line))
    return stood_as
