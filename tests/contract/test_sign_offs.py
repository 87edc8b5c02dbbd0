"""Sign-offs, links and approvals on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.plan.acknowledgement import Decision, SignOff, entry_of
from closeplan.plan.model import Deal, Network
from closeplan.records import PlanRecord
from closeplan.records.sign_offs import ApprovalStatus, AskedApproval, SignOffLink

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    opened = open_store()
    for plan_id in ("acme", "globex"):
        deal = Deal(id=plan_id, name="x", buyer="x", seller="x", network=Network(steps=(), go_live=date.max))
        opened.add_plan(PlanRecord(id=plan_id, deal=deal, owner="sam@x.example", robot="robot@x.example"))
    return opened


def link(
    link_id: str, *, plan: str = "acme", email: str = "carla@acme.example", hours: int = 0
) -> SignOffLink:
    at = NOW + timedelta(hours=hours)
    return SignOffLink(
        id=link_id, plan_id=plan, email=email, name="Carla", made_by="sam@x.example", made_at=at,
        expires_at=at + timedelta(days=30),
    )  # fmt: skip


SAID = SignOff(
    via="link:1:a",
    email="carla@acme.example",
    name="Carla 🎉",
    decision=Decision.ACKNOWLEDGED,
    state="{}",
    at=NOW,
)


def test_a_sign_off_and_its_entry_are_kept_once_however_many_say_it_at_once(store: SqlStore) -> None:
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(lambda _: store.add_sign_off("acme", SAID, entry_of(SAID)), range(8)))

    assert sorted(added) == [False] * 7 + [True]
    assert store.sign_offs("acme") == [SAID]
    assert [entry.change for entry in store.ledger("acme")] == [entry_of(SAID).change]
    assert store.sign_offs("globex") == []


def test_a_link_that_opens_stands_however_many_ask_for_it_at_once(store: SqlStore) -> None:
    with ThreadPoolExecutor(4) as threads:
        given = set(threads.map(lambda n: store.add_link(link(str(n))).id, range(8)))

    (one,) = given
    assert [link.id for link in store.links("acme")] == [one]
    late = link("late", hours=24 * 31)
    assert store.add_link(late) == late


def test_a_new_link_ends_the_persons_older_one_and_nobody_elses(store: SqlStore) -> None:
    others = [link("2", email="dana@acme.example"), link("3", plan="globex")]
    for one in (link("1"), *others):
        store.add_link(one)
    store.add_link(link("4", hours=1), replacing="1")

    assert store.links("acme")[0] == link("4", hours=1)
    assert [one.id for one in store.links("acme") if one.is_valid(NOW)] == ["4", "2"]
    assert [one.is_valid(NOW) for one in store.links("globex")] == [True]
    assert store.link("nobody's") is None


def test_a_link_is_revoked_by_its_own_plan_only_and_opened_once(store: SqlStore) -> None:
    store.add_link(link("1"))

    assert not store.revoke_link("globex", "1", NOW)
    store.open_link("1", NOW)
    store.open_link("1", NOW + timedelta(hours=1))
    assert store.link("1") == replace(link("1"), opened_at=NOW)
    assert (store.revoke_link("acme", "1", NOW), store.revoke_link("acme", "1", NOW)) == (True, False)
    assert store.link("1") == replace(link("1"), opened_at=NOW, revoked_at=NOW)


def test_an_approval_is_kept_as_it_stands(store: SqlStore) -> None:
    asked = AskedApproval(
        id="A1", plan_id="acme", document_id="doc", reviewers={"carla@acme.example": "NO_RESPONSE"},
        status=ApprovalStatus.IN_PROGRESS, state="{}", asked_by="sam@x.example", asked_at=NOW,
    )  # fmt: skip
    store.save_approval(asked)
    assert (store.awaits_approval("acme"), store.running_approvals()) == (True, ["acme"])

    assert store.note_reminder("A1", was=None, at=NOW)
    assert not store.note_reminder("A1", was=None, at=NOW)
    asked = replace(asked, reminded_at=NOW)
    done = replace(asked, status=ApprovalStatus.APPROVED, reviewers={"carla@acme.example": "APPROVED"})
    store.save_approval(done)
    assert store.approvals("acme") == [done]
    assert (store.awaits_approval("acme"), store.running_approvals()) == (False, [])
