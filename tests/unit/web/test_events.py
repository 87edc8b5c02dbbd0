"""What is read of an event: every kind of field, every host, and nothing that breaks on what others post."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.web.events import MOST_TEXT, Event, read_event
from closeplan.errors import InputError


def event(about: dict[str, Any] | None = None, **common: Any) -> Event:
    return read_event({"commonEventObject": {"hostApp": "X", **common}, **(about or {})})


def test_every_kind_of_field_is_read() -> None:
    found = event(
        formInputs={
            "buyer": {"stringInputs": {"value": [" Acme "]}},
            "people": {"stringInputs": {"value": ["a@acme.example", "b@acme.example"]}},
            "go_live": {"dateInput": {"msSinceEpoch": "1806451200000"}},
            "talk": {"dateTimeInput": {"hasDate": True, "hasTime": True, "msSinceEpoch": "1806485400000"}},
            "daily": {"timeInput": {"hours": 9}},
            "empty": {"stringInputs": {"value": [""]}},
        }
    )

    assert found.texts == {"buyer": "Acme", "people": "a@acme.example"}
    assert found.chosen["people"] == ("a@acme.example", "b@acme.example")
    assert found.days == {"go_live": date(2027, 3, 31)}
    assert found.moments == {"talk": datetime(2027, 3, 31, 9, 30, tzinfo=UTC)}
    assert found.times == {"daily": time(9)}
    assert found.is_click


def test_an_open_message_is_named_with_its_own_token_which_no_text_of_the_event_shows() -> None:
    found = event({"gmail": {"messageId": "m1", "threadId": "t1", "accessToken": "secret-token"}})

    assert (found.host, found.message.id, found.message.thread) == ("gmail", "m1", "t1")
    assert found.message.token == "secret-token"
    assert "secret-token" not in repr(found)


def test_an_open_meetings_guests_are_people_and_no_rooms() -> None:
    guests = [
        {"email": "dana@acme.example", "displayName": "Dana Fischer"},
        {"email": "room@resource.calendar.google.com", "resource": True},
        {"displayName": "nobody"},
        "not a guest",
    ]
    found = event({"calendar": {"id": "e1", "calendarId": "sam@northwind.example", "attendees": guests}})

    assert found.meeting.guests == (("dana@acme.example", "Dana Fischer"),)
    assert (found.meeting.id, found.meeting.calendar) == ("e1", "sam@northwind.example")


def test_in_drive_the_file_clicked_last_is_meant() -> None:
    first, last = (
        {"id": name, "title": name, "mimeType": "x/y", "addonHasFileScopePermission": True} for name in "ab"
    )

    assert event({"drive": {"selectedItems": [first, last], "activeCursorItem": last}}).file_id == "b"
    assert event({"drive": {"selectedItems": [first]}}).file_id == "a"
    assert event({"drive": {}}).host == "drive"


def test_a_click_carries_the_file_that_its_event_lacks() -> None:
    assert event({"sheets": {}}, parameters={"fileId": "f1"}).file_id == "f1"


def test_a_text_is_kept_up_to_one_character_more_than_a_cell_holds() -> None:
    long = "x" * 60_000
    found = event(formInputs={"why": {"stringInputs": {"value": [long]}}})
    assert len(found.texts["why"]) == MOST_TEXT == 50_001


@pytest.mark.parametrize("body", [None, [], "text", {}, {"sheets": {}}, {"commonEventObject": []}])
def test_what_is_no_event_is_said_to_be_none(body: object) -> None:
    with pytest.raises(InputError, match="no event"):
        read_event(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
KNOWN = [
    "attendees", "email", "id", "selectedItems", "stringInputs", "value", "dateInput", "timeInput",
    "msSinceEpoch", "hours", "title", "accessToken", "parameters", "formInputs", "timeZone", "userLocale",
]  # fmt: skip
NAMED = st.recursive(
    JSON,
    lambda inner: st.dictionaries(st.sampled_from(KNOWN), inner, max_size=4) | st.lists(inner, max_size=2),
    max_leaves=12,
)


@given(common=NAMED, about=NAMED, host=st.sampled_from(["sheets", "docs", "drive", "gmail", "calendar"]))
def test_whatever_is_posted_is_an_event_of_storable_texts_or_refused(
    common: object, about: object, host: str
) -> None:
    try:
        found = read_event({"commonEventObject": common, host: about})
    except InputError:
        return
    for text in (found.file_id, found.title, *found.texts.values(), *found.parameters.values()):
        assert isinstance(text, str)
        assert len(text) <= MOST_TEXT
        text.encode()
