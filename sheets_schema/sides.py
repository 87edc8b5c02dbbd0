"""Whose an item is where no label says it: by the column its owner stands in, by the document's own words, by a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from closeplan.plan.model import Side
from sheets_schema import metadata
from sheets_schema.grid import TabGrid
from sheets_schema.labels import SIDES, normal

if TYPE_CHECKING:
    from sheets_schema.scan import Fault

_COMPANIES = re.compile(r"\s*(.+?)\s+×\s+(.+?)\s*[:：]")
_BETWEEN = re.compile(r"[/&+,;|、]|\s(?:and|und|et|y|e|en)\s", re.IGNORECASE)
_BOTH = (Side.BUYER, Side.SELLER)

_LEAST = 3
"""Letters of a company's name that say enough to be found inside a longer one."""


def words_for_sides(raw: Mapping[str, Any]) -> dict[str, Side]:
    """A document's own words for the sides: those it is marked with, and the companies of a title `Acme × Northwind: …`."""
    companies = _COMPANIES.match(raw.get("properties", {}).get("title", ""))
    named = dict(zip(companies.groups(), (Side.BUYER, Side.SELLER), strict=True)) if companies else {}
    said = named | metadata.sides_of(raw)
    return {word: side for text, side in said.items() if (word := normal(text))}


def take_sides(tab: TabGrid, row: int, fields: dict[str, Any], faults: list[Fault]) -> list[Fault]:
    """Set owner and side from the owner columns of each side and from the document's own words; returns the faults
    that are left.
    """
    if fields.get("side") is None and fields.get("side_text"):
        meant = side_meant(fields["side_text"], tab.side_words)
        if meant is not None:
            fields["side"], fields["side_text"] = meant, ""
            faults = [fault for fault in faults if fault.key != "side"]
    owner_sides = tab.adopted.owner_sides if tab.adopted else {}
    if owner_sides:
        owners = {side: text for at, side in owner_sides.items() if (text := tab.text(row, at))}
        fields["owner"] = " / ".join(owners.values())
        if fields.get("side") is None:
            fields["side"] = next(iter(owners), None) if len(owners) < len(_BOTH) else Side.BOTH
    return faults


def side_meant(text: str, words: Mapping[str, Side]) -> Side | None:
    """The side a text means in this document: its own words first, whole or as part of a name, then everybody's; of
    `Customer side` the words that are known. Both companies are both sides.
    """
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    meant = {_one_side(part, words) for part in parts}
    return Side.BOTH if meant == set(_BOTH) else meant.pop() if len(meant) == 1 else None


def _one_side(text: str, words: Mapping[str, Side]) -> Side | None:
    said = normal(text)
    meant = words.get(said) or SIDES.find(said)
    if meant is not None:
        return meant
    named = {
        side
        for word, side in words.items()
        if len(said) >= _LEAST <= len(word) and (word in said or said in word)
    }
    known = {side for part in said.split() if (side := SIDES.find(part)) is not None}
    found = named or known
    return found.pop() if len(found) == 1 else None
