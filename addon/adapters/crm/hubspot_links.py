"""HubSpot's associations (version 4): which records belong to a deal, and under which labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from addon.adapters.http import Wire
from addon.adapters.http.answers import needed, record, rows, word


def linked(wire: Wire, deal_id: str, kind: str) -> dict[str, str]:
    """The ids of a deal's `contacts` or `notes`, each with its first label, empty where it has none."""
    found: dict[str, str] = {}
    query: dict[str, Any] = {"limit": 500}
    while True:
        answer = record(wire.json("GET", f"/crm/v4/objects/deals/{deal_id}/associations/{kind}", query=query))
        for row in rows(answer, "results"):
            labels = [word(one, "label") for one in rows(row, "associationTypes")]
            found[needed(row, "toObjectId")] = next(filter(None, labels), "")
        after = next_page(answer)
        if not after:
            return found
        query["after"] = after


def next_page(answer: Mapping[str, Any]) -> str:
    """What asks for the page after this one; empty after the last."""
    paging = answer.get("paging")
    following = paging.get("next") if isinstance(paging, Mapping) else None
    return word(following, "after") if isinstance(following, Mapping) else ""
