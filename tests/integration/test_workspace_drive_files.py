"""Files in Drive: found, moved, shared, watched, kept in revisions, as unmodified clients ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload

from tests.integration.workspace_clients import SHEET, Receiver, google_client, receiving, running_workspace
from tests.running import BUYER, SELLER, eventually

FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def drive(base: str) -> Iterator[Any]:
    client = google_client("drive", "v3", base, SELLER)
    yield client
    client.close()


@pytest.fixture(scope="module")
def buyer(base: str) -> Iterator[Any]:
    client = google_client("drive", "v3", base, BUYER)
    yield client
    client.close()


@pytest.fixture(scope="module")
def sheets(base: str) -> Iterator[Any]:
    client = google_client("sheets", "v4", base, SELLER)
    yield client
    client.close()


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def new_file(drive: Any, mime_type: str = SHEET, **body: Any) -> str:
    made: str = drive.files().create(body={"name": "f", "mimeType": mime_type, **body}).execute()["id"]
    return made


def shared(drive: Any, file_id: str, role: str = "writer", **more: Any) -> str:
    body = {"type": "user", "role": role, "emailAddress": BUYER, **more}
    made: str = (
        drive.permissions().create(fileId=file_id, body=body, emailMessage="please look").execute()["id"]
    )
    return made


def found(drive: Any, q: str, **more: Any) -> list[str]:
    files = drive.files().list(q=q, fields="files(name)", **more).execute()["files"]
    return [item["name"] for item in files]


def type_in(sheets: Any, file_id: str) -> None:
    values = sheets.spreadsheets().values()
    values.update(
        spreadsheetId=file_id, range="A1", valueInputOption="RAW", body={"values": [["x"]]}
    ).execute()


def test_queries_combine_and_order(drive: Any) -> None:
    place = new_file(drive, FOLDER)
    for name, mark in (("b", "1"), ("a", "2"), ("c", "1")):
        new_file(drive, name=name, parents=[place], appProperties={"mark": mark})
    mine = f"'{place}' in parents"

    either = f"{mine} and (name = 'a' or appProperties has {{ key='mark' and value='1' }}) and not name='c'"
    assert found(drive, either, orderBy="name") == ["a", "b"]
    assert found(drive, f"{mine} and modifiedTime > '2026-01-01T00:00:00'", orderBy="name desc") == [
        "c",
        "b",
        "a",
    ]
    assert found(drive, f"{mine} and modifiedTime > '2099-01-01T00:00:00+02:00'") == []
    assert found(drive, f"{mine} and visibility = 'limited'", orderBy="name", pageSize=1) == ["a"]


def test_files_move_between_folders_and_through_the_bin(drive: Any) -> None:
    here, there = new_file(drive, FOLDER), new_file(drive, FOLDER)
    file_id = new_file(drive, parents=[here])

    moved = (
        drive.files().update(fileId=file_id, addParents=there, removeParents=here, fields="parents").execute()
    )
    drive.files().update(fileId=file_id, body={"trashed": True}).execute()
    binned = found(drive, f"'{there}' in parents and trashed = true")
    drive.files().update(fileId=file_id, body={"trashed": False}).execute()

    assert (moved["parents"], binned) == ([there], ["f"])
    assert found(drive, f"'{there}' in parents and trashed = true") == []


def test_shortcuts_keep_what_they_point_to(drive: Any) -> None:
    target = new_file(drive)
    body = {"shortcutDetails": {"targetId": target}}

    shortcut = new_file(drive, SHORTCUT, **body)

    shown = drive.files().get(fileId=shortcut, fields="shortcutDetails").execute()
    assert shown["shortcutDetails"] == {"targetId": target, "targetMimeType": SHEET}
    with pytest.raises(HttpError, match="File not found: nowhere"):
        new_file(drive, SHORTCUT, shortcutDetails={"targetId": "nowhere"})


def test_a_star_is_the_persons_who_gave_it(drive: Any, buyer: Any) -> None:
    file_id = new_file(drive)
    shared(drive, file_id, "reader")

    buyer.files().update(fileId=file_id, body={"starred": True}).execute()

    assert buyer.files().get(fileId=file_id, fields="starred").execute() == {"starred": True}
    assert drive.files().get(fileId=file_id, fields="starred").execute() == {"starred": False}


def test_what_was_shared_with_a_person_is_found_as_such(drive: Any, buyer: Any) -> None:
    file_id = new_file(drive, name=f"deal {uuid4()}")
    shared(drive, file_id)
    own = new_file(buyer, name="my own")

    listed = (
        buyer.files()
        .list(q="sharedWithMe", fields="files(id,sharedWithMeTime,sharingUser)")
        .execute()["files"]
    )

    assert own not in [item["id"] for item in listed]
    one = next(item for item in listed if item["id"] == file_id)
    assert one["sharingUser"]["emailAddress"] == SELLER
    assert one["sharedWithMeTime"].endswith("Z")


@pytest.mark.parametrize(
    "more", [{"corpora": "drive", "driveId": "x"}, {"corpora": "domain"}, {"driveId": "x"}]
)
def test_shared_drives_are_refused_by_name(drive: Any, more: dict[str, str]) -> None:
    with pytest.raises(HttpError, match=r"drive\.files\.list with") as refused:
        drive.files().list(**more).execute()

    assert refused.value.status_code == 501


def test_a_share_ends_at_its_time(base: str, drive: Any, buyer: Any) -> None:
    file_id = new_file(drive)
    end = datetime.now(UTC) + timedelta(days=300)
    now = requests.get(base + "/_control/time", timeout=5)
    if now.ok and "now" in now.json():
        end = datetime.fromisoformat(now.json()["now"]) + timedelta(days=300)
    shared(drive, file_id, expirationTime=end.isoformat())
    assert buyer.files().get(fileId=file_id).execute()["id"] == file_id

    requests.post(base + "/_control/time", json={"now": (end + timedelta(seconds=1)).isoformat()}, timeout=5)

    with pytest.raises(HttpError, match="File not found"):
        buyer.files().get(fileId=file_id).execute()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"type": "anyone", "role": "reader", "expirationTime": "2027-01-01T00:00:00Z"}, "cannot be set"),
        (
            {
                "type": "user",
                "role": "reader",
                "emailAddress": BUYER,
                "expirationTime": "2020-01-01T00:00:00Z",
            },
            "future",
        ),
        ({"type": "domain", "role": "reader", "domain": "globex.example"}, "type domain"),
    ],
)
def test_shares_that_drive_refuses(drive: Any, body: dict[str, str], says: str) -> None:
    with pytest.raises(HttpError, match=says):
        drive.permissions().create(fileId=new_file(drive), body=body).execute()


def test_a_new_owner_gets_the_file_and_the_old_one_writes(drive: Any, buyer: Any) -> None:
    file_id = new_file(drive)
    permission = shared(drive, file_id)
    with pytest.raises(HttpError, match="transferOwnership"):
        drive.permissions().update(fileId=file_id, permissionId=permission, body={"role": "owner"}).execute()

    drive.permissions().update(
        fileId=file_id, permissionId=permission, body={"role": "owner"}, transferOwnership=True
    ).execute()

    assert buyer.files().get(fileId=file_id, fields="ownedByMe").execute() == {"ownedByMe": True}
    shown = drive.files().get(fileId=file_id, fields="ownedByMe,capabilities(canEdit,canDelete)").execute()
    assert shown == {"ownedByMe": False, "capabilities": {"canEdit": True, "canDelete": False}}


def test_edits_close_in_time_are_one_revision_and_nobody_is_named_for_a_guest(
    base: str, drive: Any, sheets: Any
) -> None:
    file_id = new_file(drive)
    drive.permissions().create(fileId=file_id, body={"type": "anyone", "role": "writer"}).execute()
    type_in(sheets, file_id)
    type_in(sheets, file_id)
    requests.post(base + "/_control/time", json={"advance_seconds": 3600}, timeout=5)
    anonymous = google_client("sheets", "v4", base, "anonymous")
    type_in(anonymous, file_id)
    anonymous.close()

    revisions = (
        drive.revisions()
        .list(fileId=file_id, fields="revisions(id,lastModifyingUser)")
        .execute()["revisions"]
    )

    assert [("lastModifyingUser" in item) for item in revisions] == [True, False]


def test_revisions_of_uploads_are_kept_and_deleted(drive: Any) -> None:
    made = drive.files().create(media_body=MediaInMemoryUpload(b"1", mimetype="text/plain")).execute()["id"]
    second = MediaInMemoryUpload(b"22", mimetype="text/plain")
    drive.files().update(fileId=made, media_body=second).execute()

    kept = (
        drive.revisions()
        .update(fileId=made, revisionId="1", body={"keepForever": True}, fields="keepForever")
        .execute()
    )
    drive.revisions().delete(fileId=made, revisionId="2").execute()

    assert kept == {"keepForever": True}
    assert drive.files().get(fileId=made, fields="size,headRevisionId").execute() == {
        "size": "1",
        "headRevisionId": "1",
    }
    with pytest.raises(HttpError) as refused:
        drive.revisions().delete(fileId=made, revisionId="1").execute()
    assert refused.value.status_code == 403


def test_a_watched_file_tells_what_happened_to_it_and_other_files_nothing(
    drive: Any, sheets: Any, hook: Receiver
) -> None:
    file_id, other = new_file(drive), new_file(drive)
    body = {"id": uuid4().hex, "type": "web_hook", "address": hook.url}
    channel = drive.files().watch(fileId=file_id, body=body).execute()
    eventually(lambda: hook.states() == ["sync"])
    type_in(sheets, other)
    type_in(sheets, file_id)
    eventually(lambda: len(hook.posts) == 2)
    shared(drive, file_id)
    eventually(lambda: len(hook.posts) == 3)
    drive.files().update(fileId=file_id, body={"trashed": True}).execute()
    eventually(lambda: len(hook.posts) == 4)

    assert hook.states() == ["sync", "update", "update", "trash"]
    assert [post.headers.get("x-goog-changed") for post in hook.posts] == [
        None,
        "content",
        "permissions",
        None,
    ]
    assert file_id in hook.posts[1].headers["x-goog-resource-uri"]
    drive.channels().stop(body={"id": channel["id"], "resourceId": channel["resourceId"]}).execute()


def test_a_files_channel_lives_a_day_at_most(drive: Any, hook: Receiver) -> None:
    body = {"id": uuid4().hex, "type": "web_hook", "address": hook.url, "expiration": str(10**14)}

    short = drive.files().watch(fileId=new_file(drive), body=body).execute()
    long = drive.changes().watch(pageToken="1", body={**body, "id": uuid4().hex}).execute()

    assert int(long["expiration"]) - int(short["expiration"]) > 5 * 86_400_000
    for channel in (short, long):
        drive.channels().stop(body={"id": channel["id"], "resourceId": channel["resourceId"]}).execute()


def test_about_says_what_is_used_and_what_can_be_converted(drive: Any) -> None:
    fields = "user,storageQuota,importFormats,exportFormats"
    before = drive.about().get(fields=fields).execute()
    drive.files().create(media_body=MediaInMemoryUpload(b"x" * 1000, mimetype="image/png")).execute()

    after = drive.about().get(fields=fields).execute()

    assert int(after["storageQuota"]["usage"]) - int(before["storageQuota"]["usage"]) == 1000
    assert SHEET in after["importFormats"]["text/csv"]
    assert "application/pdf" in after["exportFormats"][SHEET]


def test_copies_take_content_and_description_and_leave_comments(drive: Any) -> None:
    file_id = new_file(drive, description="why", properties={"a": "1"})
    drive.comments().create(fileId=file_id, body={"content": "hm"}, fields="id").execute()

    twin = drive.files().copy(fileId=file_id, body={}, fields="id,name,description,properties").execute()

    assert (twin["name"], twin["description"], twin["properties"]) == ("Copy of f", "why", {"a": "1"})
    assert drive.comments().list(fileId=twin["id"], fields="comments").execute() == {"comments": []}


def test_deleted_replies_are_shown_to_those_only_who_ask(drive: Any) -> None:
    file_id = new_file(drive)
    comment = drive.comments().create(fileId=file_id, body={"content": "when?"}, fields="id").execute()["id"]
    place = {"fileId": file_id, "commentId": comment}
    reply = drive.replies().create(**place, body={"content": "soon"}, fields="id").execute()["id"]
    drive.replies().delete(**place, replyId=reply).execute()

    plain = drive.comments().get(**place, fields="replies").execute()
    whole = drive.comments().get(**place, fields="replies", includeDeleted=True).execute()

    assert (plain["replies"], len(whole["replies"])) == ([], 1)
    late = drive.comments().list(
        fileId=file_id, fields="comments", startModifiedTime="2099-01-01T00:00:00+02:00"
    )
    assert late.execute() == {"comments": []}
