"""Acknowledging through Drive's own approvals: a seller asks, Drive tells the reviewers, and their answers are heard of.

An approval is started so that an edit does not reset it: Drive would reset it at every write of the robot's own, too.
It is closeplan that resets, and only when a date has changed after somebody approved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from closeplan.errors import CloseplanError, ForbiddenError, InputError, Mistake, NotFoundError
from closeplan.plan.acknowledgement import Decision, SignOff, entry_of, stands, state_of
from closeplan.plan.languages import words_for
from closeplan.plan.ledger import ChangeKind
from closeplan.plan.model import Plan
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.signoff import Approvals, SignOffs
from closeplan.records import PlanRecord
from closeplan.records.sign_offs import APPROVED, DECLINED, ApprovalStatus, AskedApproval, DriveApproval
from closeplan.services.acknowledge import is_address, look_again, own_words

MOST_REVIEWERS = 10
"""More than that is a mailing and no approval."""

REMINDED_EVERY = timedelta(days=1)
"""How far apart two reminders are at least: nobody gets more than one mail a day."""

_DECISIONS = {APPROVED: Decision.ACKNOWLEDGED, DECLINED: Decision.DECLINED}
_DATES = frozenset({"due", "go_live"})


@dataclass(frozen=True, kw_only=True)
class AskByApproval:
    """The use case of the seller who asks; `approvals` acts as them."""

    approvals: Approvals
    sign_offs: SignOffs
    clock: Clock

    def __call__(self, record: PlanRecord, reviewers: Sequence[str], *, seller: str) -> AskedApproval:
        """Ask those people, who need Google accounts and access to the plan; InputError says what is missing."""
        plan, asked = _read(record), _each(reviewers)
        if self.running(record) is not None:
            raise InputError([Mistake("", "an approval runs already: remind, or cancel it first")])
        words = words_for(record.deal.language)
        day = words.day(plan.go_live) if plan.go_live else plan.go_live_text
        message = words.t("sign_off.request", title=record.deal.name, day=day)
        for one in self.sign_offs.approvals(record.id)[:1]:
            if one.status is ApprovalStatus.RESET:
                self.approvals.cancel(one.document_id, one.id, "")
        made = self.approvals.start(record.document_id, asked, message)
        approval = AskedApproval(
            id=made.id,
            plan_id=record.id,
            document_id=record.document_id,
            reviewers=made.reviewers,
            status=made.status,
            state=state_of(plan),
            asked_by=seller,
            asked_at=self.clock.now(),
        )
        self.sign_offs.save_approval(approval)
        return approval

    def running(self, record: PlanRecord) -> AskedApproval | None:
        """The plan's approval that is still waited for."""
        return next((one for one in self.sign_offs.approvals(record.id) if one.runs), None)

    def remind(self, record: PlanRecord) -> bool:
        """Have Drive write to the reviewers once more; False, and nothing is sent, where it did within a day."""
        words = words_for(record.deal.language)
        asked, now = self._running(record), self.clock.now()
        if asked.reminded_at is not None and now - asked.reminded_at < REMINDED_EVERY:
            return False
        # noted first, so that of two clicks at once only one gets through
        if not self.sign_offs.note_reminder(asked.id, was=asked.reminded_at, at=now):
            return False
        try:
            self.approvals.remind(asked.document_id, asked.id, words.t("sign_off.remind"))
        except CloseplanError:
            self.sign_offs.note_reminder(asked.id, was=now, at=asked.reminded_at)
            raise
        return True

    def shut_out(self, asked: AskedApproval) -> frozenset[str]:
        """Those of the reviewers who can't open the plan as it is shared now; one request."""
        return self.approvals.without_access(asked.document_id, frozenset(asked.reviewers))

    def cancel(self, record: PlanRecord) -> None:
        """Ask no longer."""
        asked = self._running(record)
        self.approvals.cancel(asked.document_id, asked.id, "")
        self.sign_offs.save_approval(replace(asked, status=ApprovalStatus.CANCELLED))

    def _running(self, record: PlanRecord) -> AskedApproval:
        asked = self.running(record)
        if asked is None:
            raise NotFoundError("no approval of this plan runs any more; open the sidebar again")
        return asked


@dataclass(frozen=True, kw_only=True)
class LookAtApprovals:
    """What follows from a step of an approval, and from a date that moved while one runs; as the plan's robot."""

    approvals: Callable[[str], Approvals]
    store: PlanStore
    sign_offs: SignOffs
    jobs: Jobs
    clock: Clock

    def __call__(self, plan_id: str) -> None:
        """Take over every answer, once; reset what was approved of dates that are no longer the plan's."""
        running = [one for one in self.sign_offs.approvals(plan_id) if one.runs]
        record = self.store.plan(plan_id) if running else None
        if record is None or record.snapshot is None:
            return
        approvals = self.approvals(record.robot)
        for asked in running:
            with suppress(ForbiddenError):  # the robot may not see it: what is known stays
                self._follow(approvals, record, record.snapshot.plan, asked)

    def all(self) -> None:
        """Look at every approval that runs, since nothing promises that Drive tells of its steps."""
        for plan_id in self.sign_offs.running_approvals():
            self.jobs.follow(plan_id)

    def _follow(self, approvals: Approvals, record: PlanRecord, plan: Plan, asked: AskedApproval) -> None:
        found = approvals.look(asked.document_id, asked.id)
        if found is None:
            self.sign_offs.save_approval(replace(asked, status=ApprovalStatus.CANCELLED))
            return
        still = stands(asked.state, plan)
        seen = still or self._moved_before(record.id, found.changed_at)
        if self._record(record, asked, found, state_of(plan) if seen else asked.state):
            look_again(self.store, self.jobs, record.id, self.clock.now())
        now = replace(asked, reviewers=found.reviewers, status=found.status)
        outdated = asked.reviewers if seen else found.reviewers
        if now.runs and not still and APPROVED in outdated.values():
            message = words_for(record.deal.language).t("sign_off.reset")
            with suppress(ForbiddenError):  # then the seller ends it when they ask again
                approvals.cancel(asked.document_id, asked.id, message)
            now = replace(now, status=ApprovalStatus.RESET)
        elif now.runs:
            now = replace(now, state=state_of(plan))
        if now != asked:
            self.sign_offs.save_approval(now)

    def _record(self, record: PlanRecord, asked: AskedApproval, found: DriveApproval, state: str) -> bool:
        """Keep each answer that is new; True if there was one."""
        added, people = False, record.snapshot.plan.stakeholders if record.snapshot else ()
        on_the_map = {one.email.strip().lower(): one.name for one in people}
        for email, answer in found.reviewers.items():
            if answer in _DECISIONS and answer != asked.reviewers.get(email):
                one = SignOff(
                    via=f"approval:{found.id}:{email}:{answer}",
                    email=email,
                    name=own_words(on_the_map.get(email) or found.names.get(email, "")) or email,
                    decision=_DECISIONS[answer],
                    state=state,
                    at=found.changed_at,
                )
                added = self.sign_offs.add_sign_off(record.id, one, entry_of(one)) or added
        return added

    def _moved_before(self, plan_id: str, moment: datetime) -> bool:
        """Whether every change of dates was seen before that moment, so that whoever answered then saw them."""
        moves = [
            entry.seen_at
            for entry in self.store.ledger(plan_id)
            if entry.change.field in _DATES or entry.change.kind is ChangeKind.ADDED
        ]
        return not moves or max(moves) <= moment


def _read(record: PlanRecord) -> Plan:
    if record.snapshot is None or not record.document_id:
        raise InputError([Mistake("", "closeplan has not read this plan yet; try again in a moment")])
    return record.snapshot.plan


def _each(reviewers: Sequence[str]) -> list[str]:
    """Each address once, in lower case; InputError where there is none, too many, or one that is none."""
    asked = list(dict.fromkeys(text.strip().lower() for text in reviewers if text.strip()))
    wrong = [text for text in asked if not is_address(text)]
    if wrong:
        raise InputError([Mistake("Reviewers", f"“{text}” is no address") for text in wrong])
    if not 0 < len(asked) <= MOST_REVIEWERS:
        raise InputError([Mistake("Reviewers", f"name one to {MOST_REVIEWERS} people by their addresses")])
    return asked
