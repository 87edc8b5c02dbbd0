"""Forms that could not be used come back as they were filled in.

Google empties a card's fields at every click, so that a card on top with a way back would lose what was typed. Instead
the form's own path makes its card anew, and what was typed is put into it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from addon.cards import parts
from addon.cards.corrected import Filled, corrected_card
from addon.web.clicks.click import Click, Routes
from closeplan.errors import CloseplanError, InputError

FORMS: Mapping[str, str] = {
    "adopt/confirm": "adopt",
    "brief/send": "brief/send",
    "calls/paste": "calls",
    "calls/place": "calls/waiting",
    "calls/read": "calls/file",
    "calls/watch": "calls/folders",
    "crm/search": "crm",
    "recap/draft": "recap",
    "reminders": "reminders",
    "reminders/save": "reminders",
    "signals/ask/comment": "signals/ask",
    "signals/ask/mail": "signals/ask",
    "signals/dismiss": "signals/open",
    "signals/edit": "signals/open",
    "signals/invite/confirm": "signals/invite",
    "signals/replan": "signals/open",
    "signoff/ask": "signoff",
    "signoff/link": "signoff",
    "signoff/mail": "signoff/link",
    "talk/draft": "talk",
}
"""What takes a form, and what shows it; both are asked with the same parameters. Where this names no form, the answer
says what is wrong on a card of its own, or the path brings its form back itself.
"""

_DONE_BY = frozenset({"draft", "preview"})
"""Parameters by which one path takes the form that it shows without them."""


def asked_again(path: str, click: Click, error: CloseplanError, routes: Routes) -> dict[str, Any] | None:
    """The answer that brings the form back with what is wrong; None where there is no form to bring back."""
    if path not in FORMS:
        return None
    parameters = {key: value for key, value in click.event.parameters.items() if key not in _DONE_BY}
    looking = replace(click, event=replace(click.event, parameters=parameters))
    try:
        form = _card(routes[FORMS[path]](looking))
    except CloseplanError:
        return None
    event = click.event
    filled = Filled(chosen=event.chosen, days=event.days, moments=event.moments)
    wrong = [str(mistake) for mistake in error.mistakes] if isinstance(error, InputError) else [str(error)]
    return parts.updated(corrected_card(form, filled, wrong))


def _card(answer: dict[str, Any]) -> parts.Card:
    """The card that an answer to a click shows."""
    step = answer["renderActions"]["action"]["navigations"][-1]
    card: parts.Card = step.get("pushCard") or step["updateCard"]
    return card
