"""What the store remembers of watched folders and the transcripts in them, on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from addon.adapters.store import SqlStore
from closeplan.errors import ConflictError
from closeplan.records import Member
from closeplan.records.call_files import CallFile, CallFolder, FileState

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FOLDER = CallFolder(id="f", seller="sam@x.example", name="Calls", since=NOW)
FILE = CallFile(id="a", folder_id="f", seller="sam@x.example", name="a.vtt\x00", version=3, seen_at=NOW)


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    return open_store()


def test_a_file_is_due_once_for_each_version(store: SqlStore) -> None:
    assert [store.hear_of_file(FILE), store.hear_of_file(FILE)] == [True, False]
    assert store.settle_call_file(replace(FILE, state=FileState.TAKEN, plan_id="p", call_id="c"))
    assert not store.hear_of_file(replace(FILE, version=2))

    assert store.hear_of_file(replace(FILE, version=4, name="b.vtt"))
    known = store.call_file("a")
    assert known == replace(FILE, version=4, name="b.vtt", plan_id="p", call_id="c")
    assert store.call_files(FileState.DUE) == [known]


def test_what_came_of_an_old_version_does_not_hide_a_newer_one(store: SqlStore) -> None:
    store.hear_of_file(FILE)
    store.hear_of_file(replace(FILE, version=9))
    assert not store.settle_call_file(replace(FILE, state=FileState.PROBLEM, told="broken"))
    assert store.call_files(FileState.PROBLEM) == []


def test_what_a_person_put_aside_stays_aside(store: SqlStore) -> None:
    store.hear_of_file(FILE)
    store.settle_call_file(replace(FILE, state=FileState.IGNORED))
    assert not store.hear_of_file(replace(FILE, version=9))


def test_a_folder_is_one_sellers_and_leaves_with_what_waits_in_it(store: SqlStore) -> None:
    store.put_call_folder(FOLDER)
    store.put_call_folder(replace(FOLDER, plan_id="p"))
    with pytest.raises(ConflictError, match="another seller"):
        store.put_call_folder(replace(FOLDER, seller="max@x.example"))
    assert store.call_folders() == [replace(FOLDER, plan_id="p")]
    store.tell_of_folder("f", "out of reach")
    assert store.call_folders()[0].told == "out of reach"
    store.hear_of_file(FILE)
    store.hear_of_file(replace(FILE, id="b"))
    store.settle_call_file(replace(FILE, id="b", state=FileState.TAKEN))

    assert not store.remove_call_folder("f", "max@x.example")
    assert store.remove_call_folder("f", "sam@x.example")
    assert store.call_folders() == []
    assert store.call_file("a") is None
    assert store.call_file("b") is not None


def test_folders_go_with_their_seller_and_leave_with_them(store: SqlStore) -> None:
    store.put_member(Member(email="sam@x.example", subject="s"))
    store.put_call_folder(FOLDER)
    store.hear_of_file(FILE)
    store.move_member("sam@x.example", Member(email="sam@y.example", subject="s"))
    assert [folder.seller for folder in store.call_folders()] == ["sam@y.example"]
    assert [file.seller for file in store.call_files(FileState.DUE)] == ["sam@y.example"]

    store.remove_member("sam@y.example")
    assert store.call_folders() == []
    assert store.call_file("a") is None
