"""Who is around what is open: the people of a mail or a meeting, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from addon.web.clicks.click import Click
from closeplan.errors import CloseplanError
from closeplan.plan.start import Person, buyers_domain, subject_as_name

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Around:
    """The people, the caller left out, and what it is about. `is_open` is False where neither mail nor meeting is."""

    people: tuple[Person, ...] = ()
    subject: str = ""
    is_open: bool = False


def around(click: Click) -> Around:
    """What can be known of the open mail or meeting; one request."""
    if click.event.message.id:
        return _mail(click)
    return _meeting(click) if click.event.meeting.id else Around()


def _mail(click: Click) -> Around:
    message = click.event.message
    try:
        mail = click.desk.open_mails.open_mail(message.id, message.token)
    except CloseplanError as error:
        # a person may have kept that scope to themselves: a plan can be made without its people
        log.info("the open mail was not read", reason=str(error))
        return Around(is_open=True)
    return _known(click, mail.people, mail.subject)


def _meeting(click: Click) -> Around:
    """Guests come with the event where Calendar tells them; the title takes a look."""
    meeting = click.event.meeting
    guests, title = meeting.guests, ""
    try:
        found = click.desk.calendar.event(meeting.calendar, meeting.id)
        guests, title = guests or found.guests, found.title
    except CloseplanError as error:
        # somebody else's calendar: whoever came with the event is known all the same
        log.info("the open meeting was not read", reason=str(error))
    return _known(click, (*guests, (meeting.organizer, "")), title)


def _known(click: Click, found: tuple[tuple[str, str], ...], subject: str) -> Around:
    people = click.desk.start.people(found, click.caller.email)
    # what is among colleagues may be about anything: its subject is no name that a buyer could come to read
    name = subject_as_name(subject) if buyers_domain(people) else ""
    return Around(people=people, subject=name, is_open=True)
