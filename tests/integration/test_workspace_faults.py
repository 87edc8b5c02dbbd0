"""Faults on demand: what was ordered happens to real clients, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import SHEET, Http, google_client, receiving, running_workspace
from tests.running import BUYER, ROOT, SELLER, eventually, gspread_as

Order = Callable[..., dict[str, Any]]
BATCH_UPDATE = "sheets.spreadsheets.batchUpdate"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seller(base: str) -> Http:
    return Http(base, f"local:{SELLER}")


@pytest.fixture
def file_id(seller: Http) -> str:
    made = seller("POST", "/drive/v3/files", json={"name": "plan", "mimeType": SHEET})
    return str(made[1]["id"])


@pytest.fixture
def order(base: str) -> Iterator[Order]:
    def arm(**parts: Any) -> dict[str, Any]:
        answer = requests.post(f"{base}/_control/faults", json=parts, timeout=10)
        return {"status": answer.status_code, **answer.json()}

    yield arm
    requests.delete(f"{base}/_control/faults", timeout=10)


def fired(base: str) -> list[str]:
    report = requests.get(f"{base}/_control/faults", timeout=10).json()
    return [one["fault"] for one in report["fired"]]


def write(seller: Http, file_id: str, text: str = "x", cell: str = "A1") -> tuple[int, Any]:
    path = f"/v4/spreadsheets/{file_id}/values/{cell}?valueInputOption=RAW"
    return seller("PUT", path, json={"values": [[text]]})


def read(seller: Http, file_id: str, cell: str = "A1") -> str:
    shown = seller("GET", f"/v4/spreadsheets/{file_id}/values/{cell}")[1]
    return str(shown.get("values", [[""]])[0][0])


@pytest.mark.parametrize(
    ("fault", "status"), [("429", "RESOURCE_EXHAUSTED"), ("500", "INTERNAL"), ("503", "UNAVAILABLE")]
)
def test_a_scripted_refusal_hits_the_nth_request_and_writes_nothing(
    seller: Http, file_id: str, order: Order, fault: str, status: str
) -> None:
    order(script=[{"match": "sheets.spreadsheets.values.update", "nth": 2, "fault": fault}])

    answers = [write(seller, file_id, text) for text in ("one", "two")]

    assert [code for code, _ in answers] == [200, int(fault)]
    assert answers[1][1]["error"]["status"] == status
    assert read(seller, file_id) == "one"
    assert fired(seller.base) == [fault]


def test_a_refusal_says_when_to_come_again(base: str, file_id: str, order: Order) -> None:
    order(rates=[{"match": "sheets", "fault": "503", "rate": 1, "retry_after": 7}])

    answer = requests.get(
        f"{base}/v4/spreadsheets/{file_id}", headers={"Authorization": f"Bearer local:{SELLER}"}, timeout=10
    )

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")


def test_drive_refuses_in_its_own_envelope(base: str, order: Order) -> None:
    order(rates=[{"match": "drive.files.list", "fault": "429", "rate": 1}])
    drive = google_client("drive", "v3", base, SELLER)

    with pytest.raises(HttpError) as refused:
        drive.files().list().execute()

    assert refused.value.status_code == 429
    details: Any = refused.value.error_details
    assert details == [
        {"message": "User Rate Limit Exceeded", "domain": "usageLimits", "reason": "userRateLimitExceeded"}
    ]
    drive.close()


def test_googles_client_gets_over_a_refusal_by_itself(base: str, file_id: str, order: Order) -> None:
    order(script=[{"match": "sheets.spreadsheets.get", "nth": 1, "fault": "503"}])
    sheets = google_client("sheets", "v4", base, SELLER)

    shown = sheets.spreadsheets().get(spreadsheetId=file_id).execute(num_retries=2)

    assert shown["spreadsheetId"] == file_id
    sheets.close()


@pytest.mark.parametrize(("fault", "kept"), [("drop_before", ""), ("drop_after", "x")])
def test_a_dropped_connection_answers_nothing_and_the_write_stands_only_if_dropped_after(
    seller: Http, file_id: str, order: Order, fault: str, kept: str
) -> None:
    order(script=[{"match": "sheets.spreadsheets.values.update", "nth": 1, "fault": fault}])

    with pytest.raises(requests.ConnectionError):
        write(seller, file_id)

    assert read(seller, file_id) == kept


def test_gspread_sees_the_connection_go_too(base: str, file_id: str, order: Order) -> None:
    sheet = gspread_as(SELLER, base).open_by_key(file_id).sheet1
    order(rates=[{"match": "sheets.spreadsheets.values.*", "fault": "drop_after", "rate": 1}])

    with pytest.raises(requests.ConnectionError):
        sheet.update_acell("A1", "x")


def test_a_batch_with_a_dropped_part_is_dropped_whole(base: str, order: Order) -> None:
    order(rates=[{"match": "drive.about.get", "fault": "drop_before", "rate": 1}])
    body = (
        "--b\r\nContent-Type: application/http\r\n\r\nGET /drive/v3/about?fields=user HTTP/1.1\r\n\r\n--b--"
    )
    headers = {"Authorization": f"Bearer local:{SELLER}", "Content-Type": "multipart/mixed; boundary=b"}

    with pytest.raises(requests.ConnectionError):
        requests.post(f"{base}/batch/drive/v3", data=body, headers=headers, timeout=10)


def test_a_delay_delays(seller: Http, file_id: str, order: Order) -> None:
    order(rates=[{"match": "sheets", "fault": "delay", "rate": 1, "delay_ms": 300}])
    url = f"{seller.base}/v4/spreadsheets/{file_id}"

    answer = requests.get(url, headers={"Authorization": f"Bearer {seller.token}"}, timeout=10)

    assert answer.elapsed.total_seconds() > 0.3


def test_the_same_seed_hits_the_same_requests(seller: Http, file_id: str, order: Order) -> None:
    def hits(seed: int) -> list[int]:
        order(rates=[{"match": "sheets.spreadsheets.values.get", "fault": "500", "rate": 0.5}], seed=seed)
        path = f"/v4/spreadsheets/{file_id}/values/A1"
        return [seller("GET", path)[0] for _ in range(20)]

    first = hits(7)

    assert first == hits(7)
    assert {200, 500} == set(first)
    assert first != hits(8)


def test_a_fault_for_one_person_leaves_the_others_alone(base: str, seller: Http, order: Order) -> None:
    order(rates=[{"match": "drive", "user": BUYER, "fault": "500", "rate": 1}])
    buyer = Http(base, f"local:{BUYER}")

    assert [who("GET", "/drive/v3/files")[0] for who in (seller, buyer)] == [200, 500]


def test_a_persons_edit_slips_in_between_a_read_and_a_write(
    base: str, seller: Http, file_id: str, order: Order
) -> None:
    share = {"type": "user", "role": "writer", "emailAddress": BUYER}
    seller("POST", f"/drive/v3/files/{file_id}/permissions", json=share)
    cell = {"sheetId": 0, "rowIndex": 4, "columnIndex": 0}
    typed = {"start": cell, "fields": "userEnteredValue",
             "rows": [{"values": [{"userEnteredValue": {"stringValue": "slipped in"}}]}]}  # fmt: skip
    between = {"after": "sheets.spreadsheets.values.get", "before": BATCH_UPDATE, "user": SELLER, "as": BUYER,
               "request": {"requests": [{"updateCells": typed}]}}  # fmt: skip
    order(between=between)

    assert read(seller, file_id, "A5") == ""
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    insert = {"requests": [{"insertDimension": {"range": row}}]}
    assert seller("POST", f"/v4/spreadsheets/{file_id}:batchUpdate", json=insert)[0] == 200

    assert read(seller, file_id, "A6") == "slipped in"
    assert fired(base) == ["between"]


def test_an_edit_that_its_person_may_not_make_does_not_disturb_the_write(
    seller: Http, file_id: str, order: Order
) -> None:
    insert: dict[str, Any] = {"requests": [{"addSheet": {}}]}
    every = "sheets.spreadsheets.values.*"
    order(between={"after": every, "before": every, "as": "eve@elsewhere.example", "request": insert})
    read(seller, file_id)

    assert write(seller, file_id)[0] == 200
    assert fired(seller.base)[1] == "between refused: The caller does not have permission"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rates": [{"match": "sheets", "fault": "teapot", "rate": 1}]},
        {"rates": [{"match": "sheets", "fault": "500", "rate": 2}]},
        {"rates": [{"match": "sheets", "fault": "lost", "rate": 1}]},
        {"script": [{"match": "sheets", "fault": "500"}]},
        {"script": [{"match": "sheets", "fault": "500", "nth": "x"}]},
        {"between": [{"after": "x", "before": "y", "as": "z", "request": {"requests": [{"nope": {}}]}}]},
        {"seeds": 7},
    ],
)
def test_a_wrong_order_is_refused_whole(base: str, order: Order, wrong: dict[str, Any]) -> None:
    assert order(**wrong)["status"] == 400
    assert requests.get(f"{base}/_control/faults", timeout=10).json()["armed"] == {}


def test_the_order_on_the_page_is_taken(order: Order) -> None:
    page = (ROOT / "docs" / "local-workspace.md").read_text("utf-8")
    example = page[page.index('    {"seed"') : page.index("`match` is a method's id")]

    assert order(**json.loads(example))["status"] == 200


def test_other_sites_and_names_may_order_nothing(base: str) -> None:
    url = f"{base}/_control/faults"

    assert (
        requests.post(url, json={}, headers={"Origin": "https://evil.example"}, timeout=10).status_code == 403
    )
    assert requests.post(url, json={}, headers={"Host": "evil.example"}, timeout=10).status_code == 421


@pytest.mark.parametrize(
    ("fault", "numbers"), [("lost", [1, 3]), ("doubled", [1, 2, 2, 3]), ("reordered", [1, 3, 2])]
)
def test_a_notification_is_lost_doubled_or_overtaken(
    seller: Http, file_id: str, order: Order, fault: str, numbers: list[int]
) -> None:
    order(script=[{"match": "notification.change", "nth": 1, "fault": fault}])
    with receiving() as hook:
        stop = watch(seller, hook.url, f"{fault}-{file_id}")
        eventually(lambda: hook.posts)
        write(seller, file_id, "one")
        eventually(lambda: fired(seller.base) == [fault])
        write(seller, file_id, "two")
        eventually(lambda: [post.number for post in hook.posts] == numbers, says=str(hook.states()))
        seller("POST", "/drive/v3/channels/stop", json=stop)


def test_a_late_notification_comes_late(seller: Http, file_id: str, order: Order) -> None:
    order(rates=[{"match": "notification", "fault": "late", "rate": 1, "delay_ms": 400}])
    with receiving() as hook:
        stop = watch(seller, hook.url, f"late-{file_id}")

        assert not hook.posts
        eventually(lambda: hook.states() == ["sync"])
        seller("POST", "/drive/v3/channels/stop", json=stop)


def test_a_channel_ends_when_told_and_nobody_hears_of_it(seller: Http, file_id: str, order: Order) -> None:
    with receiving() as hook:
        stop = watch(seller, hook.url, f"expired-{file_id}")
        eventually(lambda: hook.states() == ["sync"])

        order(expire_channels=[{"id": stop["id"]}])
        write(seller, file_id)

        assert seller("POST", "/drive/v3/channels/stop", json=stop)[0] == 404
        assert hook.states() == ["sync"]


def watch(seller: Http, address: str, channel_id: str) -> dict[str, str]:
    """A channel of the seller's; the body that stops it."""
    token = seller("GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]
    body = {"id": channel_id[:64], "type": "web_hook", "address": address}
    status, made = seller("POST", f"/drive/v3/changes/watch?pageToken={token}", json=body)
    assert status == 200
    return {"id": made["id"], "resourceId": made["resourceId"]}
