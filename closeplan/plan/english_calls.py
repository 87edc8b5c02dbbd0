"""What calls leave in the document; both sides read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_CALLS: Mapping[str, str] = MappingProxyType(
    {
        "call.said": "{who}, {day}: “{words}”",
        "call.mentioned": "Mentioned by {who} on a call, {day}",
        "call.was_there": "Was on a call, {day}",
        "mentioned.short": "Spoken of on a call: {name}",
        "mentioned.text": "{name} was spoken of on the call of {day} and is not on the stakeholder map. Next step: add them there.",
    }
)
