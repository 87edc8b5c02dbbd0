"""Pipedrive's two forms of answers: `data` with a cursor (version 2), and `data` with a number to start from (version 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from addon.adapters.http import Wire
from addon.adapters.http.answers import record, rows, word
from closeplan.errors import NotFoundError, RefusedError

V1_PAGE = 100
"""Rows of a page of version 1; it allows more, but a note may be long."""

MOST_PAGES = 200
"""No list that is read to its end has more."""


def reason(_status: int, content: Any) -> str:
    """Pipedrive's words in a refusal: `error` with its details, or `message` where a gateway answered. Nothing of a page."""
    if not isinstance(content, Mapping):
        return ""
    told = [word(content, name) for name in ("error", "error_info", "message")]
    return " ".join(dict.fromkeys(filter(None, told)))


class PipedriveApi:
    """Requests and the data in their answers. An answer that says `success: false` is a refusal, whatever its status."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def one(self, method: str, path: str, *, body: Any = None) -> Mapping[str, Any]:
        """The object that is there, or that was made or changed."""
        return record(self._asked(method, path, None, body), "data")

    def deal(self, deal_id: str) -> Mapping[str, Any]:
        """A deal; NotFoundError where there is none, or it was deleted: such a one is still told of for a while."""
        found = self.one("GET", f"/api/v2/deals/{number(deal_id)}")
        if found.get("is_deleted") is True:
            raise NotFoundError(f"pipedrive: deal {deal_id} was deleted")
        return found

    def page(self, path: str, query: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], str]:
        """A page of a list of version 2, and the cursor of the next one; empty at the end."""
        answer = self._asked("GET", path, query)
        return _listed(answer), _cursor(answer)

    def every(self, path: str, query: Mapping[str, Any] | None = None) -> Iterator[Mapping[str, Any]]:
        """All rows of a list of version 2."""
        asked = {"limit": 500, **(query or {})}
        for _page in range(MOST_PAGES):
            found, cursor = self.page(path, asked)
            yield from found
            if not cursor:
                return
            asked["cursor"] = cursor

    def hits(self, path: str, query: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """What a search found, the best first."""
        found = rows(record(self._asked("GET", path, query), "data"), "items")
        return [record(one, "item") for one in found]

    def every_v1(self, path: str, query: Mapping[str, Any] | None = None) -> Iterator[Mapping[str, Any]]:
        """All rows of a list of version 1, page by page as they are taken."""
        start = 0
        for _page in range(MOST_PAGES):
            answer = self._asked("GET", path, {**(query or {}), "start": start, "limit": V1_PAGE})
            yield from _listed(answer)
            more = _part(_part(answer, "additional_data"), "pagination")
            after = more.get("next_start")
            if more.get("more_items_in_collection") is not True or not isinstance(after, int):
                return
            start = after

    def plain(self, path: str) -> list[Mapping[str, Any]]:
        """The rows of a list of version 1 that comes whole."""
        return _listed(self._asked("GET", path))

    def _asked(
        self, method: str, path: str, query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Mapping[str, Any]:
        answer = record(self._wire.json(method, path, query=query, body=body))
        if answer.get("success") is False:
            raise RefusedError(f"pipedrive: {reason(200, answer)[:300]}", status=200)
        return answer


def number(deal_id: str) -> int:
    """The deal's id as Pipedrive takes it; NotFoundError for what is none."""
    if not is_number(deal_id):
        raise NotFoundError(f"pipedrive: there is no deal {deal_id[:40]}")
    return int(deal_id)


def is_number(id_: str) -> bool:
    """Whether that can be an id."""
    return id_.isascii() and id_.isdigit() and len(id_) <= 18


def _listed(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Version 1 says null where nothing is there."""
    if "data" in answer and answer["data"] is None:
        return []
    return rows(answer, "data")


def _cursor(answer: Mapping[str, Any]) -> str:
    return word(_part(answer, "additional_data"), "next_cursor")


def _part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = answer.get(name)
    return found if isinstance(found, Mapping) else {}
