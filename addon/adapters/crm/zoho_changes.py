"""How far Zoho's changes were read, and the query that goes on from there.

Pages by number would miss deals: whoever changes one while they are read moves all that follow. So each query begins behind
the last deal of the one before, by time and id. Times are whole seconds, and a change may be seen a moment after the one that
it carries: whoever has read all begins a little earlier the next time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from addon.adapters.crm.zoho_records import PAGE
from addon.adapters.crm.zoho_values import moment
from addon.adapters.http.answers import needed
from closeplan.errors import RetryLaterError

OVERLAP = timedelta(seconds=5)

_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00) (\d{0,30})")


@dataclass(frozen=True)
class Place:
    """Behind that deal of that moment; where there is no deal, at the beginning of the moment."""

    at: datetime
    deal_id: str = ""

    @classmethod
    def read(cls, cursor: str, since: datetime) -> Self:
        """The place that a cursor names; `since` where it names none."""
        found = _CURSOR.fullmatch(cursor)
        at = moment(found[1]) if found else None
        return cls(at, found[2]) if found and at else cls(since)

    def __str__(self) -> str:
        return f"{self._stamp} {self.deal_id}"

    @property
    def query(self) -> str:
        """What asks for a page from here."""
        where = f"Modified_Time >= '{self._stamp}'"
        if self.deal_id:
            same = f"(Modified_Time = '{self._stamp}' and id > '{self.deal_id}')"
            where = f"(Modified_Time > '{self._stamp}' or {same})"
        return (
            f"select id, Modified_Time from Deals where {where} "  # noqa: S608 - a time and digits
            f"order by Modified_Time asc, id asc limit {PAGE}"
        )

    def after(self, page: Sequence[Mapping[str, Any]]) -> tuple[Place, bool]:
        """Where to go on after that page, and whether that is worth it now."""
        last = self
        if page:
            at = moment(page[-1].get("Modified_Time"))
            if at is None:
                raise RetryLaterError("zoho does not say when a deal was changed")
            last = Place(at, needed(page[-1], "id"))
        if len(page) >= PAGE:
            return last, True
        return (Place(last.at - OVERLAP) if last.deal_id else self), False

    @property
    def _stamp(self) -> str:
        return self.at.astimezone(UTC).isoformat(timespec="seconds")
