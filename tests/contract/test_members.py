"""The seller's people, their sessions and grants: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.errors import ConflictError, NotFoundError
from closeplan.plan.model import Deal, Network, Stakeholder
from closeplan.records import Member, MemberRole, PlanRecord
from closeplan.records.people import Grant, Session
from closeplan.services.seller_name import SellerName

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SAM = Member(email="sam@northwind.example", name="Sam", subject="7", team="Enterprise")


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    return open_store()


def own_plan(owner: str, plan_id: str = "acme") -> PlanRecord:
    network = Network(steps=(), go_live=date(2027, 3, 31))
    deal = Deal(id=plan_id, name="Acme", buyer="Acme", seller="Northwind", network=network)
    return PlanRecord(id=plan_id, deal=deal, owner=owner, robot="robot@closeplan.local")


def test_a_member_is_found_by_address_and_by_subject(store: SqlStore) -> None:
    store.put_member(SAM)
    assert store.member("SAM@northwind.example") == SAM
    assert store.member_of_subject("7") == SAM
    assert store.member_of_subject("") is None
    store.put_member(replace(SAM, role=MemberRole.MANAGER))
    assert [one.role for one in store.members()] == [MemberRole.MANAGER]


def test_two_members_never_share_a_subject(store: SqlStore) -> None:
    store.put_member(SAM)
    with pytest.raises(ConflictError):
        store.put_member(replace(SAM, email="other@northwind.example"))


def test_the_first_clicks_of_a_new_person_may_come_at_once(store: SqlStore) -> None:
    with ThreadPoolExecutor(4) as pool:
        for n in range(5):
            kim = Member(email=f"kim{n}@northwind.example", subject=f"k{n}")
            list(pool.map(store.put_member, [kim] * 4))
    assert len(store.members()) == 5


def test_members_who_were_never_seen_have_no_subject_to_share(store: SqlStore) -> None:
    store.put_member(Member(email="a@northwind.example"))
    store.put_member(Member(email="b@northwind.example"))
    assert len(store.members()) == 2


def test_who_moves_takes_plans_sessions_and_grant_along(store: SqlStore) -> None:
    store.put_member(SAM)
    store.put_member(Member(email="samuel@northwind.example"))  # added by an admin, never seen
    store.add_plan(own_plan("Sam@Northwind.example"))
    store.add_session(Session(id_hash="h", email=SAM.email, started_at=NOW, seen_at=NOW))
    store.put_grant(Grant(email=SAM.email, scopes=frozenset({"s"}), token="t", granted_at=NOW))

    moved = replace(SAM, email="samuel@northwind.example")
    store.move_member(SAM.email, moved)

    assert store.members() == [moved]
    assert store.plan("acme").owner == moved.email
    assert [one.email for one in store.sessions(NOW)] == [moved.email]
    assert store.grant(moved.email) is not None
    assert store.grant(SAM.email) is None


def test_nobody_moves_to_an_address_where_somebody_was_seen(store: SqlStore) -> None:
    store.put_member(SAM)
    store.put_member(Member(email="kim@northwind.example", subject="8"))
    store.add_plan(own_plan(SAM.email))
    with pytest.raises(ConflictError):
        store.move_member(SAM.email, replace(SAM, email="kim@northwind.example"))
    assert store.member(SAM.email) == SAM
    assert store.plan("acme").owner == SAM.email


def test_who_owns_plans_is_removed_only_with_an_heir(store: SqlStore) -> None:
    store.put_member(SAM)
    store.put_member(Member(email="kim@northwind.example"))
    store.add_plan(own_plan(SAM.email))
    store.add_session(Session(id_hash="h", email=SAM.email, started_at=NOW, seen_at=NOW))
    with pytest.raises(ConflictError, match="still owns plans"):
        store.remove_member(SAM.email)
    assert store.member(SAM.email) == SAM

    store.remove_member(SAM.email, "Kim@northwind.example")
    assert store.plan("acme").owner == "kim@northwind.example"
    assert store.member(SAM.email) is None
    assert store.session("h") is None
    with pytest.raises(NotFoundError):
        store.remove_member(SAM.email)


def test_a_session_ends_for_good(store: SqlStore) -> None:
    store.add_session(Session(id_hash="a", email=SAM.email, started_at=NOW, seen_at=NOW))
    store.add_session(Session(id_hash="b", email=SAM.email, started_at=NOW, seen_at=NOW))
    store.touch_session("a", NOW + timedelta(minutes=5))
    assert [one.id_hash for one in store.sessions(NOW)] == ["a", "b"]

    store.end_session("a")
    assert store.session("a") is None
    assert store.end_sessions(SAM.email) == 1
    assert store.sessions(NOW) == []
    store.end_session("never was")


def test_old_sessions_are_forgotten(store: SqlStore) -> None:
    store.add_session(Session(id_hash="a", email=SAM.email, started_at=NOW, seen_at=NOW))
    store.forget_sessions(NOW)
    assert store.session("a") is not None
    store.forget_sessions(NOW + timedelta(seconds=1))
    assert store.session("a") is None


def test_a_later_grant_takes_the_place_of_an_earlier(store: SqlStore) -> None:
    first = Grant(email=SAM.email, scopes=frozenset({"a", "b"}), token="t1", granted_at=NOW)
    store.put_grant(first)
    assert store.grant(SAM.email) == first
    store.put_grant(replace(first, token="t2", scopes=frozenset({"a"})))
    assert store.grant("SAM@northwind.example") == replace(first, token="t2", scopes=frozenset({"a"}))
    store.remove_grant(SAM.email)
    store.remove_grant(SAM.email)
    assert store.grant(SAM.email) is None


def test_who_is_given_an_address_inherits_no_grant(store: SqlStore) -> None:
    store.put_grant(Grant(email=SAM.email, scopes=frozenset({"s"}), token="t", granted_at=NOW))
    store.put_member(replace(SAM, subject="8"))
    assert store.grant(SAM.email) is None
    store.put_grant(Grant(email=SAM.email, scopes=frozenset({"s"}), token="t", granted_at=NOW))
    store.put_member(replace(SAM, subject="8", team="West"))
    assert store.grant(SAM.email) is not None


def test_a_seller_is_called_by_the_members_name_else_by_the_maps_else_by_the_address(store: SqlStore) -> None:
    called = SellerName(members=store)
    people = [Stakeholder(id="p", name=" Sam\nOrtiz ", email="Sam@northwind.example")]

    assert called("sam@northwind.example") == "sam@northwind.example"
    store.put_member(Member(email="sam@northwind.example"))
    assert called("SAM@northwind.example", people) == "Sam Ortiz"
    store.put_member(Member(email="sam@northwind.example", name="Samuel"))
    assert called("sam@northwind.example", people) == "Samuel"
