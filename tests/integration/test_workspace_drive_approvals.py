"""Approvals as Google describes them: all must say yes, one no ends it, an edit asks everybody again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import SHEET, google_client, running_workspace
from tests.running import BUYER, SELLER

LEGAL = "legal@globex.example"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def clients(base: str) -> Iterator[dict[str, Any]]:
    made = {person: google_client("drive", "v3", base, person) for person in (SELLER, BUYER, LEGAL)}
    yield made
    for client in made.values():
        client.close()


@pytest.fixture(scope="module")
def sheets(base: str) -> Iterator[Any]:
    client = google_client("sheets", "v4", base, SELLER)
    yield client
    client.close()


@pytest.fixture
def file_id(clients: dict[str, Any]) -> str:
    drive = clients[SELLER]
    made: str = drive.files().create(body={"name": "contract", "mimeType": SHEET}).execute()["id"]
    for person in (BUYER, LEGAL):
        body = {"type": "user", "role": "reader", "emailAddress": person}
        drive.permissions().create(fileId=made, body=body).execute()
    return made


def started(drive: Any, file_id: str, **more: Any) -> str:
    body = {"reviewerEmails": [BUYER, LEGAL], **more}
    found: str = drive.approvals().start(fileId=file_id, body=body).execute()["approvalId"]
    return found


def step(drive: Any, kind: str, file_id: str, approval_id: str, **body: Any) -> Any:
    method = getattr(drive.approvals(), kind)
    return method(fileId=file_id, approvalId=approval_id, body=body).execute()


def responses(approval: Any) -> dict[str, str]:
    return {item["reviewer"]["emailAddress"]: item["response"] for item in approval["reviewerResponses"]}


def type_in(sheets: Any, file_id: str) -> None:
    values = sheets.spreadsheets().values()
    values.update(
        spreadsheetId=file_id, range="A1", valueInputOption="RAW", body={"values": [["x"]]}
    ).execute()


def test_the_last_yes_completes_it_and_locks_the_file(
    clients: dict[str, Any], sheets: Any, file_id: str
) -> None:
    approval = started(clients[SELLER], file_id, dueTime="2027-01-01T00:00:00Z")
    first = step(clients[BUYER], "approve", file_id, approval)
    last = step(clients[LEGAL], "approve", file_id, approval, message="fine")

    assert (first["status"], last["status"]) == ("IN_PROGRESS", "APPROVED")
    assert last["approvedRevisionId"] == "1"
    with pytest.raises(HttpError) as refused:
        type_in(sheets, file_id)
    assert refused.value.status_code == 403
    shown = clients[SELLER].files().get(fileId=file_id, fields="contentRestrictions,capabilities").execute()
    assert shown["contentRestrictions"][0]["readOnly"]
    assert not shown["capabilities"]["canModifyContent"]


def test_the_owner_unlocks_what_was_approved(clients: dict[str, Any], sheets: Any, file_id: str) -> None:
    started(clients[SELLER], file_id, lockFile=True)

    body = {"contentRestrictions": [{"readOnly": False}]}
    clients[SELLER].files().update(fileId=file_id, body=body).execute()

    type_in(sheets, file_id)


@pytest.mark.parametrize(
    ("behavior", "then"), [("RESET_APPROVAL", "NO_RESPONSE"), ("NO_APPROVAL_ACTION", "APPROVED")]
)
def test_an_edit_takes_a_yes_back_only_where_it_was_agreed(
    clients: dict[str, Any], sheets: Any, file_id: str, behavior: str, then: str
) -> None:
    approval = started(clients[SELLER], file_id, fileContentChangeBehavior=behavior)
    step(clients[BUYER], "approve", file_id, approval)
    clients[SELLER].files().update(fileId=file_id, body={"name": "renamed"}).execute()
    before = clients[SELLER].approvals().get(fileId=file_id, approvalId=approval).execute()

    type_in(sheets, file_id)

    after = clients[SELLER].approvals().get(fileId=file_id, approvalId=approval).execute()
    assert (responses(before)[BUYER], responses(after)[BUYER]) == ("APPROVED", then)


def test_one_no_ends_it_and_another_can_be_started(clients: dict[str, Any], file_id: str) -> None:
    approval = started(clients[SELLER], file_id)
    with pytest.raises(HttpError, match="already in progress"):
        started(clients[SELLER], file_id)

    declined = step(clients[BUYER], "decline", file_id, approval, message="not yet")

    assert (declined["status"], "completeTime" in declined) == ("DECLINED", True)
    with pytest.raises(HttpError, match="not in progress"):
        step(clients[LEGAL], "approve", file_id, approval)
    second = started(clients[SELLER], file_id)
    listed = clients[SELLER].approvals().list(fileId=file_id, fields="items(approvalId,status)").execute()
    assert [item["approvalId"] for item in listed["items"]] == [second, approval]
    assert clients[SELLER].approvals().list(fileId=file_id).execute() == {"kind": "drive#approvalList"}


def test_reviewers_are_replaced_until_they_answer(clients: dict[str, Any], file_id: str) -> None:
    approval = started(clients[SELLER], file_id)
    step(clients[BUYER], "approve", file_id, approval)
    new = "cfo@globex.example"
    swap = {"removedReviewerEmail": LEGAL, "addedReviewerEmail": new}

    after = step(clients[LEGAL], "reassign", file_id, approval, replaceReviewers=[swap])

    assert responses(after) == {BUYER: "APPROVED", new: "NO_RESPONSE"}
    late = {"removedReviewerEmail": BUYER, "addedReviewerEmail": LEGAL}
    with pytest.raises(HttpError, match="yet to respond"):
        step(clients[SELLER], "reassign", file_id, approval, replaceReviewers=[late])
    with pytest.raises(HttpError) as refused:
        step(clients[LEGAL], "reassign", file_id, approval, addReviewers=[{"addedReviewerEmail": LEGAL}])
    assert refused.value.status_code == 403


def test_only_writers_start_and_cancel_and_only_reviewers_answer(
    clients: dict[str, Any], file_id: str
) -> None:
    with pytest.raises(HttpError) as refused:
        started(clients[BUYER], file_id)
    assert refused.value.status_code == 403
    approval = started(clients[SELLER], file_id)
    for drive, kind in ((clients[BUYER], "cancel"), (clients[SELLER], "approve")):
        with pytest.raises(HttpError) as refused:
            step(drive, kind, file_id, approval)
        assert refused.value.status_code == 403

    assert step(clients[BUYER], "comment", file_id, approval, message="when?")["status"] == "IN_PROGRESS"
    assert step(clients[SELLER], "cancel", file_id, approval)["status"] == "CANCELLED"
