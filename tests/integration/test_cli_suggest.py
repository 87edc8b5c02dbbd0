"""`closeplan suggest`: what a call suggests is handed in once; mistakes have places."""

from __future__ import annotations

from pathlib import Path

from addon.adapters.store import SqlStore
from closeplan.plan.model import Status
from tests.integration.command import closeplan
from tests.integration.test_cli_ledger import keep

FILE = """
suggestions:
  - kind: set_date
    milestone: Security review
    date: 2027-04-01
    said: {in: Weekly call, by: Mia, quote: "=IMPORTXML(1)"}
  - {kind: add_person, name: Carla, role: economic buyer, said: {in: Weekly call}}
"""


def test_a_file_is_handed_in_once(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    keep(store, "acme", 7, Status.IN_PROGRESS)
    path = tmp_path / "call.yaml"
    path.write_text(FILE, encoding="utf-8")

    first = closeplan("suggest", str(path), "--deal", "acme", "--json", data=str(tmp_path))
    again = closeplan("suggest", str(path), "--deal", "acme", data=str(tmp_path))
    assert first.json() == {"plan_id": "acme", "new": 2}
    assert again.out.strip() == "0 new suggestions for acme rollout"
    assert {filed.suggestion.was for filed in store.suggestions("acme")} == {"8 Mar 2027", ""}


def test_a_wrong_file_is_told_with_its_places_and_nothing_is_kept(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    keep(store, "acme", 7, Status.IN_PROGRESS)
    path = tmp_path / "call.yaml"
    path.write_text("suggestions: [{kind: set_date, milestone: nobody, said: {in: x}}]", encoding="utf-8")

    done = closeplan("suggest", str(path), "--deal", "acme", data=str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert "suggestions[0].date: is required" in done.err
    assert "suggestions[0].milestone: no milestone 'nobody' in the plan" in done.err
    assert store.suggestions("acme") == []
