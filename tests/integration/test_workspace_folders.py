"""Folders: who sees a folder sees what lies in it, and hears of what is put there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload

from tests.integration.workspace_clients import google_client, running_workspace
from tests.running import BUYER, ROBOT, SELLER

FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def drive(base: str) -> Any:
    return google_client("drive", "v3", base, SELLER)


@pytest.fixture(scope="module")
def robot(base: str) -> Any:
    return google_client("drive", "v3", base, ROBOT)


def folder_of(drive: Any, parent: str = "root") -> str:
    body = {"name": "Transcripts", "mimeType": FOLDER, "parents": [parent]}
    return str(drive.files().create(body=body).execute()["id"])


def put(drive: Any, folder: str, text: bytes = b"WEBVTT") -> str:
    media = MediaInMemoryUpload(text, mimetype="text/vtt")
    body = {"name": "call.vtt", "parents": [folder]}
    return str(drive.files().create(body=body, media_body=media).execute()["id"])


def shared(drive: Any, file_id: str, role: str = "reader", email: str = ROBOT) -> str:
    body = {"type": "user", "role": role, "emailAddress": email}
    return str(drive.permissions().create(fileId=file_id, body=body).execute()["id"])


def sees(drive: Any, file_id: str) -> bool:
    try:
        drive.files().get(fileId=file_id).execute()
    except HttpError:
        return False
    return True


def test_what_is_put_into_a_shared_folder_is_heard_of_and_read(drive: Any, robot: Any) -> None:
    folder = folder_of(drive)
    shared(drive, folder)
    token = robot.changes().getStartPageToken().execute()["startPageToken"]
    file_id = put(drive, folder)

    fields = "changes(fileId,file(name,mimeType,parents))"
    heard = robot.changes().list(pageToken=token, fields=fields).execute()["changes"]
    assert heard == [
        {"fileId": file_id, "file": {"name": "call.vtt", "mimeType": "text/vtt", "parents": [folder]}}
    ]
    assert robot.files().get_media(fileId=file_id).execute() == b"WEBVTT"
    found = robot.files().list(q=f"'{folder}' in parents", fields="files(id)").execute()["files"]
    assert found == [{"id": file_id}]


def test_sharing_and_unsharing_a_folder_reaches_what_lies_deep_in_it(drive: Any, robot: Any) -> None:
    folder = folder_of(drive)
    file_id = put(drive, folder_of(drive, folder))
    assert not sees(robot, file_id)
    permission = shared(drive, folder)
    assert sees(robot, file_id)
    token = robot.changes().getStartPageToken().execute()["startPageToken"]
    drive.permissions().delete(fileId=folder, permissionId=permission).execute()

    assert not sees(robot, file_id)
    gone = robot.changes().list(pageToken=token).execute()["changes"]
    assert (file_id, True) in [(change["fileId"], change["removed"]) for change in gone]


def test_a_file_that_is_moved_away_keeps_only_what_it_was_shared_with_itself(drive: Any, robot: Any) -> None:
    folder, other = folder_of(drive), folder_of(drive)
    file_id = put(drive, folder)
    shared(drive, file_id, "reader", BUYER)
    shared(drive, folder, "writer", BUYER)
    shared(drive, folder)

    def roles() -> dict[str, str]:
        fields = "permissions(emailAddress,role)"
        shown = drive.files().get(fileId=file_id, fields=fields).execute()["permissions"]
        return {one["emailAddress"]: one["role"] for one in shown}

    assert roles() == {SELLER: "owner", BUYER: "writer", ROBOT: "reader"}
    drive.files().update(fileId=file_id, addParents=other, removeParents=folder).execute()
    assert roles() == {SELLER: "owner", BUYER: "reader"}


def test_whose_folder_it_is_stays_its_owners_secret(drive: Any, robot: Any) -> None:
    file_id = put(drive, folder_of(drive))
    shared(drive, file_id)

    assert "parents" not in robot.files().get(fileId=file_id, fields="id,parents").execute()
