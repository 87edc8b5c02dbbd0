"""What is posted to have a plan's deal brought up to date; bodies name what, never how it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from closeplan.crm.people import contact_links, digest_of
from closeplan.crm.slip_entry import is_slip
from closeplan.errors import InputError, NotFoundError
from closeplan.plan.ledger import LedgerEntry
from closeplan.ports.crm import CrmBook
from closeplan.ports.process import Clock
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import NewDelivery
from closeplan.services.crm_wanted import ReadWanted, Wanted

CRM_FIELDS = "crm_fields"
CRM_CONTACTS = "crm_contacts"
CRM_ACTIVITY = "crm_activity"

RECENT = timedelta(days=7)
"""Slips that were seen longer ago are not told: a plan that is linked late does not flood its deal. It is less than what arrived
is remembered for, so that nothing is told twice.
"""

SETTLING = timedelta(minutes=1)
"""How long after the quiet period a move that was taken back within it is known to be none."""


def fields_post(link: CrmLink) -> NewDelivery:
    """Asks to bring the deal's fields in step with the plan, and to see what people edited there."""
    return NewDelivery(
        vendor=link.vendor,
        lane=f"deal:{link.deal_id}",
        kind=CRM_FIELDS,
        key=f"fields:{link.plan_id}",
        body={"plan": link.plan_id},
        repeats=True,
    )


def contacts_post(link: CrmLink, digest: str) -> NewDelivery:
    """Asks to see that the plan's people are on the deal; once for each set of people."""
    return NewDelivery(
        vendor=link.vendor,
        lane=f"deal:{link.deal_id}",
        kind=CRM_CONTACTS,
        key=f"contacts:{link.plan_id}:{link.deal_id}:{digest}",
        body={"plan": link.plan_id},
    )


def slip_post(link: CrmLink, entry: LedgerEntry, quiet: timedelta) -> NewDelivery:
    """Tells of a slip, once, when it can't be taken back any more. Slips go in a lane of their own: their wait holds up nothing
    else of the deal.
    """
    return NewDelivery(
        vendor=link.vendor,
        lane=f"slips:{link.deal_id}",
        kind=CRM_ACTIVITY,
        key=f"slip:{link.plan_id}:{entry.id}",
        body={"plan": link.plan_id, "entry": str(entry.id)},
        not_before=entry.seen_at + quiet + SETTLING,
    )


@dataclass(frozen=True, kw_only=True)
class CrmPosts:
    """What has to be told to CRMs after a look at a plan: nothing where nothing changed. `set_up` are the CRMs that can be told."""

    book: CrmBook
    wanted: ReadWanted
    clock: Clock
    quiet: timedelta
    set_up: Callable[[], Iterable[str]]

    def __call__(self, record: PlanRecord) -> list[NewDelivery]:
        """The deliveries that the plan's deals need."""
        links = self.book.crm_links(record.id)
        if not links:
            return []
        set_up = frozenset(self.set_up())
        return [post for link in links if link.vendor in set_up for post in self._of(link)]

    def _of(self, link: CrmLink) -> list[NewDelivery]:
        try:
            wanted = self.wanted(link)
        except NotFoundError:
            return []  # nobody has looked at the plan yet
        except InputError:
            return [fields_post(link)]  # its dead letter tells an admin what is wrong with the mapping
        posts = [fields_post(link)] if wanted.values != link.wanted else []
        return [*posts, *self._contacts(link, wanted), *self._slips(link, wanted)]

    def _contacts(self, link: CrmLink, wanted: Wanted) -> list[NewDelivery]:
        people = contact_links(wanted.context, wanted.mapping) if wanted.mapping.contacts else ()
        return [contacts_post(link, digest_of(people))] if people else []

    def _slips(self, link: CrmLink, wanted: Wanted) -> list[NewDelivery]:
        if not wanted.mapping.activities:
            return []
        since = self.clock.now() - RECENT
        slips = (one for one in wanted.context.entries if one.seen_at >= since and is_slip(one))
        return [slip_post(link, entry, self.quiet) for entry in slips]
