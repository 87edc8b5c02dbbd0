"""What is the same for every call that comes by itself, from a folder or from a vendor: its plan, taking it in, its problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from closeplan.calls.model import Person, Transcript
from closeplan.calls.whose_plan import Candidate, open_plan_meant, plan_meant
from closeplan.errors import (
    CloseplanError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusedError,
    RetryLaterError,
)
from closeplan.ports import Jobs, PlanStore
from closeplan.ports.call_files import CallFileBook
from closeplan.ports.calls import CallBook
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, FileState
from closeplan.services.erase_call import EraseCall
from closeplan.services.ingest import HandedIn, Ingest

UNPLACED = "closeplan can't tell which plan it belongs to"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class TakeCall:
    """Takes a call that waits on the shelf into its plan, and keeps there what became of it."""

    book: CallFileBook
    plans: PlanStore
    calls: CallBook
    ingest: Ingest
    erase: EraseCall
    jobs: Jobs

    def __call__(self, file: CallFile, record: PlanRecord, given: HandedIn) -> None:
        """Take it into that plan, in the stead of what it said before it was changed."""
        try:
            taken = self.ingest(record, given)
        except NotFoundError as error:
            # nobody has looked at the plan yet, which is a matter of seconds
            raise RetryLaterError(str(error)) from error
        self._replace(record, given.source, taken.record.id)
        self.jobs.after_call(record.id, taken.record.id)
        told = "; ".join(str(problem) for problem in taken.problems[:3])
        placed = replace(file, plan_id=record.id, call_id=taken.record.id)
        self.settle(placed, FileState.TAKEN, told=told)

    def plan(
        self, file: CallFile, transcript: Transcript, *, outside: Sequence[Person] | None = None
    ) -> PlanRecord | None:
        """Where a person or the folder put it, else the plan its people and title tell: one of its seller's, or of everybody's
        where a folder is no seller's. Who is `outside` the seller's company is known of calls that a vendor tells of; of those
        one that nobody is known to have held is for people to place.
        """
        candidates = {record.id: record for record in self._candidates(file)}
        if file.plan_id:
            return candidates.get(file.plan_id)
        if outside is not None and not file.seller:
            return None
        may_be = [_candidate(record) for record in candidates.values()]
        meant = (
            plan_meant(transcript, may_be)
            if outside is None
            else open_plan_meant(transcript, may_be, outside)
        )
        return candidates[meant] if meant else None

    def fits(self, record: PlanRecord, transcript: Transcript) -> bool:
        """Whether its people or its title tell that it is that plan's, rather than that there is no other."""
        return plan_meant(transcript, [_candidate(record)]) is not None

    def told_of_problems(self, file: CallFile, read: Callable[[], None]) -> None:
        """Read the file; what can't be read is told to people and not tried again until it changes."""
        try:
            read()
        except (InputError, ForbiddenError, RefusedError) as error:
            self.settle(file, FileState.PROBLEM, told=str(error))
        except CloseplanError:
            raise
        except Exception:
            # a file that trips the reader would trip it every time
            log.exception("a transcript could not be read", file=file.id)
            told = "closeplan could not read this file; it was noted. Everything else goes on"
            self.settle(file, FileState.PROBLEM, told=told)

    def settle(self, file: CallFile, state: FileState, *, told: str) -> None:
        """Keep what became of it."""
        self.book.settle_call_file(replace(file, state=state, told=told))

    def _candidates(self, file: CallFile) -> Sequence[PlanRecord]:
        everybodys = self.plans.plans_of(file.seller) if file.seller else self.plans.plans()
        return [record for record in everybodys if record.document_id and not record.gone]

    def _replace(self, record: PlanRecord, source: str, call_id: str) -> None:
        """What the file said before it was changed is no call of its own."""
        for one in self.calls.calls(record.id):
            if one.source == source and one.id != call_id:
                self.erase(record, one.id, by=record.owner)


def _candidate(record: PlanRecord) -> Candidate:
    there = record.snapshot.plan if record.snapshot else None
    return Candidate(
        plan_id=record.id,
        buyer=record.deal.buyer,
        people=tuple((there or record.deal).stakeholders),
        is_open=there is None or not there.milestones or any(row.is_open for row in there.milestones),
    )
