"""`--quota default`: Google's limits a minute, and its words beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import requests

from local_workspace.discovery import method_named
from local_workspace.drive.refusals import DriveError
from local_workspace.errors import ApiError
from local_workspace.quota import Quota
from tests.integration.workspace_clients import SHEET, Http, running_workspace
from tests.running import SELLER


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace"), "--quota", "default") as process:
        yield process.ready["workspace"]


@pytest.fixture
def file_id(base: str) -> str:
    """A sheet that everybody may write, in a minute that has just begun."""
    seller = Http(base, f"local:{SELLER}")
    made = seller("POST", "/drive/v3/files", json={"name": "plan", "mimeType": SHEET})[1]["id"]
    seller("POST", f"/drive/v3/files/{made}/permissions", json={"type": "anyone", "role": "writer"})
    now = datetime.fromisoformat(requests.get(f"{base}/_control/time", timeout=10).json()["now"])
    next_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    requests.post(f"{base}/_control/time", json={"now": next_minute.isoformat()}, timeout=10)
    return str(made)


def test_a_person_has_sixty_reads_a_minute_and_others_still_theirs(base: str, file_id: str) -> None:
    seller, other = Http(base, f"local:{SELLER}"), Http(base, "local:other@acme.example")
    path = f"/v4/spreadsheets/{file_id}?fields=spreadsheetId"

    answers = [seller("GET", path) for _ in range(61)]

    assert [status for status, _ in answers] == [200] * 60 + [429]
    error = answers[60][1]["error"]
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'"
        " of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'."
    )
    assert (error["status"], error["details"][0]["reason"]) == ("RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED")
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert error["details"][1]["@type"] == "type.googleapis.com/google.rpc.Help"
    assert other("GET", path)[0] == 200


def test_writes_have_a_limit_of_their_own_and_the_next_minute_is_free(base: str, file_id: str) -> None:
    seller = Http(base, f"local:{SELLER}")
    path = f"/v4/spreadsheets/{file_id}/values/A1?valueInputOption=RAW"
    wrote = [seller("PUT", path, json={"values": [[1]]})[0] for _ in range(61)]

    assert wrote == [200] * 60 + [429]
    assert seller("GET", f"/v4/spreadsheets/{file_id}?fields=spreadsheetId")[0] == 200
    requests.post(f"{base}/_control/time", json={"advance_seconds": 60}, timeout=10)
    assert seller("PUT", path, json={"values": [[1]]})[0] == 200


def test_all_people_together_have_three_hundred(base: str, file_id: str) -> None:
    path = f"/v4/spreadsheets/{file_id}?fields=spreadsheetId"
    people = [Http(base, f"local:p{number}@acme.example") for number in range(7)]

    answers = [people[number % 7]("GET", path) for number in range(301)]

    assert {status for status, _ in answers[:300]} == {200}
    assert answers[300][0] == 429
    assert "'Read requests per minute' of service" in answers[300][1]["error"]["message"]


@pytest.mark.parametrize(
    ("method", "per_user"),
    [
        ("docs.documents.get", 300),
        ("docs.documents.batchUpdate", 60),
        ("sheets.spreadsheets.getByDataFilter", 60),
    ],
)
def test_docs_and_filtered_reads_have_their_limits(method: str, per_user: int) -> None:
    quota, asked = Quota(), method_named(method)
    for _ in range(per_user):
        quota.spend(asked, SELLER, 0)

    with pytest.raises(ApiError) as refused:
        quota.spend(asked, SELLER, 0)

    assert refused.value.code == 429


def test_drive_refuses_with_its_old_403() -> None:
    quota, get = Quota(), method_named("drive.files.get")
    for _ in range(12000):
        quota.spend(get, SELLER, 0)

    with pytest.raises(DriveError) as refused:
        quota.spend(get, SELLER, 0)

    assert (refused.value.code, refused.value.reason, refused.value.domain) == (
        403, "userRateLimitExceeded", "usageLimits",
    )  # fmt: skip
