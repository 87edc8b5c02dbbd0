"""What becomes of a file in a watched folder: read, waited for, or told why not; never tried for ever."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from closeplan.calls.file_kinds import GOOGLE_DOC, MOST_BYTES
from closeplan.errors import InputError, Mistake, NotFoundError, RetryLaterError
from closeplan.plan.model import Deal, Network, Side, Stakeholder
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, CallFolder, DriveFile, FileState
from closeplan.services.ingest import HandedIn
from closeplan.services.read_call_file import ReadCallFile
from closeplan.services.take_call import TakeCall

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SAM = "sam@northwind.example"
FOLDER = CallFolder(id="f", seller=SAM, name="Calls", since=NOW - timedelta(days=1))
FILE = CallFile(id="a", folder_id="f", seller=SAM, name="a.vtt", version=1, seen_at=NOW)
FOUND = DriveFile(id="a", name="a.vtt", mime_type="text/vtt", version=1, changed_at=NOW - timedelta(hours=1))
CALL = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana Fischer>Hello.</v>\n"


@dataclass
class World:
    """A store with one plan, a drive with one file, and an ingest that notes what it was handed."""

    store: SqlStore
    found: DriveFile = FOUND
    content: bytes = CALL
    taken: list[HandedIn] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    fails: Exception | None = None
    jobs: RecordingJobs = field(default_factory=RecordingJobs)

    def look(self, _file_id: str) -> DriveFile:
        return self.found

    def read(self, _file: DriveFile) -> bytes:
        return self.content

    def calls(self, _plan_id: str) -> list[Any]:
        return [SimpleNamespace(id=one, source="drive:a") for one in self.kept] + [
            SimpleNamespace(id="another file's", source="drive:b")
        ]

    def ingest(self, _record: PlanRecord, given: HandedIn) -> Any:
        if self.fails:
            raise self.fails
        self.taken.append(given)
        self.kept.append(f"call-{len(self.taken)}")
        return SimpleNamespace(record=SimpleNamespace(id=self.kept[-1]), problems=())

    def run(self, file: CallFile = FILE, folder: CallFolder | None = FOLDER) -> CallFile | None:
        self.store.hear_of_file(file)
        reading = ReadCallFile(
            book=self.store,
            drive=cast("Any", self),
            folder_of=lambda _folder_id: folder,
            take=TakeCall(
                book=self.store,
                plans=self.store,
                calls=cast("Any", self),
                ingest=cast("Any", self.ingest),
                erase=cast("Any", lambda _record, call_id, by: self.erased.append(call_id)),
                jobs=self.jobs,
            ),
            clock=cast("Any", SimpleNamespace(now=lambda: NOW)),
            time_zone="Europe/Berlin",
        )
        reading(file.id)
        return self.store.call_file(file.id)


@pytest.fixture
def world(tmp_path: Path) -> World:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    dana = Stakeholder(id="d", name="Dana Fischer", side=Side.BUYER)
    deal = Deal(
        id="acme", name="Acme", buyer="Acme", seller="Northwind", stakeholders=(dana,),
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )  # fmt: skip
    store.add_plan(PlanRecord(id="acme", deal=deal, owner=SAM, robot="r", document_id="sheet"))
    return World(store)


def test_a_call_goes_to_the_plan_of_its_people_and_is_followed_up(world: World) -> None:
    done = world.run()
    assert done is not None
    assert (done.state, done.plan_id, done.call_id) == (FileState.TAKEN, "acme", "call-1")
    assert (world.taken[0].source, world.taken[0].day) == ("drive:a", date(2026, 11, 23))
    assert ("after_call", "acme call-1") in world.jobs.asked


def test_a_changed_file_takes_the_place_of_what_it_said_before(world: World) -> None:
    world.run()
    done = world.run(replace(FILE, version=2))
    assert done is not None
    assert done.call_id == "call-2"
    assert world.erased == ["call-1"]


def test_a_doc_that_is_being_written_is_waited_for(world: World) -> None:
    world.found = replace(FOUND, mime_type=GOOGLE_DOC, changed_at=NOW - timedelta(seconds=4))
    with pytest.raises(RetryLaterError) as waits:
        world.run()
    assert waits.value.after == pytest.approx(6)
    assert [file.id for file in world.store.call_files(FileState.DUE)] == ["a"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"content": b"\x00\x01"}, ""),
        ({"found": replace(FOUND, size=MOST_BYTES + 1)}, "20 at most"),
        ({"fails": InputError([Mistake("a.vtt", "broken")])}, "broken"),
        ({"fails": ZeroDivisionError()}, "it was noted"),
    ],
)
def test_what_cant_be_read_says_so_and_is_not_tried_again(
    world: World, change: dict[str, Any], told: str
) -> None:
    world = replace(world, **change)
    done = world.run()
    assert done is not None
    assert done.state is FileState.PROBLEM
    assert done.told
    assert told in done.told
    assert world.run() == done


def test_what_may_work_later_stays_due(world: World) -> None:
    for fault in (RetryLaterError("quota"), NotFoundError("nobody has looked at the plan yet")):
        world.fails = fault
        with pytest.raises(RetryLaterError):
            world.run()
        assert [file.id for file in world.store.call_files(FileState.DUE)] == ["a"]


def test_what_lay_there_before_or_is_gone_is_forgotten(world: World) -> None:
    world.found = replace(FOUND, changed_at=FOLDER.since - timedelta(days=1))
    assert world.run() is None
    world.found = replace(FOUND, trashed=True)
    assert world.run() is None
    assert not world.taken
