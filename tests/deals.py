"""Deals of a CRM in memory, heard of and linked on a real store, with the services' parts noted rather than done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.jobs.direct import RecordingJobs
from addon.adapters.store import SqlStore
from closeplan.crm.model import CrmContact, CrmDeal
from closeplan.ports.crm import Crm
from closeplan.records.crm import CrmLink, OfferState
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.services.deal_changed import DealChanged
from closeplan.services.hear_of_deals import HearOfDeals, PollCrm, look_at_deal
from closeplan.services.link_deal import LinkDeal
from closeplan.services.see_deal import CrmStages

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAM = "sam@northwind.example"


def deal(deal_id: str = "17", **changes: Any) -> CrmDeal:
    """A deal of Sam's, changed a minute ago."""
    given: dict[str, Any] = {
        "id": deal_id,
        "name": "Acme rollout",
        "stage": "proposal",
        "amount": Decimal(180000),
        "currency": "EUR",
        "close_date": date(2027, 2, 26),
        "owner_email": SAM,
        "company": "Acme",
        "url": f"https://crm.example/deal/{deal_id}",
        "changed_at": NOW - timedelta(minutes=1),
        "contacts": (CrmContact(name="Dana Fischer", id="d", email="dana@acme.example", role="Champion"),),
    }
    return CrmDeal(**{**given, **changes})


@dataclass
class Moment:
    """A clock that stands still."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class Hearing:
    """The services on one store and one CRM. `posted` are the deliveries that were asked for."""

    store: SqlStore
    crm: MemoryCrm = field(default_factory=MemoryCrm)
    clock: Moment = field(default_factory=Moment)
    offer_from: Sequence[str] = ()
    posted: list[NewDelivery] = field(default_factory=list)
    jobs: RecordingJobs = field(default_factory=RecordingJobs)

    def __post_init__(self) -> None:
        changed = DealChanged(
            store=self.store, jobs=self.jobs, clock=self.clock, post=self.posted.extend, syncing=_syncing
        )
        stages = CrmStages(clock=self.clock)
        self.hear = HearOfDeals(
            book=self.store,
            crm_of=self._crm_of,
            stages=stages,
            clock=self.clock,
            changed=changed,
            offer_from=lambda _vendor, _owner: self.offer_from,
        )
        self.poll = PollCrm(hear=self.hear)
        self.link = LinkDeal(
            book=self.store, crm_of=self._crm_of, stages=stages, clock=self.clock, changed=changed
        )

    def _crm_of(self, _vendor: str) -> Crm:
        return self.crm


def _syncing(link: CrmLink) -> list[NewDelivery]:
    return [NewDelivery(vendor=link.vendor, lane=f"deal:{link.deal_id}", kind="crm_fields", key=link.plan_id)]


def offered(hearing: Hearing) -> list[str]:
    """The ids of the deals that are offered."""
    return [heard.deal_id for heard in hearing.store.heard_deals(OfferState.OFFERED)]


def told(*deal_ids: str) -> list[Delivery]:
    """Deliveries as messages about those deals leave them."""
    made = []
    for number, deal_id in enumerate(deal_ids):
        new = look_at_deal("memory", deal_id)
        made.append(
            Delivery(
                id=number,
                vendor="memory",
                lane=new.lane,
                kind=new.kind,
                key=new.key,
                body=new.body,
                made_at=NOW,
                due_at=NOW,
            )
        )
    return made
