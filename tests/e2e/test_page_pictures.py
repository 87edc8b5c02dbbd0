"""The demo's Sheet as buyer, seller and reader see it, on two sizes of screen: pictures in `build/screenshots`, all tools in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.e2e.page import READER, cell
from tests.running import BUYER, ROOT, SELLER, PlanSheet, eventually, running_demo

PICTURES = ROOT / "build" / "screenshots"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        plan = PlanSheet(ready["workspace"], ready["spreadsheet_id"])
        eventually(plan.outlook, says="the first pass never wrote the outlook")
        url = f"{ready['workspace']}/drive/v3/files/{ready['spreadsheet_id']}/permissions"
        reader = {"type": "user", "role": "reader", "emailAddress": READER}
        owner = {"Authorization": f"Bearer local:{SELLER}"}
        assert requests.post(url, json=reader, headers=owner, timeout=10).ok
        yield ready


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900)])
@pytest.mark.parametrize("person", [BUYER, SELLER, READER])
def test_everything_is_in_sight_without_scrolling_the_tools(
    browser: Browser, demo: dict[str, str], person: str, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{demo['workspace']}/#/file/{demo['spreadsheet_id']}?as={person}")
    expect(cell(page, 0, 0)).not_to_be_empty()
    expect(page.get_by_test_id("access")).to_be_visible(visible=person == READER)
    for tool in ("undo", "open-find", "share", "toggle-comments", "toggle-addon", "person"):
        expect(page.get_by_test_id(tool)).to_be_in_viewport(ratio=1)

    name = f"page-{person.partition('@')[0]}-{width}"
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
    page.close()
