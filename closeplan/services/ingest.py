"""Take a call into a plan: read it, find what it says, and keep it with what it proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from closeplan.calls.findings import Findings
from closeplan.calls.identity import fingerprint
from closeplan.calls.known import known_of
from closeplan.calls.model import Call, Known, Person, Transcript
from closeplan.calls.proposals import propose
from closeplan.calls.proposals.making import Filed
from closeplan.calls.reading import call_day, call_name, read_transcript, zone_named
from closeplan.calls.speakers import call_of
from closeplan.errors import CloseplanError, InputError, Mistake
from closeplan.plan.languages import words_for
from closeplan.plan.model import Plan, Side
from closeplan.plan.rules.people import plain
from closeplan.plan.suggestions import Suggestion
from closeplan.plan.wording import on_one_line
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.calls import CallBook
from closeplan.ports.people import Members
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import DuePlan, PlanRecord
from closeplan.records.calls import CallRecord, KeptCall
from closeplan.records.suggestions import FiledSuggestion
from closeplan.services.edit_plan import EditPlan
from closeplan.services.map_mentioned import MapMentioned, Mapped
from closeplan.services.read_call import ReadCall, Understood
from closeplan.services.stored_plan import StoredPlan

REMEMBERED = 60
"""Earlier calls that a new one is understood with: a year of weekly ones."""

COMPARED = 600
"""Suggestions whose words a new one is compared with; the very same one is known however long ago it came."""

_MOST_NAMED = 8
"""Names that one line repeats."""

_ID_LENGTH = 24
"""Hexadecimal digits of a call's id."""


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A file with a call: its bytes and name, where it came from (`upload:FILE`, `drive:FILE_ID`, `cli:FILE`, `zoom:ID`), and
    who handed it in. `day` and `zone` (an IANA name) are what they said of it; what they did not say the file has to.
    `people` were there as well, whether the file names them or not. A call that came as no file is read already: `transcript`.
    Where its plan was `guessed`, whom it names waits and is not put on the stakeholder map, which the buyer reads.
    """

    name: str
    source: str
    by: str
    data: bytes = b""
    transcript: Transcript | None = None
    day: date | None = None
    zone: str = ""
    people: tuple[Person, ...] = ()
    guessed: bool = False


@dataclass(frozen=True, kw_only=True)
class IngestResult:
    """A call as the plan has it. `is_new` is False where it had that call already, and nothing was changed. `problems` say
    what of the file could not be used; `proposed` how many suggestions wait for the seller because of it, and `mapped`
    who was put on the stakeholder map at once.
    """

    record: CallRecord
    is_new: bool
    findings: Findings
    problems: tuple[Mistake, ...] = ()
    proposed: int = 0
    mapped: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ingest:
    """The use case with what it needs. `read` finds what a call says; `editor_of` gives what writes into documents as a
    seller who is away, None where they allowed nothing; without `map_mentioned` a person who was named waits like
    everything else.
    """

    plans: PlanStore
    calls: CallBook
    book: SuggestionBook
    members: Members
    stored: StoredPlan
    clock: Clock
    jobs: Jobs
    editor_of: Callable[[str], EditPlan | None] = lambda _seller: None
    map_mentioned: bool = True
    time_zone: str = "Etc/UTC"
    read: Callable[[Call, Known], Understood] = field(default_factory=ReadCall)

    def __call__(self, record: PlanRecord, given: HandedIn, *, edit: EditPlan | None = None) -> IngestResult:
        """Keep the call with what it proposes, all of it or nothing. Handing it in again changes nothing. `edit` writes as
        the seller who clicked. InputError where the file is no call or nobody says on which day it was; NotFoundError
        where nobody has looked at the plan yet.
        """
        # a file's name may hold what is no text
        given = replace(given, name=on_one_line(given.name), source=on_one_line(given.source))
        transcript = given.transcript or read_transcript(given.data, given.name)
        transcript = replace(transcript, attendees=(*transcript.attendees, *given.people))
        call_id = _identity(transcript, given.name)
        if not self.calls.has_call(record.id, call_id):
            kept, made, problems = self._understood(record, given, transcript, call_id)
            if self.calls.keep_call(kept, made):
                self._look_soon(record, given.by)
                mapped = self._mapped(record, given, call_id, edit)
                return IngestResult(
                    record=kept.record,
                    is_new=True,
                    findings=kept.findings,
                    problems=(*transcript.problems, *problems, *mapped.problems),
                    proposed=len(made) - len(mapped.names),
                    mapped=mapped.names,
                )
        there = self.calls.kept_call(record.id, call_id)
        mapped = self._mapped(record, given, call_id, edit)  # what an interrupted run left undone
        return IngestResult(
            record=there.record,
            is_new=False,
            findings=there.findings,
            problems=(*transcript.problems, *mapped.problems),
            mapped=mapped.names,
        )

    def _understood(
        self, record: PlanRecord, given: HandedIn, transcript: Transcript, call_id: str
    ) -> tuple[KeptCall, tuple[Suggestion, ...], tuple[Mistake, ...]]:
        context = self.stored(record)
        zone = self._zone(given, transcript)
        day = _day(given, transcript, zone)
        ahead = self._ahead(given, day, zone)
        earlier = self.calls.kept_calls(record.id, newest=REMEMBERED)
        before = [(one.call, one.findings) for one in earlier if one.record.day <= day]
        known = known_of(context.plan, record.deal, before)
        everyone = (*known.people, *self._sellers(record, transcript, known), *given.people)
        call = call_of(
            transcript,
            name=call_name(given.name),
            day=day,
            zone=zone,
            people=everyone,
            seller=record.deal.seller,
            buyer=record.deal.buyer,
        )
        found = self.read(call, replace(known, people=everyone))
        kept = KeptCall(record=self._record(record, given, call, call_id), call=call, findings=found.findings)
        filed = self.book.suggestions(record.id, newest=COMPARED)
        told = (*ahead, *_sideless(call), *found.problems)
        return kept, proposals_of(kept, record, context.plan, filed), told

    def _ahead(self, given: HandedIn, day: date, zone: str) -> tuple[Mistake, ...]:
        """A call that is not held yet has a wrong year, mostly: its file has to be told the day; a day that was told is taken."""
        today = self.clock.now().astimezone(ZoneInfo(zone)).date()
        if day <= today + timedelta(days=1):  # it may be tomorrow already where the call was
            return ()
        if given.day is None:
            told = f"says it was held on {day}, and that is in the future: give the day on which it was held"
            raise InputError([Mistake(given.name, told)])
        return (
            Mistake("Day", f"{day} is in the future; if that is a slip, erase the call and hand it in again"),
        )

    def _record(self, record: PlanRecord, given: HandedIn, call: Call, call_id: str) -> CallRecord:
        return CallRecord(
            plan_id=record.id,
            id=call_id,
            name=call.name,
            title=call.title,
            day=call.day,
            language=call.language,
            source=given.source,
            added_at=self.clock.now(),
            added_by=given.by,
            turns=len(call.turns),
        )

    def _sellers(self, record: PlanRecord, transcript: Transcript, known: Known) -> Iterator[Person]:
        """The seller's people who may be on the call: its owner, their team, and whoever the transcript names. Of a large
        company nobody else: the more first names there are, the fewer speakers can be told.
        """
        owner = self.members.member(record.owner.lower())
        names = {plain(turn.speaker) for turn in transcript.turns}
        names |= {plain(name) for person in transcript.attendees for name in (person.name, person.email)}
        there = {plain(person.email) for person in known.people if person.email}
        for member in self.members.members():
            team = owner is not None and owner.team and member.team == owner.team
            is_named = not names.isdisjoint({plain(member.name), plain(member.email)})
            if (member == owner or team or is_named) and member.name and plain(member.email) not in there:
                yield Person(name=member.name, email=member.email, side=Side.SELLER)

    def _zone(self, given: HandedIn, transcript: Transcript) -> str:
        """Whose clock the call's days are read by: what was said, the file's own, else the installation's."""
        named = given.zone or zone_named(transcript)
        try:
            return ZoneInfo(named or self.time_zone).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            told = f"'{named}' is no time zone: give one such as Europe/Berlin"
            raise InputError([Mistake(given.name, told)]) from None

    def _mapped(self, record: PlanRecord, given: HandedIn, call_id: str, edit: EditPlan | None) -> Mapped:
        if given.guessed or not self.map_mentioned:
            return Mapped()
        mapping = MapMentioned(store=self.plans, book=self.book, stored=self.stored, clock=self.clock)
        try:
            return mapping(record, call_id, edit or self.editor_of(record.owner))
        except CloseplanError as error:  # the call is kept by now: they wait as a proposal
            return Mapped(problems=(Mistake("Stakeholders", f"nobody was put on the map: {error}"),))

    def _look_soon(self, record: PlanRecord, by: str) -> None:
        """Have the plan looked at: its signals may know of somebody new."""
        if record.document_id:
            self.plans.queue_plan(DuePlan(plan_id=record.id, version=0, who=by, seen_at=self.clock.now()))
            self.jobs.reconcile(record.id)


def proposals_of(
    kept: KeptCall, record: PlanRecord, plan: Plan, filed: list[FiledSuggestion]
) -> tuple[Suggestion, ...]:
    """What a kept call proposes beyond what is filed."""
    known: Filed = [(one.suggestion, one.decision) for one in filed]
    return propose(
        kept.call,
        kept.findings,
        plan,
        call_id=kept.record.id,
        words=words_for(record.deal.language),
        companies=(record.deal.buyer, record.deal.seller),
        filed=known,
    )


def _identity(transcript: Transcript, name: str) -> str:
    """The call's id: its words alone."""
    whole = fingerprint(transcript.turns, transcript.notes)
    if not whole:
        raise InputError([Mistake(name, "holds no words: a call without anything said can't be taken in")])
    return whole[:_ID_LENGTH]


def _sideless(call: Call) -> tuple[Mistake, ...]:
    """Speakers whose side nobody knows: who they name is not put on the map before somebody says."""
    names = ", ".join(call.sideless[:_MOST_NAMED])
    told = f"on whose side are {names}? Say so on the call's page"
    return (Mistake("Speakers", told),) if names else ()


def _day(given: HandedIn, transcript: Transcript, zone: str) -> date:
    day = given.day or call_day(transcript, zone)
    if day is None:
        told = "does not say on which day the call was held: give its day, such as 2026-11-23"
        raise InputError([Mistake(given.name, told)])
    return day
