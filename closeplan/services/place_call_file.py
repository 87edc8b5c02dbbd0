"""Transcripts that wait for a person to say whose they are, or that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closeplan.errors import ForbiddenError, InputError, Mistake, NotFoundError
from closeplan.ports import Jobs, PlanStore
from closeplan.ports.call_files import CallFileBook
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, FileState

_WAITING = (FileState.UNPLACED, FileState.PROBLEM)


@dataclass(frozen=True, kw_only=True)
class PlaceCallFile:
    """What a person decides about files that wait for one: which plan it is, or that it is no call."""

    book: CallFileBook
    plans: PlanStore
    jobs: Jobs

    def waiting(self, seller: str, *, is_admin: bool = False) -> list[CallFile]:
        """Files that wait for that seller; an admin also sees those of the installation's folders."""
        mine = {seller.lower()} | ({""} if is_admin else set())
        return [file for state in _WAITING for file in self.book.call_files(state) if file.seller in mine]

    def one(self, file_id: str, seller: str, *, is_admin: bool = False) -> CallFile:
        """One of them; NotFoundError where it waits no more or for somebody else."""
        waiting = self.waiting(seller, is_admin=is_admin)
        found = next((file for file in waiting if file.id == file_id), None)
        if found is None:
            raise NotFoundError("this file waits for nothing any more; look at the list again")
        return found

    def choices(self, file: CallFile) -> list[PlanRecord]:
        """The plans that it may be a call of: those of the seller for whom it waits, by name; every plan where nobody knows whose
        call it was, on which only admins decide.
        """
        found = self.plans.plans_of(file.seller) if file.seller else self.plans.plans()
        there = [one for one in found if one.document_id and not one.gone and not one.is_released]
        return sorted(there, key=lambda one: one.deal.name)

    def place(self, file: CallFile, plan_id: str) -> PlanRecord:
        """It is a call of that plan, one of its choices: read it soon. InputError where none was chosen."""
        if not plan_id:
            raise InputError([Mistake("Plan", "is missing; choose the plan that the call is of")])
        record = next((one for one in self.choices(file) if one.id == plan_id), None)
        if record is None:
            raise ForbiddenError("only the plan's owner can do this")
        self.book.settle_call_file(replace(file, state=FileState.DUE, plan_id=record.id, told=""))
        self.jobs.ingest(file.id)
        return record

    def again(self, file: CallFile) -> None:
        """Read it once more."""
        self.book.settle_call_file(replace(file, state=FileState.DUE, told=""))
        self.jobs.ingest(file.id)

    def ignore(self, file: CallFile) -> None:
        """It is no call, and stays put aside."""
        self.book.settle_call_file(replace(file, state=FileState.IGNORED, told=""))
