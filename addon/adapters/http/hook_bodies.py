"""What stands in vendors' messages, read without trusting any of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from closeplan.errors import InputError, Mistake
from closeplan.ports.hooks import HookRequest

LONGEST_ID = 200
"""Characters of an id that is taken over; vendors' ids have at most 100."""


def unreadable(why: str) -> InputError:
    """The error for a message that can't be read."""
    return InputError([Mistake("", why)])


def json_in(request: HookRequest) -> Any:
    """The JSON of the body; InputError where it is none."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise unreadable("the message is no JSON") from error


def json_object(request: HookRequest) -> Mapping[str, Any]:
    """The JSON object of the body; InputError where it is none."""
    found = json_in(request)
    if not isinstance(found, dict):
        raise unreadable("the message is no JSON object")
    return found


def part(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within another; an empty one where there is none."""
    inner = found.get(name)
    return inner if isinstance(inner, dict) else {}


def id_in(found: Mapping[str, Any], name: str) -> str:
    """An id as text: vendors give numbers too. Empty where there is none; InputError for what can't be one."""
    value = found.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise unreadable(f"{name} is no id")
    text = str(value)
    if len(text) > LONGEST_ID or not text.isprintable():
        raise unreadable(f"{name} is no id")
    return text
