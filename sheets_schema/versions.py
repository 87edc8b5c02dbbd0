"""Which layout a Sheet was made with, and how an old one becomes the newest.

| Version | What it brought |
|---|---|
| 1 | the layout of `columns.py` and `layout.py`, all labels in English |
| 2 | labels in the plan's language: the mark `closeplan.language`, dropdowns, the words that colour cells |

A Sheet says its version in developer metadata; one that lost it (a copy, an upload) is read as the newest layout, because
parts are also found by their words. A step only adds, or changes what is still as closeplan made it: no cell of a person's,
no position and no format that people chose moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from closeplan.plan.wording import Words
from sheets_schema import metadata
from sheets_schema.layout_steps import Change, OldSheet, Step, labels_in_the_plans_language

Request = dict[str, Any]

STEPS: tuple[Step, ...] = (labels_in_the_plans_language,)
"""The step from each version to the next, the first from version 1."""

LAYOUT_VERSION = 1 + len(STEPS)


@dataclass(frozen=True, kw_only=True)
class LayoutChange:
    """What brings a Sheet from one layout version to another."""

    was: int
    now: int
    changes: tuple[Change, ...] = ()

    @property
    def requests(self) -> list[Request]:
        """All of it as one batchUpdate, its mark last; nothing where the Sheet is up to date."""
        if self.was >= self.now:
            return []
        lookup = {"developerMetadataLookup": {"metadataKey": metadata.LAYOUT}}
        mark = {
            "dataFilters": [lookup],
            "developerMetadata": {"metadataValue": str(self.now)},
            "fields": "metadataValue",
        }
        done = [request for change in self.changes for request in change.requests]
        return [*done, {"updateDeveloperMetadata": mark}]


def layout_version(raw: Mapping[str, Any]) -> int:
    """The layout version a raw spreadsheet says it has."""
    said = metadata.value_of(raw, metadata.LAYOUT)
    return int(said) if said is not None and said.isdecimal() else LAYOUT_VERSION


def is_newer(raw: Mapping[str, Any]) -> bool:
    """Whether a newer closeplan laid this Sheet out: it may be read, and nothing is written into it."""
    return layout_version(raw) > LAYOUT_VERSION


def is_older(raw: Mapping[str, Any]) -> bool:
    """Whether an older closeplan laid this Sheet out: `closeplan upgrade` brings it up to date."""
    return layout_version(raw) < LAYOUT_VERSION


def layout_change(raw: Mapping[str, Any], words: Words) -> LayoutChange:
    """What a Sheet, as `layout_steps.OLD_FIELDS` shows it, lacks of the newest layout in that language."""
    was = layout_version(raw)
    sheet = OldSheet(raw, words)
    changes = tuple(change for step in STEPS[max(was, 1) - 1 :] for change in step(sheet))
    return LayoutChange(was=was, now=max(was, LAYOUT_VERSION), changes=changes)
