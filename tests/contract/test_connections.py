"""Accounts of vendors that an admin connected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from addon.adapters.store import SqlStore
from closeplan.records.connections import Connection

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HUBSPOT = Connection(
    vendor="hubspot",
    access_token="sealed-1",
    refresh_token="sealed-2",
    expires_at=NOW + timedelta(minutes=30),
    base_url="",
    account="hub 62515",
    connected_by="ada@northwind.example",
    connected_at=NOW,
)


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    return open_store()


def test_a_vendor_has_one_connection_the_last(store: SqlStore) -> None:
    other = replace(HUBSPOT, account="hub 9", expires_at=None)
    store.put_connection(HUBSPOT)
    store.put_connection(replace(HUBSPOT, vendor="asana"))
    store.put_connection(other)

    assert store.connection("hubspot") == other
    assert [one.vendor for one in store.connections()] == ["asana", "hubspot"]
    assert store.connection("zoho") is None


def test_a_connection_is_removed_once(store: SqlStore) -> None:
    store.put_connection(HUBSPOT)

    assert store.remove_connection("hubspot")
    assert not store.remove_connection("hubspot")
    assert store.connections() == []


def test_who_renews_second_changes_nothing(store: SqlStore) -> None:
    store.put_connection(HUBSPOT)
    first, second = replace(HUBSPOT, access_token="sealed-3"), replace(HUBSPOT, access_token="sealed-4")

    assert store.renew_connection(first, HUBSPOT)
    assert not store.renew_connection(second, HUBSPOT)
    assert store.connection("hubspot") == first


def test_what_was_forgotten_is_not_renewed(store: SqlStore) -> None:
    assert not store.renew_connection(replace(HUBSPOT, access_token="sealed-3"), HUBSPOT)
    assert store.connection("hubspot") is None
