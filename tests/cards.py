"""Whether a card is one: checked against Google's own messages."""

from __future__ import annotations

from typing import Any

from addon.cards import checking


def check_card(card: dict[str, Any]) -> None:
    """As every card is checked in the demo."""
    checking.check_card(card)


def check_response(response: dict[str, Any]) -> None:
    """A whole answer: its shape, and every card in it."""
    checking.check_response(response)
