"""Reading what a vendor answered: what is not as its description says is an outside error, never a KeyError of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from closeplan.errors import RetryLaterError


def rows(answer: Any, name: str = "") -> list[Mapping[str, Any]]:
    """The objects in the list `name` of an answer, or in the answer itself where there is no name."""
    found = record(answer).get(name) if name else answer
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise RetryLaterError(f"the answer has no list {name}".rstrip())
    return found


def record(answer: Any, name: str = "") -> Mapping[str, Any]:
    """The object `name` of an answer, or the answer itself where there is no name."""
    found = record(answer).get(name) if name else answer
    if not isinstance(found, Mapping):
        raise RetryLaterError(f"the answer has no object {name}".rstrip())
    return found


def word(row: Mapping[str, Any], name: str) -> str:
    """The text or number `name` of an object as text; empty where there is none."""
    found = row.get(name)
    return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def needed(row: Mapping[str, Any], name: str) -> str:
    """As `word`, of something that no right answer leaves out."""
    found = word(row, name)
    if not found:
        raise RetryLaterError(f"the answer leaves out {name}")
    return found
