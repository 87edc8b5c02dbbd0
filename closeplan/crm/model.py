"""A CRM's deals, contacts and fields, in the words of no CRM in particular.

Vendors say opportunity, deal or item, and property, column or custom field; here they are deals and fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from closeplan.plan.model import Role

FieldValue = str | float | bool | date | None
"""What a field of a deal holds; None is an empty field. Numbers are floats, whatever the vendor calls them."""


class FieldKind(StrEnum):
    """What a field of a deal may hold."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    URL = "url"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class CrmField:
    """A field of the deal, as the CRM describes it: `name` is what its API calls it, `label` what people read. `kind` is None
    where it is none that closeplan writes. `options` are a choice's values.
    """

    name: str
    label: str
    kind: FieldKind | None
    writable: bool = True
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step of a pipeline. `id` is what deals name it by; `order` grows along the way within its pipeline."""

    id: str
    name: str
    order: int
    is_open: bool = True
    is_won: bool = False
    pipeline: str = ""


@dataclass(frozen=True, kw_only=True)
class CrmContact:
    """A person as the CRM knows them; `id` is empty for one it does not know. `role` is the CRM's own word for what they are
    to the deal.
    """

    name: str
    id: str = ""
    email: str = ""
    title: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class CrmDeal:
    """A deal as it stands in the CRM. `stage` is a `Stage.id`; `fields` holds those that were asked for, by the vendor's
    names; `url` is where a person opens it, empty where that can't be known. `contacts` are those that came with the deal;
    `Crm.contacts` asks for all.
    """

    id: str
    name: str
    stage: str = ""
    is_open: bool = True
    is_won: bool = False
    amount: Decimal | None = None
    currency: str = ""
    close_date: date | None = None
    owner_email: str = ""
    company: str = ""
    url: str = ""
    changed_at: datetime | None = None
    contacts: tuple[CrmContact, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FieldWrite:
    """New values of a deal's fields, by the vendor's names; None empties a field."""

    deal_id: str
    values: Mapping[str, FieldValue]


@dataclass(frozen=True, kw_only=True)
class ContactLink:
    """A person who belongs on a deal. Found by `contact.email`, else by name among the deal's own contacts; made where the
    CRM knows nobody. `role_label` is the CRM's word for the role (by the mapping), empty where it has none.
    """

    contact: CrmContact
    role: Role | None = None
    role_label: str = ""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """Something that happened, as an entry in the deal's history. `subject` is one line that no other entry of the deal has;
    `text` is plain, people's words included: adapters escape it where the vendor takes HTML.
    """

    subject: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Changes:
    """A page of changed deals, the earliest change first. `cursor` goes on from here, later too; `more` says that there is
    a further page now.
    """

    deals: tuple[CrmDeal, ...]
    cursor: str
    more: bool = False
