"""A small plan in the local Workspace, and what a test needs to act on its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Locator, Page

from tests.running import BUYER, SELLER, eventually

READER = "rita@acme.example"
HEADER = ["Milestone", "Owner", "Due", "Status", "Signal"]
ROWS = [
    ["Kick-off", "Sam Ode", "2026-11-20", "Done", ""],
    ["Security review", "Mia Wolf", "2026-11-20", "Not started", ""],
    ["Board approval", "Dana Fischer", "2027-02-10", "Not started", ""],
]
FIRST = 1
"""The first body row, counted from 0 as the grid does."""
MILESTONE, OWNER, DUE, STATUS, SIGNAL = range(5)

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")

OpenPage = Callable[..., Page]


class Sheet:
    """A small plan made through the API, and what the API says of it."""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace
        made = self.call("POST", "/v4/spreadsheets", {"properties": {"title": "Acme × Northwind"}})
        self.id: str = made["spreadsheetId"]
        self.sheet_id: int = made["sheets"][0]["properties"]["sheetId"]
        self.update(*_plan_requests(self.sheet_id))
        self.call(
            "PUT",
            f"/v4/spreadsheets/{self.id}/values/Plan!A1?valueInputOption=USER_ENTERED",
            {"values": [HEADER, *ROWS]},
        )
        self.share(BUYER, "writer")

    def call(
        self, method: str, path: str, body: dict[str, Any] | None = None, person: str = SELLER
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer local:{person}"}
        answer = requests.request(method, self.workspace + path, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def share(self, person: str, role: str) -> None:
        body = {"type": "user", "role": role, "emailAddress": person}
        self.call("POST", f"/drive/v3/files/{self.id}/permissions?sendNotificationEmail=false", body)

    def update(self, *wanted: dict[str, Any]) -> None:
        self.call("POST", f"/v4/spreadsheets/{self.id}:batchUpdate", {"requests": list(wanted)})

    def type(self, cell: str, text: str) -> None:
        """Another person's edit."""
        path = f"/v4/spreadsheets/{self.id}/values/Plan!{cell}?valueInputOption=USER_ENTERED"
        self.call("PUT", path, {"values": [[text]]})

    def value(self, cell: str, render: str = "FORMATTED_VALUE") -> Any:
        path = f"/v4/spreadsheets/{self.id}/values/Plan!{cell}?valueRenderOption={render}"
        return self.call("GET", path).get("values", [[""]])[0][0]

    def column(self, letter: str) -> list[str]:
        rows = self.call("GET", f"/v4/spreadsheets/{self.id}/values/Plan!{letter}2:{letter}20").get(
            "values", []
        )
        return [row[0] if row else "" for row in rows]

    def threads(self) -> list[dict[str, Any]]:
        path = f"/v4/spreadsheets/{self.id}?commentsViewMode=COMMENTS_VIEW_MODE_INCLUDED&fields=comments"
        found: list[dict[str, Any]] = self.call("GET", path).get("comments", [])
        return found


def _plan_requests(sheet_id: int) -> list[dict[str, Any]]:
    def cells(first: int, last: int) -> dict[str, int]:
        return {
            "sheetId": sheet_id, "startRowIndex": 1, "endRowIndex": 12,
            "startColumnIndex": first, "endColumnIndex": last + 1,
        }  # fmt: skip

    choices = [{"userEnteredValue": text} for text in ("Not started", "In progress", "Done")]
    date = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    overdue = '=ISNUMBER($C2)*($C2<TODAY())*($D2<>"Done")'
    red = {"backgroundColor": {"red": 1}}
    rule = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": overdue}]}, "format": red}
    head = {
        "sheetId": sheet_id,
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": 0,
        "endColumnIndex": 5,
    }
    title = {"properties": {"sheetId": sheet_id, "title": "Plan"}, "fields": "title"}
    bands = {"range": head | {"endRowIndex": 12}, "rowProperties": {"headerColor": {"blue": 1}}}
    return [
        {"updateSheetProperties": title},
        {"repeatCell": {"range": head, "cell": bold, "fields": "userEnteredFormat.textFormat"}},
        {"repeatCell": {"range": cells(DUE, DUE), "cell": {"userEnteredFormat": date},
                        "fields": "userEnteredFormat.numberFormat"}},
        {"setDataValidation": {"range": cells(STATUS, STATUS), "rule": {
            "condition": {"type": "ONE_OF_LIST", "values": choices}, "showCustomUi": True}}},
        {"addBanding": {"bandedRange": bands}},
        {"addConditionalFormatRule": {"rule": {"ranges": [cells(DUE, DUE)], "booleanRule": rule}, "index": 0}},
        {"addProtectedRange": {"protectedRange": {"range": cells(SIGNAL, SIGNAL), "warningOnly": True}}},
    ]  # fmt: skip


def cell(page: Page, y: int, x: int) -> Locator:
    return page.locator(f'[data-testid=grid] td[data-x="{x}"][data-y="{y}"]')


def type_into(page: Page, y: int, x: int, text: str) -> None:
    cell(page, y, x).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def paste(page: Page, **texts: str) -> None:
    """What another program has put on the clipboard, by its kind: `plain`, `html`."""
    page.evaluate(
        """texts => {
            const clipboard = new DataTransfer();
            for (const [kind, text] of Object.entries(texts)) clipboard.setData(`text/${kind}`, text);
            const paste = new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true});
            document.getElementById("grid").dispatchEvent(paste);
        }""",
        texts,
    )


def choose(page: Page, y: int, x: int, item: str) -> None:
    """An item of a cell's context menu."""
    cell(page, y, x).click(button="right")
    page.locator(".jcontextmenu-focus").get_by_text(item, exact=True).click()


def drag_corner(page: Page, y: int, x: int) -> None:
    """The fill handle, dragged to a cell."""
    corner, target = page.locator(".jss_corner").bounding_box(), cell(page, y, x).bounding_box()
    assert corner
    assert target
    page.mouse.move(corner["x"] + 2, corner["y"] + 2)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 10, steps=6)
    page.mouse.up()


def becomes(look: Callable[[], Any], wanted: Any) -> None:
    eventually(lambda: look() == wanted, says=f"never became {wanted!r}")


def barriers(page: Page) -> list[str]:
    """What axe-core finds that is serious or worse. Cells that somebody has coloured have the colours they were given."""
    # what waits for an answer, or is still coming into sight, has colours that nobody is meant to read
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")
    page.evaluate(
        "document.getAnimations().forEach(one => one.effect.getTiming().iterations < 9 && one.finish())"
    )
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "() => axe.run({exclude: ['#grid tbody td[style*=background-color]']})"
    )
    grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:150]} {one['nodes'][0]['failureSummary']}" for one in grave
    ]
