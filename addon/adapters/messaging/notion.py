"""Notion, API version 2025-09-03, by plain requests: two kinds of blocks and four calls need no library. Only tested against the
description that Notion publishes (makenotion/notion-mcp-server); it knows paragraphs and bullets, so headings are paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from addon.adapters.http import Given, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.errors import NotFoundError, RefusedError, SettingsError
from closeplan.plan.page import PageLine
from closeplan.ports.pages import PageRef

RATES = (Rate(3, 1.0),)
"""Three requests a second on average (developers.notion.com/reference/request-limits)."""

URL = "https://api.notion.com"
VERSION = "2025-09-03"

MOST_BLOCKS = 100
MOST_TEXT = 2000
"""Blocks of a request, and characters of a text (same page)."""

MOST_PAGES = 50
"""Pages of answers that are turned: 5,000 blocks."""

_HEADING = "▍ "


def connect(account: VendorAccount, pace: Pace) -> Notion:
    """The workspace of the integration's token."""
    return Notion(account, pace)


class Notion:
    """`closeplan.ports.pages.Pages` for one integration."""

    name = "notion"

    def __init__(self, account: VendorAccount, pace: Pace) -> None:
        sends = {"Authorization": f"Bearer {account.token}", "Notion-Version": VERSION}
        access = Given(url=account.url or URL, sends=sends)
        self._account = account
        self._wire = Wire(self.name, access, pace, Refusals(reason=_reason, is_busy=_is_busy))

    def account(self) -> str:
        return word(self._me, "name") or needed(self._me, "id")

    @cached_property
    def _me(self) -> Mapping[str, Any]:
        return record(self._wire.json("GET", "/v1/users/me"))

    def home(self) -> str:
        named = self._account.account.rpartition("/")[2].partition("?")[0].rpartition("-")[2]
        try:
            return str(UUID(named if len(named) == 32 else self._account.account))
        except ValueError as error:
            raise SettingsError(
                "CLOSEPLAN_VENDORS__NOTION__ACCOUNT should be the id or the address of the page that plans go under"
            ) from error

    def page(self, page_id: str) -> PageRef:
        found = record(self._wire.json("GET", f"/v1/pages/{_checked(page_id)}"))
        if found.get("in_trash") or found.get("archived"):
            raise NotFoundError("notion: the page lies in the trash")
        return PageRef(id=needed(found, "id"), title=_title(found), url=_web(found))

    def ours_below(self, page_id: str) -> Sequence[PageRef]:
        mine = needed(self._me, "id")
        return [
            PageRef(id=needed(one, "id"), title=word(_part(one, "child_page"), "title"), url=_url(one))
            for one in self._blocks(page_id)
            if one.get("type") == "child_page"
            and _part(one, "created_by").get("id") == mine
            and not (one.get("in_trash") or one.get("archived"))
        ]

    def make(self, below: str, title: str, lines: Sequence[PageLine]) -> PageRef:
        text = {"type": "text", "text": {"content": title[:MOST_TEXT]}}
        body = {
            "parent": {"page_id": str(UUID(_checked(below)))},
            "properties": {"title": {"title": [text]}},
        }
        made = record(self._wire.json("POST", "/v1/pages", body=body))
        page_id = needed(made, "id")
        for at in range(0, len(lines), MOST_BLOCKS):
            children = [_block(line) for line in lines[at : at + MOST_BLOCKS]]
            self._wire.json("PATCH", f"/v1/blocks/{page_id}/children", body={"children": children})
        return PageRef(id=page_id, title=title, url=_web(made))

    def trash(self, page_id: str) -> None:
        try:
            self._wire.json("PATCH", f"/v1/pages/{_checked(page_id)}", body={"in_trash": True})
        except NotFoundError:
            return
        except RefusedError as error:
            # what lies in the trash already can't be edited
            if "archived" not in str(error) and "trash" not in str(error):
                raise

    def _blocks(self, page_id: str) -> Iterator[Mapping[str, Any]]:
        query: dict[str, Any] = {"page_size": 100}
        for _ in range(MOST_PAGES):
            found = record(self._wire.json("GET", f"/v1/blocks/{_checked(page_id)}/children", query=query))
            yield from rows(found, "results")
            if not found.get("has_more"):
                return
            query["start_cursor"] = needed(found, "next_cursor")


def _block(line: PageLine) -> dict[str, Any]:
    kind = "bulleted_list_item" if line.is_bullet else "paragraph"
    text = (_HEADING if line.is_heading else "") + line.text
    return {"type": kind, kind: {"rich_text": _rich(text, line.url)}}


def _rich(text: str, url: str) -> list[dict[str, Any]]:
    """Plain text: Notion reads no markup in it. What is longer than a text may be goes on in the next."""
    pieces = [text[at : at + MOST_TEXT] for at in range(0, len(text), MOST_TEXT)][:MOST_BLOCKS]
    link = {"link": {"url": url}} if url.startswith(("https://", "http://")) else {}
    return [{"type": "text", "text": {"content": piece, **link}} for piece in pieces]


def _title(page: Mapping[str, Any]) -> str:
    title = _part(_part(page, "properties"), "title")
    return "".join(word(one, "plain_text") for one in rows(title, "title")) if "title" in title else ""


def _part(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = found.get(name)
    return inner if isinstance(inner, Mapping) else {}


def _web(page: Mapping[str, Any]) -> str:
    """Where the page opens, if that is an address of the web."""
    url = str(page.get("url") or "")
    return url if url.startswith("https://") else ""


def _url(block: Mapping[str, Any]) -> str:
    """Where a page opens of which only the block is known: Notion's addresses end with the id."""
    return "https://www.notion.so/" + needed(block, "id").replace("-", "")


def _checked(page_id: str) -> str:
    """An id as it may stand in a path."""
    try:
        return str(UUID(page_id))
    except ValueError as error:
        raise NotFoundError("notion: that is no page's id") from error


def _is_busy(status: int, _content: Any) -> bool:
    """A conflict (409) is two requests at once; Notion asks to try again."""
    return status == 409


def _reason(status: int, content: Any) -> str:
    """Notion's errors: `{"object": "error", "status", "code", "message"}`."""
    if isinstance(content, dict):
        return f"{content.get('code') or status}: {content.get('message') or ''}"
    return f"status {status}"
