"""Which layout a Sheet was made with.

Version 1 is the layout of `columns.py` and `layout.py`. A Sheet says its version in developer metadata;
one that lost it (a copy, an upload) is read as the newest layout, because parts are also found by their words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheets_schema import metadata

LAYOUT_VERSION = 1


def layout_version(raw: Mapping[str, Any]) -> int:
    """The layout version a raw spreadsheet says it has."""
    said = metadata.value_of(raw, metadata.LAYOUT)
    return int(said) if said is not None and said.isdecimal() else LAYOUT_VERSION


def is_newer(raw: Mapping[str, Any]) -> bool:
    """Whether a newer closeplan laid this Sheet out: it may be read, and nothing is written into it."""
    return layout_version(raw) > LAYOUT_VERSION
