"""Many deals at Freshworks at once, which only a view of deals tells: what changed since a moment, and those of many ids."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from addon.adapters.crm.freshworks_values import id_of, is_id, moment
from addon.adapters.http import Wire
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.errors import NotFoundError, RefusedError, RetryLaterError

PAGE = 100
"""Deals of a page, as many as the vendor allows."""

MOST_PAGES = 1_000
"""A view of 100,000 deals is an hour's requests; what is longer is not read to its end."""

SHORT = 20
"""Pages that a view is taken to have before it was looked at: for fewer deals than that it is not read."""

VIEWS = ("all deals", "recently modified")
"""Views that every account has, the better one first. What is in them is the account's matter: a view may show one pipeline."""

_BESIDE = "deal_stage,owner,contacts,sales_account"

Told = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A deal and the answer that it came in."""


class View:
    """The view called `name`, or the first of `VIEWS` that there is. Its id is asked for once, how many pages it has is known from
    the last look.
    """

    def __init__(self, wire: Wire, name: str = "") -> None:
        self._wire, self._names = wire, (name.casefold(),) if name else VIEWS
        self._id = ""
        self._pages: float = SHORT
        self._tells_own = True

    def since(self, at: datetime) -> list[Told]:
        """Every deal that changed then or later. What changes meanwhile moves to the front and pushes others down, so that they
        come twice; what is deleted pulls others up, so that as many are read again.
        """
        found: dict[str, Told] = {}
        page, total = 1, 0
        for _request in range(MOST_PAGES):
            answer = self._page(page, "desc")
            told = rows(answer, "deals")
            found |= {needed(row, "id"): (row, answer) for row in told if _is_since(row, at)}
            now, self._pages = _counts(answer)
            if page > 1 and now < total:
                page = max(1, page - math.ceil((total - now) / PAGE))
            elif page >= self._pages or not told or not _is_since(told[-1], at):
                return list(found.values())
            else:
                page += 1
            total = now
        raise RetryLaterError("freshworks: the view of deals has no end")

    def of(self, ids: Collection[str], *, with_own: bool) -> dict[str, Told]:
        """Those of the deals that are found before asking for each of the others costs fewer requests than reading on. `with_own`
        asks for the account's own fields: a view whose rows leave them out is not read for them again.
        """
        found: dict[str, Told] = {}
        missing, page = set(ids), 1
        while page <= max(1, self._pages) and self._pages - page + 1 < len(missing):
            if with_own and not self._tells_own:
                break
            answer = self._page(page, "asc")
            told = rows(answer, "deals")
            self._tells_own = all(isinstance(row.get("custom_field"), Mapping) for row in told)
            if self._tells_own or not with_own:
                found |= {id_: (row, answer) for row in told if (id_ := id_of(row)) in missing}
            _total, self._pages = _counts(answer)
            missing -= found.keys()
            page += 1
        return found

    def _page(self, page: int, sort_type: str) -> Mapping[str, Any]:
        query = {
            "page": page,
            "per_page": PAGE,
            "sort": "updated_at",
            "sort_type": sort_type,
            "include": _BESIDE,
        }
        self._id = self._id or self._found()
        try:
            return record(self._wire.json("GET", f"/deals/view/{self._id}", query=query))
        except NotFoundError as error:
            self._id = ""  # somebody deleted it
            raise RefusedError(str(error), status=404) from error

    def _found(self) -> str:
        told = rows(self._wire.json("GET", "/deals/filters"), "filters")
        ids = {word(one, "name").casefold(): needed(one, "id") for one in told}
        for name in self._names:
            if is_id(ids.get(name, "")):
                return ids[name]
        raise RefusedError(f"freshworks: there is no view of deals called {' or '.join(self._names)}")


def _is_since(row: Mapping[str, Any], at: datetime) -> bool:
    """Whether it changed since; one that does not say so may have."""
    changed = moment(row.get("updated_at"))
    return changed is None or changed >= at


def _counts(answer: Mapping[str, Any]) -> tuple[int, float]:
    """How many deals and pages there are, as far as the answer says so."""
    meta = answer.get("meta")
    total, pages = (meta.get("total"), meta.get("total_pages")) if isinstance(meta, Mapping) else (0, None)
    return (
        total if isinstance(total, int) else 0,
        pages if isinstance(pages, int) else math.inf,
    )
