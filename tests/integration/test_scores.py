"""Scores where a seller and a manager see them, and nowhere else."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.cards.checking import check_card
from addon.cards.scores import About, scores_card
from addon.commands.scores import scores_command
from addon.seller_wiring import seller_side
from addon.settings import read_settings
from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.calls.understand import understand
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Network, Plan, Role, Side, Stakeholder
from closeplan.records import Caller, PlanRecord
from closeplan.records.calls import CallRecord, KeptCall

SAM, KIM, MAX = (f"{name}@northwind.example" for name in ("sam", "kim", "max"))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAIN = "We lose forty hours a week because everything is typed in by hand <script>alert(1)</script>."
DENISE = Stakeholder(id="d", name="Denise Okafor", side=Side.BUYER, role=Role.ECONOMIC_BUYER)
PLAN = Plan(title="Zeta", go_live=date(2027, 3, 31), stakeholders=(DENISE,))
EVA = Person(name="Eva Lang", email="eva@zeta.example", side=Side.BUYER)


def kept() -> KeptCall:
    turns = (
        Turn(index=0, speaker="Eva Lang", text="Hello."),
        Turn(index=1, speaker="Eva Lang", text=PAIN, start=12.0),
    )
    call = Call(
        name="zeta-1", title="Weekly", day=date(2026, 11, 20), turns=turns, people=(EVA,), speakers={EVA.name: EVA}
    )  # fmt: skip
    record = CallRecord(
        plan_id="zeta", id="c1", name=call.name, title=call.title, day=call.day, language="en",
        source="cli:x.vtt", added_at=NOW, added_by=SAM, turns=2,
    )  # fmt: skip
    return KeptCall(record=record, call=call, findings=understand(call, Known()))


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {
        "data": str(tmp_path),
        "workspace_url": "http://127.0.0.1:9",
        "public_url": "http://here.example",
    }


@pytest.fixture
def backend(settings: dict[str, str]) -> Backend:
    made = bootstrap(read_settings(**settings), jobs=RecordingJobs())
    made.parts.people.add(SAM, team="East")
    made.parts.people.add(MAX, role="manager", team="East")
    made.parts.people.add(KIM, team="West")
    store = made.store
    assert isinstance(store, SqlStore)
    deal = Deal(
        id="zeta",
        name="Zeta",
        buyer="Zeta",
        seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )
    store.add_plan(
        PlanRecord(id="zeta", deal=deal, owner=SAM, robot="robot@closeplan.local", document_id="sheet")
    )
    store.save_pass("zeta", Snapshot(plan=PLAN, baseline={}, taken_at=NOW), [])
    assert store.keep_call(kept(), ())
    return made


def page(backend: Backend, person: str, path: str) -> tuple[int, str]:
    client = create_app(backend).test_client()
    caller = Caller(email=person, subject=f"id of {person}", domain="northwind.example")
    client.set_cookie("closeplan", seller_side(backend.parts).sign_in.begin(caller), domain="here.example")
    answer = client.get(path, base_url="http://here.example", headers={"Accept": "text/html"})
    return answer.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)


@pytest.mark.parametrize("person", [SAM, MAX])
def test_the_plans_page_shows_every_quote_with_a_link_to_its_turn(backend: Backend, person: str) -> None:
    status, text = page(backend, person, "/plans/zeta")
    assert status == 200
    assert "Scores: MEDDIC" in text
    assert "We lose forty hours a week" in text
    assert '/plans/zeta/calls/c1#turn-1"' in text
    assert "The economic buyer has never been on a call" in text
    assert "<script>alert" not in text


def test_another_method_is_one_choice_away(backend: Backend) -> None:
    text = page(backend, SAM, "/plans/zeta?method=spiced")[1]
    assert "Scores: SPICED" in text
    assert "Critical event" in text
    assert "Scores: MEDDIC" in page(backend, SAM, "/plans/zeta?method=%3Cb%3E")[1]


def test_who_may_not_see_the_plan_sees_no_score(backend: Backend) -> None:
    assert page(backend, KIM, "/plans/zeta?method=bant") == page(backend, KIM, "/no/such/page")


def test_nothing_of_a_scorecard_is_in_the_brief(backend: Backend) -> None:
    status, text = page(backend, SAM, "/plans/zeta/brief")
    assert status == 200
    assert not re.search("forty hours|MEDDIC|never been on a call|Weak in the plan", text)


def test_the_card_is_one_that_google_takes(backend: Backend) -> None:
    scores = backend.parts.of_calls.scores
    about = About(
        plan_id="zeta", name="Zeta", url="https://x/addon/scores", page="https://x/plans/zeta",
        methods={name: method.title for name, method in scores.methods.items()},
    )  # fmt: skip
    for method in scores.methods:
        made = scores_card(about, scores(backend.store.plan("zeta"), method))
        check_card(made)


@pytest.mark.usefixtures("backend")
def test_the_command_line_says_the_same_by_a_shipped_method_and_by_a_file(
    settings: dict[str, str], tmp_path: Path
) -> None:
    told = json.loads(scores_of("zeta", "--json", **settings))
    assert told["framework"] == "meddic"
    [pain] = [one for one in told["elements"] if one["element"] == "identify_pain"]
    assert (pain["evidence"][0]["turn"], pain["evidence"][0]["speaker"]) == (1, "Eva Lang")
    own = tmp_path / "ours.yaml"
    own.write_text("title: Ours\nelements: [{id: typing, label: Typing, section: risks, cues: [typed in]}]")
    assert "Typing: Fair: 1 quote" in scores_of("zeta", "--framework", str(own), **settings)


def scores_of(plan_id: str, *options: str, **settings: str) -> str:
    """What `closeplan scores` prints, run in this process: another one takes seconds to start."""
    env = {f"CLOSEPLAN_{name.upper()}": value for name, value in settings.items()}
    done = CliRunner().invoke(scores_command, ["--deal", plan_id, *options], env=env, catch_exceptions=False)
    return done.stdout


def test_a_method_with_mistakes_breaks_no_page(
    backend: Backend, settings: dict[str, str], tmp_path: Path
) -> None:
    own = tmp_path / "ours.yaml"
    own.write_text("title: Ours")
    broken = bootstrap(read_settings(**settings, method=str(own)), jobs=RecordingJobs())
    status, text = page(broken, SAM, "/plans/zeta")
    assert status == 200
    assert "elements" in text
    assert "CLOSEPLAN_METHOD" in text
