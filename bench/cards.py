"""How soon a card answers: the time of the backend alone, with real tokens, a store full of plans, and no Google."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from flask.testing import FlaskClient

from addon.adapters.google.callers import Certificates, GoogleCallers
from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.demo import sample_deal
from addon.settings import read_settings
from bench.figures import Figure
from closeplan.plan.document import Snapshot
from closeplan.plan.ledger import Baseline
from closeplan.plan.rules import evaluate
from closeplan.plan.schedule import schedule
from closeplan.records import PlanRecord
from closeplan.services.generate import first_plan
from local_workspace.addons.signing import CLIENT_ID, SERVICE_ACCOUNT, Signer
from local_workspace.storage import Storage

PLANS = 50
ROUNDS = 30
TODAY = date(2026, 11, 23)
SELLER = "sam@northwind.example"
BASE = "https://closeplan.example"
PATHS = ("home", "sheets", "make", "signals", "changes", "suggestions", "questions", "reminders", "commit")
"""Cards that need nothing from Google: what is left of the others is their requests."""


def figures() -> Iterator[Figure]:
    """The usual and the slow card over all of them."""
    with TemporaryDirectory() as folder:
        answers = list(_seconds(Path(folder)))
    yield Figure(f"card beside {PLANS} plans, own time, p50", median(answers) * 1000, None, "ms")
    yield Figure(f"card beside {PLANS} plans, own time, p95", quantiles(answers, n=20)[-1] * 1000, 300, "ms")


def _seconds(folder: Path) -> Iterator[float]:
    settings = read_settings(data=folder / "backend", public_url=BASE, workspace_url="http://127.0.0.1:9")
    signer = Signer(Storage(folder / "workspace"))
    keys = Certificates(url="", fetch=lambda _url: signer.certificates())
    callers = GoogleCallers(account=SERVICE_ACCOUNT, client=CLIENT_ID, certificates=keys)
    backend = replace(bootstrap(settings, jobs=RecordingJobs()), callers=callers)
    _fill(backend)
    client = create_app(backend).test_client()
    events = {path: _event(signer, path) for path in PATHS}
    for path, event in events.items():  # a process that has answered once, as one that runs
        _answer(client, path, event)
    for _ in range(ROUNDS):
        for path, event in events.items():
            began = time.perf_counter()
            _answer(client, path, event)
            yield time.perf_counter() - began


def _fill(backend: Backend) -> None:
    """A seller's plans as a first look leaves them."""
    deal = sample_deal(TODAY)
    for number in range(PLANS):
        own = replace(deal, id=f"plan-{number}", name=f"Plan {number}")
        backend.store.add_plan(PlanRecord(id=own.id, deal=own, owner=SELLER, robot="robot@closeplan.local"))
        plan = first_plan(own, schedule(own.network, TODAY))
        baseline = {row.id: Baseline(id=row.id, start=row.start, due=row.due) for row in plan.milestones}
        backend.store.save_pass(
            own.id, Snapshot(plan=plan, baseline=baseline, taken_at=datetime.now(UTC)), []
        )
        backend.store.set_document(own.id, f"sheet-{number}")
        backend.store.save_signals(own.id, evaluate(backend.parts.stored(backend.store.plan(own.id))))


def _event(signer: Signer, path: str) -> dict[str, Any]:
    """One event of that path, signed as Google signs."""
    now = datetime.now(UTC)
    tokens = {
        "systemIdToken": signer.system_token(f"{BASE}/addon/{path}", now),
        "userIdToken": signer.user_token(SELLER, now),
        "userOAuthToken": "unused",
    }
    about = {"sheets": {"addonHasFileScopePermission": True, "id": "sheet-7", "title": "Plan"}}
    parameters = {"planId": "plan-7"} if path not in {"home", "sheets", "make"} else {}
    return {"commonEventObject": {"parameters": parameters}, "authorizationEventObject": tokens, **about}


def _answer(client: FlaskClient, path: str, event: dict[str, Any]) -> None:
    made = client.post(f"/addon/{path}", json=event)
    assert made.status_code == 200, made.text
    assert "sections" in made.text, made.text
