"""The demo: a local Workspace and the backend as real processes, a sample deal, and the Sheet as Dana sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import webbrowser
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import requests

from addon.cards.checking import can_check
from addon.dealfiles import DealFiles
from addon.deployment import deployment
from addon.processes import log_to_stderr, progress
from addon.resources import templates_folder
from addon.serving import Serving, free_port, stop_on_sigterm
from addon.settings import LOCAL_ROBOT, read_settings
from addon.vendor_keys import VendorKeys
from closeplan.errors import OutsideError
from closeplan.plan.deal_file import load_yaml
from closeplan.plan.model import Deal, Plan
from closeplan.ports import Progress

BUYER = "dana@acme.example"
SELLER = "sam@northwind.example"
SELLERS_PEOPLE = (
    (SELLER, "Sam Ortiz", "seller", "Enterprise"),
    ("max@northwind.example", "Max Lind", "manager", "Enterprise"),
    ("ada@northwind.example", "Ada Reyes", "admin", ""),
)
"""Address, name, role and team."""

FIRST_LOOK_SECONDS = 30
"""How long the demo waits for its plan to be looked at before it hands in what a call suggests."""

MARGIN_WEEKS = 18
"""How far ahead the sample go-live lies: enough for every step, with a little float."""


def workspace_command(port: int, data: Path, quota: str) -> None:
    """Become the local Workspace: another program, which knows nothing of closeplan."""
    arguments = [
        sys.executable,
        "-m",
        "local_workspace",
        "--port",
        str(port),
        "--data",
        str(data),
        "--quota",
        quota,
    ]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter and module


class Demo:
    """Everything `closeplan demo` starts, and stops again."""

    def __init__(self, *, port: int, workspace_port: int, data: Path, browser: bool) -> None:
        self._port = port or free_port()
        self._workspace_port = workspace_port
        self._data = data.resolve()
        self._browser = browser

    def run(self) -> None:
        """Run until stopped; prints one JSON line on stdout when ready."""
        log_to_stderr("warning")
        stop_on_sigterm()
        tell = progress(quiet=False)
        tell.step("Starting the local Workspace")
        workspace, url = self._start_workspace()
        try:
            tell.step("Starting the backend")
            # nothing a person has set for their real plans may reach the demo's
            own = {
                "database_url": "",
                "robot": LOCAL_ROBOT,
                "seller": SELLER,
                "watch": "push",
                "crash_at": "",
                "check_cards": can_check(),
            }
            settings = read_settings(
                data=self._data / "backend",
                workspace_url=url,
                public_url=f"http://127.0.0.1:{self._port}",
                **own,
            )
            meet = VendorKeys.model_validate({"url": url})
            vendors = {**_on_this_machine(settings.vendors), "meet": meet}
            settings = settings.model_copy(update={"vendors": vendors})
            serving = Serving(settings, host="127.0.0.1", port=self._port)
            self._connect_addon(url)
            self._introduce(serving)
            serving.run(lambda: self._ready(serving, url, tell))
        finally:
            workspace.terminate()
            workspace.wait(timeout=10)

    def _start_workspace(self) -> tuple[subprocess.Popen[str], str]:
        arguments = [
            sys.executable, "-m", "local_workspace",
            "--port", str(self._workspace_port), "--data", str(self._data / "workspace"),
        ]  # fmt: skip
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise OutsideError(
                f"the local Workspace did not start (exit {process.wait()}); is port {self._workspace_port} free?"
            )
        return process, str(json.loads(line)["workspace"])

    def _connect_addon(self, workspace_url: str) -> None:
        """Tell the Workspace's page of the sidebar, as an administrator installs an add-on."""
        resource = deployment(f"http://127.0.0.1:{self._port}")
        requests.post(f"{workspace_url}/_control/addon", json=resource, timeout=10).raise_for_status()

    def _introduce(self, serving: Serving) -> None:
        """The seller's people, as an admin adds them."""
        for email, name, role, team in SELLERS_PEOPLE:
            serving.backend.parts.people.add(email, name=name, role=role, team=team)

    def _ready(self, serving: Serving, workspace_url: str, tell: Progress) -> None:
        """With the server answering, make the plan: its first notification arrives at once."""
        deal = sample_deal(datetime.now(UTC).date())
        made = serving.backend.generate(deal, seller=serving.backend.settings.seller, progress=tell)
        sheet = f"{made.url}?as={BUYER}"
        ready = {
            "app": f"http://127.0.0.1:{serving.port}",
            "workspace": workspace_url,
            "plan_id": made.plan_id,
            "spreadsheet_id": made.document_id,
            "sheet": sheet,
        }
        print(json.dumps(ready), flush=True)  # noqa: T201 - the answer scripts wait for
        tell.step(f"Ready: {sheet}  (Ctrl-C stops it)")
        if made.created:
            _hand_in_suggestions(serving, made.plan_id)
        if self._browser and urlsplit(sheet).hostname:
            webbrowser.open(sheet)


def _on_this_machine(vendors: Mapping[str, VendorKeys]) -> dict[str, VendorKeys]:
    """Those of the vendors that are stand-ins: what a person has set of real ones is nothing to the demo."""
    return {name: keys for name, keys in vendors.items() if urlsplit(keys.url).hostname == "127.0.0.1"}


def _hand_in_suggestions(serving: Serving, plan_id: str) -> None:
    """What a call suggests, as soon as the plan has been looked at."""
    backend = serving.backend
    deadline = time.monotonic() + FIRST_LOOK_SECONDS
    while (snapshot := backend.store.plan(plan_id).snapshot) is None:
        if time.monotonic() > deadline:
            return
        time.sleep(0.2)
    backend.parts.suggest(backend.store.plan(plan_id), sample_suggestions(snapshot.plan))


def sample_suggestions(plan: Plan) -> object:
    """What a call suggests for the sample plan: a week more for a step, and who signs."""
    data = load_yaml((templates_folder() / "deals" / "demo-suggestions.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    for one in data["suggestions"]:
        row = plan.milestone(one.get("milestone", ""))
        if row and row.due:
            one["date"] = row.due + timedelta(weeks=1)
    return data


def sample_deal(today: date) -> Deal:
    """The sample deal with its go-live far enough ahead of `today`, on the last day of a month."""
    data = load_yaml((templates_folder() / "deals" / "demo.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    ahead = today + timedelta(weeks=MARGIN_WEEKS)
    month_end = (ahead.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    data["go_live"] = {**data["go_live"], "date": month_end}
    data["today"] = today
    return DealFiles().parse(data, beside=Path())
