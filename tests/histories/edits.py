"""What two people do to a plan's Sheet: every edit that rows must keep their identity through.

Each edit is a function of the Sheet, a source of chance and nothing else, so that a history can be played again before
another reader. An edit that finds nothing to do returns without doing anything.

What an edit does to identity, which is the truth the readers are measured against: a milestone goes where its words
go, since words are all that people see. A sort or a cut therefore takes it along even where the hidden ID cell stays
behind, while a sort of a single column changes the rows it sorts. A copied row is a new milestone, and so is what is
typed into a row that was cleared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from closeplan.plan.model import Milestone
from tests.histories import words
from tests.histories.sheet import Line, SharedSheet

Edit = Callable[[SharedSheet, Random], None]

_DATED = ("workstream", "name", "owner", "side", "start", "start_text", "due", "due_text")
"""Columns A to F, as a selection from the left edge to the dates takes them."""


def _some(sheet: SharedSheet, rng: Random) -> Line | None:
    lines = [line for _, line in sheet.standing()]
    return rng.choice(lines) if lines else None


def _names(sheet: SharedSheet) -> set[str]:
    return {line.words.name for line in sheet.lines if line.words}


def _typed(change: Callable[[Random, Milestone], Milestone]) -> Edit:
    """An edit of one row's cells."""

    def edit(sheet: SharedSheet, rng: Random) -> None:
        line = _some(sheet, rng)
        if line is not None and line.words is not None:
            line.words = change(rng, line.words)

    return edit


def rename(sheet: SharedSheet, rng: Random) -> None:
    line = _some(sheet, rng)
    if line is not None and line.words is not None:
        line.words = words.renamed(rng, line.words, _names(sheet))


def name_like_another(sheet: SharedSheet, rng: Random) -> None:
    line, other = _some(sheet, rng), _some(sheet, rng)
    if line is not None and line.words and other is not None and other.words:
        line.words = replace(line.words, name=other.words.name)


def both_edit_one_row(sheet: SharedSheet, rng: Random) -> None:
    """One moves the date while the other changes something else."""
    line = _some(sheet, rng)
    if line is not None and line.words is not None:
        line.words = words.other_field(rng, words.other_due(rng, line.words))


def same_edit_by_both(sheet: SharedSheet, rng: Random) -> None:
    """Both type the same date; the second one changes nothing."""
    line = _some(sheet, rng)
    if line is not None and line.words is not None:
        moved = words.other_due(rng, line.words)
        for _ in range(2):
            line.words = replace(line.words, due=moved.due, due_text="")


def _key(field: str) -> Callable[[Line], tuple[bool, str]]:
    def key(line: Line) -> tuple[bool, str]:
        value = getattr(line.words, field) if line.words else None
        return value in (None, ""), str(value)

    return key


def sort_with_ids(sheet: SharedSheet, rng: Random) -> None:
    """The whole width is sorted; metadata stays with the grid's rows."""
    _sort(sheet, rng, 0, len(sheet.lines), with_ids=True)


def sort_visible(sheet: SharedSheet, rng: Random) -> None:
    """The visible columns are sorted and the hidden ID column beside them is not."""
    _sort(sheet, rng, 0, len(sheet.lines), with_ids=False)


def sort_block(sheet: SharedSheet, rng: Random) -> None:
    """Some rows below one another are sorted."""
    first = rng.randrange(max(1, len(sheet.lines) - 2))
    _sort(sheet, rng, first, first + rng.randint(3, 8), with_ids=rng.random() < 0.5)


def _sort(sheet: SharedSheet, rng: Random, first: int, last: int, *, with_ids: bool) -> None:
    lines = sheet.lines[first:last]
    field, backward = rng.choice(("due", "owner", "workstream", "name", "status")), rng.random() < 0.3
    ordered = sorted(lines, key=_key(field), reverse=backward)
    contents = [(line.id_text, line.who, line.words) for line in ordered]
    for line, (id_text, who, said) in zip(lines, contents, strict=True):
        line.who, line.words = who, said
        if with_ids:
            line.id_text = id_text


def sort_one_column(sheet: SharedSheet, rng: Random) -> None:
    """A single column is sorted, everything else stays: the rows are what they were, with other dates or owners."""
    field = rng.choice(("due", "due", "owner", "start"))
    lines = [line for _, line in sheet.standing()]
    typed = [
        (getattr(line.words, field), getattr(line.words, f"{field}_text", ""))
        for line in sorted(lines, key=_key(field))
    ]
    for line, (value, text) in zip(lines, typed, strict=True):
        if line.words is not None:
            texts: dict[str, Any] = {f"{field}_text": text} if field != "owner" else {}
            line.words = replace(line.words, **{field: value}, **texts)


def sort_up_to_the_dates(sheet: SharedSheet, rng: Random) -> None:
    """Columns A to F are sorted: milestones move with their dates, while status, evidence, notes and ids stay behind."""
    lines = [line for _, line in sheet.standing()]
    moved = [(line.who, line.words) for line in sorted(lines, key=_key(rng.choice(("due", "owner", "name"))))]
    for line, (who, said) in zip(lines, moved, strict=True):
        if line.words is not None and said is not None:
            line.who = who
            line.words = replace(line.words, **{field: getattr(said, field) for field in _DATED})


def drag(sheet: SharedSheet, rng: Random) -> None:
    if sheet.lines:
        line = sheet.lines.pop(rng.randrange(len(sheet.lines)))
        sheet.lines.insert(rng.randint(0, len(sheet.lines)), line)


def cut_and_paste(sheet: SharedSheet, rng: Random) -> None:
    """A row's cells go to an empty or a new row elsewhere, with or without the ID cell; an empty row stays behind."""
    line = _some(sheet, rng)
    if line is None:
        return
    empty = [one for one in sheet.lines if one.words is None]
    onto = rng.choice(empty) if empty and rng.random() < 0.5 else None
    if onto is None:
        onto = sheet.new_line(rng.randint(0, len(sheet.lines)))
    onto.who, onto.words = line.who, line.words
    line.who, line.words = None, None
    if rng.random() < 0.5:
        onto.id_text, line.id_text = line.id_text, ""
    if rng.random() < 0.5:
        sheet.lines.remove(line)


def copy_row(sheet: SharedSheet, rng: Random) -> None:
    """A copy below or at the end, with or without the ID cell, mostly edited at once."""
    line = _some(sheet, rng)
    if line is None or line.words is None:
        return
    at = sheet.lines.index(line) + 1 if rng.random() < 0.6 else len(sheet.lines)
    copied = sheet.new_line(at, line.words, like=line.who)
    copied.id_text = line.id_text if rng.random() < 0.7 else ""
    if rng.random() < 0.8:
        edit = rng.choice((words.reworded, words.other_due, words.other_field))
        copied.words = edit(rng, line.words)
        if rng.random() < 0.4:
            copied.words = words.other_due(rng, copied.words)


def insert_row(sheet: SharedSheet, rng: Random) -> None:
    typed = words.new_milestone(rng, _names(sheet)) if rng.random() < 0.8 else None
    sheet.new_line(rng.randint(0, len(sheet.lines)), typed)


def delete_row(sheet: SharedSheet, rng: Random) -> None:
    if len(sheet.standing()) > 6:
        del sheet.lines[rng.randrange(len(sheet.lines))]


def delete_and_type_again(sheet: SharedSheet, rng: Random) -> None:
    """The row is deleted and typed again elsewhere, its dates and owner at least; sometimes with another date."""
    line = _some(sheet, rng)
    if line is None or line.words is None:
        return
    sheet.lines.remove(line)
    typed = replace(line.words, evidence="", confirmed_by="")
    if rng.random() < 0.3:
        typed = words.other_due(rng, typed)
    sheet.new_line(rng.randint(0, len(sheet.lines)), typed, like=line.who)


def clear_row(sheet: SharedSheet, rng: Random) -> None:
    line = _some(sheet, rng)
    if line is not None and len(sheet.standing()) > 6:
        line.who, line.words = None, None


def clear_and_type_another(sheet: SharedSheet, rng: Random) -> None:
    """What is typed has little in common with what stood there: with more it would be what a rename looks like."""
    line = _some(sheet, rng)
    if line is None or line.words is None:
        return
    typed = words.new_milestone(rng, _names(sheet))
    while not words.is_another(line.words, typed):
        typed = words.new_milestone(rng, _names(sheet))
    line.who, line.words = sheet.new_who(), typed


def paste_rows_over(sheet: SharedSheet, rng: Random) -> None:
    """A block of rows is copied over other rows: those are copies now, and what stood there is gone."""
    count = rng.randint(1, 3)
    last = len(sheet.lines) - count
    if last < 6:
        return
    source, target = rng.randint(0, last), rng.randint(0, last)
    with_ids = rng.random() < 0.3
    copied = [(line.id_text, line.who, line.words) for line in sheet.lines[source : source + count]]
    for line, (id_text, who, said) in zip(sheet.lines[target : target + count], copied, strict=True):
        if line.who != who:
            line.who = sheet.new_who(who) if said else None
            line.words = said
            line.id_text = id_text if with_ids else line.id_text


def paste_dates_over(sheet: SharedSheet, rng: Random) -> None:
    """The due dates of a few rows are copied onto the rows of another block."""
    lines = [line for _, line in sheet.standing()]
    count = rng.randint(2, 4)
    source, target = rng.randrange(len(lines)), rng.randrange(len(lines))
    dues: Sequence[tuple[date | None, str]] = [
        (line.words.due, line.words.due_text) for line in lines[source : source + count] if line.words
    ]
    for line, (due, text) in zip(lines[target:], dues, strict=False):
        if line.words:
            line.words = replace(line.words, due=due, due_text=text)


def ids_cleared(sheet: SharedSheet, rng: Random) -> None:
    first = 0 if rng.random() < 0.5 else rng.randrange(len(sheet.lines) + 1)
    for line in sheet.lines[first : first + rng.randint(1, 99)]:
        line.id_text = ""


def id_column_deleted(sheet: SharedSheet, rng: Random) -> None:
    sheet.has_ids = False


def id_overwritten(sheet: SharedSheet, rng: Random) -> None:
    """One ID cell gets a word or another row's id."""
    if sheet.lines:
        line, other = rng.choice(sheet.lines), rng.choice(sheet.lines)
        line.id_text = other.id_text if rng.random() < 0.6 else "x"


def ids_filled_down(sheet: SharedSheet, rng: Random) -> None:
    if sheet.lines:
        first = rng.randrange(len(sheet.lines))
        for line in sheet.lines[first : first + rng.choice((3, 6, 99))]:
            line.id_text = sheet.lines[first].id_text


def ids_shifted(sheet: SharedSheet, rng: Random) -> None:
    """Cells of the ID column moved one row down or up."""
    first = rng.randrange(len(sheet.lines) + 1)
    texts = [line.id_text for line in sheet.lines[first:]]
    shifted = ["", *texts[:-1]] if rng.random() < 0.5 else [*texts[1:], ""]
    for line, text in zip(sheet.lines[first:], shifted, strict=False):
        line.id_text = text


EDITS: dict[Edit, float] = {
    _typed(words.other_due): 13,
    _typed(words.unreadable_due): 1,
    _typed(words.typing_error): 4,
    _typed(words.reworded): 3,
    _typed(words.other_field): 9,
    rename: 2,
    name_like_another: 0.7,
    both_edit_one_row: 2,
    same_edit_by_both: 1,
    sort_with_ids: 1.5,
    sort_visible: 2,
    sort_block: 1,
    sort_one_column: 0.4,
    sort_up_to_the_dates: 0.5,
    drag: 3,
    cut_and_paste: 2.5,
    copy_row: 2.5,
    insert_row: 3,
    delete_row: 2,
    delete_and_type_again: 1.5,
    clear_row: 0.7,
    clear_and_type_another: 1.5,
    paste_rows_over: 1,
    paste_dates_over: 0.7,
    ids_cleared: 0.7,
    id_column_deleted: 0.15,
    id_overwritten: 1,
    ids_filled_down: 0.5,
    ids_shifted: 0.5,
}
"""Every edit and how often it is made, beside undoing and redoing."""
