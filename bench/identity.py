"""How long it takes to read a large Sheet whose rows have lost their ids. What an ordinary one takes is in `bench.reading`."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.figures import Figure, median_cpu_ms
from closeplan.plan.model import Plan
from sheets_schema.read import read_document
from tests.histories import words
from tests.histories.sheet import SharedSheet


def figures() -> list[Figure]:
    """CPU of one reading, the plan as it was last read being known."""
    large = sheet_of(2_000)
    return [
        Figure("read 2,000 rows, every ID and mark gone, CPU", _ms(large, _without_ids), None, "ms"),
        Figure("the same, every row renamed too, CPU", _ms(large, _without_ids, _renamed), 1500.0, "ms"),
        Figure("read 2,000 rows, sorted without their IDs, CPU", _ms(large, _sorted), None, "ms"),
    ]


def sheet_of(count: int) -> SharedSheet:
    """So many milestones, freshly generated."""
    rng, sheet = Random(count), SharedSheet()
    taken: set[str] = set()
    for index in range(count):
        typed = words.new_milestone(rng, taken)
        taken.add(typed.name)
        line = sheet.new_line(index, typed)
        line.mark = line.id_text = f"step-{index}"
    return sheet


def _ms(sheet: SharedSheet, *edits: Callable[[SharedSheet], None]) -> float:
    known = _read(sheet, None)
    kept = [(line.id_text, line.mark, line.words) for line in sheet.lines]
    for edit in edits:
        edit(sheet)
    raw = sheet.get()
    for line, (id_text, mark, said) in zip(sheet.lines, kept, strict=True):
        line.id_text, line.mark, line.words = id_text, mark, said
    mint = (f"new-{number}" for number in range(10**9)).__next__
    return median_cpu_ms(lambda: read_document(raw, known, mint), runs=3, warm_up=1)


def _read(sheet: SharedSheet, known: Plan | None) -> Plan:
    return read_document(sheet.get(), known, lambda: "new").plan


def _without_ids(sheet: SharedSheet) -> None:
    for line in sheet.lines:
        line.id_text = line.mark = ""


def _renamed(sheet: SharedSheet) -> None:
    rng = Random(1)
    for line in sheet.lines:
        assert line.words
        line.words = words.renamed(rng, line.words, set())


def _sorted(sheet: SharedSheet) -> None:
    said = sorted((line.words for line in sheet.lines if line.words), key=lambda row: (row.owner, row.name))
    for line, row in zip(sheet.lines, said, strict=True):
        line.words = row
