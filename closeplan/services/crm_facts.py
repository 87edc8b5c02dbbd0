"""What the signals may know of a plan's deals in CRMs, from what is kept of them: no CRM is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from closeplan.plan.rules.context import CrmDealFacts, CrmFacts
from closeplan.ports.crm import CrmBook
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink


@dataclass(frozen=True, kw_only=True)
class ReadCrmFacts:
    """The use case with what it needs. `title` is what people call a CRM; `signing` the id of the milestone that a close date
    stands for there, by the CRM's name and the seller's address, empty for the plan's signature.
    """

    book: CrmBook
    title: Callable[[str], str]
    signing: Callable[[str, str], str]

    def __call__(self, record: PlanRecord) -> CrmFacts:
        """The facts of that plan's deals, as far as they were seen since they were linked."""
        seen = (link for link in self.book.crm_links(record.id) if link.seen_at is not None)
        return CrmFacts(deals=tuple(self._deal(link, record.owner) for link in seen))

    def _deal(self, link: CrmLink, seller: str) -> CrmDealFacts:
        return CrmDealFacts(
            vendor=link.vendor,
            crm=self.title(link.vendor),
            close_date=link.close_date,
            is_open=link.is_open,
            is_won=link.is_won,
            signing=self.signing(link.vendor, seller),
        )
