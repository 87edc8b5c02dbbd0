"""Whose clicks do what: every path of the sidebar, by people who may not see a plan, and by those who may only look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from addon.web.sidebar import ROUTES
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Milestone, Network, Plan
from closeplan.records import Caller, PlanRecord
from tests.cards import check_response

SAM, KIM, MAX, ADA = (f"{name}@northwind.example" for name in ("sam", "kim", "max", "ada"))
BUYER = "dana@zeta.example"
SECRETS = ("Zeta", "Penetration", "sheet-of-zeta")
LOOKING = {"sheets", "docs", "drive", "home", "gmail", "calendar"}
"""The first cards: a manager sees a plan of their team in them."""

ALSO_LOOKING = {"ask", "calls", "calls/paste", "changes", "commit", "crm", "crm/search", "scores"}
"""Cards that only tell: those who may see the plan may open them. A refused paste shows the calls again, a refused search the deal."""


@dataclass
class Vouched:
    """Google, as far as it says who clicks."""

    email: str = SAM

    def verify(self, *, system_token: str, user_token: str, url: str) -> Caller:
        return Caller(email=self.email, subject=f"id of {self.email}", domain=self.email.partition("@")[2])


Press = Callable[[str, str], str]


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    settings = read_settings(
        data=tmp_path, workspace_url="http://127.0.0.1:9", public_url="http://here.example"
    )
    made = bootstrap(settings, jobs=RecordingJobs())
    made.parts.people.add(SAM, team="East")
    made.parts.people.add(MAX, role="manager", team="East")
    made.parts.people.add(ADA, role="admin")
    deal = Deal(
        id="zeta",
        name="Zeta rollout",
        buyer="Zeta",
        seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )
    row = Milestone(id="m1", name="Penetration test", due=date(2027, 1, 8))
    snapshot = Snapshot(
        plan=Plan(title="Zeta", milestones=(row,)), baseline={}, taken_at=datetime(2026, 11, 23, tzinfo=UTC)
    )
    made.store.add_plan(
        PlanRecord(
            id="zeta", deal=deal, owner=SAM, robot="robot@closeplan.local", document_id="sheet-of-zeta"
        )
    )
    made.store.save_pass("zeta", snapshot, [])
    return made


@pytest.fixture
def press(backend: Backend) -> Press:
    """What somebody is answered who presses a button that names the plan."""
    vouched = Vouched()
    client = create_app(replace(backend, callers=vouched)).test_client()

    def pressed(person: str, path: str) -> str:
        vouched.email = person
        parameters = {"planId": "zeta", "fileId": "sheet-of-zeta", "key": "slipped:m1", "row": "m1"}
        event = {
            "commonEventObject": {"hostApp": "SHEETS", "parameters": parameters},
            "authorizationEventObject": {"userOAuthToken": "t", "userIdToken": "u", "systemIdToken": "s"},
            "sheets": {"addonHasFileScopePermission": True, "id": "sheet-of-zeta", "title": "a Sheet"},
        }
        answer = client.post(f"/addon/{path}", json=event)
        assert answer.status_code == 200, (path, answer.text)
        check_response(answer.get_json())
        return answer.text

    return pressed


def told(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_a_buyer_is_answered_the_same_whatever_they_press(press: Press) -> None:
    with capture_logs() as logs:
        answers = {press(BUYER, path) for path in ROUTES}
    assert len(answers) <= 2
    assert all("not part of it" in answer and not told(answer) for answer in answers)
    assert len([line for line in logs if line["event"] == "refused a person"]) == len(ROUTES)


def test_another_seller_learns_nothing_of_the_plan(press: Press) -> None:
    # the id of the open file, which they sent themselves, may come back in a button
    learned = {path: told(press(KIM, path).replace("sheet-of-zeta", "")) for path in ROUTES}
    assert not {path: said for path, said in learned.items() if said}


@pytest.mark.parametrize("person", [MAX, ADA])
def test_who_may_only_look_acts_on_nothing(press: Press, backend: Backend, person: str) -> None:
    before = backend.store.plan("zeta")
    acting = sorted(set(ROUTES) - LOOKING)
    done = {path: press(person, path) for path in acting}
    assert backend.store.plan("zeta") == before
    assert {path for path, text in done.items() if told(text.replace("sheet-of-zeta", ""))} <= ALSO_LOOKING


def test_a_manager_sees_a_plan_of_their_team_and_an_admin_any(press: Press, backend: Backend) -> None:
    assert "Zeta rollout" in press(MAX, "sheets")
    assert "Zeta rollout" in press(ADA, "sheets")
    backend.parts.people.change(MAX, team="West")
    assert not told(press(MAX, "sheets").replace("sheet-of-zeta", ""))


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000, "{", "null", "[]"])
def test_a_body_that_is_no_event_is_refused_before_anybody_is_asked(backend: Backend, body: str) -> None:
    answer = create_app(backend).test_client().post("/addon/home", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()) == (400, {"error": "refused"})


def test_a_file_that_was_not_opened_with_closeplan_is_told_of_to_nobody_else(backend: Backend) -> None:
    client = create_app(replace(backend, callers=Vouched(KIM))).test_client()
    answers = set()
    for file_id in ("sheet-of-zeta", "sheet-of-nobody"):
        item = {"id": file_id, "mimeType": "application/vnd.google-apps.spreadsheet"}
        event = {"commonEventObject": {"hostApp": "DRIVE"}, "drive": {"activeCursorItem": item}}
        answers.add(client.post("/addon/drive", json=event).text.replace(file_id, "FILE"))
    assert len(answers) == 1


def test_an_address_that_was_given_to_somebody_else_opens_nothing(backend: Backend) -> None:
    @dataclass
    class Successor(Vouched):
        def verify(self, *, system_token: str, user_token: str, url: str) -> Caller:
            return Caller(email=SAM, subject="of somebody else")

    backend.parts.admit(Caller(email=SAM, subject="Sam's"))
    client = create_app(replace(backend, callers=Successor())).test_client()
    event = {"commonEventObject": {"hostApp": "SHEETS", "parameters": {"planId": "zeta"}}}
    answer = client.post("/addon/sheets", json=event).text
    assert "not part of it" in answer
    assert not told(answer)
