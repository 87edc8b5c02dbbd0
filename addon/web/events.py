"""The event that Google posts when somebody opens the sidebar or clicks in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar

from closeplan.errors import InputError, Mistake

MOST_TEXT = 50_001
"""Characters kept of one field: one more than a cell holds, so that who checks the length still sees it is too long."""

MOST_FIELDS = 200
"""Fields, parameters and guests read of one event; a card has a hundred widgets."""

_MOST_ID = 1_000
_HOSTS = ("sheets", "docs", "drive", "gmail", "calendar")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class OpenMessage:
    """The message open in Gmail. `token` lets this one message be read during this one event."""

    id: str = ""
    thread: str = ""
    token: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class OpenMeeting:
    """The event open in Calendar; `guests` are address and name, as far as Calendar tells them."""

    id: str = ""
    calendar: str = ""
    organizer: str = ""
    guests: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event, nothing of it trusted but what the tokens prove.

    `texts` are the filled text fields and selections by name (of several values the first), `chosen` every value of
    each, `days` the filled date pickers, `moments` those with a time (aware, UTC), `times` those of a time alone.
    `has_file` is False where the person has not yet let the add-on see the open file.
    """

    host: str
    file_id: str = ""
    title: str = ""
    mime_type: str = ""
    has_file: bool = False
    locale: str = "en"
    time_zone: str = "Etc/UTC"
    parameters: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    times: Mapping[str, time] = field(default_factory=dict)
    message: OpenMessage = OpenMessage()
    meeting: OpenMeeting = OpenMeeting()
    system_token: str = field(default="", repr=False)
    user_token: str = field(default="", repr=False)
    seller_token: str = field(default="", repr=False)

    @property
    def is_click(self) -> bool:
        """Whether a button was clicked; else a card is asked for because something was opened."""
        return bool(self.parameters or self.texts or self.days or self.moments or self.times)


def read_event(body: object) -> Event:
    """The event of a request's body; InputError where it has not the shape of one."""
    event = _mapping(body)
    common, tokens = _mapping(event.get("commonEventObject")), _mapping(event.get("authorizationEventObject"))
    if not event or not common:
        raise InputError([Mistake("commonEventObject", "is missing: this is no event of an add-on")])
    # an object that is there though empty still names the host
    host = next((name for name in _HOSTS if isinstance(event.get(name), Mapping)), "")
    about = _mapping(event.get(host))
    parameters = {
        _cut(key, _MOST_ID): _cut(value, MOST_TEXT) for key, value in _few(common.get("parameters"))
    }
    file = _first_file(about) if host == "drive" else about
    inputs = [(_cut(name, _MOST_ID), _mapping(given)) for name, given in _few(common.get("formInputs"))]
    chosen = _read(inputs, _texts)
    return Event(
        host=host,
        # a click's event may lack the id that the trigger's event had, so cards carry it along
        file_id=_file_id(host, file) or parameters.get("fileId", ""),
        title=_cut(file.get("title", ""), MOST_TEXT),
        mime_type=_cut(file.get("mimeType", ""), _MOST_ID),
        has_file=bool(file.get("addonHasFileScopePermission")),
        locale=_cut(common.get("userLocale") or "en", _MOST_ID),
        time_zone=_cut(_mapping(common.get("timeZone")).get("id") or "Etc/UTC", _MOST_ID),
        parameters=parameters,
        texts={name: values[0] for name, values in chosen.items()},
        chosen=chosen,
        days=_read(inputs, _day),
        moments=_read(inputs, _moment),
        times=_read(inputs, _time),
        message=_message(about) if host == "gmail" else OpenMessage(),
        meeting=_meeting(about) if host == "calendar" else OpenMeeting(),
        system_token=str(tokens.get("systemIdToken", "")),
        user_token=str(tokens.get("userIdToken", "")),
        seller_token=str(tokens.get("userOAuthToken", "")),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value[:MOST_FIELDS] if isinstance(value, list) else []


def _few(value: object) -> list[tuple[str, Any]]:
    return list(islice(_mapping(value).items(), MOST_FIELDS))


def _cut(value: object, most: int) -> str:
    """A value as text that can be stored: bounded, and without the halves of characters that JSON may hold."""
    text = str(value)[:most] if isinstance(value, (str, int, float)) else ""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _file_id(host: str, about: Mapping[str, Any]) -> str:
    return _cut(about.get("id", ""), _MOST_ID) if host in {"sheets", "docs", "drive"} else ""


def _first_file(about: Mapping[str, Any]) -> Mapping[str, Any]:
    """The file that is selected in Drive: the one clicked last, else the first of them."""
    selected = _list(about.get("selectedItems"))
    return _mapping(about.get("activeCursorItem")) or _mapping(selected[0] if selected else None)


def _message(about: Mapping[str, Any]) -> OpenMessage:
    return OpenMessage(
        id=_cut(about.get("messageId", ""), _MOST_ID),
        thread=_cut(about.get("threadId", ""), _MOST_ID),
        token=_cut(about.get("accessToken", ""), MOST_TEXT),
    )


def _meeting(about: Mapping[str, Any]) -> OpenMeeting:
    guests = [_mapping(guest) for guest in _list(about.get("attendees"))]
    return OpenMeeting(
        id=_cut(about.get("id", ""), _MOST_ID),
        calendar=_cut(about.get("calendarId", ""), _MOST_ID),
        organizer=_cut(_mapping(about.get("organizer")).get("email", ""), _MOST_ID),
        guests=tuple(
            (_cut(guest.get("email", ""), _MOST_ID), _cut(guest.get("displayName", ""), _MOST_ID))
            for guest in guests
            if guest.get("email") and not guest.get("resource")
        ),
    )


def _read(
    inputs: list[tuple[str, Mapping[str, Any]]], read: Callable[[Mapping[str, Any]], Value | None]
) -> dict[str, Value]:
    return {name: value for name, given in inputs if (value := read(given)) is not None}


def _texts(given: Mapping[str, Any]) -> tuple[str, ...] | None:
    values = _list(_mapping(given.get("stringInputs")).get("value"))
    return tuple(text for value in values if (text := _cut(value, MOST_TEXT).strip())) or None


def _day(given: Mapping[str, Any]) -> date | None:
    found = _since_epoch(_mapping(given.get("dateInput")))
    return found.date() if found else None


def _moment(given: Mapping[str, Any]) -> datetime | None:
    return _since_epoch(_mapping(given.get("dateTimeInput")))


def _time(given: Mapping[str, Any]) -> time | None:
    said = _mapping(given.get("timeInput"))
    try:
        # a widget that shows 00:00 leaves out what is zero
        return time(int(said.get("hours", 0)), int(said.get("minutes", 0))) if said else None
    except (ValueError, TypeError, OverflowError):
        return None


def _since_epoch(said: Mapping[str, Any]) -> datetime | None:
    milliseconds = said.get("msSinceEpoch")
    try:
        return _EPOCH + timedelta(milliseconds=int(str(milliseconds))) if milliseconds is not None else None
    except (ValueError, OverflowError):
        return None
