"""The buyer's people of a plan as a CRM takes them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import ContactLink, CrmContact
from closeplan.plan.model import Side
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import plain
from closeplan.plan.wording import on_one_line

MOST_NAME = 100
"""Characters of a name."""


def contact_links(context: RuleContext, mapping: CrmMapping) -> tuple[ContactLink, ...]:
    """The people on the map that are not the seller's, each once, with the CRM's word for their role. Whose side nobody wrote
    down counts as the buyer's unless their address is of the seller's company.
    """
    found: dict[str, ContactLink] = {}
    for person in context.people:
        email = person.email.strip()
        if person.side is Side.SELLER or (person.side is None and _is_colleague(email, context.seller)):
            continue
        found.setdefault(
            plain(email or person.name),
            ContactLink(
                contact=CrmContact(name=on_one_line(person.name)[:MOST_NAME], email=email),
                role=person.role,
                role_label=mapping.roles.get(person.role, "") if person.role else "",
            ),
        )
    return tuple(found.values())


def digest_of(links: Iterable[ContactLink]) -> str:
    """A short name of who is on a deal as what, whatever their order."""
    rows = sorted(f"{one.contact.name}\t{one.contact.email.lower()}\t{one.role_label}" for one in links)
    return sha256("\n".join(rows).encode()).hexdigest()[:24]


def _is_colleague(email: str, seller: str) -> bool:
    domain = seller.rpartition("@")[2].lower()
    return bool(domain) and email.lower().endswith(f"@{domain}")
