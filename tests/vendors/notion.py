"""Notion: pages and blocks in a tree, as the integration of one token sees them. Its limits and errors are those of
developers.notion.com; the description that it publishes has no schemas of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from werkzeug import Request, Response

from addon.adapters.http import Rate
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.specs import Checks, described

BOT = "16d84278-ab0e-484c-9bdd-b35da3bd8905"
SOMEBODY = "5389a034-eb5c-47b5-8a9e-f79c99ef166c"


def notion_checks() -> Checks:
    """Notion's own description."""
    return described("notion")


@dataclass
class Page:
    """A page: the id of what it is below, its title, its texts in order, whoever made it."""

    id: str
    below: str
    title: str
    by: str = BOT
    texts: list[str] = field(default_factory=list)
    in_trash: bool = False
    is_shared: bool = True


class FakeNotion(FakeVendor):
    """One workspace. `pages` are all there are, by id; `home` is the one that was shared with the integration."""

    def __init__(self, checks: Checks | None = None, *, limits: Iterable[Rate] = (), page: int = 100) -> None:
        # it describes neither its answers nor its errors
        super().__init__(checks, limits=limits, checks_answers=False)
        self.pages: dict[str, Page] = {}
        self.home = self.add("", "Plans", by=SOMEBODY).id
        self._page = page

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/v1/users/me"): self._me,
            ("POST", "/v1/pages"): self._create,
            ("GET", "/v1/pages/<page_id>"): self._get,
            ("PATCH", "/v1/pages/<page_id>"): self._change,
            ("GET", "/v1/blocks/<block_id>/children"): self._children,
            ("PATCH", "/v1/blocks/<block_id>/children"): self._append,
        }

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        codes = {400: "validation_error", 401: "unauthorized", 404: "object_not_found", 429: "rate_limited"}
        code = codes.get(status, "service_unavailable")
        return answered(
            {"object": "error", "status": status, "code": code, "message": words}, status, headers
        )

    def add(self, below: str, title: str, *, by: str = BOT) -> Page:
        """A page that is there."""
        page = Page(str(uuid4()), below, title, by)
        self.pages[page.id] = page
        return page

    def below(self, page_id: str) -> list[Page]:
        """What a reader finds below a page."""
        return [one for one in self.pages.values() if one.below == page_id and not one.in_trash]

    def _there(self, page_id: str) -> Page | None:
        page = self.pages.get(page_id)
        return page if page and page.is_shared else None

    def _me(self, _request: Request) -> Response:
        return answered({"object": "user", "id": BOT, "name": "closeplan", "type": "bot", "bot": {}})

    def _create(self, request: Request) -> Response:
        body = request.get_json()
        below = self._there(body["parent"]["page_id"])
        if below is None:
            return self.error(404, f"Could not find page with ID: {body['parent']['page_id']}.")
        if below.in_trash:
            return self.error(400, "Can't edit block that is archived.")
        title = "".join(one["text"]["content"] for one in body["properties"]["title"]["title"])
        return answered(_object(self.add(below.id, title)))

    def _get(self, _request: Request, page_id: str) -> Response:
        page = self._there(page_id)
        return answered(_object(page)) if page else self.error(404, "Could not find page.")

    def _change(self, request: Request, page_id: str) -> Response:
        page = self._there(page_id)
        if page is None:
            return self.error(404, "Could not find page.")
        if page.in_trash and request.get_json().get("in_trash"):
            return self.error(400, "Can't edit block that is archived. You must unarchive the block first.")
        page.in_trash = bool(request.get_json()["in_trash"])
        return answered(_object(page))

    def _children(self, request: Request, block_id: str) -> Response:
        page = self._there(block_id)
        if page is None:
            return self.error(404, "Could not find block.")
        found = [_paragraph(text) for text in page.texts] + [_child(one) for one in self.below(page.id)]
        at = int(request.args.get("start_cursor") or 0)
        size = min(self._page, int(request.args.get("page_size") or 100))
        more = at + size < len(found)
        return answered(
            {
                "object": "list",
                "results": found[at : at + size],
                "has_more": more,
                "next_cursor": str(at + size) if more else None,
            }
        )

    def _append(self, request: Request, block_id: str) -> Response:
        page, children = self._there(block_id), request.get_json()["children"]
        if page is None or page.in_trash:
            return self.error(404 if page is None else 400, "Can't edit block that is archived.")
        texts = [_texts(one) for one in children]
        if len(children) > 100 or any(len(piece) > 2000 for pieces in texts for piece in pieces):
            return self.error(400, "body failed validation: too long")
        page.texts.extend("".join(pieces) for pieces in texts)
        return answered({"object": "list", "results": []})


def _texts(block: dict[str, Any]) -> list[str]:
    return [one["text"]["content"] for one in block[block["type"]]["rich_text"]]


def _object(page: Page) -> dict[str, Any]:
    return {
        "object": "page",
        "id": page.id,
        "in_trash": page.in_trash,
        "archived": page.in_trash,
        "url": f"https://www.notion.so/{page.id.replace('-', '')}",
        "created_by": {"object": "user", "id": page.by},
        "properties": {"title": {"id": "title", "type": "title", "title": [{"plain_text": page.title}]}},
    }


def _child(page: Page) -> dict[str, Any]:
    return {
        "object": "block",
        "id": page.id,
        "type": "child_page",
        "child_page": {"title": page.title},
        "created_by": {"object": "user", "id": page.by},
        "in_trash": False,
        "archived": False,
    }


def _paragraph(text: str) -> dict[str, Any]:
    return {
        "object": "block",
        "id": str(uuid4()),
        "type": "paragraph",
        "paragraph": {"rich_text": [{"plain_text": text}]},
        "created_by": {"object": "user", "id": BOT},
    }
