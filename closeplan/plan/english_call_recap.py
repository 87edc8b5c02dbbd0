"""The words of the recap of a call, by key, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeplan.plan.plurals import Plural

ENGLISH_CALL_RECAP: Mapping[str, str | Plural] = MappingProxyType(
    {
        "callrecap.subject": "{title} – our call of {day}",
        "callrecap.decided": "Decided",
        "callrecap.again": "We talk again: {day}",
        "callrecap.who": "Who does what",
        "callrecap.line": "{owner}: {what}, {due}",
        "callrecap.line_no_due": "{owner}: {what}",
        "callrecap.conditional": "{line} (with a condition)",
        "callrecap.more": Plural("and {n} more point", "and {n} more points"),
        "callrecap.moved": "What moved",
        "callrecap.moved_from": "{what}: {was} → {now}",
        "callrecap.moved_to": "{what}: {now}",
        "callrecap.next": "Next milestone",
        "callrecap.confirm": "One thing to confirm",
        "callrecap.confirm_day": "{owner}, {what}: is that {day} or {other}?",
        "callrecap.confirm_when": "{owner}, {what}: by when?",
        "callrecap.confirm_open": "Still open: {what}",
        "callrecap.confirm_all": "Is this how you understood it?",
        "callrecap.closing": "If something is wrong, please correct it in the plan or answer this mail.",
    }
)
"""The messages: key to text, or to one form for one and one for many."""
