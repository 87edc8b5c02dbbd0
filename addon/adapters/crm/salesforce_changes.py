"""Up to where a Salesforce account's changes were read.

Changes come by `SystemModstamp`, those of one second by id. What is saved together is seen once all of it is saved, up to ten
minutes after its stamp; so what is younger than that is read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from addon.adapters.crm.salesforce_soql import quoted
from addon.adapters.crm.salesforce_values import long_id, moment
from closeplan.crm.model import CrmDeal

PAGE = 2000
"""Rows of one answer at most."""

_IN_FLIGHT = timedelta(minutes=10)
"""Salesforce ends whatever takes longer."""

_LITERAL = "%Y-%m-%dT%H:%M:%SZ"
"""Stamps are compared by their seconds."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Everything before `at` is known, and of that second what has an id up to `id`."""

    at: datetime
    id: str = ""

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):{_LITERAL}} {self.id}".rstrip()

    def where(self) -> str:
        """The condition for what comes after it."""
        at = f"{self.at.astimezone(UTC):{_LITERAL}}"
        if not self.id:
            return f"SystemModstamp >= {at}"
        return f"(SystemModstamp > {at} OR (SystemModstamp = {at} AND Id > {quoted(self.id)}))"

    def after(self, deals: Sequence[CrmDeal], now: datetime) -> tuple[Place, bool]:
        """Where to go on once that page was read, and whether there may be more now."""
        last = deals[-1] if deals else None
        reached = self if last is None or last.changed_at is None else Place(at=last.changed_at, id=last.id)
        if len(deals) >= PAGE:
            return reached, reached != self
        settled = now - _IN_FLIGHT
        return (reached if reached.at <= settled else Place(at=max(settled, self.at))), False


def place_in(cursor: str) -> Place | None:
    """The place that a cursor names; None where it names none."""
    at, _blank, id_ = cursor.partition(" ")
    found = moment(at)
    return Place(at=found, id=long_id(id_)) if found else None
