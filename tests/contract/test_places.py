"""Where plans show up beside their documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from addon.adapters.store import SqlStore
from closeplan.records.places import PlanPlace
from tests.contract.test_store import record

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CHANNEL = PlanPlace(
    plan_id="acme", vendor="slack", id="C1", name="#acme", made_at=NOW, made_by="sam@x.example"
)


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    opened = open_store()
    opened.add_plan(record("acme"))
    return opened


def test_a_plan_shows_up_once_at_a_vendor(store: SqlStore) -> None:
    other = replace(CHANNEL, id="C2", seen={"thread": "17"}, shows="d1")
    store.put_place(CHANNEL)
    store.put_place(other)

    assert store.places("acme") == [other]
    assert store.places_at("slack", "C1") == []
    assert store.places_at("slack", "C2") == [other]
    assert store.places_of("slack") == [other]
    assert store.places_of("notion") == []


def test_a_place_is_removed_once(store: SqlStore) -> None:
    store.put_place(CHANNEL)

    assert store.remove_place("acme", "slack")
    assert not store.remove_place("acme", "slack")


def test_what_changes_a_place_sees_it_as_it_stands(store: SqlStore) -> None:
    store.put_place(CHANNEL)
    linked_anew = replace(CHANNEL, seen={"shared": "1"})
    store.put_place(linked_anew)

    told = store.change_place("acme", "slack", lambda there: replace(there, seen={**there.seen, "day": "d"}))

    assert told == replace(CHANNEL, seen={"shared": "1", "day": "d"})
    assert store.places("acme") == [told]


def test_a_place_that_was_removed_is_not_brought_back_by_a_change(store: SqlStore) -> None:
    store.put_place(CHANNEL)
    store.remove_place("acme", "slack")

    assert store.change_place("acme", "slack", lambda there: there) is None
    assert store.places("acme") == []
