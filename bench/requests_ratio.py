"""How many requests it takes to make a plan: ours beside a script that calls gspread thing by thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.demo import sample_deal
from addon.processes import Silent
from addon.settings import read_settings
from bench.figures import Figure
from bench.naive_gspread import make_plan
from closeplan.plan.schedule import schedule
from closeplan.services.generate import first_plan
from tests.running import ROBOT, SELLER, gspread_as, requests_made, start

SHARING = "drive.permissions.create"


def figures() -> list[Figure]:
    """Requests of both, sharing not counted, and their ratio."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        workspace = start("local_workspace", "--port", "0", "--data", str(data / "w"), log=data / "w.log")
        try:
            url = workspace.ready["workspace"]
            ours = _ours(url, data)
            naive = _naive(url)
        finally:
            workspace.stop()
    return [
        Figure("requests to generate a plan", ours, 5, "requests"),
        Figure("the same by a plain gspread script", naive, None, "requests"),
        Figure("ratio", naive / ours, None, "times"),
    ]


def _ours(url: str, data: Path) -> int:
    settings = read_settings(
        data=data / "b", workspace_url=url, public_url="http://127.0.0.1:9", watch="push"
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    before = _count(url)
    backend.generate(sample_deal(datetime.now(UTC).date()), seller=SELLER, progress=Silent())
    return _count(url) - before


def _naive(url: str) -> int:
    today = datetime.now(UTC).date()
    deal = replace(sample_deal(today), id="naive")
    before = _count(url)
    make_plan(gspread_as(SELLER, url), first_plan(deal, schedule(deal.network, today)), ROBOT)
    return _count(url) - before


def _count(url: str) -> int:
    made = requests_made(url)["by_user"]
    return sum(times for methods in made.values() for method, times in methods.items() if method != SHARING)
