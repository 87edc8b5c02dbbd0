"""The event that Google posts when somebody opens the sidebar or clicks in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from closeplan.errors import InputError, Mistake

_HOSTS = ("sheets", "docs", "drive", "gmail", "calendar")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event, nothing of it trusted but what the tokens prove.

    `texts` are the filled text fields and selections by name, `days` the filled date pickers. `has_file` is False
    where the person has not yet let the add-on see the open file.
    """

    host: str
    file_id: str = ""
    title: str = ""
    has_file: bool = False
    locale: str = "en"
    parameters: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    system_token: str = field(default="", repr=False)
    user_token: str = field(default="", repr=False)
    seller_token: str = field(default="", repr=False)

    @property
    def is_click(self) -> bool:
        """Whether a button was clicked; else a card is asked for because something was opened."""
        return bool(self.parameters or self.texts or self.days)


def read_event(body: object) -> Event:
    """The event of a request's body; InputError where it has not the shape of one."""
    event = _mapping(body)
    common, tokens = _mapping(event.get("commonEventObject")), _mapping(event.get("authorizationEventObject"))
    if not event or not common:
        raise InputError([Mistake("commonEventObject", "is missing: this is no event of an add-on")])
    host = next((name for name in _HOSTS if isinstance(event.get(name), Mapping)), "")
    about = _mapping(event.get(host))
    parameters = {key: str(value) for key, value in _mapping(common.get("parameters")).items()}
    inputs = _mapping(common.get("formInputs"))
    return Event(
        host=host,
        # a click's event may lack the id that the trigger's event had, so cards carry it along
        file_id=str(about.get("id") or parameters.get("fileId", "")),
        title=str(about.get("title", "")),
        has_file=bool(about.get("addonHasFileScopePermission")),
        locale=str(common.get("userLocale") or "en"),
        parameters=parameters,
        texts={name: text for name, given in inputs.items() if (text := _text(given))},
        days={name: day for name, given in inputs.items() if (day := _day(given))},
        system_token=str(tokens.get("systemIdToken", "")),
        user_token=str(tokens.get("userIdToken", "")),
        seller_token=str(tokens.get("userOAuthToken", "")),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(given: object) -> str:
    values = _mapping(_mapping(given).get("stringInputs")).get("value")
    return str(values[0]).strip() if isinstance(values, list) and values else ""


def _day(given: object) -> date | None:
    said = _mapping(_mapping(given).get("dateInput")).get("msSinceEpoch")
    try:
        return (_EPOCH + timedelta(milliseconds=int(str(said)))).date() if said is not None else None
    except (ValueError, OverflowError):
        return None
