"""`closeplan links`: what links there are, and ending one."""

from __future__ import annotations

from pathlib import Path

from tests.integration.command import closeplan
from tests.sign_off import CARLA, Desk


def test_links_are_listed_without_themselves_and_revoked_by_their_id(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    desk.add()
    link = desk.link()
    path = desk.path(link)

    listed = closeplan("links", "acme", data=str(tmp_path))
    assert CARLA in listed.out
    assert path.rpartition("/")[2] not in listed.out
    (ended,) = closeplan("links", "acme", "--revoke", link.id, "--json", data=str(tmp_path)).json()
    assert (ended["id"], ended["valid"]) == (link.id, False)
    assert desk.browser.get(path).status_code == 404


def test_a_link_that_is_not_there_and_a_plan_without_any_are_told(tmp_path: Path) -> None:
    Desk.at(tmp_path).add()

    assert "No link was made" in closeplan("links", "acme", data=str(tmp_path)).out
    assert closeplan("links", "acme", "--revoke", "x", data=str(tmp_path)).code == 1
    assert closeplan("links", "other", data=str(tmp_path)).code == 1
