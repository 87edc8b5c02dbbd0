"""What a store keeps of mails: one a person a day, each fact once, whoever else tries or dies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from addon.adapters.store import SqlStore
from addon.adapters.store.mails import CLAIM_MINUTES
from closeplan.plan.reminders import Delivery, Wishes
from closeplan.records.mail import MailClaim, RecapRecord
from tests.mails import MIA, MONDAY, keep_plan
from tests.running import ROOT, SELLER

Open = Callable[[], SqlStore]
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = MailClaim(person=MIA, day=MONDAY, seller=SELLER)
TOMORROW = MailClaim(person=MIA, day=MONDAY + timedelta(days=1), seller=SELLER)
KEYS = [("acme", "assigned:security"), ("acme", "ahead:3:security")]
DIE_WITH_A_CLAIM = """
import os, sys
from datetime import datetime
from addon.adapters.store import SqlStore
from tests.contract.test_mails import KEYS, TODAY
assert SqlStore(sys.argv[1]).claim_mail(TODAY, KEYS, datetime.fromisoformat(sys.argv[2]))
os._exit(9)
"""


@pytest.fixture
def store(open_store: Open) -> SqlStore:
    opened = open_store()
    keep_plan(opened)
    return opened


def test_of_many_who_claim_a_mail_at_once_one_writes_it(store: SqlStore, open_store: Open) -> None:
    stores = [store, open_store(), open_store(), open_store()]
    together = Barrier(len(stores))

    def claim(one: SqlStore) -> MailClaim | None:
        together.wait()
        return one.claim_mail(TODAY, KEYS, NOW)

    with ThreadPoolExecutor(len(stores)) as pool:
        claims = list(pool.map(claim, stores))

    assert sum(claim is not None for claim in claims) == 1
    assert store.told("acme") == set()
    store.mail_done(next(filter(None, claims)), "sent")
    assert store.told("acme") == {(plan, MIA, key) for plan, key in KEYS}


def test_a_fact_that_was_told_is_not_claimed_again_nor_is_half_a_mail(store: SqlStore) -> None:
    first = store.claim_mail(TODAY, KEYS[:1], NOW)
    assert first is not None
    store.mail_done(first, "sent")

    assert store.claim_mail(TOMORROW, KEYS, NOW) is None
    assert store.claim_mail(TOMORROW, KEYS[1:], NOW) is not None


def test_a_mail_that_was_given_back_leaves_nothing(store: SqlStore) -> None:
    first = store.claim_mail(TODAY, KEYS, NOW)
    assert first is not None
    store.release_mail(first)

    assert store.told("acme") == set()
    assert store.claim_mail(TODAY, KEYS, NOW) is not None


def test_a_claim_that_ran_out_is_taken_over_and_its_first_holder_sends_nothing(store: SqlStore) -> None:
    late = NOW + timedelta(minutes=CLAIM_MINUTES)
    slow = store.claim_mail(TODAY, KEYS, NOW)
    assert slow is not None
    assert store.claim_mail(TODAY, KEYS, late - timedelta(seconds=1)) is None

    taken = store.claim_mail(TODAY, KEYS, late)

    assert taken is not None
    assert not store.mail_prepared(slow, "r1")
    store.release_mail(slow)
    assert store.mail_prepared(taken, "r2")
    assert [one.draft for one in store.prepared_mails()] == ["r2"]


def test_what_nobody_wrote_one_day_can_be_told_the_next(store: SqlStore) -> None:
    assert store.claim_mail(TODAY, KEYS, NOW) is not None

    assert store.claim_mail(TOMORROW, KEYS, NOW + timedelta(days=1)) is not None


def test_the_claim_of_a_process_that_was_killed_is_free_at_once(store: SqlStore, database_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIE_WITH_A_CLAIM, database_url, NOW.isoformat()],
        cwd=ROOT,
        check=False,
        timeout=30,
    )
    assert done.returncode == 9

    assert store.claim_mail(TODAY, KEYS, NOW) is not None


@pytest.mark.parametrize("state", ["prepared", "sent", "drafted", "failed"])
def test_a_mail_that_got_further_is_nobodys_to_claim(store: SqlStore, state: str) -> None:
    claim = store.claim_mail(TODAY, KEYS, NOW)
    assert claim is not None
    if state == "prepared":
        assert store.mail_prepared(claim, "r1")
    else:
        store.mail_done(claim, state)

    assert store.claim_mail(TODAY, [], NOW + timedelta(hours=1)) is None
    assert store.mailed(MONDAY) == {MIA}


def test_who_stopped_mails_is_never_claimed_until_they_want_them_again(store: SqlStore) -> None:
    for _ in range(2):
        store.stop_mails(MIA, NOW)
    assert store.stopped() == {MIA}
    assert store.claim_mail(TODAY, KEYS, NOW) is None

    store.resume_mails(MIA)
    assert store.claim_mail(TODAY, KEYS, NOW) is not None


def test_wishes_and_the_last_recap_are_kept_as_said(store: SqlStore, open_store: Open) -> None:
    wishes = Wishes(delivery=Delivery.DRAFTS, ahead=(5, 1), daily=True, weekly=False)
    store.save_wishes("acme", Wishes())
    store.save_wishes("acme", wishes)
    assert store.last_recap("acme") is None
    recap = RecapRecord(at=NOW, digest="d", draft="https://mail.example/1")
    store.save_recap("acme", replace(recap, digest="earlier"))
    store.save_recap("acme", recap)

    again = open_store()
    assert again.wishes() == {"acme": wishes}
    assert again.last_recap("acme") == recap
