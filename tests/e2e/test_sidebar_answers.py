"""Filling a plan in beside its Sheet, in a real browser: two answers, and the cells they became."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.page import barriers
from tests.running import SELLER, PlanSheet, running_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


def test_two_questions_are_answered_and_their_cells_are_there(browser: Browser, demo: dict[str, Any]) -> None:
    sheet = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{demo['workspace']}/#/file/{demo['spreadsheet_id']}?as={SELLER}")
        page.get_by_test_id("toggle-addon").click()
        sidebar = page.get_by_test_id("addon-sidebar")
        sidebar.get_by_role("button", name="Questions to ask").click()
        expect(sidebar).to_contain_text("Who decides on the budget for this at your side?")
        assert not barriers(page)

        sidebar.get_by_role("button", name="Answer").click()
        expect(sidebar).to_contain_text("is missing; press Skip")
        sidebar.get_by_label("Name").fill("Carla Neumann")
        sidebar.get_by_label("Email, if known").fill("carla@acme.example")
        sidebar.get_by_role("button", name="Answer").click()
        expect(sidebar).to_contain_text("Written into the plan.")
        expect(sidebar).to_contain_text("2 of")
        row = sheet.rows("Stakeholders", "Name")["Carla Neumann"]
        assert (row["Email"], row["Role"]) == ("carla@acme.example", "Economic buyer")

        meets = date.fromisoformat(sheet.rows()["Budget approval"]["Due"]) + timedelta(weeks=1)
        sidebar.get_by_label("Day").fill(meets.isoformat())
        sidebar.get_by_role("button", name="Answer").click()
        expect(sidebar).to_contain_text("Nothing is written until you say so")
        assert sheet.rows()["Budget approval"]["Due"] != meets.isoformat()
        sidebar.get_by_role("button", name="Use these dates").click()
        expect(sidebar).to_contain_text("The new dates stand in the plan.")
        assert sheet.rows()["Budget approval"]["Due"] == meets.isoformat()
