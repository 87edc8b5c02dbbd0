"""HubSpot's lists that come page by page, and its associations (version 4): which records belong to a deal, under which labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from addon.adapters.http import Wire
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.errors import RetryLaterError

MOST_PAGES = 200
"""No list that is read to its end has more."""


def linked(wire: Wire, deal_id: str, kind: str) -> dict[str, str]:
    """The ids of a deal's `contacts` or `notes`, each with its first label, empty where it has none."""
    found: dict[str, str] = {}
    for row in every(wire, f"/crm/v4/objects/deals/{deal_id}/associations/{kind}", 500):
        labels = [word(one, "label") for one in rows(row, "associationTypes")]
        found[needed(row, "toObjectId")] = next(filter(None, labels), "")
    return found


def every(wire: Wire, path: str, limit: int) -> Iterator[Mapping[str, Any]]:
    """All that a list holds, `limit` of it a page; RetryLaterError for one whose pages have no end."""
    query: dict[str, Any] = {"limit": limit}
    for _ in range(MOST_PAGES):
        answer = record(wire.json("GET", path, query=query))
        yield from rows(answer, "results")
        after = _next_page(answer)
        if not after:
            return
        query["after"] = after
    raise RetryLaterError("hubspot: a list has no end")


def _next_page(answer: Mapping[str, Any]) -> str:
    """What asks for the page after this one; empty after the last."""
    paging = answer.get("paging")
    following = paging.get("next") if isinstance(paging, Mapping) else None
    return word(following, "after") if isinstance(following, Mapping) else ""
