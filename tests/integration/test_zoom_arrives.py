"""A Zoom call on its whole way: the signed message, an hour in which Zoom is down, the fetch, the plan or the question."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from closeplan.errors import RetryLaterError
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Network, Plan, Side, Stakeholder
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, FileState
from tests.vendors.calls import SAM, Held
from tests.vendors.server import refusal
from tests.vendors.zoom import FakeZoom

UUID = "4444AAAiAAAAAiAiAiiAii=="
STARTED = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)


@dataclass
class World:
    """A backend that has Zoom set up, with one plan of Sam's, and the Zoom."""

    backend: Backend
    zoom: FakeZoom
    jobs: RecordingJobs

    def tell(self, secret: str = "zoom-secret") -> int:
        """Zoom posts that a transcript is there; the status of the answer."""
        meeting = {"uuid": UUID, "host_email": SAM[1], "recording_files": [{"file_type": "TRANSCRIPT"}]}
        told = {"event": "recording.transcript_completed", "event_ts": 1, "payload": {"object": meeting}}
        body, stamp = json.dumps(told), str(int(time.time()))
        digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {"x-zm-signature": f"v0={digest}", "x-zm-request-timestamp": stamp}
        posted = create_app(self.backend).test_client().post("/webhooks/zoom", data=body, headers=headers)
        return posted.status_code

    def read(self) -> None:
        """What the queue was asked to read is read."""
        for _, file_id in [one for one in self.jobs.asked if one[0] == "ingest"]:
            self.backend.parts.call_wiring.read(file_id)

    @property
    def file(self) -> CallFile:
        found = self.backend.parts.store.call_file(f"zoom:{UUID}")
        assert found is not None
        return found


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FakeZoom() as zoom:
        zoom.meetings[UUID] = replace(Held(), started=STARTED)
        keys = {"url": zoom.url, "token": zoom.token, "secret": "zoom-secret"}
        settings = read_settings(data=tmp_path, workspace_url="http://w.example", vendors={"zoom": keys})
        jobs = RecordingJobs()
        backend = bootstrap(settings, jobs=jobs)
        backend.parts.people.add(SAM[1], name=SAM[0])
        backend.parts.store.add_plan(plan())
        yield World(backend, zoom, jobs)


def plan() -> PlanRecord:
    person = Stakeholder(id="d", name="Dana Fischer", email="dana@acme.example", side=Side.BUYER)
    deal = Deal(
        id="acme", name="Acme", buyer="Acme", seller="Northwind", stakeholders=(person,),
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )  # fmt: skip
    seen = Snapshot(plan=Plan(stakeholders=(person,)), baseline={}, taken_at=STARTED)
    return PlanRecord(id="acme", deal=deal, owner=SAM[1], robot="r", document_id="s", snapshot=seen)


def kept(world: World) -> list[Any]:
    return world.backend.parts.store.kept_calls("acme")


def test_a_call_is_in_its_plan_once_however_often_it_is_told(world: World) -> None:
    assert [world.tell(), world.tell()] == [204, 204]
    world.read()
    world.read()

    (call,) = kept(world)
    assert (call.record.title, call.record.source) == ("Acme kick-off", f"zoom:{UUID}")
    assert {one.name: one.side for one in call.call.people if one.name == "Sam Lee"} == {
        "Sam Lee": Side.SELLER
    }
    assert (world.file.state, world.file.plan_id) == (FileState.TAKEN, "acme")


def test_an_hour_in_which_zoom_is_down_loses_nothing(world: World) -> None:
    world.zoom.go_down(refusal(503))
    world.tell()
    with pytest.raises(RetryLaterError):
        world.read()
    assert world.file.state is FileState.DUE
    world.zoom.come_back()
    world.jobs.asked.clear()

    world.backend.parts.call_wiring.hear.heal()  # what the sweep does: ask again for what waits
    world.read()

    assert len(kept(world)) == 1


def test_a_message_that_was_lost_is_made_up_for_by_a_look(world: World) -> None:
    world.backend.parts.deliveries.listen_to("zoom")
    world.read()

    assert len(kept(world)) == 1


def test_a_forged_message_leaves_nothing(world: World) -> None:
    assert world.tell("another secret") == 403
    assert world.jobs.asked == []


def test_a_call_of_a_vendor_that_is_set_up_no_more_goes_on_waiting(world: World, tmp_path: Path) -> None:
    world.tell()
    without = bootstrap(read_settings(data=tmp_path, workspace_url="http://w.example"), jobs=RecordingJobs())

    without.parts.call_wiring.read(f"zoom:{UUID}")

    assert world.file.state is FileState.DUE
