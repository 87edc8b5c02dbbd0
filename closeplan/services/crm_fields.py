"""The fields of CRMs as they were last described: nobody adds one every minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from closeplan.crm.model import CrmField
from closeplan.ports.crm import Crm
from closeplan.ports.process import Clock

FRESH = timedelta(minutes=15)
"""How long the fields are taken to be as they were: a field that somebody makes is written within that time."""


@dataclass(frozen=True, kw_only=True)
class CrmFields:
    """One for the whole process."""

    clock: Clock
    _known: dict[str, tuple[datetime, Sequence[CrmField]]] = field(default_factory=dict)

    def __call__(self, crm: Crm) -> Sequence[CrmField]:
        """The fields of the CRM's deals."""
        now = self.clock.now()
        until, fields = self._known.get(crm.name, (now, ()))
        if until <= now:
            fields = crm.fields()
            self._known[crm.name] = (now + FRESH, fields)
        return fields

    def forget(self, vendor: str) -> None:
        """Ask again next time."""
        self._known.pop(vendor, None)
