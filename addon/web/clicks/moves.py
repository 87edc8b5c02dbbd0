"""Proposed dates as a card's button carries them, so that a click writes what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter, ValidationError

from closeplan.errors import InputError, Mistake
from closeplan.plan.proposed import Move


@cache
def _moves() -> TypeAdapter[tuple[Move, ...]]:
    return TypeAdapter(tuple[Move, ...])


def as_parameter(moves: Sequence[Move]) -> str:
    """The moves as text."""
    return _moves().dump_json(tuple(moves), exclude_defaults=True).decode()


def from_parameter(text: str) -> tuple[Move, ...]:
    """The moves that a clicked card showed; InputError for what no card of ours carries."""
    try:
        return _moves().validate_json(text)
    except ValidationError as error:
        mistake = Mistake("New dates", "could not be read; open the signal again")
        raise InputError([mistake]) from error
