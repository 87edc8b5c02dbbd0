"""Cell notes in place of comment threads, for a document where comments are refused.

A thread is then one line in a cell's note, ending with its mark. The same note may hold people's own
words: lines without a mark are theirs and are never touched. What they write below our line is their
answer. A line that a person deletes is a thread deleted; a matter that is settled takes its line away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from closeplan.plan.annotations import MARK_LINE
from closeplan.plan.document import NewThread, Reply, Thread, ThreadReply
from sheets_schema.alignment import Alignment
from sheets_schema.flipped import upright_sheets
from sheets_schema.grid import Cell, Grid, Spot, TabGrid
from sheets_schema.locate import tab_later
from sheets_schema.places import place_of

Request = dict[str, Any]

_LINE = re.compile(rf"(?:.*\s)?{MARK_LINE}\s*")
_PREFIX = "note:"


@dataclass(frozen=True, kw_only=True)
class Note:
    """One of our lines: where it stands, the whole line, its marks, and what people wrote below it."""

    id: str
    spot: Spot
    line: str
    key_mark: str
    cause_mark: str
    answer: str


@dataclass(kw_only=True)
class NoteWrite:
    """The cells whose notes change, each with its new note.

    `known` are the ids of all threads that stand as notes, `ids` those of the new ones, by key.
    """

    known: frozenset[str]
    texts: dict[Spot, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def requests(self) -> list[Request]:
        return [_request(spot, text) for spot, text in self.texts.items()]


def notes_in(grid: Grid) -> list[Note]:
    """Every line of ours on our tabs, from the top; copies of one line have ids of their own."""
    seen: Counter[str] = Counter()
    found = []
    for spot, text in _annotated_cells(grid):
        for line, key_mark, cause_mark, answer in _our_lines(text):
            seen[key_mark] += 1
            copy = f":{seen[key_mark]}" if seen[key_mark] > 1 else ""
            found.append(
                Note(
                    id=f"{_PREFIX}{key_mark}{copy}",
                    spot=spot,
                    line=line,
                    key_mark=key_mark,
                    cause_mark=cause_mark,
                    answer=answer,
                )
            )
    return found


def note_threads(grid: Grid) -> Iterator[Thread]:
    """Our lines as the threads they stand for; Sheets doesn't say who wrote below them."""
    for note in notes_in(grid):
        answers = (Reply(author="", by_robot=False, text=note.answer),) if note.answer else ()
        yield Thread(
            id=note.id,
            key_mark=note.key_mark,
            cause_mark=note.cause_mark,
            place=place_of(grid, note.spot),
            is_open=True,
            replies=answers,
        )


def note_write(
    grid: Grid, new: Iterable[tuple[NewThread, Spot]], replies: Sequence[ThreadReply]
) -> NoteWrite:
    """What the notes should say after these threads and replies; other notes are left alone."""
    known = {note.id: note for note in notes_in(grid)}
    sheets = set(grid.sheets)
    texts = dict(_annotated_cells(grid))
    write = NoteWrite(known=frozenset(known))
    for reply in replies:
        note = known.get(reply.thread_id)
        if note is not None:
            line = "" if reply.action == "resolve" else _one_line(reply.text)
            texts[note.spot] = write.texts[note.spot] = _replaced(texts[note.spot], note.line, line)
    for thread, spot in new:
        line = _one_line(thread.text)
        marks = _LINE.fullmatch(line)
        if marks and spot[0] in sheets:  # elsewhere nobody would find it again
            texts[spot] = write.texts[spot] = _added(texts.get(spot, ""), line)
            write.ids[thread.key] = _PREFIX + marks.group(1)
    return write


def note_strays(
    grid: Grid, notes: Mapping[Spot, str], cells: Iterable[Spot], after_raw: Mapping[str, Any]
) -> list[Request]:
    """Requests that bring notes which landed beside their cell to it, and give that cell its own note back.

    `notes` and `cells` are what the write addressed by coordinate, `after_raw` the Sheet right after it.
    """
    sheets = {sheet["properties"].get("sheetId", 0): sheet for sheet in upright_sheets(after_raw)}
    texts: dict[Spot, str] = {}
    for before in grid.sheets.values():
        ours = {spot[1:]: text for spot, text in notes.items() if spot[0] == before.sheet_id}
        if ours and before.sheet_id in sheets:
            after = tab_later(before, sheets[before.sheet_id])
            written = dict.fromkeys([spot[1:] for spot in cells if spot[0] == before.sheet_id] + [*ours], "")
            landed = _landed(Alignment(before, after, written), before, ours)
            texts |= {(before.sheet_id, *cell): text for cell, text in landed.items()}
    return [_request(spot, text) for spot, text in texts.items()]


def _landed(alignment: Alignment, before: TabGrid, ours: Mapping[Cell, str]) -> dict[Cell, str]:
    """What the notes of the cells should say that were moved between the reading and the write."""
    back: dict[Cell, str] = {}
    anew: dict[Cell, str] = {}
    for cell, text in ours.items():
        was, now = alignment.before(*cell), alignment.now(*cell)
        if was == cell or was is now is None:
            continue
        back[cell] = str(before.cell(*was).get("note", "")) if was else ""
        if now is not None:
            anew[now] = text
    return back | anew


def _annotated_cells(grid: Grid) -> Iterator[tuple[Spot, str]]:
    for tab in grid.sheets.values():
        for row, cells in enumerate(tab.rows):
            for column, cell in enumerate(cells):
                if cell.get("note"):
                    yield (tab.sheet_id, row, column), str(cell["note"])


def _our_lines(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Each of our lines with its marks and people's words between it and the next one."""
    lines = text.split("\n")
    ours = [(index, found) for index, line in enumerate(lines) if (found := _LINE.fullmatch(line))]
    ends = [*(index for index, _ in ours[1:]), len(lines)]
    for (index, found), end in zip(ours, ends, strict=False):
        yield lines[index], found.group(1), found.group(2), "\n".join(lines[index + 1 : end]).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _added(text: str, line: str) -> str:
    """Below people's own words, an empty line between."""
    return f"{text}\n\n{line}" if text else line


def _replaced(text: str, old: str, new: str) -> str:
    """Our line said anew, or taken away with the empty line that sets it apart."""
    lines = text.split("\n")
    if old not in lines:
        return text
    at = lines.index(old)
    if new:
        return "\n".join([*lines[:at], new, *lines[at + 1 :]])
    before, after = lines[:at], lines[at + 1 :]
    if before and not before[-1]:
        before.pop()
    elif not before and after and not after[0]:
        after.pop(0)
    return "\n".join([*before, *after])


def _request(spot: Spot, text: str) -> Request:
    sheet_id, row, column = spot
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    cell = {"note": text} if text else {}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "note"}}
