"""Whether a card is one: checked against Google's own messages."""

from __future__ import annotations

from typing import Any

from google.apps.card_v1.types import Card
from google.protobuf import json_format


def check_card(card: dict[str, Any]) -> None:
    """Unknown fields, wrong types and wrong values are errors; so is what Google would silently leave out."""
    json_format.ParseDict(card, Card.pb()())
    widgets = [widget for part in card.get("sections", []) for widget in part["widgets"]]
    assert widgets, "an empty card"
    assert len(widgets) <= 100, "Google ignores widgets beyond the hundredth"
    for widget in widgets:
        for kind in ("textParagraph", "decoratedText"):
            assert kind not in widget or widget[kind]["text"], widget
        for button in widget.get("buttonList", {}).get("buttons", []):
            assert button["text"], widget
            assert button["onClick"]["action"]["function"].startswith("http"), widget
        assert len(widget.get("selectionInput", {}).get("items", ())) <= 100, widget
