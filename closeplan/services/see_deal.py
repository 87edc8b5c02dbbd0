"""A deal of a CRM as it is seen now: what its stage is called, and what of it a plan's link keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from closeplan.crm.model import CrmDeal, Stage
from closeplan.crm.offers import tidied
from closeplan.ports.crm import Crm
from closeplan.ports.process import Clock
from closeplan.records.crm import CrmLink

GONE = "the deal is not there any more"
"""What a link says whose deal was deleted."""

FRESH = timedelta(hours=1)
"""How long a CRM's stages are taken to be as they were."""


@dataclass(frozen=True, kw_only=True)
class CrmStages:
    """The stages of CRMs, asked for once in a while, and again where a deal stands in one that is not known: once for each such,
    a deal may be left in a stage that was deleted. One for the whole process.
    """

    clock: Clock
    _known: dict[str, tuple[datetime, Sequence[Stage], frozenset[str]]] = field(default_factory=dict)

    def __call__(self, crm: Crm, needed: Collection[str]) -> Sequence[Stage]:
        """The CRM's stages; `needed` are those that deals stand in."""
        now = self.clock.now()
        until, stages, sought = self._known.get(crm.name, (now, (), frozenset[str]()))
        unknown = {one for one in needed if one} - {stage.id for stage in stages} - sought
        if until <= now or unknown:
            stages = crm.stages()
            self._known[crm.name] = (now + FRESH, stages, sought | unknown)
        return stages


def stage_name(stages: Iterable[Stage], stage_id: str) -> str:
    """What people call the stage; its id where that is not known."""
    return next((stage.name for stage in stages if stage.id == stage_id), stage_id)


def tells_otherwise(was: CrmLink, now: CrmLink) -> bool:
    """Whether signals may differ between the two."""
    return (was.close_date, was.is_open, was.is_won) != (now.close_date, now.is_open, now.is_won)


def seen(link: CrmLink, deal: CrmDeal, stages: Iterable[Stage], at: datetime) -> CrmLink:
    """The link with the deal as it stood at that moment, unless it was seen later."""
    if link.seen_at is not None and link.seen_at > at:
        return link
    found = tidied(deal)
    return replace(
        link,
        name=found.name,
        url=found.url or link.url,
        stage=stage_name(stages, found.stage),
        is_open=found.is_open,
        is_won=found.is_won,
        amount=found.amount,
        currency=found.currency,
        close_date=found.close_date,
        seen_at=at,
    )
