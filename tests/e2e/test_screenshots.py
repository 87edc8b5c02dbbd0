"""Pictures of the demo, taken after a real edit in a real browser; each is taken when what it shows is there.

They are written to `build/screenshots`, and into the documentation where `PYTEST_WRITE_DOCS=1` is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.buyer import day_after
from tests.e2e.page import cell, type_into
from tests.running import ROOT, PlanSheet, eventually, running_demo

STEP = "SOC 2 and penetration test review"
PICTURES = ROOT / "build" / "screenshots"
MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def moved(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, PlanSheet, int]]:
    """The demo as Dana sees it, one due date just moved past what the plan can absorb."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as demo:
        plan = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
        eventually(plan.outlook, says="the first pass never wrote the outlook")
        row = plan.rows()[STEP]
        y = int(row["_row"]) - 1
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto(demo["sheet"])
        type_into(page, y, _x(plan, "Due"), day_after(row["Due"], 9))
        expect(cell(page, y, _x(plan, "Signal"))).to_contain_text("Slipped")
        yield page, plan, y
        page.close()
        assert said == []


def test_the_plan_shows_the_slip_its_signal_and_the_comment(moved: tuple[Page, PlanSheet, int]) -> None:
    page, plan, y = moved
    cell(page, y, _x(plan, "Due")).click()
    expect(page.get_by_test_id("thread").filter(has_text=f"{STEP} slipped")).to_be_in_viewport()
    expect(cell(page, y, _x(plan, "Signal"))).to_be_in_viewport(ratio=1)
    expect(page.get_by_test_id("toast")).to_have_count(0, timeout=8000)

    _take(page, "demo", into_docs=True)


def test_the_comment_says_fact_effect_and_next_step(moved: tuple[Page, PlanSheet, int]) -> None:
    page, _, _ = moved
    thread = page.get_by_test_id("thread").filter(has_text=f"{STEP} slipped")
    expect(thread).to_contain_text("Next step")

    thread.screenshot(path=PICTURES / "comment.png")


def test_a_workstream_stands_out_where_it_begins(moved: tuple[Page, PlanSheet, int]) -> None:
    page, plan, _ = moved
    rows = list(plan.rows().values())
    begins = [i for i, row in enumerate(rows) if i == 0 or rows[i - 1]["Workstream"] != row["Workstream"]]
    assert 1 < len(begins) < len(rows)

    for index, row in enumerate(rows):
        weight = "600" if index in begins else "400"
        expect(cell(page, int(row["_row"]) - 1, 0)).to_have_css("font-weight", weight)


def test_the_history_names_who_moved_what(moved: tuple[Page, PlanSheet, int]) -> None:
    page, _, _ = moved
    page.get_by_test_id("tab-History").click()
    expect(cell(page, 1, 2)).to_have_text(STEP)
    expect(cell(page, 1, 1)).to_contain_text("dana@acme.example")

    _take(page, "history")


def test_the_stakeholders_say_who_is_missing(moved: tuple[Page, PlanSheet, int]) -> None:
    page, _, _ = moved
    page.get_by_test_id("tab-Stakeholders").click()
    cell(page, 0, 3).click()
    expect(page.get_by_test_id("cell-value")).to_have_value("Role")
    expect(page.get_by_test_id("thread").filter(has_text="No economic buyer")).to_be_in_viewport(ratio=1)

    _take(page, "stakeholders")


def test_the_signal_is_in_sight_beside_the_comments_of_a_small_screen(
    moved: tuple[Page, PlanSheet, int],
) -> None:
    page, plan, y = moved
    page.get_by_test_id("tab-Plan").click()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_test_id("comments-panel")).to_be_visible()

    expect(cell(page, y, _x(plan, "Signal"))).to_be_in_viewport(ratio=1)


def test_the_plan_prints_on_one_page(moved: tuple[Page, PlanSheet, int]) -> None:
    page, plan, _ = moved
    page.get_by_test_id("tab-Plan").click()
    last = max(int(row["_row"]) for row in plan.rows().values()) - 1
    expect(cell(page, last, 1)).to_have_count(1)

    paper = page.pdf(path=PICTURES / "plan.pdf", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 1


def _x(plan: PlanSheet, header: str) -> int:
    return plan.header()[1][header] - 1


def _take(page: Page, name: str, *, into_docs: bool = False) -> None:
    """A picture of the page; motion is over, so that the same page gives the same picture."""
    picture = PICTURES / f"{name}.png"
    page.screenshot(path=picture, animations="disabled", caret="hide")
    assert picture.stat().st_size < MOST_BYTES
    if into_docs and os.environ.get("PYTEST_WRITE_DOCS") == "1":
        docs = ROOT / "docs" / "images"
        docs.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, docs / picture.name)
