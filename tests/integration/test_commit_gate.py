"""The commit gate that CRMs ask: signed both ways, and silent to anybody else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.cli import main
from addon.gate_links import GateLinks
from addon.settings import read_settings
from closeplan.plan.commit import Check
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Milestone, Network, Plan
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.services.commit_gate import CommitGate

HOME = "https://map.example"
DOCS = Path(__file__).parents[2] / "docs" / "commit-gate.md"
GO_LIVE = date(2027, 3, 31)
SEEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
ODD = "b?c=d é%2F&signature=x"
PLAN = Plan(
    title="Acme",
    go_live=GO_LIVE,
    milestones=(Milestone(id="m1", name="Test", due=date(2027, 1, 8)),),
)


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    settings = read_settings(data=tmp_path, workspace_url="http://127.0.0.1:9", public_url=HOME)
    made = bootstrap(settings, jobs=RecordingJobs())
    network = Network(steps=(), go_live=GO_LIVE)
    record = PlanRecord(
        id="acme",
        deal=Deal(id="acme", name="Acme", buyer="Acme", seller="Northwind", network=network),
        owner="sam@northwind.example",
        robot="robot@closeplan.local",
        document_id="sheet-1",
        snapshot=Snapshot(plan=PLAN, baseline={}, taken_at=SEEN),
    )
    made.parts.store.add_plan(record)
    made.parts.store.put_crm_link(CrmLink(plan_id="acme", vendor="hubspot", deal_id="123"))
    return made


@pytest.fixture
def client(backend: Backend) -> FlaskClient:
    return create_app(backend).test_client()


def links(backend: Backend) -> GateLinks:
    return backend.parts.vendors.of_crms.gate_links


def ask(client: FlaskClient, url: str) -> Any:
    return client.get(url.removeprefix(HOME))


def test_a_deal_that_is_not_fit_says_why_in_words(backend: Backend, client: FlaskClient) -> None:
    answer = ask(client, links(backend).url("hubspot", "123"))

    assert answer.status_code == 200
    assert answer.json["commit"] is False
    assert "sheet-1" in answer.json["plan"]
    assert "No economic buyer is on the map." in answer.json["reasons"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_deal_that_passes_every_check_may_be_counted_on(backend: Backend) -> None:
    passed = (Check(name="fresh", passed=True, says="The plan is being worked on."),)
    gate: CommitGate = replace(backend.parts.vendors.of_crms.gate, fitness=lambda _record: passed)  # type: ignore[arg-type]

    assert (gate("hubspot", "123").commit, gate("hubspot", "123").reasons) == (True, ())


@pytest.mark.parametrize(("crm", "deal"), [("hubspot", "124"), ("zoho", "123"), ("hubspot", ODD)])
def test_no_plan_no_commit(backend: Backend, client: FlaskClient, crm: str, deal: str) -> None:
    answer = ask(client, links(backend).url(crm, deal)).json

    assert (answer["commit"], answer["plan"], answer["reasons"]) == (False, None, ["There is no plan."])


def test_a_plan_out_of_reach_is_no_reason_to_commit(backend: Backend) -> None:
    backend.parts.store.set_gone("acme", True)

    assert backend.parts.vendors.of_crms.gate("hubspot", "123").reasons == (
        "The plan's document is out of reach.",
    )


def test_a_signature_is_good_for_its_deal_alone(backend: Backend, client: FlaskClient) -> None:
    right = links(backend).url("hubspot", "123")
    for wrong in (
        right.replace("/123?", "/124?"),
        right.replace("hubspot", "zoho"),
        right.partition("?")[0],
        right[:-1] + ("A" if right[-1] != "A" else "B"),
        right.partition("=")[0] + "=" + quote("é" * 20),
        GateLinks(b"another secret", HOME).url("hubspot", "123"),
    ):
        answer = ask(client, wrong)
        assert (answer.status_code, answer.data) == (403, b"")


def test_who_guesses_is_told_to_wait(backend: Backend, client: FlaskClient) -> None:
    statuses = {ask(client, f"/gate/hubspot/{n}?signature=x").status_code for n in range(40)}

    assert statuses == {403, 429}
    assert ask(client, links(backend).url("hubspot", "123")).status_code == 200


def test_a_deal_is_asked_about_so_often_and_no_more(backend: Backend, client: FlaskClient) -> None:
    url = links(backend).url("hubspot", "123")
    answers = [ask(client, url) for _ in range(31)]

    assert [one.status_code for one in answers] == [200] * 30 + [429]
    assert answers[-1].headers["Retry-After"] == "60"


def test_the_documented_check_proves_an_answer(backend: Backend, client: FlaskClient) -> None:
    snippet = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert snippet is not None
    told: dict[str, Any] = {}
    exec(snippet[1], told)
    answer = ask(client, links(backend).url("hubspot", "123"))
    header, key = answer.headers["X-Closeplan-Signature"], links(backend).answer_key
    is_closeplans = told["is_closeplans"]

    assert is_closeplans(answer.data, header, key)
    assert not is_closeplans(answer.data.replace(b"false", b"true"), header, key)
    assert not is_closeplans(answer.data, header, "another key")
    assert not is_closeplans(answer.data, header, key, now=2e9)
    assert not is_closeplans(answer.data, "", key)


def test_an_address_without_a_public_one_is_none() -> None:
    assert GateLinks(b"s", "").url("hubspot", "123") == ""


def test_the_answer_is_what_the_page_says(backend: Backend, client: FlaskClient) -> None:
    shown = re.search(r'^(\{"crm".*\})$', DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown is not None

    assert list(json.loads(shown[1])) == list(
        json.loads(ask(client, links(backend).url("hubspot", "123")).data)
    )


def on_the_command_line(tmp_path: Path, *arguments: str) -> Result:
    env = {
        "CLOSEPLAN_DATA": str(tmp_path),
        "CLOSEPLAN_WORKSPACE_URL": "http://127.0.0.1:9",
        "CLOSEPLAN_PUBLIC_URL": HOME,
    }
    return CliRunner(env=env).invoke(main, ["gate", *arguments])


def test_the_command_says_the_same_with_the_address(
    backend: Backend, client: FlaskClient, tmp_path: Path
) -> None:
    done = on_the_command_line(tmp_path, "hubspot", "123", "--json")
    told = json.loads(done.stdout)

    assert (done.exit_code, told["commit"]) == (1, False)
    assert told["reasons"] == ask(client, told["address"]).json["reasons"]


def test_the_command_prints_the_key_and_asks_for_a_deal(backend: Backend, tmp_path: Path) -> None:
    assert on_the_command_line(tmp_path, "--key").stdout.strip() == links(backend).answer_key
    assert on_the_command_line(tmp_path, "hubspot").exit_code == 2
