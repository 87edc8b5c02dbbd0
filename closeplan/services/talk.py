"""Plan the talk that a slip deserves: a draft in the seller's calendar, and the invitations when the seller says so."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from closeplan.errors import CloseplanError, InputError, Mistake
from closeplan.plan.talk import MINUTES, TalkDraft, first_slot, plan_talk
from closeplan.plan.zones import zone_of
from closeplan.ports import Clock, PlanDocuments
from closeplan.ports.calendar import Calendar
from closeplan.records import PlanRecord
from closeplan.records.talk import Talk
from closeplan.services.stored_plan import StoredPlan

_LOOK_AHEAD = timedelta(days=21)
MOST_GUESTS = 50
MOST_AGENDA = 8_000
"""Characters: what Calendar takes of a description is 8192."""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What the seller is shown before anything is made: the talk and the first time it could be."""

    draft: TalkDraft
    start: datetime


@dataclass(frozen=True, kw_only=True)
class Wish:
    """The talk as the seller left it on the card. `start` is aware, `guests` are addresses."""

    milestone_id: str
    title: str
    agenda: str
    start: datetime
    time_zone: str
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A talk in the seller's calendar; `guests` are still to be asked."""

    title: str
    guests: tuple[str, ...]
    url: str


@dataclass(frozen=True, kw_only=True)
class PlanTalk:
    """The use case with what it needs; everything is done as the seller whose `calendar` it is."""

    stored: StoredPlan
    calendar: Calendar
    documents: PlanDocuments
    clock: Clock

    def propose(self, record: PlanRecord, milestone_id: str, *, time_zone: str) -> Proposed:
        """The talk about that milestone, at the first free half hour at the seller's place; changes nothing."""
        context = self.stored(record)
        draft = plan_talk(context, milestone_id, url=self.documents[record.kind].url(record.document_id))
        now = self.clock.now()
        addresses = [guest.email for guest in draft.guests if guest.email]
        try:
            busy = self.calendar.busy(addresses, now, now + _LOOK_AHEAD)
        except CloseplanError:
            busy = []  # a seller may have kept free times to themselves; the time can be changed on the card
        start = first_slot(now, busy, context.network, zone_of(time_zone))
        return Proposed(draft=draft, start=start)

    def draft(self, record: PlanRecord, wish: Wish) -> Drafted:
        """Put the talk into the seller's calendar, where nobody else hears of it; InputError says what is missing.
        The same milestone in the same state is the same talk: a second time changes it.
        """
        mistakes = [
            *((Mistake("Title", "is missing"),) if not wish.title.strip() else ()),
            *(
                (Mistake("When", "is in the past; pick a later time"),)
                if wish.start <= self.clock.now()
                else ()
            ),
            *(
                (Mistake("With", f"names more than {MOST_GUESTS} people"),)
                if len(wish.guests) > MOST_GUESTS
                else ()
            ),
        ]
        if mistakes:
            raise InputError(mistakes)
        talk = Talk(
            id=self._id(record, wish.milestone_id),
            title=wish.title.strip(),
            agenda=wish.agenda[:MOST_AGENDA],
            start=wish.start,
            end=wish.start + timedelta(minutes=MINUTES),
            time_zone=wish.time_zone,
        )
        return Drafted(title=talk.title, guests=wish.guests, url=self.calendar.draft(talk))

    def invite(self, record: PlanRecord, milestone_id: str, guests: Sequence[str]) -> str:
        """Ask the guests to the talk that was drafted, and return where it opens. Asking again asks nobody twice."""
        return self.calendar.invite(self._id(record, milestone_id), guests)

    def _id(self, record: PlanRecord, milestone_id: str) -> str:
        """An id as Calendar wants it, base32hex in lower case: another one when the milestone moved again."""
        moved = self.stored(record).moves.get(milestone_id, ())
        cause = moved[-1].id if moved else 0
        digest = hashlib.sha256(f"{record.id}\n{milestone_id}\n{cause}".encode()).digest()
        return "closeplan" + base64.b32hexencode(digest[:15]).decode().lower()
