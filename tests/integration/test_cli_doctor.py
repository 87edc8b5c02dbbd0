"""`closeplan doctor`: a healthy installation has nothing to fix, and each failure names its fix."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from addon.adapters.google import feed
from addon.adapters.store import SqlStore
from addon.doctor import Finding, examine
from addon.settings import read_settings
from closeplan.plan.model import Deal, Network
from closeplan.records import Channel, PlanRecord
from tests.integration.command import closeplan
from tests.integration.workspace_clients import running_workspace
from tests.running import ROBOT, SELLER


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def settings(tmp_path: Path, workspace: str) -> dict[str, str]:
    return {"data": str(tmp_path / "data"), "workspace_url": workspace, "watch": "poll"}


@pytest.fixture
def store(settings: dict[str, str]) -> Iterator[SqlStore]:
    """The store that the doctor will find, with one plan that stands in a Sheet."""
    opened = SqlStore(f"sqlite:///{settings['data']}/closeplan.db")
    deal = Deal(
        id="acme", name="Acme", buyer="Acme", seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )  # fmt: skip
    opened.add_plan(PlanRecord(id="acme", deal=deal, owner=SELLER, robot=ROBOT, document_id="sheet-1"))
    opened.open_feed(ROBOT, "1")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is out of reach here stays so: asking Drive again would only make the tests wait."""
    monkeypatch.setattr(feed, "RETRIES", 0)


def examined(settings: dict[str, str]) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(read_settings(**settings))}


def test_a_healthy_installation_has_nothing_to_fix(settings: dict[str, str]) -> None:
    told = closeplan("doctor", **settings)
    assert told.code == 0
    assert all(line.startswith("ok   ") for line in told.out.splitlines())
    assert [row["name"] for row in closeplan("doctor", "--json", **settings).json()] == list(
        examined(settings)
    )


def test_what_is_wrong_is_marked_and_exits_with_1(settings: dict[str, str]) -> None:
    broken = {**settings, "database_url": "postgresql://u:geheim@127.0.0.1:1/x"}
    told = closeplan("doctor", **broken)
    assert told.code == 1
    assert [line[:15] for line in told.out.splitlines() if not line.startswith("ok ")] == ["FIX  database: "]
    assert "geheim" not in told.out + told.err


@pytest.mark.parametrize(
    ("name", "changes", "fix"),
    [
        ("robot", {"workspace_url": "http://127.0.0.1:1"}, "start `closeplan workspace` there"),
        ("database", {"database_url": "postgresql://u:geheim@127.0.0.1:1/x"}, "correct CLOSEPLAN_DATABASE_URL"),
        ("database", {"database_url": "mysql://u:geheim@127.0.0.1/x"}, "neither PostgreSQL nor a SQLite file"),
        ("data", {"data": "/dev/null/data"}, "set CLOSEPLAN_DATA"),
        ("robot key", {"workspace_url": "", "robot_key_file": "/nowhere.json"}, "correct CLOSEPLAN_ROBOT_KEY_FILE"),
        ("robot", {"workspace_url": "", "robot_key_file": "/nowhere.json"}, "set CLOSEPLAN_ROBOT_KEY_FILE"),
        ("seller", {"workspace_url": "", "robot_key_file": "/nowhere.json"}, "run `closeplan sign-in`"),
        ("seller", {"workspace_url": "", "robot_key_file": "/nowhere.json", "seller_token_file": "README.md"},
         "correct CLOSEPLAN_SELLER_TOKEN_FILE"),
    ],
)  # fmt: skip
def test_each_failure_names_its_fix_and_hides_no_other_check(
    settings: dict[str, str], name: str, changes: dict[str, str], fix: str
) -> None:
    found = examined({**settings, **changes})
    assert not found[name].ok
    assert fix in found[name].says
    assert found.keys() == examined(settings).keys()
    assert "geheim" not in repr(found)
    assert all("\n" not in finding.says for finding in found.values())


def test_a_key_of_somebody_else_is_told_with_its_owner(settings: dict[str, str], tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    settings |= {"workspace_url": "", "robot_key_file": str(key)}
    key.write_text('{"type": "service_account", "client_email": "other@p.iam.gserviceaccount.com"}')
    says = examined(settings)["robot key"].says
    assert says == "the key belongs to other@p.iam.gserviceaccount.com: set CLOSEPLAN_ROBOT to that address"
    key.write_text('{"type": "authorized_user"}')
    assert "is no service account's key" in examined(settings)["robot key"].says


def test_a_token_without_an_offline_grant_is_told(settings: dict[str, str], tmp_path: Path) -> None:
    token = tmp_path / "token.json"
    settings |= {"workspace_url": "", "robot_key_file": "/nowhere.json", "seller_token_file": str(token)}
    token.write_text('{"token": "t"}')
    assert "holds no offline grant" in examined(settings)["seller"].says
    token.write_text('{"refresh_token": "r"}')
    assert examined(settings)["seller"].ok


def test_a_plan_whose_sheet_is_missing_or_out_of_reach_is_named(
    settings: dict[str, str], store: SqlStore
) -> None:
    assert examined(settings)["plans"].says == "1 plan within reach when last looked at"
    store.set_gone("acme", gone=True)
    assert "out of the robot's reach: acme" in examined(settings)["plans"].says
    store.set_gone("acme", gone=False)
    store.set_document("acme", "")
    says = examined(settings)["plans"].says
    assert says == "no document yet for acme: run `closeplan generate` again"


def test_a_channel_that_ended_counts_as_none(settings: dict[str, str], store: SqlStore) -> None:
    settings |= {"watch": "push"}
    assert examined(settings)["watching"].says.endswith("`closeplan serve` opens one")
    for days, ok in ((-1, False), (1, True)):
        ends = datetime.now(UTC) + timedelta(days=days)
        store.add_channel(
            Channel(id=f"c{days}", robot=ROBOT, token_hash="", resource_id="r", expires_at=ends)
        )
        assert examined(settings)["watching"].ok is ok


def test_a_backend_that_does_not_run_yet_is_no_mistake(settings: dict[str, str]) -> None:
    settings |= {"watch": "push", "public_url": "http://127.0.0.1:1"}
    found = examined(settings)["notifications"]
    assert found.ok
    assert "nothing answers yet: start `closeplan serve`" in found.says
