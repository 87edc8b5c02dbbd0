"""Calls that meeting and telephone systems tell of: whose they are, whose they are not, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from closeplan.calls.model import Person
from closeplan.calls.reading.draft import Said
from closeplan.calls.reading.uttered import uttered
from closeplan.errors import ForbiddenError, NotFoundError, OutsideError, RefusedError, RetryLaterError
from closeplan.plan.model import Deal, Network, Side, Stakeholder
from closeplan.ports.call_sources import ArrivedCall, CallNews
from closeplan.ports.hooks import HookEvent
from closeplan.records import Member, PlanRecord
from closeplan.records.call_files import CallFile, FileState
from closeplan.services.hear_of_arrived_calls import HearOfArrivedCalls
from closeplan.services.ingest import HandedIn
from closeplan.services.read_arrived_call import ReadArrivedCall
from closeplan.services.take_call import TakeCall

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAM, TOM = "sam@northwind.example", "tom@northwind.example"
MIA = Person(name="Mia Wolf", email="mia@acme.example")


def arrived(*people: Person, host: str = SAM, title: str = "Kick-off", said: str = "Hello.") -> ArrivedCall:
    words = [Said(said, people[-1].name if people else "Speaker 1")]
    transcript = uttered(words, title=title, started=NOW - timedelta(hours=2), people=people)
    return ArrivedCall(
        source="zoom", id="u1", title=title, started=transcript.started, host=host, people=people,
        transcript=transcript,
    )  # fmt: skip


HOST = Person(name="Sam Lee", email=SAM)


@dataclass
class World:
    """A store with plans, a Zoom with one call, and an ingest that notes what it was handed."""

    store: SqlStore
    call: ArrivedCall
    fails: Exception | None = None
    heard: Sequence[CallNews] = ()
    now: datetime = NOW
    asked: list[CallNews] = field(default_factory=list)
    taken: list[tuple[str, HandedIn]] = field(default_factory=list)
    jobs: RecordingJobs = field(default_factory=RecordingJobs)

    name = "zoom"

    def fetch(self, news: CallNews) -> ArrivedCall:
        self.asked.append(news)
        if self.fails:
            raise self.fails
        return self.call

    def since(self, _moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:
        return (news for news in self.heard if news.host in hosts)

    def listen(self, _now: datetime) -> None:
        if self.fails:
            raise self.fails

    def ingest(self, record: PlanRecord, given: HandedIn) -> Any:
        self.taken.append((record.id, given))
        return SimpleNamespace(record=SimpleNamespace(id="call-1"), problems=())

    @property
    def clock(self) -> Any:
        return SimpleNamespace(now=lambda: self.now)

    @property
    def hear(self) -> HearOfArrivedCalls:
        return HearOfArrivedCalls(
            book=self.store,
            source_of=lambda _name: cast("Any", self),
            members=self.store,
            clock=self.clock,
            jobs=self.jobs,
        )

    def tell(self, call_id: str = "u1", **seen: str) -> None:
        self.hear("zoom", [HookEvent(id=call_id, kind="call", about=call_id, seen=seen)])

    def read(self, file_id: str = "zoom:u1") -> CallFile | None:
        take = TakeCall(
            book=self.store,
            plans=self.store,
            calls=cast("Any", SimpleNamespace(calls=lambda _plan_id: [])),
            ingest=cast("Any", self.ingest),
            erase=cast("Any", None),
            jobs=self.jobs,
        )
        ReadArrivedCall(
            book=self.store,
            source_of=lambda _name: cast("Any", self),
            take=take,
            members=self.store,
            domains=frozenset({"northwind.example"}),
            clock=self.clock,
            time_zone="Europe/Berlin",
        )(file_id)
        return self.store.call_file(file_id)

    def told_and_read(self) -> CallFile:
        self.tell()
        found = self.read()
        assert found is not None
        return found

    def plan(self, plan_id: str, buyer: str, email: str, owner: str = SAM) -> None:
        person = Stakeholder(id="d", name="Dana Fischer", email=email, side=Side.BUYER)
        deal = Deal(
            id=plan_id, name=buyer, buyer=buyer, seller="Northwind", stakeholders=(person,),
            network=Network(steps=(), go_live=date(2027, 3, 31)),
        )  # fmt: skip
        self.store.add_plan(PlanRecord(id=plan_id, deal=deal, owner=owner, robot="r", document_id=plan_id))


@pytest.fixture
def world(tmp_path: Path) -> World:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    for email, name in ((SAM, "Sam Lee"), (TOM, "Tom Hill")):
        store.put_member(Member(email=email, subject=email, name=name))
    made = World(store, arrived(HOST, MIA))
    made.plan("acme", "Acme", "dana@acme.example")
    made.plan("zeta", "Zeta", "uma@zeta.example")
    return made


def test_a_call_goes_to_its_hosts_plan_with_the_buyers_people(world: World) -> None:
    done = world.told_and_read()

    assert (done.state, done.plan_id, done.call_id, done.seller) == (
        FileState.TAKEN, "acme", "call-1", SAM,
    )  # fmt: skip
    ((plan_id, given),) = world.taken
    assert (plan_id, given.source, given.name) == ("acme", "zoom:u1", "Kick-off")
    assert not given.guessed
    assert given.transcript is not None
    assert {one.name: one.side for one in given.transcript.attendees} == {
        "Sam Lee": Side.SELLER,
        "Mia Wolf": None,
    }
    assert ("after_call", "acme call-1") in world.jobs.asked


def test_a_call_that_is_told_five_times_is_fetched_once(world: World) -> None:
    for _ in range(5):
        world.told_and_read()

    assert (len(world.asked), len(world.taken)) == (1, 1)
    assert world.jobs.asked.count(("ingest", "zoom:u1")) == 1


def test_a_colleagues_call_is_nothing_for_my_plan(world: World) -> None:
    world.call = arrived(Person(name="Tom Hill", email=TOM), MIA, host=TOM)

    done = world.told_and_read()

    assert (done.state, done.seller, world.taken) == (FileState.UNPLACED, TOM, [])


@pytest.mark.parametrize(
    "call",
    [
        arrived(HOST, Person(name="Ann", email="ann@northwind.example"), title="Salaries"),
        arrived(HOST, Person(name="Tom Hill"), title="Salaries"),
        arrived(Person(name="Eve", email="eve@northwind.example"), MIA, host="eve@northwind.example"),
        arrived(HOST, MIA, said="…"),
    ],
    ids=["colleagues", "a colleague by name", "held by nobody we know", "nothing was said"],
)
def test_what_is_none_of_our_business_leaves_nothing_but_its_id(world: World, call: ArrivedCall) -> None:
    world.call = call

    done = world.told_and_read()

    assert (done.state, done.name, done.told, world.taken) == (FileState.IGNORED, "", "", [])
    world.told_and_read()
    assert len(world.asked) == 1


def test_a_call_with_a_stranger_waits_for_its_host_and_says_what_it_was(world: World) -> None:
    world.call = arrived(HOST, Person(name="Kim Oh", email="kim@gamma.example"))

    done = world.told_and_read()

    assert (done.state, done.seller, done.name) == (FileState.UNPLACED, SAM, "Kick-off")
    assert done.told == "2026-11-24, with Kim Oh. closeplan can't tell which plan it belongs to"


def test_the_only_open_deal_is_meant_where_nobody_speaks_against_it(world: World) -> None:
    world.plan("beta", "Beta", "b@beta.example", owner=TOM)
    caller = Person(name="+49301234567")
    world.call = arrived(Person(name="Tom Hill", email=TOM), caller, host=TOM)

    assert world.told_and_read().plan_id == "beta"
    assert [given.guessed for _, given in world.taken] == [True]


def test_a_person_places_a_call_and_it_is_fetched_again(world: World) -> None:
    world.call = arrived(HOST, Person(name="Kim Oh", email="kim@gamma.example"))
    waiting = world.told_and_read()
    world.store.settle_call_file(replace(waiting, state=FileState.DUE, plan_id="zeta"))

    done = world.read()

    assert done is not None
    assert (done.state, [plan_id for plan_id, _ in world.taken]) == (FileState.TAKEN, ["zeta"])


def test_a_call_that_nobody_is_known_to_have_held_waits_for_the_admins(world: World) -> None:
    world.call = arrived(MIA, host="")

    done = world.told_and_read()

    assert (done.state, done.seller) == (FileState.UNPLACED, "")


@pytest.mark.parametrize(
    "fault", [RetryLaterError("zoom is down"), OutsideError("larger than any should be", status=200)]
)
def test_what_may_work_later_stays_due_for_a_week_and_is_then_told(world: World, fault: OutsideError) -> None:
    world.fails = fault
    world.tell()
    with pytest.raises(OutsideError):
        world.read()
    assert [file.id for file in world.store.call_files(FileState.DUE)] == ["zoom:u1"]
    world.now = NOW + timedelta(days=8)

    done = world.read()

    assert done is not None
    assert (done.state, "did not come in 7 days" in done.told) == (FileState.PROBLEM, True)


def test_what_is_refused_is_told_and_what_is_gone_is_not(world: World) -> None:
    for number, fault in enumerate((ForbiddenError("a scope is missing"), RefusedError("no"))):
        world.fails = fault
        world.tell(f"x{number}")
        done = world.read(f"zoom:x{number}")
        assert done is not None
        assert (done.state, done.told) == (FileState.PROBLEM, str(fault))
    world.fails = NotFoundError("deleted")
    assert world.told_and_read().state is FileState.IGNORED


def test_calls_of_others_and_ids_that_are_none_are_not_even_noted(world: World) -> None:
    world.tell(host="eve@northwind.example")
    world.tell("a\x00b", host=SAM)
    world.tell("x" * 2_000, host=SAM)
    world.tell("", host=SAM)

    assert world.store.call_files(FileState.DUE) == []
    assert world.jobs.asked == []


def test_a_look_finds_what_no_message_told_though_listening_fails(world: World) -> None:
    world.heard = [CallNews(id="lost", host=SAM), CallNews(id="other", host="eve@northwind.example")]
    world.fails = ForbiddenError("no subscription for you")

    with pytest.raises(ForbiddenError):
        world.hear.listen("zoom")

    assert [(file.id, file.seller) for file in world.store.call_files(FileState.DUE)] == [("zoom:lost", SAM)]
