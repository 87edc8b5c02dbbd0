"""`closeplan slack` and `closeplan notion`, against a Slack and a Notion of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from addon.cli import main
from tests.channels import Team, internal, shared, team
from tests.vendors.notion import FakeNotion, notion_checks
from tests.vendors.slack import FakeSlack, slack_checks

Run = Callable[..., Result]


@pytest.fixture
def northwind(tmp_path: Path) -> Iterator[Team]:
    with FakeSlack(slack_checks()) as slack, FakeNotion(notion_checks()) as notion:
        made = team(tmp_path, slack, notion)
        made.say([shared("overdue", "Overdue by 3 days"), internal("stale", "INTERNAL stale")], look=False)
        yield made
        made.backend.parts.store.close()


@pytest.fixture
def run(northwind: Team, tmp_path: Path) -> Run:
    named = {
        "DATA": str(tmp_path),
        "WORKSPACE_URL": "http://127.0.0.1:9",
        "VENDORS__SLACK__TOKEN": northwind.slack.token,
        "VENDORS__SLACK__URL": northwind.slack.url,
        "VENDORS__NOTION__TOKEN": northwind.notion.token,
        "VENDORS__NOTION__ACCOUNT": northwind.notion.home,
        "VENDORS__NOTION__URL": northwind.notion.url,
    }
    env = {f"CLOSEPLAN_{name}": value for name, value in named.items()}
    return lambda *arguments: CliRunner().invoke(main, arguments, env=env)


def test_a_channel_is_linked_listed_and_unlinked(northwind: Team, run: Run) -> None:
    assert "no channel '#nowhere'" in run("slack", "link", "p", "#nowhere").output
    linked = run("slack", "link", "p", "#acme-deal")
    assert linked.exit_code == 0, linked.output
    assert "INTERNAL" in northwind.slack.posted[0].words
    told = json.loads(run("slack", "status", "--json").stdout)
    assert told == {
        "workspace": "Northwind",
        "channels": [{"plan_id": "p", "channel": "acme-deal", "reachable": True, "told": "everything"}],
    }

    assert run("slack", "unlink", "p").exit_code == 0
    assert run("slack", "unlink", "p").exit_code == 1


def test_a_plan_is_shown_published_listed_and_taken_back(northwind: Team, run: Run) -> None:
    shown = run("notion", "publish", "p", "--dry-run")
    assert "31 Mar 2027" in shown.output
    assert "INTERNAL" not in shown.output
    assert northwind.notion.below(northwind.notion.home) == []

    for _ in range(2):
        published = run("notion", "publish", "p")
        assert published.exit_code == 0, published.output
    [page] = northwind.notion.below(northwind.notion.home)
    assert published.stdout.strip() == f"https://www.notion.so/{page.id.replace('-', '')}"
    assert len(northwind.notion.below(page.id)) == 1
    assert json.loads(run("notion", "status", "--json").stdout)[0]["kept"] is True
    assert run("notion", "stop", "p", "--trash").exit_code == 0
    assert page.in_trash


def test_what_is_not_set_up_says_where_to_read_how(tmp_path: Path) -> None:
    env = {"CLOSEPLAN_DATA": str(tmp_path), "CLOSEPLAN_WORKSPACE_URL": "http://127.0.0.1:9"}
    for name in ("slack", "notion"):
        done = CliRunner().invoke(main, [name, "status"], env=env)
        assert (done.exit_code, f"docs/{name}.md" in done.output) == (1, True)
