"""Reconcile one plan: read it, keep what changed, and make the document say what it should say.

The document is the truth and a notification only a hint; every step may be repeated. One read request,
and one write request or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from closeplan.errors import ForbiddenError, NotFoundError
from closeplan.plan.acknowledgement import (
    NOBODY,
    Signers,
    SignOff,
    open_questions,
    sign_off_line,
    signers,
    with_line,
)
from closeplan.plan.annotations import mark, plan_annotations, signal_texts
from closeplan.plan.diff import diff
from closeplan.plan.document import AnnotationRecord, DocumentUpdate, Reading, Snapshot, WriteResult
from closeplan.plan.history import belongs_in_history, history_lines, retold_lines
from closeplan.plan.languages import words_for
from closeplan.plan.ledger import ANYONE, LedgerEntry
from closeplan.plan.model import Network, Plan
from closeplan.plan.non_events import Settled, restored, taken_back
from closeplan.plan.outlook import outlook
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.rules.context import NO_CALLS, NO_CRM, CallFacts, CrmFacts
from closeplan.plan.signals import Signal
from closeplan.plan.slips import ledger_entries, update_baseline
from closeplan.plan.zones import to_the_millisecond, zone_of
from closeplan.ports import Checkpoints, Clock, Jobs, PlanDocuments, PlanStore
from closeplan.records import DuePlan, PlanRecord
from closeplan.records.signals import Dismissal
from closeplan.services.generate import local_day

HOLD = timedelta(minutes=2)
"""How long a claim lasts when its worker dies."""

QUIET = timedelta(minutes=10)
"""How long a date move can be taken back as if it had never been: a wrong row, a change of mind in a meeting."""


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    """What one pass found and did; `old_layout` says that an older closeplan laid the document out."""

    plan_id: str
    entries: tuple[LedgerEntry, ...]
    signals: tuple[Signal, ...]
    wrote: bool
    old_layout: bool = False


@dataclass(frozen=True, kw_only=True)
class _Pass:
    """What one pass looks at."""

    record: PlanRecord
    due: DuePlan
    now: datetime
    reading: Reading
    sign_off: str | None = None
    signers: Signers = NOBODY

    @property
    def plan(self) -> Plan:
        """What stands in the document, but for the sign-off line: the robot's words there are no edit of anybody's."""
        return with_line(self.reading.plan, self.sign_off)

    @property
    def network(self) -> Network:
        """The deal's network with the go-live day that stands in the document."""
        network = self.record.deal.network
        go_live = self.reading.plan.go_live
        return replace(network, go_live=go_live) if go_live else network

    @property
    def today(self) -> date:
        return local_day(self.now, self.reading.time_zone)

    @property
    def zone(self) -> tzinfo:
        return zone_of(self.reading.time_zone)


@dataclass(frozen=True, kw_only=True)
class Reconcile:
    """The use case with what it needs. `signed_off` is what was said of a plan's timeline; `awaited` whether an answer to
    it is awaited in the document's approvals, which only a look at them shows; `dismissed` what its seller does not
    want to hear of; `calls` what is known of the deal's calls, `crm` of its CRM. `tell` keeps what others are to be told
    that show the plan too; it is called after each look, and repeating it changes nothing.
    """

    store: PlanStore
    documents: PlanDocuments
    jobs: Jobs
    clock: Clock
    checkpoints: Checkpoints
    quiet: timedelta = QUIET
    signed_off: Callable[[str], Sequence[SignOff]] = lambda _plan_id: ()
    awaited: Callable[[str], bool] = lambda _plan_id: False
    dismissed: Callable[[str], Sequence[Dismissal]] = lambda _plan_id: ()
    calls: Callable[[str], CallFacts] = lambda _plan_id: NO_CALLS
    crm: Callable[[PlanRecord], CrmFacts] = lambda _record: NO_CRM
    tell: Callable[[str], object] = lambda _plan_id: None

    def __call__(self, plan_id: str) -> Reconciled | None:
        """One pass over a waiting plan; None if it does not wait, is held by another, or is out of reach."""
        now = self.clock.now()
        due = self.store.claim_due(plan_id, now + HOLD, now)
        if due is None:
            return None
        self.checkpoints.reach("reconcile:claimed")
        record = self.store.plan(plan_id)
        if not record.document_id:
            self._finish(due)  # it waited when its adoption was undone
            return None
        try:
            done = self._pass(record, due, now)
        except (NotFoundError, ForbiddenError):
            # the robot was removed from the file, or the file is gone: nothing to do until it is back
            self.store.set_gone(plan_id, gone=True)
            self._finish(due)
            self.tell(plan_id)
            return None
        except Exception:
            self.store.release_due(plan_id)
            raise
        self._finish(due)
        return done

    def _finish(self, due: DuePlan) -> None:
        """An edit that came during the pass found the plan held, so its job ended: ask again for it."""
        if self.store.finish_due(due.plan_id, due.version):
            self.jobs.reconcile(due.plan_id)

    def _pass(self, record: PlanRecord, due: DuePlan, now: datetime) -> Reconciled:
        known = record.snapshot.plan if record.snapshot else None
        reading = self.documents[record.kind].read(
            record.document_id, known, now=now, language=record.deal.language
        )
        self.checkpoints.reach("reconcile:read")
        if record.gone:
            self.store.set_gone(record.id, gone=False)
        here = self._seen(record, due, now, reading)
        snapshot, entries = self._keep(here)
        self.checkpoints.reach("reconcile:saved")

        ledger = self._with_reasons(self.store.ledger(record.id), reading)
        context = self._context(here, snapshot, ledger)
        dismissed = self.dismissed(record.id)
        signals = tuple(s for s in evaluate(context) if not any(one.hides(s) for one in dismissed))
        tells_anew = signals != record.signals
        if tells_anew:
            # before the document says so: who reads it there finds the same in the sidebar
            self.store.save_signals(record.id, signals)
        if entries or tells_anew or record.snapshot is None or self.awaited(record.id):
            self.jobs.follow(record.id)
        wrote = self._annotate(here, signals, context)
        self.tell(record.id)
        return Reconciled(
            plan_id=record.id,
            entries=tuple(entries),
            signals=signals,
            wrote=wrote,
            old_layout=reading.old_layout,
        )

    def _context(self, here: _Pass, snapshot: Snapshot, ledger: Sequence[LedgerEntry]) -> RuleContext:
        """What the rules look at."""
        record, reading = here.record, here.reading
        return RuleContext(
            plan=here.plan,
            network=here.network,
            baseline=snapshot.baseline,
            entries=tuple(ledger),
            companies=(record.deal.buyer, record.deal.seller),
            today=here.today,
            words=words_for(record.deal.language),
            problems={problem.place: problem for problem in reading.problems},
            columns=reading.columns,
            addresses=reading.addresses,
            seller=record.owner,
            last_edit=_last_edit(here, ledger),
            filling_in=record.is_filling_in(here.now),
            signed=here.signers.signed,
            lapsed=here.signers.lapsed,
            questions=open_questions(self.signed_off(record.id)),
            calls=self.calls(record.id),
            crm=self.crm(record),
        )

    def _seen(self, record: PlanRecord, due: DuePlan, now: datetime, reading: Reading) -> _Pass:
        """The reading with the sign-off line as it should be by now."""
        said, words = self.signed_off(record.id), words_for(record.deal.language)
        line = sign_off_line(said, reading.plan, words, zone_of(reading.time_zone)) if said else None
        return _Pass(
            record=record,
            due=due,
            now=now,
            reading=reading,
            sign_off=line,
            signers=signers(said, reading.plan) if said else NOBODY,
        )

    def _keep(self, here: _Pass) -> tuple[Snapshot, Sequence[LedgerEntry]]:
        """Append what changed to the ledger together with the snapshot it was found against."""
        known, plan = here.record.snapshot, here.plan
        before = with_line(known.plan, here.sign_off) if known else None
        entries = ledger_entries(
            diff(before, plan),
            was=before,
            now=plan,
            network=here.network,
            who=here.due.who or ANYONE,
            seen_at=here.now,
            today=here.today,
        )
        entries = tuple(_as_sure_as(here.reading, entry) for entry in entries)
        baseline = update_baseline(known.baseline if known else {}, plan)
        if known and not entries and known.plan == plan and known.baseline == baseline:
            return known, ()
        snapshot = Snapshot(plan=plan, baseline=baseline, taken_at=here.now)
        settled = self._settled(here, entries)
        return snapshot, self.store.save_pass(here.record.id, snapshot, settled.entries, settled.voided)

    def _settled(self, here: _Pass, entries: Sequence[LedgerEntry]) -> Settled:
        """The entries as they count: not where a date was taken back at once or an old version was restored."""
        if not entries:
            return Settled(entries=())
        before = self.store.ledger(here.record.id)
        standing = {to_the_millisecond(line.when) for line in here.reading.history}
        told = {
            entry.id: to_the_millisecond(entry.seen_at) in standing
            for entry in before
            if here.reading.has_history and entry.on_sheet and belongs_in_history(entry)
        }
        came_back = restored(before, entries, told)
        return taken_back(before, came_back.entries, self.quiet)

    def _with_reasons(self, ledger: list[LedgerEntry], reading: Reading) -> list[LedgerEntry]:
        """A person's reply in a slip's thread is the reason of the milestone's latest move."""
        said = {}
        for thread in reading.threads:
            words = [reply.text for reply in thread.replies if not reply.by_robot and reply.text.strip()]
            if words:
                said[thread.key_mark] = words[-1]
        latest = {entry.change.row: entry for entry in ledger if entry.is_due_move}
        for milestone_id, entry in latest.items():
            reason = said.get(mark(f"slipped:{milestone_id}"), "")
            if reason and reason != entry.reason:
                self.store.set_reason(entry.id, reason)
                ledger = [replace(e, reason=reason) if e.id == entry.id else e for e in ledger]
        return ledger

    def _annotate(self, here: _Pass, signals: Sequence[Signal], context: RuleContext) -> bool:
        """Write the difference between what the document should say and what it says."""
        record, reading = here.record, here.reading
        known = self.store.annotations(record.id)
        wanted = plan_annotations(
            signals, reading.threads, known, context.words, quiet_since=here.now - self.quiet
        )
        unseen = [entry for entry in context.entries if not entry.on_sheet]
        update = DocumentUpdate(
            signals=signal_texts(signals, context.words),
            outlook=outlook(signals, context),
            history=history_lines(unseen, here.network, context.words, here.zone),
            retold=retold_lines(context.entries, here.network, context.words),
            threads=wanted.new,
            replies=wanted.replies,
            sign_off=here.sign_off,
        )
        result = self.documents[record.kind].write(record.document_id, reading, update)
        self.checkpoints.reach("reconcile:written")
        said = tuple(_with_thread(annotation, result) for annotation in wanted.records)
        if result.wrote or unseen or said != tuple(known):
            own_version = here.due.version + 1 if result.wrote and here.due.version else 0
            self.store.save_written(record.id, said, [entry.id for entry in unseen], own_version)
        self.checkpoints.reach("reconcile:recorded")
        return result.wrote


def _last_edit(here: _Pass, ledger: Sequence[LedgerEntry]) -> date | None:
    """The day somebody last changed the plan, at its place; the day it was made where nobody has."""
    last = ledger[-1].seen_at if ledger else here.record.made_at
    return last.astimezone(here.zone).date() if last else None


def _with_thread(annotation: AnnotationRecord, result: WriteResult) -> AnnotationRecord:
    thread_id = result.thread_ids.get(annotation.key)
    return replace(annotation, thread_id=thread_id) if thread_id else annotation


def _as_sure_as(reading: Reading, entry: LedgerEntry) -> LedgerEntry:
    """The entry with how sure the reader was that the row is the one of that id."""
    table = entry.change.table
    certainty = reading.certainty.get((table, entry.change.row), 1.0) if table else 1.0
    return replace(entry, certainty=certainty) if certainty < 1 else entry
