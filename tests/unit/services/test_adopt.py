"""Adopting somebody's own plan: the order of things, runs that die, what is refused, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import MemoryStore
from addon.processes import Silent
from closeplan.errors import ConflictError, ForbiddenError, InputError, NotFoundError, RefusedError
from closeplan.plan.adoption import Facts, Proposal
from closeplan.plan.document import DocumentKind
from closeplan.plan.model import Deal, Milestone, Network, Plan, Side, Step
from closeplan.records import PlanRecord
from closeplan.services.adopt import Adopt, Adopted
from closeplan.services.adopted_deal import Wish, plan_id_of
from tests.unit.services.memory_document import Door, File, MemoryDocument

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROBOT, SELLER = "robot@closeplan.local", "sam@northwind.example"
THEIRS = "their-sheet"
ROWS = (Milestone(id="r1", name="Kick-off", due=date(2027, 1, 11)), Milestone(id="r2", name="Sign"))
WISH = Wish(plan_id="acme", name="Acme", buyer="Acme GmbH", seller="Northwind", go_live=date(2027, 3, 31))


class FixedClock:
    def now(self) -> datetime:
        return NOW


class Killed(BaseException):
    """The process is gone; nobody catches that."""


class Dying:
    """Kills the process right after one call."""

    def __init__(self, inner: object, call: str) -> None:
        self._inner, self._call = inner, call

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        if name != self._call:
            return method

        def last(*args: Any, **kwargs: Any) -> Any:
            method(*args, **kwargs)
            raise Killed

        return last


@dataclass
class House:
    """A store, a document and a door that outlive the processes that adopt."""

    store: MemoryStore = field(default_factory=MemoryStore)
    document: MemoryDocument = field(default_factory=MemoryDocument)
    door: Door = field(default_factory=Door)

    def __post_init__(self) -> None:
        self.document.files[THEIRS] = File(plan_id="", plan=Plan(milestones=ROWS))

    def watch(self, robot: str) -> None:
        self.store.open_feed(robot, "0")

    def adopt(self, dies_after: str = "") -> Adopt:
        store: Any = Dying(self.store, dies_after)
        document: Any = Dying(self.document, dies_after)
        door: Any = Dying(self.door, dies_after)
        return Adopt(
            store=store, documents={DocumentKind.SHEET: document}, foreign=door, jobs=RecordingJobs(),
            clock=FixedClock(), watch=Dying(self, dies_after).watch, robot=ROBOT,
        )  # fmt: skip

    def run(self, wish: Wish = WISH, dies_after: str = "", document_id: str = THEIRS) -> Adopted:
        adopt = self.adopt(dies_after)
        looked = adopt.look(document_id, seller=SELLER)
        return adopt(looked, looked.found.proposal, wish, progress=Silent())


def test_an_adopted_plan_is_marked_shared_with_the_robot_alone_and_its_dates_are_the_baseline() -> None:
    house = House()
    made = house.run()
    assert (made.created, made.milestones, made.go_live) == (True, 2, WISH.go_live)
    adoption = house.door.adopted[THEIRS]
    assert (adoption.plan_id, adoption.side_words) == (
        "acme",
        {"Acme GmbH": Side.BUYER, "Northwind": Side.SELLER},
    )
    assert list(house.document.files[THEIRS].shares) == [ROBOT]
    record = house.store.plan("acme")
    assert record.snapshot is not None
    assert {row: base.due for row, base in record.snapshot.baseline.items()} == {"r1": date(2027, 1, 11)}
    assert (record.document_id, record.deal.network.steps) == (THEIRS, ())
    assert (house.store.robots(), house.store.due_plans(NOW)) == ([ROBOT], ["acme"])


STEPS = ("add_plan", "share", "adopt", "read", "save_pass", "watch", "set_document", "queue_plan")


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_is_killed_after_any_step_is_finished_by_the_next(step: str) -> None:
    house = House()
    with pytest.raises(Killed):
        house.run(dies_after=step)
    house.run()
    record = house.store.plan("acme")
    assert (record.document_id, record.gone) == (THEIRS, False)
    assert list(house.door.adopted) == [THEIRS]
    assert house.store.due_plans(NOW) == ["acme"]


def test_adopting_it_again_changes_nothing() -> None:
    house = House()
    house.run()
    before = (house.store.plans(), repr(house.document), dict(house.door.adopted))
    again = house.run(replace(WISH, plan_id="other"))
    assert (again.created, again.plan_id) == (False, "acme")
    assert (house.store.plans(), repr(house.document), house.door.adopted) == before


def test_a_copy_of_an_adopted_document_is_refused_and_never_takes_the_plan_over() -> None:
    house = House()
    house.run()
    house.door.adopted["a-copy"] = house.door.adopted[THEIRS]
    with pytest.raises(ConflictError, match="is a copy of a document that does"):
        house.run(document_id="a-copy")
    assert house.store.plan("acme").document_id == THEIRS


def test_what_the_sheet_refuses_leaves_nothing_behind_and_can_be_tried_again() -> None:
    house = House()
    house.door.refuses = RefusedError("You are trying to edit a protected cell or object.", status=400)
    with pytest.raises(RefusedError):
        house.run()
    assert house.store.plan("acme").is_released
    house.door.refuses = None
    assert house.run().created
    assert not house.store.plan("acme").gone


def test_a_taken_id_and_a_go_live_nobody_knows_are_said_before_anything_is_changed() -> None:
    house = House()
    house.run()
    house.document.files["second"] = File(plan_id="", plan=Plan())
    with pytest.raises(InputError, match="name another id"):
        house.run(document_id="second")
    with pytest.raises(InputError, match="--go-live"):
        house.run(replace(WISH, plan_id="second", go_live=None), document_id="second")
    assert list(house.door.adopted) == [THEIRS]


def test_documents_of_one_title_get_ids_of_their_own() -> None:
    house = House()
    house.document.files["second"] = File(plan_id="", plan=Plan())
    wish = replace(WISH, plan_id="")
    made = [house.run(wish, document_id=document_id).plan_id for document_id in (THEIRS, "second")]
    assert made == ["acme-northwind-close-plan", "acme-northwind-close-plan-2"]
    assert house.store.plan(made[1]).deal.id == made[1]


def test_who_may_not_edit_is_told_and_go_live_falls_back_on_what_the_document_says() -> None:
    closed = House()
    closed.door.found = replace(closed.door.found, can_edit=False)
    with pytest.raises(ForbiddenError, match="an editor"):
        closed.run()
    house = House()
    house.door.latest_due_found = date(2027, 6, 1)
    adopt = house.adopt()
    looked = adopt.look(THEIRS, seller=SELLER)
    stated = Proposal(timeline=None, facts=Facts(go_live=date(2027, 5, 3)))
    assert adopt(looked, stated, Wish(), progress=Silent()).go_live == date(2027, 5, 3)
    house.door.adopted.clear()
    other = House()
    other.door.latest_due_found = date(2027, 6, 1)
    assert other.run(Wish()).go_live == date(2027, 6, 1)


def test_undoing_it_gives_the_document_back_keeps_the_ledger_and_allows_to_adopt_again() -> None:
    house = House()
    house.run()
    assert house.adopt().undo("acme", progress=Silent())
    assert (house.door.adopted, house.store.plan("acme").is_released) == ({}, True)
    assert not house.adopt().undo("acme", progress=Silent())
    assert house.run().created


def test_a_document_that_is_out_of_sight_is_not_let_go_of() -> None:
    house = House()
    house.run()
    house.door.gone = True
    with pytest.raises(NotFoundError, match="can't be seen now"):
        house.adopt().undo("acme", progress=Silent())
    assert (house.store.plan("acme").document_id, house.store.plan("acme").gone) == (THEIRS, False)
    house.door.gone = False
    assert house.adopt().undo("acme", progress=Silent())


STEP = Step(id="kick-off", name="Kick-off", workstream="Alignment", days=1)
MADE = PlanRecord(
    id="made", deal=Deal(id="made", name="Made", buyer="Acme", seller="Northwind",
    network=Network(steps=(STEP,), go_live=date(2027, 3, 31))), owner=SELLER, robot=ROBOT, document_id="ours",
)  # fmt: skip


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_plan_that_closeplan_made_is_never_let_go_of(kind: DocumentKind) -> None:
    house = House()
    house.store.add_plan(replace(MADE, kind=kind))
    house.door.gone = True  # so a Doc looks to who reads spreadsheets
    with pytest.raises(ConflictError, match="closeplan made its document"):
        house.adopt().undo("made", progress=Silent())
    assert (house.store.plan("made").document_id, house.store.plan("made").gone) == ("ours", False)


def test_an_adoption_never_takes_the_id_of_a_plan_that_is_being_made() -> None:
    house = House()
    house.store.add_plan(replace(MADE, document_id=""))
    with pytest.raises(InputError, match="name another id"):
        house.run(replace(WISH, plan_id="made"))
    assert house.store.plan("made").deal.network.steps == (STEP,)


def test_what_speaks_against_it_is_said_all_at_once_and_only_where_it_is_so() -> None:
    adopt, nothing = House().adopt(), Proposal(timeline=None)
    with pytest.raises(InputError) as caught:
        adopt.check(Wish(plan_id="two words"), nothing, None)
    assert [mistake.place for mistake in caught.value.mistakes] == ["--id", "--go-live"]
    adopt.check(Wish(plan_id="free-1"), nothing, date(2027, 3, 31))
    adopt.check(Wish(), replace(nothing, facts=Facts(go_live=date(2027, 3, 31))), None)


@pytest.mark.parametrize("step", ["write", "release", "set_document"])
def test_undoing_that_is_killed_is_finished_by_the_next_run(step: str) -> None:
    house = House()
    house.run()
    with pytest.raises(Killed):
        house.adopt(dies_after=step).undo("acme", progress=Silent())
    house.adopt().undo("acme", progress=Silent())
    assert (house.door.adopted, house.store.plan("acme").document_id) == ({}, "")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Acme × Northwind: close plan", "acme-northwind-close-plan"),
        ("Année 2027 — Île", "annee-2027-ile"),
        ("共同アクションプラン", "plan-1abcdefg"),
        ("2027", "plan-1abcdefg"),
        ("x" * 90, "x" * 40),
    ],
)
def test_an_id_is_made_of_the_title(title: str, found: str) -> None:
    assert plan_id_of(title, "1AbcdefgHIJ") == found
