"""Whether an answer is one that Google takes: its shape, and every card in it against Google's own messages.

The messages come with google-apps-card, which tests and the demo have; a backend that serves Google's sidebar does
without it. They know fields, types and values; what Google leaves out or ignores without a word is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from addon.cards.parts import MOST_WIDGETS

_MOST_ITEMS = 100
_NAVIGATIONS = {"pushCard", "updateCard", "pop", "popToRoot", "popToCard"}
_ANSWERS = {"action", "renderActions", "hostAppDataAction", "requestingGoogleScopes"}
"""What an add-on may answer, by the published contract."""


class WrongCardError(ValueError):
    """A card or an answer that Google would refuse, or show otherwise than it was meant."""


def can_check() -> bool:
    """Whether Google's messages are installed."""
    try:
        return find_spec("google.apps.card_v1") is not None
    except ModuleNotFoundError:
        return False


def check_response(response: Mapping[str, Any]) -> None:
    """WrongCardError where the answer is none of the contract's, or a card in it is wrong."""
    _hold(len(response) == 1 and set(response) <= _ANSWERS, "an answer is one of the contract's", response)
    rendered = response.get("renderActions", response)
    _hold(set(rendered) <= _ANSWERS | {"hostAppAction"}, "an unknown action", rendered)
    action = rendered.get("action", {})
    _hold(set(action) <= {"navigations", "notification", "link", "links"}, "an unknown answer", action)
    for step in action.get("navigations", ()):
        _hold(len(step) == 1 and set(step) <= _NAVIGATIONS, "an unknown navigation", step)
        for name in ("pushCard", "updateCard"):
            if name in step:
                check_card(step[name])


def check_card(card: Mapping[str, Any]) -> None:
    """WrongCardError for unknown fields, wrong types and values, and for what Google would silently leave out."""
    # the messages cost 30 MB: only who checks cards pays
    from google.apps.card_v1.types import Card  # noqa: PLC0415
    from google.protobuf import json_format  # noqa: PLC0415

    try:
        json_format.ParseDict(dict(card), Card.pb()())
    except json_format.ParseError as error:
        raise WrongCardError(str(error)) from error
    widgets = [widget for part in card.get("sections", []) for widget in part["widgets"]]
    _hold(bool(widgets), "a card shows something", card)
    _hold(len(widgets) <= MOST_WIDGETS, "Google ignores widgets beyond the hundredth", len(widgets))
    for widget in widgets:
        _check_widget(widget)
    names = [name for widget in widgets for name in _field_names(widget)]
    _hold(len(names) == len(set(names)), "two fields of one name overwrite each other", names)


def _check_widget(widget: Mapping[str, Any]) -> None:
    for kind in ("textParagraph", "decoratedText"):
        _hold(kind not in widget or bool(widget[kind]["text"]), "a text says something", widget)
    for button in _buttons(widget):
        _hold(bool(button.get("text")), "a button says what it does", widget)
        clicked = button["onClick"]
        url = clicked["openLink"]["url"] if "openLink" in clicked else clicked["action"]["function"]
        _hold(url.startswith(("https://", "http://")), "a button leads to a full URL", widget)
    items = widget.get("selectionInput", {}).get("items", ())
    _hold(len(items) <= _MOST_ITEMS, "a selection has a hundred items at most", len(items))


def _buttons(widget: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from widget.get("buttonList", {}).get("buttons", [])
    if "button" in widget.get("decoratedText", {}):
        yield widget["decoratedText"]["button"]


def _field_names(widget: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("textInput", "selectionInput", "dateTimePicker"):
        if kind in widget:
            yield widget[kind]["name"]


def _hold(condition: bool, rule: str, seen: object) -> None:
    if not condition:
        raise WrongCardError(f"{rule}: {seen!s:.500}")
