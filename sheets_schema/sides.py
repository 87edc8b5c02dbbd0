"""Whose an item of an adopted table is: by its owner column, by the layout's own words, by a heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from closeplan.plan.model import Side
from sheets_schema.grid import TabGrid
from sheets_schema.labels import SIDES, normal

if TYPE_CHECKING:
    from sheets_schema.scan import Fault

_LEAST = 3
"""Letters of a company's name that say enough to be found inside a longer one."""


def take_sides(tab: TabGrid, row: int, fields: dict[str, Any], faults: list[Fault]) -> list[Fault]:
    """Set owner and side from the columns of each side and from the layout's own words; returns the faults left."""
    adopted = tab.adopted
    if adopted is None:
        return faults
    if fields.get("side") is None and fields.get("side_text"):
        meant = side_meant(fields["side_text"], adopted.side_words)
        if meant is not None:
            fields["side"], fields["side_text"] = meant, ""
            faults = [fault for fault in faults if fault.key != "side"]
    if adopted.owner_sides:
        owners = {side: text for at, side in adopted.owner_sides.items() if (text := tab.text(row, at))}
        fields["owner"] = " / ".join(owners.values())
        if fields.get("side") is None:
            fields["side"] = next(iter(owners), None) if len(owners) < 2 else Side.BOTH
    return faults


def side_meant(text: str, words: Mapping[str, Side]) -> Side | None:
    """The side a word means in this layout: its own words first, whole or as part of a name, then everybody's; of
    `Customer side` the words that are known.
    """
    said = normal(text)
    if not said:
        return None
    meant = words.get(said) or SIDES.find(said)
    if meant is not None:
        return meant
    parts = [SIDES.find(part) for part in said.split()]
    within = {
        side
        for word, side in words.items()
        if min(len(word), len(said)) >= _LEAST and (word in said or said in word)
    }
    found = within or {side for side in parts if side is not None}
    return found.pop() if len(found) == 1 else None
