"""What the agenda of a talk says; both sides read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_TALK: Mapping[str, str] = MappingProxyType(
    {
        "talk.title": "{name}: what changed, and which date we keep",
        "talk.title_plan": "{plan}: where we stand",
        "talk.stands": "{name} is due {due}.",
        "talk.go_live_stays": "Go-live stays {go_live}.",
        "talk.moves": "How the date moved:",
        "talk.waiting": "Waiting for it:",
        "talk.to_decide": "To decide together:",
        "talk.ask_changed": "What changed?",
        "talk.ask_date": "Which date can both sides keep?",
        "talk.ask_next": "What moves with it, and who does what until then?",
        "talk.plan": "The plan: {url}",
    }
)
