"""Google's manners around every method: disguises, packing, headers, formats, and words for what makes no sense."""

from __future__ import annotations

import gzip
import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.integration.workspace_clients import SHEET, Http, google_client, running_workspace
from tests.running import SELLER, start

SELLERS = {"Authorization": f"Bearer local:{SELLER}"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def sheet(base: str) -> str:
    """The address of a sheet."""
    return f"{base}/v4/spreadsheets/{new_sheet(base)}"


def new_sheet(base: str) -> str:
    made = Http(base, f"local:{SELLER}")("POST", "/drive/v3/files", json={"name": "plan", "mimeType": SHEET})
    return str(made[1]["id"])


def ask(method: str, url: str, headers: dict[str, str] | None = None, **more: Any) -> requests.Response:
    return requests.request(method, url, headers={**SELLERS, **(headers or {})}, timeout=10, **more)


def put(sheet: str, body: str | bytes, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(
        "PUT",
        f"{sheet}/values/A1?valueInputOption=RAW",
        {"Content-Type": "application/json", **named},
        data=body,
    )


def test_a_question_too_long_for_an_address_comes_as_a_post(base: str, sheet: str) -> None:
    sheets = google_client("sheets", "v4", base, SELLER)
    ranges = [f"A{row}:Z{row}" for row in range(1, 400)]

    got = (
        sheets.spreadsheets()
        .values()
        .batchGet(spreadsheetId=sheet.rsplit("/", maxsplit=1)[-1], ranges=ranges)
        .execute()
    )

    assert len(got["valueRanges"]) == len(ranges)
    sheets.close()


def test_another_verb_may_hide_in_a_post(base: str) -> None:
    url = f"{base}/drive/v3/files/{new_sheet(base)}"

    renamed = ask("POST", url, {"X-HTTP-Method-Override": "PATCH"}, json={"name": "new"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "new")

    assert ask("POST", url, {"X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert ask("GET", url).status_code == 404


def test_head_is_get_without_the_body_and_options_names_the_verbs(sheet: str) -> None:
    head, options = ask("HEAD", sheet), ask("OPTIONS", sheet)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert options.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_another_sites_page_is_not_let_in_by_a_preflight(sheet: str) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}

    answer = ask("OPTIONS", sheet, asked)

    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_long_answers_are_packed_for_who_takes_it(sheet: str) -> None:
    packed = ask("GET", sheet, {"Accept-Encoding": "gzip"})
    plain = ask("GET", sheet, {"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_a_packed_body_is_unpacked_and_a_bomb_is_refused(sheet: str) -> None:
    body = json.dumps({"values": [["packed"]]}).encode()

    assert put(sheet, gzip.compress(body), Content_Encoding="gzip").status_code == 200
    assert ask("GET", f"{sheet}/values/A1").json()["values"] == [["packed"]]
    bomb = put(sheet, gzip.compress(b" " * (64 * 2**20)), Content_Encoding="gzip")
    assert bomb.json()["error"]["message"] == "Request payload size exceeds the limit: 10485760 bytes."


def test_a_body_beyond_ten_mebibytes_is_refused(sheet: str) -> None:
    refused = put(sheet, b" " * (10 * 2**20 + 1))

    assert refused.status_code == 400
    assert refused.json()["error"]["message"] == "Request payload size exceeds the limit: 10485760 bytes."


def test_every_answer_has_googles_headers_and_no_etag(sheet: str) -> None:
    for url in (sheet, f"{sheet}-nowhere"):
        headers = ask("GET", url).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Vary"].startswith("Origin, X-Origin, Referer")
        assert "ETag" not in headers


@pytest.mark.parametrize("path", ["/v4/spreadsheet", "/drive/v3/file/<b>", "/drive/v9/files", "/nothing"])
def test_an_unknown_path_answers_a_page(base: str, path: str) -> None:
    answer = ask("GET", base + path)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")
    assert "<title>Error 404 (Not Found)!!1</title>" in answer.text
    assert "<b>404.</b>" in answer.text
    assert "/<b>" not in answer.text


def test_a_known_path_with_an_unknown_verb_answers_the_page_too(sheet: str) -> None:
    assert ask("DELETE", sheet).status_code == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"values": [["x"]]', "Expected , or } after key:value pair."),
        ('{"values": [["x" "y"]]}', "Expected , or ] after array value."),
        ('{"values" [["x"]]}', "Expected : between key:value pair."),
        ("{values: 1}", "Expected an object key or }."),
        ('{"values": [[nope]]}', "Unexpected token."),
        ('{"values": ', "Unexpected end of string. Expected a value."),
        ('{"values": [["x]]}', "Closing quote expected in string."),
        ('{"values": []} {}', "Parsing terminated before end of input."),
        ('{"values": [[NaN]]}', "Unexpected token."),
    ],
)
def test_broken_json_is_shown_with_a_caret(sheet: str, body: str, words: str) -> None:
    error = put(sheet, body).json()["error"]

    assert error["status"] == "INVALID_ARGUMENT"
    assert error["message"].split("\n")[0] == f"Invalid JSON payload received. {words}"
    assert error["message"].endswith("^")


@pytest.mark.parametrize(
    "body", [b'{"values": [["\xff"]]}', b'{"values": [["\\ud800"]]}', b"[" * 100_000, b"9" * 5000, b'"\\u12"']
)
def test_what_is_no_text_or_no_value_is_a_400_too(sheet: str, body: bytes) -> None:
    answer = put(sheet, body)

    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_json_sent_as_a_form_is_refused_in_googles_words(sheet: str) -> None:
    refused = put(sheet, '{"values":[]}', Content_Type="application/x-www-form-urlencoded").json()["error"]

    assert refused["message"] == (
        'Invalid JSON payload received. Unknown name "{"values":[]}": Cannot bind query parameter.'
        " Field '{\"values\":[]}' could not be found in request message."
    )


def test_other_formats_than_json_are_refused_by_name(sheet: str) -> None:
    assert ask("GET", f"{sheet}?alt=proto").status_code == 501
    assert ask("GET", f"{sheet}?alt=xml").status_code == 400
    assert ask("GET", f"{sheet}?alt=json").status_code == 200


def test_pretty_print_indents(sheet: str) -> None:
    plain, pretty = (ask("GET", f"{sheet}?prettyPrint={value}") for value in ("false", "true"))

    assert "\n" not in plain.text
    assert pretty.text.startswith('{\n  "')
    assert plain.json() == pretty.json()


def test_the_older_error_format_is_given_where_it_is_asked_for(sheet: str) -> None:
    url = f"{sheet}-nowhere"

    assert "errors" not in ask("GET", url).json()["error"]
    assert ask("GET", f"{url}?$.xgafv=1").json()["error"]["errors"][0]["reason"] == "notFound"
    assert "errors" not in ask("GET", f"{url}?$.xgafv=1&$.xgafv=2").json()["error"]


@pytest.mark.parametrize("mask", ["nope", "properties.nope", "sheets(", "properties,,"])
def test_a_wrong_field_mask_is_refused_by_sheets_and_drive_in_their_ways(sheet: str, mask: str) -> None:
    sheets = ask("GET", f"{sheet}?fields={mask}")
    drive = ask("GET", f"{sheet.split('/v4', maxsplit=1)[0]}/drive/v3/files?fields={mask}")

    assert (sheets.status_code, drive.status_code) == (400, 400)
    assert sheets.json()["error"]["details"][0]["fieldViolations"][0]["description"].startswith(
        "Error expanding"
    )
    assert drive.json()["error"]["errors"][0]["location"] == "fields"


def test_whenever_it_is_killed_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    chance = random.Random(3)
    file_id, acknowledged = "", 0
    for _ in range(6):
        process = start(
            "local_workspace", "--port", "0", "--data", str(tmp_path / "data"), log=tmp_path / "log"
        )
        base = process.ready["workspace"]
        file_id = file_id or new_sheet(base)
        url = f"{base}/v4/spreadsheets/{file_id}/values/A1"
        found = int(ask("GET", url).json().get("values", [["0"]])[0][0])
        # the one write that was under way may have taken effect, or not
        assert found in {acknowledged, acknowledged + 1}
        acknowledged = found
        killer = threading.Timer(chance.uniform(0.02, 0.4), process.popen.kill)
        killer.start()
        acknowledged = count_up(url, acknowledged)
        killer.join()
        process.kill()

    assert acknowledged > 6


def count_up(url: str, number: int) -> int:
    """Write one number after another until the connection breaks; the last that was acknowledged."""
    deadline = time.monotonic() + 10
    with requests.Session() as session:
        while time.monotonic() < deadline:
            body = {"values": [[number + 1]]}
            try:
                answer = session.put(f"{url}?valueInputOption=RAW", json=body, headers=SELLERS, timeout=5)
            except requests.RequestException:
                return number
            assert answer.status_code == 200
            number += 1
    raise AssertionError("it was not killed")
