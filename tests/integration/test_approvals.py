"""What closeplan makes of an approval's steps, whatever order they are seen in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from closeplan.errors import ForbiddenError, InputError, NotFoundError, RetryLaterError
from closeplan.plan.acknowledgement import Decision, state_of
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Stakeholder
from closeplan.plan.signals import Table
from closeplan.records import PlanRecord
from closeplan.records.sign_offs import APPROVED, NO_RESPONSE, ApprovalStatus, DriveApproval
from closeplan.services.approve import AskByApproval, LookAtApprovals
from tests.sign_off import CARLA, PLAN, SAM, Desk

DANA = "dana@acme.example"
MOVED = replace(PLAN, milestones=(replace(PLAN.milestones[0], due=date(2027, 1, 28)), PLAN.milestones[1]))


@dataclass
class Drive:
    """One file's approval, as Drive keeps it."""

    approval: DriveApproval | None = None
    said: list[str] = field(default_factory=list)
    is_down: bool = False
    robot_may: bool = True

    def start(self, _document_id: str, reviewers: Sequence[str], message: str) -> DriveApproval:
        self.said.append(message)
        self.approval = DriveApproval(
            id=f"A{len(self.said)}", status=ApprovalStatus.IN_PROGRESS, names={CARLA: "Carla Chen"},
            reviewers=dict.fromkeys(reviewers, NO_RESPONSE), changed_at=datetime.now(UTC),
        )  # fmt: skip
        return self.approval

    def remind(self, _document_id: str, _approval_id: str, message: str) -> None:
        if self.is_down:
            raise RetryLaterError("Drive is busy")
        self.said.append(message)

    def without_access(self, _document_id: str, people: frozenset[str]) -> frozenset[str]:
        return people - {DANA}

    def cancel(self, _document_id: str, _approval_id: str, message: str) -> None:
        if not self.robot_may:
            raise ForbiddenError("only writers may")
        self.said.append(message)
        self.changed(status=ApprovalStatus.CANCELLED)

    def look(self, _document_id: str, _approval_id: str) -> DriveApproval | None:
        return self.approval

    def changed(self, **how: object) -> None:
        assert self.approval is not None
        self.approval = replace(self.approval, changed_at=datetime.now(UTC), **how)  # type: ignore[arg-type]

    def approve(self, who: str) -> None:
        assert self.approval is not None
        self.changed(reviewers={**self.approval.reviewers, who: APPROVED})


@dataclass(frozen=True)
class Later:
    """A clock that is ahead."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@dataclass
class Room:
    """A plan of which Carla and Dana are asked."""

    desk: Desk
    drive: Drive
    record: PlanRecord
    ask: AskByApproval
    look: LookAtApprovals

    def said(self) -> list[tuple[str, bool]]:
        """Who acknowledged, and whether that was said of the dates as they were first."""
        found = self.desk.backend.parts.store.sign_offs("acme")
        return [
            (one.email, one.state == state_of(PLAN)) for one in found if one.decision is Decision.ACKNOWLEDGED
        ]

    def status(self) -> ApprovalStatus:
        return self.desk.backend.parts.store.approvals("acme")[0].status

    def move(self, seen: datetime | None = None) -> None:
        """A date moves and the robot sees it."""
        change = Change(kind=ChangeKind.CHANGED, table=Table.TIMELINE, row="review", item="x", field="due")
        entry = LedgerEntry(change=change, who=DANA, seen_at=seen or datetime.now(UTC))
        store = self.desk.backend.store
        snapshot = store.plan("acme").snapshot
        assert snapshot is not None
        store.save_pass("acme", replace(snapshot, plan=MOVED), [entry])


@pytest.fixture
def room(tmp_path: Path) -> Room:
    desk, drive = Desk.at(tmp_path), Drive()
    record = desk.add()
    ask = replace(desk.backend.desk("", SAM).sign_off.by_approval, approvals=drive)
    look = replace(desk.backend.parts.look_at_approvals, approvals=lambda _robot: drive)
    ask(record, [CARLA, DANA.upper(), CARLA], seller=SAM)
    return Room(desk, drive, record, ask, look)


def test_reviewers_are_asked_once_each_in_the_plans_language_and_only_once_at_a_time(room: Room) -> None:
    assert room.drive.approval is not None
    assert list(room.drive.approval.reviewers) == [CARLA, DANA]
    assert room.drive.said == [
        "Please look at the timeline of “Acme rollout” and acknowledge it. Go-live: 31 Mar 2027."
    ]
    with pytest.raises(InputError, match="runs already"):
        room.ask(room.record, [CARLA], seller=SAM)


@pytest.mark.parametrize("reviewers", [[], ["carla"], [f"p{n}@acme.example" for n in range(11)]])
def test_who_can_not_be_asked_is_told_before_anything_is(room: Room, reviewers: list[str]) -> None:
    room.ask.cancel(room.record)
    with pytest.raises(InputError):
        room.ask(room.record, reviewers, seller=SAM)
    assert len(room.drive.said) == 2
    with pytest.raises(NotFoundError):
        room.ask.remind(room.record)


def test_a_reminder_is_sent_once_a_day_and_one_that_failed_can_be_sent_again(room: Room) -> None:
    room.drive.is_down = True
    with pytest.raises(RetryLaterError):
        room.ask.remind(room.record)
    room.drive.is_down = False

    assert [room.ask.remind(room.record) for _ in range(3)] == [True, False, False]
    assert len(room.drive.said) == 2
    tomorrow = replace(room.ask, clock=Later(timedelta(days=1)))
    assert tomorrow.remind(room.record)


def test_an_answer_is_told_under_the_name_that_the_map_knows(room: Room) -> None:
    known = Stakeholder(id="p1", name="Carla Chen-Ortega", email=CARLA.upper())
    room.desk.read(replace(PLAN, stakeholders=(known,)))
    room.drive.approve(CARLA)
    room.look("acme")

    assert [one.name for one in room.desk.backend.parts.store.sign_offs("acme")] == ["Carla Chen-Ortega"]


def test_an_answer_counts_once_however_often_it_is_seen(room: Room) -> None:
    room.drive.approve(CARLA)
    for _ in range(3):
        room.look("acme")

    assert room.said() == [(CARLA, True)]
    assert len(room.desk.backend.store.ledger("acme")) == 1
    assert room.desk.jobs.asked == [("reconcile", "acme")]


def test_a_date_that_moves_after_an_approval_resets_it(room: Room) -> None:
    room.drive.approve(CARLA)
    room.look("acme")
    room.move()
    room.look("acme")

    assert room.status() is ApprovalStatus.RESET
    assert room.drive.said[-1] == "The dates have changed, so what was asked before no longer holds."
    room.look("acme")
    assert len(room.drive.said) == 2


def test_an_approval_and_a_later_move_that_are_seen_together_are_told_apart(room: Room) -> None:
    room.drive.approve(CARLA)
    room.move(datetime.now(UTC) + timedelta(seconds=1))
    room.look("acme")

    assert room.said() == [(CARLA, True)]
    assert room.status() is ApprovalStatus.RESET


def test_before_anybody_has_answered_a_move_changes_what_is_asked(room: Room) -> None:
    room.move()
    room.look("acme")
    room.drive.approve(CARLA)
    room.look("acme")

    assert room.said() == [(CARLA, False)]
    assert room.status() is ApprovalStatus.IN_PROGRESS


def test_what_the_robot_may_not_end_the_seller_ends_by_asking_again(room: Room) -> None:
    room.drive.approve(CARLA)
    room.look("acme")
    room.move()
    room.drive.robot_may = False
    room.look("acme")
    assert room.status() is ApprovalStatus.RESET

    room.drive.robot_may = True
    room.ask(room.desk.backend.store.plan("acme"), [CARLA], seller=SAM)
    first, ended, again = room.drive.said
    assert (first, ended) == (again, "")
    assert room.status() is ApprovalStatus.IN_PROGRESS


def test_an_approval_that_is_gone_is_waited_for_no_longer(room: Room) -> None:
    room.look.all()
    room.drive.approval = None
    room.look("acme")

    assert room.status() is ApprovalStatus.CANCELLED
    room.look.all()
    assert room.desk.jobs.asked == [("follow", "acme")]
