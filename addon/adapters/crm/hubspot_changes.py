"""Where the reading of HubSpot's changes stands. Its search gives 10,000 hits at most and sorts by one property, so that pages go on
from the last time that was seen, and through the deals of one moment by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from closeplan.crm.model import CrmDeal

LAG = 30_000
"""Milliseconds. What changed shows in the search a little later, so that the last moments are looked at once more."""

_1970 = datetime(1970, 1, 1, tzinfo=UTC)

_FORM = re.compile(r"(\d{1,15})/(\d{1,15})(?:/(\d{1,20}))?")


@dataclass(frozen=True)
class Place:
    """Changes before `start` are known, and `newest` is the last known one, in milliseconds since 1970. `within` is the id up to
    which the deals of the moment `start` are known, where there are more of them than a page holds.
    """

    start: int
    newest: int
    within: str = ""

    @classmethod
    def at(cls, moment: datetime) -> Place:
        """Nothing since that moment is known."""
        milliseconds = milliseconds_of(moment)
        return cls(milliseconds, milliseconds)

    def __str__(self) -> str:
        return f"{self.start}/{self.newest}" + (f"/{self.within}" if self.within else "")

    def after(self, deals: Sequence[CrmDeal], *, is_full: bool) -> tuple[Place, bool]:
        """Where it stands after a page, and whether there is more now."""
        last = max(
            (milliseconds_of(deal.changed_at) for deal in deals if deal.changed_at), default=self.start
        )
        if self.within:
            if is_full:
                return Place(self.start, self.newest, max((deal.id for deal in deals), key=number)), True
            return Place(self.start + 1, self.newest), True
        if is_full:
            return (
                (Place(last, self.newest), True)
                if last > self.start
                else (Place(last, self.newest, "0"), True)
            )
        newest = max(self.newest, last)
        return Place(newest - LAG if newest > self.newest else newest, newest), False


def place_in(cursor: str) -> Place | None:
    """The place that a cursor names; None where it names none."""
    found = _FORM.fullmatch(cursor)
    return Place(int(found[1]), int(found[2]), found[3] or "") if found else None


def search_for(place: Place) -> Mapping[str, Any]:
    """The filters and the order of the next page."""
    moment = {"propertyName": "hs_lastmodifieddate", "value": str(place.start)}
    if not place.within:
        filters = [{**moment, "operator": "GTE"}]
        return {"filterGroups": [{"filters": filters}], "sorts": ["hs_lastmodifieddate"]}
    filters = [
        {**moment, "operator": "EQ"},
        {"propertyName": "hs_object_id", "operator": "GT", "value": place.within},
    ]
    return {"filterGroups": [{"filters": filters}], "sorts": ["hs_object_id"]}


def milliseconds_of(moment: datetime) -> int:
    """Since 1970."""
    return (moment - _1970) // timedelta(milliseconds=1)


def number(id_: str) -> tuple[int, str]:
    """What puts ids in the order of the numbers that they are."""
    return len(id_), id_
