from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local_workspace import channels
from local_workspace.drive import model
from local_workspace.drive.model import DriveFile, Grant
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet
from local_workspace.storage import FolderInUseError, Storage, Touch, Transaction

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAM = Actor("sam@northwind.example", "Sam")
DANA = Actor("dana@acme.example", "Dana")


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(tmp_path)
    yield opened
    opened.close()


def add_sheet(db: Transaction, file_id: str = "f") -> DriveFile:
    file = DriveFile(file_id, model.SPREADSHEET, SAM.email, 0, trashed=False, resource={"name": "plan"})
    model.save_file(db, file)
    for actor, role in ((SAM, "owner"), (DANA, "writer")):
        model.save_grant(db, Grant(file_id, actor.user_id, "user", role, actor.email))
    db.save_document(file_id, Spreadsheet.new(file_id, "plan"))
    return model.touch(db, file, SAM, NOW, content=True)


def log_of(db: Transaction, person: Actor) -> list[tuple[int, str]]:
    rows = db.rows("SELECT seq, file_id FROM changes WHERE person = ? ORDER BY seq", person.email)
    return [(row["seq"], row["file_id"]) for row in rows]


def test_a_failed_transaction_leaves_nothing_in_memory_or_store(storage: Storage) -> None:
    with storage.transaction() as db:
        add_sheet(db)

    with suppress(ZeroDivisionError), storage.transaction() as db:
        document = db.document_to_edit("f")
        document.title = "half done"
        db.save_document("f", document)
        raise ZeroDivisionError

    with storage.transaction() as db:
        assert db.document("f").title == "plan"


def test_documents_come_back_after_a_restart(tmp_path: Path) -> None:
    first = Storage(tmp_path)
    with first.transaction() as db:
        add_sheet(db)
    first.close()

    again = Storage(tmp_path)
    with again.transaction() as db:
        assert db.document("f").title == "plan"
        assert db.has_document("f")
        assert not db.has_document("g")
    again.close()


def test_two_workspaces_never_share_a_folder(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(FolderInUseError, match="another Workspace"):
        Storage(tmp_path)


def test_a_change_log_holds_each_file_once_at_its_last_place(storage: Storage) -> None:
    with storage.transaction() as db:
        first, second = add_sheet(db, "one"), add_sheet(db, "two")
        model.touch(db, first, DANA, NOW, content=True)

        assert [file_id for _, file_id in log_of(db, SAM)] == ["two", "one"]
        assert [file_id for _, file_id in log_of(db, DANA)] == ["two", "one"]
        assert channels.last_change(db) == log_of(db, DANA)[-1][0]
        assert second.version == 1


def test_edits_close_in_time_are_one_revision_named_after_the_last_editor(storage: Storage) -> None:
    with storage.transaction() as db:
        file = add_sheet(db)
        file = model.touch(db, file, DANA, NOW.replace(minute=1), content=True)
        model.touch(db, file, SAM, NOW.replace(minute=30), content=True)

        rows = db.rows("SELECT id, person FROM revisions WHERE file_id = 'f' ORDER BY id")
        assert [(row["id"], row["person"]) for row in rows] == [(1, DANA.email), (2, SAM.email)]


def test_listeners_hear_of_what_is_durable_and_of_nothing_else(storage: Storage) -> None:
    heard: list[list[Touch]] = []
    storage.listen(heard.append)
    with suppress(ZeroDivisionError), storage.transaction() as db:
        add_sheet(db)
        raise ZeroDivisionError
    assert heard == []

    with storage.transaction() as db:
        add_sheet(db)

    assert heard == [[Touch("f", 1, "Sam")]]


def test_deleting_a_file_takes_everything_of_it(storage: Storage) -> None:
    with storage.transaction() as db:
        add_sheet(db)
        db.run("DELETE FROM files WHERE id = 'f'")
        db.forget_document("f")

        assert not db.has_document("f")
        assert model.grants_of(db, "f") == []
        assert db.rows("SELECT 1 FROM revisions") == []
