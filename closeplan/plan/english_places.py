"""What a plan says beside its document, in English: in a channel of the team's, on a page of the buyer's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeplan.plan.plurals import Plural

ENGLISH_PLACES: Mapping[str, str | Plural] = MappingProxyType(
    {
        "channel.shown": "This channel follows {plan} from now on",
        "channel.since": "{plan}: what changed since yesterday",
        "channel.next": "Next",
        "channel.open": "Open signals",
        "channel.new": "New",
        "channel.settled": "Settled",
        "channel.changed": "Changed",
        "channel.due_soon": "Due within a week",
        "channel.about": "{item}: {text}",
        "channel.change": "{item}, {field}: {was} → {now}",
        "channel.more": Plural("and {n} more in the plan", "and {n} more in the plan"),
        "channel.open_plan": "Open the plan",
        "page.state": "The plan as of {day}",
        "page.lives": "The plan itself, which both sides edit, is here: {url}",
        "page.not_read": "What is changed on this page is not read. It follows the plan.",
    }
)
"""The messages: key to text, or to one form for one and one for many."""
