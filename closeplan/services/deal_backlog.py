"""What of a plan has not reached its deal: what waits for the CRM, and what it refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from closeplan.ports.deliveries import DeliveryBook
from closeplan.ports.process import Clock
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import Delivery, DeliveryState
from closeplan.services.integrations import WHAT

_LANES = ("deal", "slips")
"""What lanes of a deal begin with."""


@dataclass(frozen=True, kw_only=True)
class DealBacklog:
    """`waiting` updates have not arrived though their time has come, the oldest since `since`, because of `why` where that is
    known; `refused` says in a line each what could not be brought and why.
    """

    waiting: int = 0
    since: datetime | None = None
    why: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DealBacklogs:
    """The use case with what it needs."""

    book: DeliveryBook
    clock: Clock

    def __call__(self, link: CrmLink) -> DealBacklog:
        """That of one deal."""
        found = self.book.left(link.vendor, [f"{lane}:{link.deal_id}" for lane in _LANES])
        return self._of(link, found)

    def of_all(self, vendor: str, links: Iterable[CrmLink]) -> Mapping[str, DealBacklog]:
        """Those of many deals of one CRM, by the deal's id."""
        found: dict[str, list[Delivery]] = {}
        for one in self.book.left(vendor):
            lane, _, deal_id = one.lane.partition(":")
            if lane in _LANES:
                found.setdefault(deal_id, []).append(one)
        return {link.deal_id: self._of(link, found.get(link.deal_id, ())) for link in links}

    def _of(self, link: CrmLink, found: Collection[Delivery]) -> DealBacklog:
        now = self.clock.now()
        mine = [one for one in found if one.body.get("plan") == link.plan_id]
        # a slip waits some minutes of itself: it may be taken back
        late = [one for one in mine if one.state is DeliveryState.WAITING and (one.due_at <= now or one.told)]
        dead = (one for one in mine if one.state is DeliveryState.DEAD and one.told != link.told)
        lines = (f"{_begun(WHAT.get(one.kind, one.kind))} could not be brought: {one.told}" for one in dead)
        return DealBacklog(
            waiting=len(late),
            since=min((one.made_at for one in late), default=None),
            why=next((one.told for one in late if one.told), ""),
            refused=tuple(dict.fromkeys(lines)),
        )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
