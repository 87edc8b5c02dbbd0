"""The pages of a plan's calls: what is uploaded is answered file by file, and seen by the seller's side alone."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.seller_wiring import seller_side
from addon.settings import read_settings
from addon.web import pages_calls
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Network, Plan, Side, Stakeholder
from closeplan.records import Caller, PlanRecord

SAM, MAX, EVE = (f"{name}@northwind.example" for name in ("sam", "max", "eve"))
HERE = "http://here.example"
HOSTILE = "<script>alert(1)</script>{{7*7}}&lt;b&gt;"
VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Dana Fischer>I will send you the security questionnaire by Friday.</v>

00:01:05.000 --> 00:01:09.000
<v Sam Lee>Thanks. {hostile}</v>
"""


@dataclass
class Site:
    backend: Backend
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, person: str) -> FlaskClient:
        if person not in self.clients:
            made = create_app(self.backend).test_client()
            caller = Caller(email=person, subject=f"id of {person}", domain="northwind.example")
            session = seller_side(self.backend.parts).sign_in.begin(caller)
            made.set_cookie("closeplan", session, domain="here.example")
            self.clients[person] = made
        return self.clients[person]

    def get(self, path: str = "", person: str = SAM, plan: str = "zeta") -> tuple[int, str]:
        answer = self.client(person).get(
            f"/plans/{plan}/calls{path}", base_url=HERE, headers={"Accept": "text/html"}
        )
        return answer.status_code, answer.text

    def post(
        self, data: dict[str, Any], path: str = "", person: str = SAM, plan: str = "zeta", **more: Any
    ) -> tuple[int, str]:
        token = re.search(r'name="csrf_token" value="([^"]*)"', self.get("", person, plan)[1])
        answer = self.client(person).post(
            f"/plans/{plan}/calls{path}",
            base_url=HERE,
            headers={"Accept": "text/html", "Sec-Fetch-Site": "same-origin"},
            data={**data, "csrf_token": token[1] if token else ""},
            **more,
        )
        return answer.status_code, answer.text

    @property
    def kept(self) -> list[str]:
        assert isinstance(self.backend.store, SqlStore)
        return [record.id for record in self.backend.store.calls("zeta")]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    settings = read_settings(data=tmp_path, workspace_url="http://127.0.0.1:9", public_url=HERE)
    backend = bootstrap(settings, jobs=RecordingJobs())
    backend.parts.people.add(SAM, name="Sam Lee", team="East")
    backend.parts.people.add(MAX, role="manager", team="East")
    deal = Deal(
        id="zeta", name="Zeta", buyer="Zeta", seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )  # fmt: skip
    dana = Stakeholder(id="d", name="Dana Fischer", email="dana@zeta.example", side=Side.BUYER)
    plan = Plan(title="Zeta", go_live=date(2027, 3, 31), stakeholders=(dana,))
    backend.store.add_plan(PlanRecord(id="zeta", deal=deal, owner=SAM, robot="r@closeplan.local"))
    backend.store.save_pass(
        "zeta", Snapshot(plan=plan, baseline={}, taken_at=datetime(2026, 11, 23, 9, tzinfo=UTC)), []
    )
    return Site(backend)


def file(name: str, text: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode()), name


def test_each_file_is_answered_by_itself_and_the_same_call_twice_is_one(site: Site) -> None:
    call = VTT.format(hostile="Bye")
    files = [file("a.vtt", call), file("twin.vtt", call), file("b.vtt", "no transcript at all\x00\x01")]
    status, text = site.post({"files": files, "day": "2026-11-20"})

    assert status == 200
    assert (text.count(">New<"), text.count(">Known already<"), text.count(">Not taken in<")) == (1, 1, 1)
    assert len(site.kept) == 1
    assert "Nothing of this file was kept" in text


def test_a_file_that_is_too_large_keeps_no_other_from_being_answered(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_calls, "MOST_BYTES", 200_000)
    files = [file("film.vtt", "x" * 200_001), file("a.vtt", VTT.format(hostile="Bye")), file("empty.vtt", "")]
    status, text = site.post({"files": files, "day": "2026-11-20"})

    assert status == 200
    assert "is larger than" in text
    assert (text.count(">New<"), text.count(">Not taken in<"), len(site.kept)) == (1, 2, 1)
    assert text.index("film.vtt") < text.index("empty.vtt")


def test_a_day_that_nobody_names_is_asked_for_and_nothing_is_kept(site: Site) -> None:
    text = site.post({"files": [file("a.vtt", VTT.format(hostile="x"))]})[1]
    assert "give its day" in text
    assert site.kept == []


def test_a_plan_that_nobody_has_looked_at_yet_says_so(site: Site) -> None:
    network = Network(steps=(), go_live=date(2027, 3, 31))
    deal = Deal(id="new", name="New", buyer="New", seller="Northwind", network=network)
    site.backend.store.add_plan(PlanRecord(id="new", deal=deal, owner=SAM, robot="r@closeplan.local"))
    text = site.post({"text": VTT.format(hostile="x"), "day": "2026-11-20"}, plan="new")[1]
    assert "has not looked at this plan yet" in text
    assert ">Not taken in<" in text


def test_what_was_said_is_text_beside_what_was_found_in_it(site: Site) -> None:
    site.post({"title": "Weekly", "text": VTT.format(hostile=HOSTILE), "day": "2026-11-20"})
    status, text = site.get(f"/{site.kept[0]}")

    assert status == 200
    assert "<script" not in text
    assert "{{7*7}}" in text
    assert 'id="turn-1"' in text
    commitment = text.partition('id="commitments"')[2].partition("</li>")[0]
    assert "Dana Fischer" in commitment
    assert 'href="#turn-0"' in commitment
    found = json.loads(site.get(f"/{site.kept[0]}/findings.json")[1])
    assert found["commitments"][0]["due"] == "2026-11-27"


def test_a_long_call_is_shown_in_parts_and_each_link_to_a_turn_names_its_part(site: Site) -> None:
    said = [f"Dana Fischer: Noted, that is point {turn} of mine." for turn in range(1100)]
    said[700] = "Dana Fischer: I will send you the signed order by Friday."
    said[600] = "Dana Fischer: " + "and so on " * 3_000
    site.post({"text": "\n".join(said), "day": "2026-11-20"})
    [call] = site.kept
    first, second = (site.get(f"/{call}{part}")[1] for part in ("", "?from=700"))

    assert [first.count(f'id="turn-{turn}"') for turn in (0, 499, 500)] == [1, 1, 0]
    assert 'href="?from=500#turn-700"' in first
    assert [second.count(f'id="turn-{turn}"') for turn in (499, 500, 999, 1000)] == [0, 1, 1, 0]
    assert 'href="#turn-700"' in second
    assert len(second.partition('id="turn-600"')[2].partition("</li>")[0]) < 21_000
    assert "and so on " * 2_999 in site.get(f"/{call}/said.txt")[1]
    assert 'id="turn-1099"' in site.get(f"/{call}?from=9999999")[1]


def test_a_dependency_that_is_not_sure_is_told_in_its_own_words(site: Site) -> None:
    words = "So Denise has to release the budget before it moves, and nothing goes without her."
    site.post({"text": f"Dana Fischer: {words}\nSam Lee: Thanks.", "day": "2026-11-20"})
    [call] = site.kept
    shown = site.get(f"/{call}")[1].partition('id="dependencies"')[2].partition("</ul>")[0]

    assert words in shown
    assert "<strong" not in shown
    [found] = json.loads(site.get(f"/{call}/findings.json")[1])["dependencies"]
    assert (found["what"], found["blocks"]) == (words, "")


def test_the_seller_says_whose_side_somebody_is_on_and_the_call_is_read_again(site: Site) -> None:
    words = "Kim Roe: I'll send the signed order by Friday.\nDana Fischer: Our CFO, Lena Roth, decides on the budget."
    answer = site.post({"text": words, "day": "2026-11-20"})[1]
    call = f"/{site.kept[0]}"
    assert "on whose side are Kim Roe?" in answer
    assert "Whose side are they on?" in site.get(call)[1]

    assert site.post({"side-0": "ours"}, f"{call}/sides", MAX)[0] in {400, 404}
    assert site.post({"side-0": "ours"}, f"{call}/sides")[0] == 303
    assert "Whose side are they on?" not in site.get(call)[1]
    found = json.loads(site.get(f"{call}/findings.json")[1])
    assert [one["side"] for one in found["commitments"]] == ["seller"]


def test_who_only_looks_adds_and_erases_nothing_and_others_see_nothing(site: Site) -> None:
    site.post({"text": VTT.format(hostile="x"), "day": "2026-11-20"})
    call = f"/{site.kept[0]}"
    assert "Dana Fischer" in site.get(call, MAX)[1]
    assert "Upload" not in site.get(person=MAX)[1]
    assert site.post({"text": "A: x", "day": "2026-11-21"}, person=MAX)[0] in {400, 404}
    assert site.post({}, f"{call}/erase", MAX)[0] in {400, 404}
    assert site.get(call, EVE) == site.get("/nothing", EVE)
    assert len(site.kept) == 1

    assert site.post({}, f"{call}/erase")[0] == 303
    assert site.kept == []
    assert site.get(call)[0] == 404


def test_only_who_is_signed_in_may_send_much(site: Site) -> None:
    # as a form's plain fields: the test's own client leaves the files of a large upload open
    long, plain = "x" * 2_000_000, {"content_type": "application/x-www-form-urlencoded"}
    assert "choose" not in site.post({"text": long, "day": "2026-11-20"}, **plain)[1]
    stranger = create_app(site.backend).test_client()
    answer = stranger.post("/plans/zeta/calls", base_url=HERE, data={"text": long}, **plain)
    assert answer.status_code == 413
