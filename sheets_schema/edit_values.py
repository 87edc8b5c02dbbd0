"""A value as the cell that says it where it goes: in the column's own words, with the column's own date format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from closeplan.plan.edits import Value
from closeplan.plan.model import Side, Status
from closeplan.plan.wording import Words
from sheets_schema.cells import EMPTY, Around, CellData, cell_bool, cell_text, date_cell, text_cell
from sheets_schema.columns import Column, date_format
from sheets_schema.sides import side_meant

MOST_CHARACTERS = 50_000
"""What Sheets takes in one cell, in UTF-16 units."""

_DATE_TYPES = frozenset({"DATE", "DATE_TIME"})
_TICKED = {Status.DONE: True, Status.NOT_STARTED: False}
_CONTROLS = {code: None for code in (*range(32), 127) if chr(code) not in "\n\t"}


class UnfitError(ValueError):
    """The value can't go into that cell; the message tells a person why."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A cell and what stands around it: `before` is the cell itself, or the one a new row takes its looks from; `others`
    are the column's other cells; `column` is None in the top block. `side_words` are the document's own words for
    the sides, as labels are compared.
    """

    before: CellData
    others: Sequence[CellData]
    column: Column | None
    words: Words
    around: Around
    side_words: Mapping[str, Side]


def cell_of(slot: Slot, value: Value) -> dict[str, Any]:
    """The cell that says the value; UnfitError where none can."""
    if value is None or value == "":
        return {}
    if isinstance(value, date):
        return date_cell(value) | _date_look(slot)
    if slot.column is not None and slot.column.choices is not None:
        return _choice(slot, slot.column, value)
    return text_cell(_allowed(slot, plain_text(str(value))))


def plain_text(text: str) -> str:
    """People's words as a cell keeps them: no control characters and no halves of letters, which no cell can hold;
    UnfitError where it is longer than a cell may be.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    kept = kept.encode("utf-8", "ignore").decode("utf-8").strip()
    length = len(kept.encode("utf-16-le")) // 2
    if length > MOST_CHARACTERS:
        raise UnfitError(f"it has {length:,} characters and a cell holds {MOST_CHARACTERS:,}: shorten it")
    return kept


def _allowed(slot: Slot, text: str) -> str:
    """The text, where the cell's rule lets it in."""
    listed, strict = _listed(slot.before)
    if strict and text not in listed:
        raise UnfitError(f"the cell takes nothing but {', '.join(listed)}")
    return text


def _listed(cell: CellData) -> tuple[list[str], bool]:
    """The words of the cell's dropdown, and whether it takes no others."""
    rule = cell.get("dataValidation", EMPTY)
    condition = rule.get("condition", EMPTY)
    if condition.get("type") != "ONE_OF_LIST":
        return [], False
    words = [str(value.get("userEnteredValue", "")) for value in condition.get("values", ())]
    return words, bool(rule.get("strict"))


def _choice(slot: Slot, column: Column, value: Any) -> dict[str, Any]:
    """One of a dropdown's values in the words that this document has for it, or a tick."""
    if _is_checkbox(slot.before):
        if value not in _TICKED:
            raise UnfitError("the cell is a checkbox: it says done or not done and nothing else")
        return {"userEnteredValue": {"boolValue": _TICKED[value]}}
    listed, strict = _listed(slot.before)
    word = next((word for word in _candidates(slot, column, value, listed) if _means(slot, word, value)), "")
    if not word or (strict and word not in listed):
        raise UnfitError(f"the cell takes nothing but {', '.join(listed)}")
    return text_cell(word)


def _is_checkbox(cell: CellData) -> bool:
    rule = cell.get("dataValidation", EMPTY).get("condition", EMPTY)
    return cell_bool(cell) is not None or rule.get("type") == "BOOLEAN"


def _candidates(slot: Slot, column: Column, value: Any, listed: Sequence[str]) -> Iterator[str]:
    """Words for the value, best first: the dropdown's, those that stand in the column, the plan's own label."""
    assert column.choices is not None
    label = column.choices.label(value, slot.words)
    standing = [text for cell in slot.others if (text := cell_text(cell))]
    if label in listed or label in standing:
        yield label
    yield from listed
    yield from (text for text, _ in Counter(standing).most_common())
    yield label


def _means(slot: Slot, word: str, value: Any) -> bool:
    """Whether the reader takes the word for that value."""
    assert slot.column is not None
    read = slot.column.parse(text_cell(word), slot.around)
    if isinstance(value, Side) and read.value is None:
        return side_meant(word, slot.side_words) is value
    return bool(read.value == value and not read.text and not read.problem)


def _date_look(slot: Slot) -> dict[str, Any]:
    """The number format a date needs where the cell has none: that of the column's other dates, else the plan's."""
    if _format(slot.before).get("type") in _DATE_TYPES:
        return {}
    formats = Counter(
        (found.get("type"), found.get("pattern"))
        for cell in slot.others
        if (found := _format(cell)).get("type") in _DATE_TYPES
    )
    if not formats:
        return {"userEnteredFormat": {"numberFormat": date_format(slot.words)}}
    kind, pattern = formats.most_common(1)[0][0]
    look = {"type": kind} | ({"pattern": pattern} if pattern else {})
    return {"userEnteredFormat": {"numberFormat": look}}


def _format(cell: CellData) -> Mapping[str, Any]:
    for kind in ("effectiveFormat", "userEnteredFormat"):
        found: Mapping[str, Any] = cell.get(kind, EMPTY).get("numberFormat", EMPTY)
        if found:
            return found
    return EMPTY
