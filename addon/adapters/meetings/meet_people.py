"""Who was on a Meet call: Meet tells names, the calendar's entry tells addresses, and our own people are known by Google's ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from addon.adapters.meetings.answers import objects, part, text
from addon.adapters.meetings.google_apis import EVENTS, MEETINGS, GoogleApis, got
from closeplan.calls.model import Person
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError
from closeplan.plan.companies import is_person

_AROUND = timedelta(hours=1)
"""How long before its time people may meet."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The calendar's entry of a meeting: its title and who was invited; empty where none is known."""

    title: str = ""
    people: tuple[Person, ...] = ()


def invitation(apis: GoogleApis, space: str, started: datetime | None, ended: datetime | None) -> Invitation:
    """What the person's calendar says of the meeting in that space, if they granted to look."""
    if not space or started is None or not apis.may(EVENTS):
        return Invitation()
    try:
        found = got(apis.service("meet", MEETINGS).spaces().get, name=space)
        code = text(found, "meetingCode")
        events = _events(apis, started - _AROUND, (ended or started) + _AROUND) if code else []
    except (NotFoundError, ForbiddenError, RefusedError):
        return Invitation()
    event = next((one for one in events if _is_at(one, code)), {})
    asked = [one for one in objects(event, "attendees") if is_person(text(one, "email"))]
    people = tuple(Person(name=text(one, "displayName"), email=text(one, "email")) for one in asked)
    return Invitation(title=text(event, "summary"), people=people)


def _events(apis: GoogleApis, since: datetime, until: datetime) -> list[Mapping[str, Any]]:
    found = got(
        apis.service("calendar", EVENTS).events().list,
        calendarId="primary",
        timeMin=_stamp(since),
        timeMax=_stamp(until),
        singleEvents=True,
        maxResults=250,
    )
    return objects(found, "items")


def people_of(
    listed: Sequence[Mapping[str, Any]], asked: Invitation, apis: GoogleApis
) -> tuple[dict[str, str], tuple[Person, ...]]:
    """The names of those who were there, by their resource names, and everybody with what is known of them: those who were
    invited and did not come are told too, for they say whose meeting it was.
    """
    ours = {apis.people.google_id(address): address for address in apis.people.addresses()}
    invited = {_plain(one.name): one.email for one in asked.people if one.name}
    names, there = {}, []
    for one in listed:
        user, kind = part(one, "signedinUser"), ("signedinUser", "anonymousUser", "phoneUser")
        name = next(filter(None, (text(part(one, which), "displayName") for which in kind)), "")
        own = ours.get(text(user, "user").removeprefix("users/"), "") if user else ""
        names[text(one, "name")] = name
        there.append(Person(name=name, email=own or invited.get(_plain(name), "") or _alone(name, asked)))
    known = {one.email.lower() for one in there if one.email}
    absent = (one for one in asked.people if one.email.lower() not in known)
    named = (Person(name=one.name or one.email, email=one.email) for one in absent)
    return names, tuple(dict.fromkeys([*there, *named]))


def _alone(name: str, asked: Invitation) -> str:
    """The address that spells the name: calendars often know a guest by address alone (`mia.wolf@`, `mwolf@`, `mia@`)."""
    words = _plain(name).split()
    if len(words) < 2:
        return ""
    first, last = words[0], words[-1]
    spelled = {f"{first}{last}", f"{last}{first}", f"{first[0]}{last}", first}
    fits = [
        one.email
        for one in asked.people
        if not one.name and "".join(filter(str.isalnum, one.email.partition("@")[0].lower())) in spelled
    ]
    return fits[0] if len(fits) == 1 else ""


def _is_at(event: Mapping[str, Any], code: str) -> bool:
    conference = text(part(event, "conferenceData"), "conferenceId")
    return code in {conference, text(event, "hangoutLink").rpartition("/")[2]}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
