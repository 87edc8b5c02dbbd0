"""`closeplan calls`: what is kept of a plan's calls, and erasing one."""

from __future__ import annotations

from pathlib import Path

from addon.adapters.store import SqlStore
from closeplan.plan.model import Status
from tests.contract.test_calls import kept, suggested
from tests.integration.command import closeplan
from tests.integration.test_cli_ledger import keep


def test_calls_are_listed_and_one_is_erased_for_good(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    keep(store, "acme", 7, Status.IN_PROGRESS)
    empty = closeplan("calls", "--deal", "acme", data=str(tmp_path))
    assert "No call of acme rollout yet" in empty.out

    store.keep_call(kept("c1", "acme"), [suggested("s")])
    told = closeplan("calls", "--deal", "acme", "--json", data=str(tmp_path)).json()
    assert [(one["id"], one["date"], one["turns"]) for one in told["calls"]] == [("c1", "2027-01-04", 2)]

    done = closeplan("calls", "--deal", "acme", "--erase", "c1", data=str(tmp_path))
    again = closeplan("calls", "--deal", "acme", "--erase", "c1", "--json", data=str(tmp_path))
    assert (done.code, done.out.strip()) == (0, "Erased call c1.")
    assert (again.code, again.json()["erased"]) == (1, False)
    assert not store.suggestions("acme")
