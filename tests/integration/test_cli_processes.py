"""Commands that stay: they start, say where they listen, and end cleanly when they are asked to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.integration.command import closeplan
from tests.running import ROOT, environment, eventually, start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=1).ok
    except requests.ConnectionError:
        return False


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_until_it_is_stopped(tmp_path: Path, asked: signal.Signals) -> None:
    """Google is out of reach all the while; that is no reason not to start or not to end."""
    port = free_port()
    serve = subprocess.Popen(
        [sys.executable, "-m", "addon", "serve", "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(data=str(tmp_path), workspace_url="http://127.0.0.1:1"),
    )  # fmt: skip
    eventually(lambda: serve.poll() is not None or answers(f"http://127.0.0.1:{port}/readyz"), seconds=30)
    serve.send_signal(asked)
    out, err = serve.communicate(timeout=30)
    assert (serve.returncode, out) == (0, "")
    assert f"closeplan listens on http://127.0.0.1:{port}\n" in err
    assert "Traceback" not in err
    assert err.endswith("stopped\n")


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_workspace_answers_until_it_is_stopped(tmp_path: Path, asked: signal.Signals) -> None:
    log = tmp_path / "log"
    workspace = start("addon", "workspace", "--port", "0", "--data", str(tmp_path / "data"), log=log)
    assert answers(workspace.ready["workspace"])
    workspace.popen.send_signal(asked)
    assert workspace.popen.wait(timeout=20) == 0
    workspace.stop()
    assert log.read_text("utf-8") == ""


def test_the_demo_ends_with_all_it_started(tmp_path: Path) -> None:
    log = tmp_path / "log"
    demo = start(
        "addon", "demo", "--port", "0", "--workspace-port", "0", "--data", str(tmp_path / "data"), "--no-browser",
        log=log,
    )  # fmt: skip
    assert answers(f"{demo.ready['app']}/readyz")
    demo.popen.send_signal(signal.SIGTERM)
    assert demo.popen.wait(timeout=40) == 0
    demo.stop()
    assert not answers(demo.ready["app"])
    assert not answers(demo.ready["workspace"])
    assert "Traceback" not in log.read_text("utf-8")


def test_a_taken_port_is_one_clear_line(tmp_path: Path, taken_port: int) -> None:
    port = str(taken_port)
    serve = closeplan("serve", "--port", port, data=str(tmp_path / "serve"))
    assert (serve.code, serve.out) == (1, "")
    assert serve.err == f"closeplan: can't listen on 127.0.0.1:{port}: Address already in use\n"

    workspace = closeplan("workspace", "--port", port, "--data", tmp_path / "workspace")
    assert (workspace.code, workspace.out, workspace.err.count("\n")) == (1, "", 1)
    assert "Address already in use" in workspace.err


@pytest.mark.parametrize("whose", ["--port", "--workspace-port"])
def test_a_demo_whose_port_is_taken_leaves_nothing_behind(
    tmp_path: Path, taken_port: int, whose: str
) -> None:
    ports = {"--port": "0", "--workspace-port": "0", whose: str(taken_port)}
    options = [part for option in ports.items() for part in option]
    demo = closeplan("demo", *options, "--data", tmp_path / "data", "--no-browser")
    assert (demo.code, demo.out) == (1, "")
    assert str(taken_port) in demo.err.splitlines()[-1]
    again = closeplan("demo", *options, "--data", tmp_path / "data", "--no-browser")
    assert again.err == demo.err, "the first one's Workspace is gone: its folder is free"


@pytest.mark.parametrize("command", ["serve", "sync", "doctor", "settings"])
def test_a_wrong_setting_stops_every_command_in_one_line(command: str) -> None:
    done = closeplan(command, poll_seconds="abc")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith("closeplan: CLOSEPLAN_POLL_SECONDS: ")


@pytest.mark.parametrize(
    ("host", "data", "said"),
    [
        ("nowhere.invalid", "", "closeplan: can't listen on nowhere.invalid:8099: "),
        ("127.0.0.1", "/dev/null/x", "closeplan: can't keep data in /dev/null/x (Not a directory)"),
    ],
)
def test_a_host_or_folder_that_cannot_be_is_one_line(tmp_path: Path, host: str, data: str, said: str) -> None:
    done = closeplan("serve", "--host", host, "--port", "8099", data=data or str(tmp_path))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith(said)


def test_a_port_that_is_none_is_refused() -> None:
    done = closeplan("serve", "--port", "70000")
    assert (done.code, done.out) == (2, "")
    assert "70000" in done.err


FAILING = """
from addon.serving import Serving, stop_on_sigterm
from addon.settings import read_settings
from closeplan.errors import NotFoundError

def fail():
    raise NotFoundError("no such deal")

stop_on_sigterm()
try:
    Serving(read_settings(), host="127.0.0.1", port=0).run(fail)
except NotFoundError as error:
    print("ended by", error)
"""


def test_what_goes_wrong_while_requests_are_answered_ends_the_process(tmp_path: Path) -> None:
    env = environment(data=str(tmp_path), workspace_url="http://127.0.0.1:1")
    done = subprocess.run(
        [sys.executable, "-c", FAILING],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "ended by no such deal\n")
    assert "Traceback" not in done.stderr
