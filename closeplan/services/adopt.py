"""Adopt a spreadsheet that people keep their plan in already: understand it, mark it, watch it; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from closeplan.errors import ConflictError, ForbiddenError, InputError, Mistake, NotFoundError, RefusedError
from closeplan.plan.adoption import Proposal
from closeplan.plan.document import DocumentKind, DocumentUpdate, Snapshot, ThreadReply
from closeplan.plan.slips import update_baseline
from closeplan.ports import Clock, ForeignSheets, Jobs, PlanDocuments, PlanStore, Progress
from closeplan.records import DuePlan, FoundSheet, PlanRecord, Share
from closeplan.services.adopted_deal import NO_GO_LIVE, Wish, adoption_of, deal_of
from closeplan.services.guests import Guest


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A spreadsheet as it was found, by a seller at its door."""

    found: FoundSheet
    guest: Guest


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What stands now. `created` is False where the plan was adopted before and was left as it is; `unclear` counts the
    cells that could not be understood.
    """

    plan_id: str
    document_id: str
    url: str
    created: bool
    milestones: int
    unclear: int
    go_live: date


@dataclass(frozen=True, kw_only=True)
class Adopt:
    """The use case with what it needs; `watch` makes sure the robot hears of edits."""

    store: PlanStore
    documents: PlanDocuments
    foreign: ForeignSheets
    jobs: Jobs
    clock: Clock
    watch: Callable[[str], None]
    robot: str

    def look(self, document_id: str, *, seller: str) -> Looked:
        """What the spreadsheet is; ForbiddenError where the seller or the robot lacks what adopting needs,
        ConflictError where another plan stands in it. Nothing is changed.
        """
        guest = Guest.at(self.foreign, document_id, seller=seller, robot=self.robot)
        found = self.foreign.look(document_id, self.clock.now().date())
        if found.plan_id and not (found.adopted and self._is_there(found.plan_id, document_id)):
            raise ConflictError(
                f"“{found.title}” holds the plan '{found.plan_id}', or is a copy of a document that does; "
                f"`closeplan adopt --undo {document_id}` takes the marks of an adopted one out"
            )
        return Looked(found=found, guest=guest)

    def standing(self, document_id: str) -> Adopted | None:
        """The plan that was adopted there before, if one was; it is left as it is. ConflictError where closeplan made
        the plan that stands there.
        """
        record = self.store.plan_of_document(document_id)
        if record is None:
            return None
        if _is_made_by_us(record):
            raise ConflictError(f"closeplan made that document, for the plan '{record.id}'")
        self._look_soon(record.id)
        rows = record.snapshot.plan.milestones if record.snapshot else ()
        return self._adopted(record, created=False, milestones=len(rows), unclear=0)

    def check(self, wish: Wish, proposal: Proposal, latest_due: date | None) -> None:
        """Everything that is known to go wrong before anything is made or changed; InputError lists it all.

        `latest_due` is the last due date that could be read, should nothing say when go-live is.
        """
        mistakes = [*self._id_mistakes(wish.plan_id)]
        if (wish.go_live or proposal.facts.go_live or latest_due) is None:
            mistakes.append(NO_GO_LIVE)
        if mistakes:
            raise InputError(mistakes)

    def _id_mistakes(self, plan_id: str) -> Iterator[Mistake]:
        """What speaks against an id that a person chose."""
        from closeplan.plan.form_values import as_id  # noqa: PLC0415 - it loads pydantic

        if not plan_id:
            return
        try:
            as_id(plan_id)
            taken = not _is_free(self.store.plan(plan_id))
        except ValueError as error:
            yield Mistake("--id", str(error))
        except NotFoundError:
            return
        else:
            if taken:
                yield _taken(plan_id)

    def __call__(self, looked: Looked, proposal: Proposal, wish: Wish, *, progress: Progress) -> Adopted:
        """Adopt the spreadsheet as `proposal` says; an interrupted run is finished by the next."""
        found = looked.found
        standing = self.standing(found.document_id)
        if standing is not None:
            return standing
        latest_due = self.foreign.latest_due(found, proposal, self.clock.now().date())
        if not found.plan_id:
            self.check(wish, proposal, latest_due)
        record = self._record(looked, proposal, wish, latest_due)
        document = self.documents[record.kind]
        try:
            looked.guest.share(document, [Share(email=self.robot)])
            if not found.plan_id:
                progress.step(f"Marking the tables of “{found.title}”")
                self.foreign.adopt(found, adoption_of(record, proposal))
        except (ForbiddenError, RefusedError):
            self.store.set_gone(record.id, gone=True)  # nothing was changed: nobody need hear of it
            raise
        progress.step("Reading the plan as the robot")
        now = self.clock.now()
        reading = document.read(found.document_id, None, now=now, language=record.deal.language)
        snapshot = Snapshot(
            plan=reading.plan, baseline=update_baseline({}, reading.plan), taken_at=self.clock.now()
        )
        self.store.save_pass(record.id, snapshot, [])
        progress.step("Watching for edits")
        self.watch(self.robot)
        self.store.set_document(record.id, found.document_id)
        self._look_soon(record.id)
        record = replace(record, document_id=found.document_id)
        return self._adopted(
            record,
            created=True,
            milestones=len(reading.plan.milestones),
            unclear=len(reading.problems),
        )

    def undo(self, plan_id: str, *, progress: Progress) -> bool:
        """Take back what adopting added, and stop watching; the ledger stays. False where nothing was left to undo.
        `plan_id` may be the document's id where the plan is not known here. ConflictError where closeplan made the
        plan; NotFoundError, and nothing changed, where the document can't be seen: it may come back.
        """
        try:
            record = self.store.plan(plan_id)
        except NotFoundError:
            return self._release_unknown(plan_id)
        if _is_made_by_us(record):
            raise ConflictError(f"'{record.id}' was not adopted: closeplan made its document")
        if not record.document_id:
            return False
        progress.step("Taking closeplan's marks out of the document")
        released = self._release(record)
        self.store.set_document(record.id, "")
        self.store.set_gone(record.id, gone=True)
        return released

    def _release_unknown(self, document_id: str) -> bool:
        try:
            return self.foreign.release(document_id)
        except NotFoundError as error:
            raise NotFoundError(
                f"no plan or Sheet '{document_id}' (of Sheets, those count that closeplan may see)"
            ) from error

    def _release(self, record: PlanRecord) -> bool:
        """Give the document back; False where nothing of ours is in it."""
        try:
            found = self.foreign.look(record.document_id, self.clock.now().date())
        except NotFoundError as error:
            raise NotFoundError(
                f"the Sheet of '{record.id}' can't be seen now (deleted, or {record.owner} lost access): "
                "nothing was changed; undo it when the Sheet is back"
            ) from error
        if found.plan_id and not found.adopted:
            raise ConflictError(f"'{record.id}' was not adopted: closeplan made its document")
        if found.plan_id == record.id:
            with suppress(NotFoundError, ForbiddenError):
                # where the robot lost access, there is nothing it could say any more
                self._fall_silent(record)
        return self.foreign.release(record.document_id)

    def _fall_silent(self, record: PlanRecord) -> None:
        """Resolve the robot's open threads, while it still can."""
        document, now = self.documents[record.kind], self.clock.now()
        known = record.snapshot.plan if record.snapshot else None
        reading = document.read(record.document_id, known, now=now, language=record.deal.language)
        replies = tuple(
            ThreadReply(thread_id=thread.id, action="resolve") for thread in reading.threads if thread.is_open
        )
        document.write(record.document_id, reading, DocumentUpdate(signals={}, outlook="", replies=replies))

    def _record(self, looked: Looked, proposal: Proposal, wish: Wish, latest_due: date | None) -> PlanRecord:
        """The plan as the store shall know it, before anything is changed in the document."""
        found, seller = looked.found, looked.guest.seller
        if found.plan_id:
            return self.store.plan(found.plan_id)
        deal = deal_of(found, proposal, wish, latest_due)
        for n in count(1):
            plan_id = deal.id if n == 1 else f"{deal.id}-{n}"
            record = PlanRecord(id=plan_id, deal=replace(deal, id=plan_id), owner=seller, robot=self.robot)
            if self._added(record):
                return record
            if wish.plan_id:
                raise InputError([_taken(plan_id)])
        raise AssertionError("an id is free at last")

    def _added(self, record: PlanRecord) -> bool:
        """Remember the plan; False where another one stands under its id. One without a document was begun or let go."""
        try:
            self.store.add_plan(record)
        except ConflictError:
            if not _is_free(self.store.plan(record.id)):
                return False
            self.store.replace_plan(record)
            self.store.set_gone(record.id, gone=False)
        return True

    def _adopted(self, record: PlanRecord, *, created: bool, milestones: int, unclear: int) -> Adopted:
        return Adopted(
            plan_id=record.id,
            document_id=record.document_id,
            url=self.documents[record.kind].url(record.document_id),
            created=created,
            milestones=milestones,
            unclear=unclear,
            go_live=record.deal.network.go_live,
        )

    def _look_soon(self, plan_id: str) -> None:
        self.store.queue_plan(DuePlan(plan_id=plan_id, version=0, who="", seen_at=self.clock.now()))
        self.jobs.reconcile(plan_id)

    def _is_there(self, plan_id: str, document_id: str) -> bool:
        """Whether the plan is in that document, or a run of ours was interrupted after it marked it."""
        try:
            return self.store.plan(plan_id).document_id in {"", document_id}
        except NotFoundError:
            return False


def _taken(plan_id: str) -> Mistake:
    return Mistake("--id", f"there is a plan '{plan_id}' already; name another id")


def _is_made_by_us(record: PlanRecord) -> bool:
    """Whether closeplan generated the plan: it knows steps of those only, and adopts no Docs."""
    return record.kind is not DocumentKind.SHEET or bool(record.deal.network.steps)


def _is_free(record: PlanRecord) -> bool:
    """Whether an adoption may take the plan's id: one that was begun or let go, of which no document is known."""
    return not record.document_id and not _is_made_by_us(record)
