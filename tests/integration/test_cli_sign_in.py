"""`closeplan sign-in` against an authorization server of the test's own, with a browser that always agrees."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.integration.command import Done, closeplan
from tests.running import ROOT, environment

BROWSER = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=10).read()"
TOKEN = {
    "access_token": "at-1",
    "refresh_token": "rt-1",
    "expires_in": 3600,
    "token_type": "Bearer",
    "scope": "https://www.googleapis.com/auth/drive.file",
}


class Google(BaseHTTPRequestHandler):
    """Sends the browser back with a code, or with what it was told to refuse; answers the code with a token."""

    asked: dict[str, list[str]]
    refusal = ""

    def do_GET(self) -> None:
        type(self).asked = parse_qs(urlsplit(self.path).query)
        answer = {"error": self.refusal} if self.refusal else {"code": "c-1"}
        answer["state"] = self.asked["state"][0]
        self.send_response(302)
        self.send_header("Location", f"{self.asked['redirect_uri'][0]}?{urlencode(answer)}")
        self.end_headers()

    def do_POST(self) -> None:
        body = json.dumps(TOKEN).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def google() -> Iterator[type[Google]]:
    kind = type("OneGoogle", (Google,), {"address": ""})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    kind.address = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield kind
    server.shutdown()
    thread.join()
    server.server_close()


def sign_in(google: type[Google], folder: Path, target: Path) -> Done:
    address: str = google.address  # type: ignore[attr-defined]
    client = {
        "client_id": "id", "client_secret": "client-hush", "auth_uri": f"{address}/auth",
        "token_uri": f"{address}/token", "redirect_uris": ["http://localhost"],
    }  # fmt: skip
    (folder / "client.json").write_text(json.dumps({"installed": client}), "utf-8")
    (folder / "browser.py").write_text(BROWSER, "utf-8")
    env = environment(oauth_client_file=str(folder / "client.json"))
    env |= {
        "BROWSER": f"{sys.executable} {folder / 'browser.py'} %s &",
        "OAUTHLIB_INSECURE_TRANSPORT": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "addon", "sign-in", "--to", str(target)],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def test_the_grant_is_offline_narrow_and_kept_for_its_owner_alone(
    google: type[Google], tmp_path: Path
) -> None:
    target = tmp_path / "token.json"
    target.write_text("an older and much longer token " * 40)
    target.chmod(0o644)
    done = sign_in(google, tmp_path, target)
    assert done.code == 0, done
    assert google.asked["scope"] == ["https://www.googleapis.com/auth/drive.file"]
    assert google.asked["access_type"] == ["offline"]
    assert json.loads(target.read_text("utf-8"))["refresh_token"] == "rt-1"
    assert target.stat().st_mode & 0o777 == 0o600
    assert f"CLOSEPLAN_SELLER_TOKEN_FILE={target}" in done.out
    assert "rt-1" not in done.out + done.err


def test_who_declines_is_told_so_and_nothing_is_left(google: type[Google], tmp_path: Path) -> None:
    google.refusal = "access_denied"
    target = tmp_path / "token.json"
    done = sign_in(google, tmp_path, target)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.startswith("closeplan: Google granted nothing (")
    assert not target.exists()


@pytest.mark.parametrize(
    ("settings", "to", "said"),
    [
        ({}, "token.json", "set CLOSEPLAN_OAUTH_CLIENT_FILE"),
        ({"oauth_client_file": "/nowhere.json"}, "token.json", "/nowhere.json: not an OAuth client file"),
        ({"oauth_client_file": "README.md"}, "token.json", "README.md: not an OAuth client file"),
    ],
)
def test_a_missing_or_wrong_client_is_one_line(
    tmp_path: Path, settings: dict[str, str], to: str, said: str
) -> None:
    done = closeplan("sign-in", "--to", tmp_path / to, **settings)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith(f"closeplan: {said}")


def test_a_folder_that_is_not_there_is_told_before_anybody_is_sent_to_google(
    google: type[Google], tmp_path: Path
) -> None:
    done = sign_in(google, tmp_path, tmp_path / "nowhere" / "token.json")
    assert (done.code, done.out) == (1, "")
    assert "can't be written (No such file or directory)" in done.err
    assert not hasattr(google, "asked")
