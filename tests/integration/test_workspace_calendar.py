"""Calendar of the local Workspace, driven by Google's own client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import google_client, running_workspace

Calendar = Callable[[str], Any]
People = tuple[str, str]
ZONE = "Europe/Berlin"
_numbers = count(1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("calendar")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def people() -> People:
    """Two people with empty calendars."""
    number = next(_numbers)
    return f"sam{number}@northwind.example", f"mia{number}@acme.example"


@pytest.fixture
def calendar(base: str) -> Calendar:
    return lambda person: google_client("calendar", "v3", base, person)


@pytest.fixture
def inbox(base: str) -> Callable[[str], list[str]]:
    def subjects(person: str) -> list[str]:
        messages = google_client("gmail", "v1", base, person).users().messages()
        ids = [hit["id"] for hit in messages.list(userId="me").execute().get("messages", [])]
        mails = [messages.get(userId="me", id=mail_id).execute() for mail_id in reversed(ids)]
        heads = [{entry["name"]: entry["value"] for entry in mail["payload"]["headers"]} for mail in mails]
        return [head["Subject"] for head in heads]

    return subjects


def meeting(day: int = 1, hour: int = 10, **more: Any) -> dict[str, Any]:
    start = {"dateTime": f"2026-12-{day:02}T{hour:02}:00:00", "timeZone": ZONE}
    end = {"dateTime": f"2026-12-{day:02}T{hour + 1:02}:00:00", "timeZone": ZONE}
    return {"summary": "Kick-off", "start": start, "end": end, **more}


def insert(calendar: Any, body: dict[str, Any], **options: Any) -> dict[str, Any]:
    made: dict[str, Any] = calendar.events().insert(calendarId="primary", body=body, **options).execute()
    return made


def get(calendar: Any, event_id: str) -> dict[str, Any]:
    event: dict[str, Any] = calendar.events().get(calendarId="primary", eventId=event_id).execute()
    return event


def listed(calendar: Any, **options: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = calendar.events().list(calendarId="primary", **options).execute()["items"]
    return items


def refusal(call: Any) -> tuple[int, str, str]:
    with pytest.raises(HttpError) as caught:
        call.execute()
    details: list[dict[str, str]] = caught.value.error_details  # type: ignore[assignment]
    return caught.value.status_code, details[0]["reason"], caught.value.reason


def test_an_event_is_as_google_writes_it(calendar: Calendar, people: People) -> None:
    event = insert(calendar(people[0]), meeting())

    assert event["start"] == {"dateTime": "2026-12-01T10:00:00+01:00", "timeZone": ZONE}
    assert (event["status"], event["sequence"], event["kind"]) == ("confirmed", 0, "calendar#event")
    assert event["iCalUID"] == f"{event['id']}@google.com"
    assert event["organizer"] == event["creator"]
    assert event["organizer"]["self"] is True
    assert get(calendar(people[0]), event["id"]) == event


def test_an_own_id_makes_inserting_safe_to_repeat(calendar: Calendar, people: People) -> None:
    sam = calendar(people[0])
    insert(sam, meeting(id="plan7step3"))

    again = sam.events().insert(calendarId="primary", body=meeting(id="plan7step3"))
    assert refusal(again) == (409, "duplicate", "The requested identifier already exists.")
    wrong = sam.events().insert(calendarId="primary", body=meeting(id="UPPER"))
    assert refusal(wrong) == (400, "invalid", "Invalid resource id value.")


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"end": {}}, "required", "Missing end time."),
        ({"end": {"date": "2026-12-02"}}, "invalid", "Start and end times must either both be date"),
        ({"end": {"dateTime": "2026-12-01T09:00:00+01:00"}}, "timeRangeEmpty", "time range is empty"),
        ({"start": {"dateTime": "2026-12-01T09:00:00"}}, "required", "Missing time zone definition"),
        ({"start": {"dateTime": "2026-12-01T09:00:00", "timeZone": "Mars"}}, "invalid", "time zone"),
        ({"attendees": [{"displayName": "x"}]}, "required", "Missing attendee email."),
        ({"attendees": [{"email": "Mia: <mia@acme.example>"}]}, "invalid", "Invalid attendee email."),
        ({"recurrence": ["RRULE:FREQ=NEVER"]}, "invalid", "Invalid recurrence rule."),
        ({"recurrence": ["RRULE:FREQ=DAILY;INTERVAL=0"]}, "invalid", "Invalid recurrence rule."),
    ],
)
def test_an_event_that_makes_no_sense_is_a_400(
    calendar: Calendar, people: People, change: dict[str, Any], reason: str, words: str
) -> None:
    call = calendar(people[0]).events().insert(calendarId="primary", body=meeting() | change)

    status, given, message = refusal(call)
    assert (status, given) == (400, reason)
    assert words in message
    assert listed(calendar(people[0])) == []


def test_an_invitation_is_in_the_guests_calendar_and_inbox(
    calendar: Calendar, people: People, inbox: Callable[[str], list[str]]
) -> None:
    sam, mia = people
    made = insert(calendar(sam), meeting(attendees=[{"email": mia}]), sendUpdates="all")

    copy = get(calendar(mia), made["id"])
    assert copy["organizer"]["email"] == sam
    assert "self" not in copy["organizer"]
    assert [(guest["email"], guest["self"]) for guest in copy["attendees"]] == [(mia, True)]
    assert inbox(mia) == [f"Invitation: Kick-off @ Tue Dec 01, 2026 10:00 ({ZONE}) ({mia})"]
    assert inbox(sam) == []


def test_without_send_updates_nobody_gets_mail(
    calendar: Calendar, people: People, inbox: Callable[[str], list[str]]
) -> None:
    insert(calendar(people[0]), meeting(attendees=[{"email": people[1]}]))
    assert inbox(people[1]) == []


def test_a_guests_answer_reaches_the_organizer(
    calendar: Calendar, people: People, inbox: Callable[[str], list[str]]
) -> None:
    sam, mia = people
    made = insert(calendar(sam), meeting(attendees=[{"email": mia}]))
    answer = {"attendees": [{"email": mia, "responseStatus": "accepted"}], "colorId": "5"}
    events = calendar(mia).events()
    events.patch(calendarId="primary", eventId=made["id"], body=answer, sendUpdates="all").execute()

    seen = get(calendar(sam), made["id"])
    assert seen["attendees"][0]["responseStatus"] == "accepted"
    assert seen["etag"] != made["etag"]
    assert "colorId" not in seen
    assert get(calendar(mia), made["id"])["colorId"] == "5"
    assert inbox(sam)[0].startswith("Accepted: Kick-off")


def test_a_guest_changes_nothing_that_is_shared(calendar: Calendar, people: People) -> None:
    sam, mia = people
    made = insert(calendar(sam), meeting(attendees=[{"email": mia}]))

    call = calendar(mia).events().patch(calendarId="primary", eventId=made["id"], body={"summary": "Mine"})

    assert refusal(call)[:2] == (403, "forbiddenForNonOrganizer")
    assert get(calendar(sam), made["id"])["summary"] == "Kick-off"


def test_the_organizers_change_reaches_the_guests_and_who_is_dropped_loses_it(
    calendar: Calendar, people: People
) -> None:
    sam, mia = people
    ben = f"ben.{mia}"
    made = insert(calendar(sam), meeting(attendees=[{"email": mia}, {"email": ben}]))
    change = {"start": meeting(2)["start"], "end": meeting(2)["end"], "attendees": [{"email": mia}]}
    calendar(sam).events().patch(calendarId="primary", eventId=made["id"], body=change).execute()

    copy = get(calendar(mia), made["id"])
    assert (copy["start"]["dateTime"], copy["sequence"]) == ("2026-12-02T10:00:00+01:00", 1)
    assert get(calendar(ben), made["id"])["status"] == "cancelled"
    assert listed(calendar(ben)) == []


def test_an_update_takes_away_what_it_does_not_name_and_a_patch_does_not(
    calendar: Calendar, people: People
) -> None:
    sam = calendar(people[0])
    made = insert(sam, meeting(location="Berlin", description="bring the plan"))

    patched = sam.events().patch(calendarId="primary", eventId=made["id"], body={"summary": "New"}).execute()
    updated = sam.events().update(calendarId="primary", eventId=made["id"], body=meeting()).execute()

    assert (patched["summary"], patched["location"]) == ("New", "Berlin")
    assert {"location", "description"}.isdisjoint(updated)


def test_a_deleted_event_is_cancelled_for_everybody(
    calendar: Calendar, people: People, inbox: Callable[[str], list[str]]
) -> None:
    sam, mia = people
    made = insert(calendar(sam), meeting(attendees=[{"email": mia}]))
    delete = calendar(sam).events().delete(calendarId="primary", eventId=made["id"], sendUpdates="all")
    delete.execute()

    assert get(calendar(mia), made["id"])["status"] == "cancelled"
    assert listed(calendar(mia)) == []
    assert [event["id"] for event in listed(calendar(mia), showDeleted=True)] == [made["id"]]
    assert inbox(mia)[0].startswith("Canceled event: Kick-off")
    assert refusal(delete)[:2] == (410, "deleted")


def test_a_guest_who_deletes_an_event_declines_it(calendar: Calendar, people: People) -> None:
    sam, mia = people
    made = insert(calendar(sam), meeting(attendees=[{"email": mia}]))
    calendar(mia).events().delete(calendarId="primary", eventId=made["id"]).execute()
    calendar(sam).events().patch(calendarId="primary", eventId=made["id"], body={"summary": "x"}).execute()

    assert get(calendar(sam), made["id"])["attendees"][0]["responseStatus"] == "declined"
    assert get(calendar(sam), made["id"])["status"] == "confirmed"
    assert listed(calendar(mia)) == []


def test_a_conference_is_a_meet_space_of_this_workspace(
    base: str, calendar: Calendar, people: People
) -> None:
    sam, mia = people
    key = {"type": "hangoutsMeet"}
    data = {"createRequest": {"requestId": "r1", "conferenceSolutionKey": key}}
    body = meeting(attendees=[{"email": mia}], conferenceData=data)
    event = insert(calendar(sam), body, conferenceDataVersion=1)

    code = event["conferenceData"]["conferenceId"]
    assert event["conferenceData"]["createRequest"]["status"] == {"statusCode": "success"}
    assert event["hangoutLink"] == f"{base}/meet/{code}"
    space = google_client("meet", "v2", base, mia).spaces().get(name=f"spaces/{code}").execute()
    assert space["meetingUri"] == event["hangoutLink"]
    again = (
        calendar(sam)
        .events()
        .patch(
            calendarId="primary", eventId=event["id"], conferenceDataVersion=1, body={"conferenceData": data}
        )
    )
    assert again.execute()["conferenceData"]["conferenceId"] == code
    assert "conferenceData" not in insert(calendar(sam), body)


def test_a_list_is_cut_by_time_words_and_pages(calendar: Calendar, people: People) -> None:
    sam = calendar(people[0])
    for day in (3, 1, 2):
        insert(sam, meeting(day, summary=f"day {day}"))

    def titles(**options: Any) -> list[str]:
        return [event["summary"] for event in listed(sam, **options)]

    assert titles(singleEvents=True, orderBy="startTime") == ["day 1", "day 2", "day 3"]
    assert titles(timeMin="2026-12-02T00:00:00Z", timeMax="2026-12-03T00:00:00Z") == ["day 2"]
    assert titles(q="DAY 3") == ["day 3"]
    first = sam.events().list(calendarId="primary", maxResults=2)
    assert len(sam.events().list_next(first, first.execute()).execute()["items"]) == 1
    assert refusal(sam.events().list(calendarId="primary", orderBy="startTime"))[0] == 400


def test_a_sync_token_brings_what_changed_since(calendar: Calendar, people: People) -> None:
    sam = calendar(people[0])
    gone, _ = insert(sam, meeting(1)), insert(sam, meeting(2))
    token = sam.events().list(calendarId="primary").execute()["nextSyncToken"]
    assert listed(sam, syncToken=token) == []

    sam.events().delete(calendarId="primary", eventId=gone["id"]).execute()

    assert [(event["id"], event["status"]) for event in listed(sam, syncToken=token)] == [
        (gone["id"], "cancelled")
    ]
    wrong = sam.events().list(calendarId="primary", syncToken="bm8=")
    assert refusal(wrong)[:2] == (410, "fullSyncRequired")


def test_a_recurring_event_keeps_its_hour_over_the_clock_change(calendar: Calendar, people: People) -> None:
    sam = calendar(people[0])
    start, end = ({"dateTime": f"2027-03-22T{hour}:00:00", "timeZone": ZONE} for hour in (10, 11))
    rule = ["RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20270405T100000"]
    made = insert(sam, {"summary": "Weekly", "start": start, "end": end, "recurrence": rule})

    found = sam.events().instances(calendarId="primary", eventId=made["id"]).execute()["items"]

    assert [event["start"]["dateTime"] for event in found] == [
        "2027-03-22T10:00:00+01:00",
        "2027-03-29T10:00:00+02:00",
        "2027-04-12T10:00:00+02:00",
    ]
    assert found[1]["id"] == f"{made['id']}_20270329T080000Z"
    assert found[1]["recurringEventId"] == made["id"]


def test_one_instance_is_moved_and_another_cancelled(calendar: Calendar, people: People) -> None:
    sam, mia = people
    days = {"start": {"date": "2026-12-01"}, "end": {"date": "2026-12-02"}}
    rule = {"recurrence": ["RRULE:FREQ=DAILY;COUNT=3"], "attendees": [{"email": mia}]}
    made = insert(calendar(sam), {"summary": "Daily", **days, **rule})
    events = calendar(sam).events()
    moved = {"start": {"date": "2026-12-20"}, "end": {"date": "2026-12-21"}}
    events.patch(calendarId="primary", eventId=f"{made['id']}_20261202", body=moved).execute()
    events.delete(calendarId="primary", eventId=f"{made['id']}_20261203").execute()

    for person in people:
        shown = listed(calendar(person), singleEvents=True, orderBy="startTime")
        assert [event["start"]["date"] for event in shown] == ["2026-12-01", "2026-12-20"]
        assert shown[1]["originalStartTime"] == {"date": "2026-12-02"}


def test_busy_times_are_merged_and_other_peoples_unknown(calendar: Calendar, people: People) -> None:
    sam, mia = people
    insert(calendar(sam), meeting(hour=10))
    insert(calendar(sam), meeting(hour=11))
    insert(calendar(sam), meeting(hour=15, transparency="transparent"))
    asked = {"timeMin": "2026-12-01T00:00:00Z", "timeMax": "2026-12-02T00:00:00Z"}
    items = [{"id": "primary"}, {"id": mia}]

    answer = calendar(sam).freebusy().query(body={**asked, "items": items}).execute()["calendars"]

    assert answer["primary"]["busy"] == [{"start": "2026-12-01T09:00:00Z", "end": "2026-12-01T11:00:00Z"}]
    assert answer[mia]["errors"] == [{"domain": "global", "reason": "notFound"}]


def test_each_person_has_one_calendar_and_sees_no_other(calendar: Calendar, people: People) -> None:
    sam, mia = people
    (entry,) = calendar(sam).calendarList().list().execute()["items"]
    assert (entry["id"], entry["primary"], entry["accessRole"]) == (sam, True, "owner")
    assert calendar(sam).calendars().get(calendarId="primary").execute()["id"] == sam
    made = insert(calendar(sam), meeting())

    assert refusal(calendar(mia).events().list(calendarId=sam)) == (404, "notFound", "Not Found")
    assert refusal(calendar(mia).events().get(calendarId="primary", eventId=made["id"]))[0] == 404


def test_what_is_missing_is_named(calendar: Calendar, people: People) -> None:
    status, _, message = refusal(calendar(people[0]).events().quickAdd(calendarId="primary", text="lunch"))
    assert (status, "calendar.events.quickAdd" in message) == (501, True)
