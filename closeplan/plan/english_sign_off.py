"""The words around an acknowledgement, by key, in English: the sign-off line, the page behind a signed link, History."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_SIGN_OFF: Mapping[str, str] = MappingProxyType(
    {
        # the sign-off line
        "sign_off.person": "{name}, {day}",
        "sign_off.before": "{name}, {day} (before the dates changed)",
        # History
        "history.acknowledged": "Timeline acknowledged",
        "history.declined": "Timeline declined",
        "history.commented": "Question on the timeline",
        # the page behind a signed link
        "sign_off.asks": "{who} asks {name} to look at this timeline and to acknowledge it.",
        "sign_off.milestones": "All milestones",
        "sign_off.what": "Acknowledging says: I know this timeline and what it asks of us. It is no signature of a contract.",
        "sign_off.kept": "Your name, the time and what you write are kept in the plan, which both companies read.",
        "sign_off.name": "Your name",
        "sign_off.acknowledge": "I acknowledge this timeline",
        "sign_off.or_ask": "Ask or object instead",
        "sign_off.comment": "Your question or objection",
        "sign_off.send": "Send",
        "sign_off.changed": "The dates have changed since you opened this page. Nothing was recorded. These are the new dates.",
        "sign_off.nothing": "Please write your question or objection first.",
        "sign_off.no_name": "Please fill in your name first.",
        "sign_off.too_long": "This is too long. Please shorten it to {limit} characters.",
        "sign_off.enough": "Thank you, you have written a lot today. Please write the rest to the person who sent you the link, or come back tomorrow.",
        "sign_off.thanks": "Thank you, {name}.",
        "sign_off.said_yes": "You acknowledged this timeline on {day}, {time}.",
        "sign_off.said_yes_before": "You acknowledged the timeline on {day}, {time}. The dates have changed since then.",
        "sign_off.said_no": "You declined the timeline on {day}, {time}.",
        "sign_off.said_comment": "Your question was recorded on {day}, {time}:",
        "sign_off.passed_on": "{who} sees it, and it stands in the plan.",
        "sign_off.later": "If anything is different, write it below.",
        "sign_off.invalid": "This link is not valid any more",
        "sign_off.invalid_next": "Please ask the person who sent it to you for a new one.",
        "sign_off.busy": "Too many tries. Please wait a minute and open the link again.",
        # what accompanies an approval that Drive asks for, and the mail with a link
        "sign_off.request": "Please look at the timeline of “{title}” and acknowledge it. Go-live: {day}.",
        "sign_off.reset": "The dates have changed, so what was asked before no longer holds.",
        "sign_off.remind": "This is still open: please look at the timeline and acknowledge it.",
        "sign_off.mail_subject": "The timeline for {title}",
        "sign_off.mail": "Hello {name},\n\nplease look at the timeline of our plan and acknowledge it, or tell me what is "
        "different. The page needs no account:\n\n{url}\n\nThe link is for you alone and works until {day}.\n\n{who}",
    }
)
"""The words: key to text."""
