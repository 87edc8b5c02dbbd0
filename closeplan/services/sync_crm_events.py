"""A plan's people on its deal, and its slips in the deal's history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from closeplan.crm.people import contact_links
from closeplan.crm.slip_entry import is_slip, slip_entry, slip_number
from closeplan.errors import ForbiddenError, InputError, NotFoundError, RefusedError
from closeplan.ports import PlanStore
from closeplan.ports.crm import Crm, CrmBook
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import Delivery
from closeplan.services.crm_roles import CrmRoles
from closeplan.services.crm_wanted import ReadWanted


@dataclass(frozen=True, kw_only=True)
class SyncContacts:
    """The use case with what it needs. Whose role the CRM has no word for goes on the deal without one; that is told where the
    deal's fields are brought in step.
    """

    book: CrmBook
    wanted: ReadWanted
    roles: CrmRoles

    def __call__(self, crm: Crm, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """See that the people of those plans are on their deals; why which can't be, by the delivery's id."""
        return _each(deliveries, lambda delivery: self._put(crm, delivery))

    def _put(self, crm: Crm, delivery: Delivery) -> None:
        for link in _links(self.book, crm, delivery):
            wanted = self.wanted(link)
            people = contact_links(wanted.context, wanted.mapping) if wanted.mapping.contacts else ()
            unknown = self.roles.unknown(crm, people)
            known = [replace(one, role_label="") if one.role_label in unknown else one for one in people]
            if known:
                crm.put_contacts(link.deal_id, known)


@dataclass(frozen=True, kw_only=True)
class SyncSlips:
    """The use case with what it needs. `plan_url` is where a person opens a plan, `days_late` by how many working days it ends
    after its go-live now.
    """

    book: CrmBook
    plans: PlanStore
    plan_url: Callable[[PlanRecord], str]
    days_late: Callable[[PlanRecord], int] = lambda _record: 0

    def __call__(self, crm: Crm, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """Tell those slips on their deals; why which can't be, by the delivery's id."""
        return _each(deliveries, lambda delivery: self._tell(crm, delivery))

    def _tell(self, crm: Crm, delivery: Delivery) -> None:
        """One that counts no more (taken back, an old version restored) is not told."""
        for link in _links(self.book, crm, delivery):
            ledger = self.plans.ledger(link.plan_id)
            entry = next((one for one in ledger if str(one.id) == delivery.body["entry"]), None)
            if entry is not None and is_slip(entry):
                record = self.plans.plan(link.plan_id)
                late, url = self.days_late(record), self.plan_url(record)
                activity = slip_entry(entry, slip_number(entry, ledger), days_late=late, plan_url=url)
                crm.add_activity(link.deal_id, activity, look_first=delivery.unsure)


def _links(book: CrmBook, crm: Crm, delivery: Delivery) -> list[CrmLink]:
    """The deal that the delivery is about, as long as it is the plan's."""
    return [link for link in book.crm_links(delivery.body["plan"]) if link.vendor == crm.name]


def _each(deliveries: Sequence[Delivery], bring: Callable[[Delivery], None]) -> Mapping[int, str]:
    """Bring one after the other; one that is refused keeps no other."""
    problems: dict[int, str] = {}
    for delivery in deliveries:
        try:
            bring(delivery)
        except NotFoundError:
            continue  # the plan is gone, or somebody deleted the deal: its seller is told when its fields are synced
        except (RefusedError, ForbiddenError, InputError) as error:
            problems[delivery.id] = str(error)
    return problems
