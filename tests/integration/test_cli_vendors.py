"""`closeplan vendors` and `closeplan deliveries`: what an admin sees and decides without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from addon.adapters.store import SqlStore
from closeplan.records.deliveries import NewDelivery, VendorState
from tests.integration.command import Done, closeplan

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return partial(closeplan, data=str(tmp_path), vendors__notion__token="t")


@pytest.fixture
def dead(tmp_path: Path) -> list[str]:
    """Ids of two dead letters; a third delivery waits."""
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    new = [
        NewDelivery(vendor="notion", lane=f"page:{key}", kind="notion_page", key=key, body={"plan": "gone"})
        for key in "abc"
    ]
    store.post(new, NOW)
    found = store.claim("notion", NOW, NOW + timedelta(hours=1), 2)
    store.give_up({one.id: "the page is archived" for one in found})
    store.put_vendor_state(VendorState(vendor="notion", down_since=NOW, until=NOW, failures=1, told="gone"))
    store.close()
    return [str(one.id) for one in found]


def test_vendors_are_listed_with_what_waits(run: Run, dead: list[str]) -> None:
    assert len(dead) == 2
    line = "notion: down since 2026-11-24T09:00:00+00:00 (gone); 1 waiting, 2 could not be brought\n"
    assert run("vendors").out == line


def test_a_vendor_that_answers_is_not_without_trouble_while_something_is_dead(
    run: Run, dead: list[str], tmp_path: Path
) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    store.put_vendor_state(VendorState(vendor="notion", met_at=NOW))
    store.close()
    told = run("vendors").out
    assert told == f"notion: not everything could be brought; 1 waiting, {len(dead)} could not be brought\n"


def test_dead_letters_are_listed_replayed_and_dropped(run: Run, dead: list[str]) -> None:
    told = f"{dead[0]} dead notion, the plan's page of page:a: the page is archived"
    assert run("deliveries").out.splitlines()[0] == told
    assert run("deliveries", "--drop", dead[0]).code == 0
    assert run("deliveries", "--replay-all", "notion", "--json").json() == {"replayed": 1}
    again = run("deliveries", "--replay", dead[1])
    assert (again.code, again.err.count("\n")) == (1, 1)
