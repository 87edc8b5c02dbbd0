"""What the seller's pages show, to whom, and that nothing people write is more than text there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.seller_wiring import seller_side
from addon.settings import read_settings
from closeplan.plan.acknowledgement import Decision, SignOff, state_of
from closeplan.plan.document import Snapshot
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Deal, Milestone, Network, Plan, Step
from closeplan.plan.signals import Audience, Signal, Table
from closeplan.records import Caller, PlanRecord
from closeplan.records.call_files import CallFile, FileState
from closeplan.records.crm import CrmLink
from closeplan.records.sign_offs import SignOffLink
from closeplan.services.crm_posts import contacts_post

SAM, KIM, MAX, ADA = (f"{name}@northwind.example" for name in ("sam", "kim", "max", "ada"))
SEEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>"\'>&{{7*7}}{% raw %}=IMPORTXML("x")\u202egnp.exe 👩🏽‍💻' + "ä" * 50_000
PLAN = Plan(
    title="Zeta",
    go_live=date(2027, 3, 31),
    milestones=(Milestone(id="m1", name=f"Test {HOSTILE}", owner=HOSTILE, due=date(2027, 1, 8)),),
)


@dataclass
class Site:
    backend: Backend

    @property
    def store(self) -> SqlStore:
        assert isinstance(self.backend.store, SqlStore)
        return self.backend.store

    def page(self, person: str, path: str) -> tuple[int, str]:
        """A page as somebody sees it who is signed in; without its form's token, which is always another."""
        client = create_app(self.backend).test_client()
        caller = Caller(email=person, subject=f"id of {person}", domain="northwind.example")
        client.set_cookie(
            "closeplan", seller_side(self.backend.parts).sign_in.begin(caller), domain="here.example"
        )
        answer = client.get(path, base_url="http://here.example", headers={"Accept": "text/html"})
        return answer.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    settings = read_settings(
        data=tmp_path,
        workspace_url="http://127.0.0.1:9",
        public_url="http://here.example",
        vendors={"hubspot": {"token": "t"}},
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    backend.parts.people.add(SAM, name=HOSTILE[:200], team="East")
    backend.parts.people.add(MAX, role="manager", team="East")
    backend.parts.people.add(ADA, role="admin")
    made = Site(backend)
    network = Network(steps=(), go_live=date(2027, 3, 31))
    deal = Deal(id="zeta", name=f"Zeta {HOSTILE}", buyer="Zeta", seller="Northwind", network=network)
    made.store.add_plan(
        PlanRecord(id="zeta", deal=deal, owner=SAM, robot="robot@closeplan.local", document_id="sheet")
    )
    return made


def look_at(site: Site) -> None:
    change = Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row="m1", item=HOSTILE, field="due",
        was="2027-01-05", now="2027-01-08",
    )  # fmt: skip
    entry = LedgerEntry(change=change, who=HOSTILE, seen_at=SEEN, slip=3, reason=HOSTILE)
    site.store.save_pass("zeta", Snapshot(plan=PLAN, baseline={}, taken_at=SEEN), [entry])
    inside = Signal(
        rule="never_edited", subject="", cause="", short="Only ours", text=HOSTILE, audience=Audience.INTERNAL
    )
    site.store.save_signals("zeta", [inside])


def test_what_people_write_is_text_on_every_page(site: Site) -> None:
    look_at(site)
    for path in ("/", "/plans/zeta", "/people"):
        status, text = site.page(ADA, path)
        assert status == 200
        assert "<script" not in text
        assert "{{7*7}}" in text
        assert "👩🏽‍💻" in text
    assert "ä" * 50_000 in site.page(SAM, "/plans/zeta")[1]


def test_what_turns_the_writing_direction_around_ends_with_whose_words_it_is(site: Site) -> None:
    look_at(site)
    for path in ("/", "/plans/zeta", "/people"):
        text = site.page(ADA, path)[1]
        assert "\u202e" in text
        apart = re.sub(r"<(bdi|title)>.*?</\1>|<input[^>]*>", "", text, flags=re.DOTALL)
        assert "\u202e" not in apart


def test_a_plans_page_says_what_did_not_reach_its_deal(site: Site) -> None:
    look_at(site)
    link = CrmLink(plan_id="zeta", vendor="hubspot", deal_id="17", name=HOSTILE[:50], synced_at=SEEN)
    site.store.put_crm_link(link)
    assert "could not be brought" not in site.page(SAM, "/plans/zeta")[1]

    site.store.post([contacts_post(link, "a"), contacts_post(link, "b")], SEEN)
    (first,) = site.store.claim("hubspot", SEEN, SEEN + timedelta(hours=1), 1)
    site.store.give_up({first.id: f"no label {HOSTILE[:25]}"})
    text = site.page(SAM, "/plans/zeta")[1]
    assert "The people on the deal could not be brought: no label &lt;script&gt;" in text
    assert "1 update waits" in text
    assert "<script" not in text


def test_a_call_that_nobody_is_known_to_have_held_is_placed_by_an_admin_in_any_plan(site: Site) -> None:
    file = CallFile(id="aircall:1", folder_id="aircall", seller="", name="A call", version=1, seen_at=SEEN)
    site.store.hear_of_file(file)
    site.store.settle_call_file(replace(file, state=FileState.UNPLACED))

    assert "A call" not in site.page(SAM, "/calls")[1]
    status, text = site.page(ADA, "/calls")
    assert status == 200
    waiting, _, folder = text.partition("A call")[2].partition("address in Drive")
    assert '<option value="zeta">' in waiting
    assert '<option value="zeta">' not in folder, "her own folders are of her own plans"


@pytest.mark.parametrize("person", [SAM, MAX, ADA])
def test_who_may_see_a_plan_sees_what_the_sellers_side_knows(site: Site, person: str) -> None:
    look_at(site)
    status, text = site.page(person, "/plans/zeta")
    assert status == 200
    assert "Only ours" in text
    assert "/#/file/sheet" in text
    assert "<bdi>2027-01-05</bdi> → <bdi>2027-01-08</bdi>" in text


def test_a_plan_that_is_not_yours_answers_as_one_that_does_not_exist(site: Site) -> None:
    look_at(site)
    assert (
        site.page(KIM, "/plans/zeta") == site.page(KIM, "/plans/nothing") == site.page(KIM, "/no/such/page")
    )
    assert "Zeta" not in site.page(KIM, "/")[1]
    site.backend.parts.people.change(MAX, team="West")
    assert site.page(MAX, "/plans/zeta")[0] == 404


def test_the_list_says_the_health_the_plans_page_says_even_where_its_signal_was_dismissed(site: Site) -> None:
    steps = (Step(id="m1", workstream="A", name="Test", days=1),)
    network = Network(steps=steps, go_live=date(2027, 3, 31))
    late = replace(PLAN, milestones=(Milestone(id="m1", name="Test", due=date(2027, 4, 20)),))
    site.store.set_deal("zeta", replace(site.store.plan("zeta").deal, network=network))
    site.store.save_pass("zeta", Snapshot(plan=late, baseline={}, taken_at=SEEN), [])

    assert site.store.plan("zeta").signals == ()
    for path in ("/", "/plans/zeta"):
        assert "At risk" in site.page(SAM, path)[1]


def test_before_the_first_look_a_plan_says_so(site: Site) -> None:
    assert "has not looked at this plan yet" in site.page(SAM, "/plans/zeta")[1]
    assert "Not looked at yet" in site.page(SAM, "/")[1]


def test_the_brief_is_for_the_same_people_and_says_nothing_internal(site: Site) -> None:
    look_at(site)
    status, text = site.page(MAX, "/plans/zeta/brief")
    assert status == 200
    assert "31 Mar 2027" in text
    assert "<script" not in text
    assert "Only ours" not in text
    nowhere = site.page(KIM, "/no/such/page")
    assert site.page(KIM, "/plans/zeta/brief") == site.page(KIM, "/plans/zeta/brief.pdf") == nowhere
    assert site.page(SAM, "/plans/zeta/brief.pdf")[0] == 404  # no Doc was made


def test_a_plan_that_was_let_go_is_nowhere(site: Site) -> None:
    site.store.set_document("zeta", "")
    site.store.set_gone("zeta", gone=True)
    assert site.page(SAM, "/plans/zeta")[0] == 404
    assert "Zeta" not in site.page(SAM, "/")[1]


def test_acknowledgements_tell_of_dates_that_moved_since(site: Site) -> None:
    look_at(site)
    moved = replace(PLAN, go_live=date(2027, 2, 26))
    for via, plan in (("link:1:a", PLAN), ("link:1:b", moved)):
        said = SignOff(
            via=via,
            email="dana@zeta.example",
            name="Dana",
            decision=Decision.ACKNOWLEDGED,
            state=state_of(plan),
            at=SEEN,
        )
        change = Change(kind=ChangeKind.SIGNED_OFF, table=None, row="", item="", field="acknowledged")
        assert site.store.add_sign_off("zeta", said, LedgerEntry(change=change, who="Dana", seen_at=SEEN))
    link = SignOffLink(
        id="l1", plan_id="zeta", email="dana@zeta.example", name="Dana", made_by=SAM, made_at=SEEN,
        expires_at=SEEN + timedelta(days=36_500),
    )  # fmt: skip
    site.store.add_link(link)

    text = site.page(SAM, "/plans/zeta")[1]
    assert text.count("of dates that have moved since") == 1
    assert "was asked by a link on 23 Nov 2026" in text
    assert "not opened yet" in text


def test_who_comes_by_another_name_of_this_machine_begins_where_they_are_sent_back_to(tmp_path: Path) -> None:
    settings = read_settings(
        data=tmp_path, workspace_url="http://127.0.0.1:9", public_url="http://127.0.0.1:8080"
    )
    client = create_app(bootstrap(settings, jobs=RecordingJobs())).test_client()
    answer = client.get("/sign-in?next=/people", base_url="http://localhost:8080")
    assert answer.location == "http://127.0.0.1:8080/sign-in?next=/people"


def test_without_a_public_address_nobody_is_sent_to_google(tmp_path: Path) -> None:
    client = create_app(bootstrap(read_settings(data=tmp_path), jobs=RecordingJobs())).test_client()
    answer = client.get("/sign-in", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert "closeplan could not do this" in answer.text
