"""Who is let in: Google's id is the person, an address only where they are to be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.google.grants import GrantedTokens, OAuthClient
from addon.adapters.store import SqlStore
from closeplan.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from closeplan.plan.model import Deal, Network, Side, Stakeholder
from closeplan.records import Caller, Member, MemberRole, PlanRecord
from closeplan.records.people import may_see
from closeplan.services.members import Admit
from closeplan.services.people import People
from closeplan.services.sign_in import IDLE, LONGEST, SignIn

SAM = Caller(email="sam@northwind.example", subject="7", name="Sam Ito", domain="northwind.example")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'people.db'}")
    yield opened
    opened.close()


@pytest.fixture
def admit(store: SqlStore) -> Admit:
    return Admit(
        members=store,
        domains=frozenset({"northwind.example"}),
        admins=frozenset({"ada@elsewhere.example"}),
    )


def test_somebody_of_the_domain_becomes_a_seller(admit: Admit, store: SqlStore) -> None:
    made = admit(SAM)
    assert made == Member(email=SAM.email, name="Sam Ito", subject="7", role=MemberRole.SELLER)
    assert store.members() == [admit(SAM)]


@pytest.mark.parametrize("domain", ["acme.example", "evil.northwind.example", ""])
def test_nobody_of_another_workspace_or_with_a_private_account_does(
    admit: Admit, store: SqlStore, domain: str
) -> None:
    with pytest.raises(ForbiddenError):
        admit(replace(SAM, domain=domain))
    assert store.members() == []


def test_without_domains_only_who_was_added_comes_in(admit: Admit, store: SqlStore) -> None:
    closed = replace(admit, domains=frozenset())
    with pytest.raises(ForbiddenError):
        closed(SAM)
    store.put_member(Member(email=SAM.email, role=MemberRole.MANAGER, team="East"))
    assert closed(SAM) == Member(
        email=SAM.email, name="Sam Ito", subject="7", role=MemberRole.MANAGER, team="East"
    )


def test_the_first_admins_come_in_from_anywhere(admit: Admit) -> None:
    ada = Caller(email="ada@elsewhere.example", subject="1")
    assert admit(ada).role is MemberRole.ADMIN


def test_an_address_that_was_somebody_elses_is_refused(admit: Admit, store: SqlStore) -> None:
    admit(SAM)
    with pytest.raises(ForbiddenError, match="somebody else"):
        admit(replace(SAM, subject="8"))
    assert store.member(SAM.email) == admit(SAM)


def test_a_new_address_of_the_same_person_is_theirs(admit: Admit, store: SqlStore) -> None:
    store.put_member(replace(admit(SAM), role=MemberRole.MANAGER))
    moved = admit(replace(SAM, email="samuel@northwind.example"))
    assert (moved.email, moved.role) == ("samuel@northwind.example", MemberRole.MANAGER)
    assert store.members() == [moved]


def test_nobody_takes_their_plans_to_a_domain_that_may_not_come_in(admit: Admit, store: SqlStore) -> None:
    known = admit(SAM)
    with pytest.raises(ForbiddenError):
        admit(replace(SAM, email="sam@rival.example", domain="rival.example"))
    assert store.members() == [known]


def test_a_new_address_that_is_another_members_is_refused(admit: Admit) -> None:
    admit(SAM)
    admit(Caller(email="kim@northwind.example", subject="8", domain="northwind.example"))
    with pytest.raises(ForbiddenError, match="another member"):
        admit(replace(SAM, email="kim@northwind.example"))


roles = st.sampled_from(MemberRole)
people = st.builds(
    Member,
    email=st.sampled_from(["a@n.example", "b@n.example"]),
    role=roles,
    team=st.sampled_from(["", "x", "y"]),
)


@given(people, people)
def test_one_sees_ones_own_a_manager_the_teams_an_admin_all(member: Member, owner: Member) -> None:
    same_team = member.role is MemberRole.MANAGER and member.team == owner.team != ""
    assert may_see(member, owner) == (
        member.email == owner.email or member.role is MemberRole.ADMIN or same_team
    )


def people_of(store: SqlStore) -> People:
    grants = GrantedTokens(store, OAuthClient(id="", secret=""), b"")
    return People(members=store, sessions=store, grants=grants, plans=store)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def sign_in(admit: Admit, store: SqlStore, watch: Watch) -> SignIn:
    numbers = count()
    return SignIn(admit=admit, members=store, sessions=store, clock=watch, mint=lambda: f"id-{next(numbers)}")


def test_a_session_lasts_while_it_is_used_but_no_longer_than_half_a_day(
    sign_in: SignIn, watch: Watch
) -> None:
    session_id = sign_in.begin(SAM)
    begun = watch.time
    while watch.time < begun + LONGEST - timedelta(minutes=20):
        assert sign_in.who(session_id)
        watch.time += timedelta(minutes=20)
    assert sign_in.who(session_id)
    watch.time = begun + LONGEST
    assert sign_in.who(session_id) is None
    watch.time = begun
    assert sign_in.who(session_id) is None, "what ran out stays ended, whatever the clock says later"


def test_a_session_that_is_not_used_ends(sign_in: SignIn, watch: Watch) -> None:
    session_id = sign_in.begin(SAM)
    watch.time += IDLE - timedelta(seconds=1)
    assert sign_in.who(session_id)
    watch.time += IDLE
    assert sign_in.who(session_id) is None
    assert sign_in.live() == []


def test_the_store_never_holds_a_sessions_id(sign_in: SignIn, store: SqlStore, watch: Watch) -> None:
    session_id = sign_in.begin(SAM)
    kept = store.sessions(watch.time)[0]
    assert session_id not in repr(kept)
    assert sign_in.who(kept.id_hash) is None


@pytest.mark.parametrize("guess", ["", "id-1", "x" * 5000, "\x00"])
def test_what_is_no_session_is_nobody(sign_in: SignIn, guess: str) -> None:
    sign_in.begin(SAM)
    assert sign_in.who(guess) is None


def test_who_is_removed_is_signed_out_and_comes_in_no_more(
    sign_in: SignIn, store: SqlStore, admit: Admit
) -> None:
    session_id = sign_in.begin(SAM)
    people_of(store).remove(SAM.email)
    assert sign_in.who(session_id) is None
    with pytest.raises(ForbiddenError):
        replace(admit, domains=frozenset())(SAM)


def test_an_admin_adds_and_changes_people(store: SqlStore) -> None:
    people = people_of(store)
    people.add(" Kim@Northwind.example ", name="Kim\n Sato", role="manager", team="East")
    assert people.change("kim@northwind.example", team="").team == ""
    assert people.everybody() == [
        Member(email="kim@northwind.example", name="Kim Sato", role=MemberRole.MANAGER)
    ]
    with pytest.raises(NotFoundError):
        people.change("nobody@northwind.example", role="admin")


def test_an_admin_is_always_left(store: SqlStore) -> None:
    people = people_of(store)
    people.add("ada@northwind.example", role="admin")
    for demote in (people.change, people.add):
        with pytest.raises(InputError, match="the only admin"):
            demote("ada@northwind.example", role="seller")
    people.add("kim@northwind.example", role="admin")
    assert people.change("ada@northwind.example", role="seller").role is MemberRole.SELLER


def test_who_is_there_or_a_buyer_is_not_added_unseen(store: SqlStore) -> None:
    people = people_of(store)
    people.add("max@northwind.example", role="manager")
    with pytest.raises(InputError, match="already"):
        people.add_new("Max@northwind.example", role="seller")
    dana = Stakeholder(id="p1", name="Dana", email="Dana@acme.example", side=Side.BUYER)
    network = Network(steps=(), go_live=date.max)
    deal = Deal(id="a", name="Acme", buyer="Acme", seller="N", network=network, stakeholders=(dana,))
    store.add_plan(PlanRecord(id="a", deal=deal, owner=SAM.email, robot="r@x.example"))
    with pytest.raises(ConflictError, match="buyer's side of “Acme”"):
        people.add_new("dana@acme.example", role="manager")
    assert people.add_new("dana@acme.example", anyway=True).role is MemberRole.SELLER


@pytest.mark.parametrize(
    ("email", "role"),
    [("kim", ""), ("a@b", ""), ("a b@c.example", ""), ("<x>@c.example", ""), ("k@c.example", "owner")],
)
def test_what_is_no_address_or_role_is_told(store: SqlStore, email: str, role: str) -> None:
    with pytest.raises(InputError):
        people_of(store).add(email, role=role)
    assert store.members() == []


def test_plans_are_left_to_members_only(store: SqlStore) -> None:
    people = people_of(store)
    people.add("kim@northwind.example")
    for heir in ("kim@northwind.example", "dana@acme.example"):
        with pytest.raises(InputError, match="no other member"):
            people.remove("kim@northwind.example", heir=heir)
