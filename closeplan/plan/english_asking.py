"""What the seller asks an owner, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_ASKING: Mapping[str, str] = MappingProxyType(
    {
        "asking.slipped": "{name} is now due {due}. Does that date stand, and what made it move?",
        "asking.overdue": "{name} was due {due}. Is it done? If not, which date is realistic?",
        "asking.unconfirmed": "{name} is due {due}. Can you confirm the date?",
        "asking.date": "When will {name} be done?",
        "asking.owner": "Who will see to {name}?",
        "asking.role": "Who is the {role} for this plan? Please add them to the stakeholder map, or tell us whom to ask.",
        "asking.risk": "Who keeps an eye on {name}?",
        "asking.open": "How does {name} stand?",
        "asking.plan": "Could you have a look at this part of the plan?",
        "asking.mail.subject": "{plan}: a question",
        "asking.mail.hello": "Hello {who},",
        "asking.mail.hello_all": "Hello,",
        "asking.mail.link": "The plan is here: {url}",
    }
)
"""The messages, by key."""
