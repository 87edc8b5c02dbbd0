"""Page tokens that are a position in a list, opaque to the caller."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class BadTokenError(ValueError):
    """A page token that is none of ours."""


def read_position(token: str | None) -> int:
    """The position that a page token stands for; raises `BadTokenError`."""
    if not token:
        return 0
    try:
        position = int(base64.urlsafe_b64decode(token).decode())
    except ValueError as wrong:
        raise BadTokenError(token) from wrong
    if position < 0:
        raise BadTokenError(token)
    return position


def one_page(items: Sequence[Item], token: str | None, size: int) -> tuple[list[Item], str | None]:
    """The page that a token asks for, and the token of the next one; raises `BadTokenError`."""
    start = read_position(token)
    end = start + size
    more = base64.urlsafe_b64encode(str(end).encode()).decode() if end < len(items) else None
    return list(items[start:end]), more
