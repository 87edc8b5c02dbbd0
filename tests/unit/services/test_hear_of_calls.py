"""Which files of a feed are transcripts, and whose folders may be watched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.settings import read_settings
from closeplan.calls.file_kinds import folder_id_in
from closeplan.errors import ForbiddenError, InputError, NotFoundError, SettingsError
from closeplan.records import FileChange
from closeplan.records.call_files import CallFolder, DriveFile, FileState
from closeplan.services.hear_of_calls import OUT_OF_REACH, HearOfCalls
from closeplan.services.place_call_file import PlaceCallFile
from tests.contract.test_store import record

ID = "1AbCdEf-_GhIjKlMnOpQrStUv"
SAM = "sam@northwind.example"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class World:
    """Sam's folder `f` and the installation's `g`; in `f` lies a transcript that no notification told of."""

    store: SqlStore
    jobs: RecordingJobs
    gone: bool = False

    def listed(self, folder_id: str, _since: datetime) -> list[DriveFile]:
        if self.gone:
            raise NotFoundError("no such folder")
        lost = DriveFile(id="lost", name="lost.vtt", mime_type="text/vtt", version=1, changed_at=NOW)
        return [lost] if folder_id == "f" else []

    @property
    def hear(self) -> HearOfCalls:
        clock = SimpleNamespace(now=lambda: NOW)
        return HearOfCalls(
            book=self.store, drive=cast("Any", self), clock=cast("Any", clock), jobs=self.jobs, shared=("g",)
        )


@pytest.fixture
def world(tmp_path: Path) -> World:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    store.put_call_folder(CallFolder(id="f", seller=SAM, name="Calls", since=NOW, plan_id="acme"))
    return World(store, RecordingJobs())


def change(file_id: str, parent: str, name: str = "call.vtt", *, gone: bool = False) -> FileChange:
    return FileChange(
        file_id=file_id, version=3, who=SAM, by_robot=False, gone=gone, at=NOW, name=name,
        mime_type="application/octet-stream", parents=(parent,),
    )  # fmt: skip


def test_only_transcripts_in_watched_folders_are_heard_of_and_once(world: World) -> None:
    news = [change("a", "f"), change("b", "elsewhere"), change("c", "f", "call.mp4"), change("d", "g")]
    assert world.hear(news) == ["a", "d"]
    assert world.hear(news) == []
    known = world.store.call_file("a")
    assert known is not None
    assert (known.seller, known.plan_id) == (SAM, "acme")


@pytest.mark.parametrize("left", [change("a", "f", gone=True), change("a", "elsewhere")])
def test_a_file_that_left_its_folder_waits_for_nothing(world: World, left: FileChange) -> None:
    world.hear([change("a", "f")])
    world.hear([left])
    assert world.store.call_file("a") is None


def test_what_no_notification_told_of_is_found_and_what_waits_is_asked_for_again(world: World) -> None:
    world.hear([change("a", "f")])
    world.hear.heal()
    assert {asked for asked in world.jobs.asked if asked[0] == "ingest"} == {
        ("ingest", "a"),
        ("ingest", "lost"),
    }


def test_a_folder_out_of_reach_says_so_until_it_is_back(world: World) -> None:
    world.gone = True
    world.hear.heal()
    assert world.store.call_folders()[0].told == OUT_OF_REACH
    world.gone = False
    world.hear.heal()
    assert world.store.call_folders()[0].told == ""


def test_what_waits_in_the_installations_folder_is_the_admins(world: World) -> None:
    world.hear([change("d", "g")])
    waiting = PlaceCallFile(book=world.store, plans=world.store, jobs=world.jobs)
    file = world.store.call_file("d")
    assert file is not None
    world.store.settle_call_file(replace(file, state=FileState.UNPLACED))
    assert waiting.waiting(SAM) == []
    (shown,) = waiting.waiting(SAM, is_admin=True)

    for plan_id, owner in (("hers", "eve@northwind.example"), ("his", SAM)):
        world.store.add_plan(replace(record(plan_id), owner=owner, document_id=f"doc of {plan_id}"))
    assert {one.id for one in waiting.choices(shown)} >= {"hers", "his"}
    assert [one.id for one in waiting.choices(replace(shown, seller=SAM))] == ["his"]
    with pytest.raises(ForbiddenError):
        waiting.place(replace(shown, seller=SAM), "hers")
    with pytest.raises(InputError, match="choose the plan"):
        waiting.place(shown, "")
    waiting.place(shown, "hers")
    placed = world.store.call_file("d")
    assert placed is not None
    assert (placed.state, placed.plan_id) == (FileState.DUE, "hers")


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f" {ID}\n",
        f"https://drive.google.com/drive/folders/{ID}?usp=sharing",
        f"https://drive.google.com/drive/u/0/folders/{ID}",
        f"https://drive.google.com/open?id={ID}&authuser=0",
        f"http://127.0.0.1:8085/#/folder/{ID}",
    ],
)
def test_a_folder_is_named_by_its_id_or_its_address(text: str) -> None:
    assert folder_id_in(text) == ID


@given(st.text(alphabet=st.characters(exclude_categories=("L", "N"), exclude_characters="-_")))
def test_what_has_no_id_is_told_so(text: str) -> None:
    with pytest.raises(InputError, match="address bar"):
        folder_id_in(text)


def test_a_wrong_folder_among_the_settings_is_named_at_the_start() -> None:
    found = read_settings(call_folders=f"https://drive.google.com/drive/folders/{ID}, {ID}x")
    assert found.call_folder_ids == (ID, f"{ID}x")
    with pytest.raises(SettingsError, match="CLOSEPLAN_CALL_FOLDERS"):
        read_settings(call_folders="the folder on the left")
