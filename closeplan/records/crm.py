"""Plans and deals of CRMs, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from closeplan.crm.model import CrmContact, FieldValue


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A field that a person changed in the CRM after closeplan wrote it: what closeplan would say, what they said, and when
    that was seen.
    """

    ours: FieldValue
    theirs: FieldValue
    seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class CrmLink:
    """A plan and its deal in one CRM. `written` holds what closeplan last wrote, `edited` what people changed since, both by
    closeplan's own field keys. The rest is as the deal was last seen there: for people, and for the signal that its close
    date and the plan disagree. `told` says why the last sync failed, for people.
    """

    plan_id: str
    vendor: str
    deal_id: str
    name: str = ""
    url: str = ""
    stage: str = ""
    is_open: bool = True
    amount: Decimal | None = None
    currency: str = ""
    close_date: date | None = None
    written: Mapping[str, FieldValue] = field(default_factory=dict)
    edited: Mapping[str, Edited] = field(default_factory=dict)
    seen_at: datetime | None = None
    synced_at: datetime | None = None
    told: str = ""


class OfferState(StrEnum):
    """What becomes of a deal without a plan: it is offered, put off by a person, or of no interest (closed, too early)."""

    OFFERED = "offered"
    IGNORED = "ignored"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True)
class HeardDeal:
    """A deal that has no plan, as it was last heard of. `owner` is the address of its owner in lower case, empty where the CRM
    names none; `stage` is the stage's name; `contacts` are its people.
    """

    vendor: str
    deal_id: str
    name: str
    owner: str
    state: OfferState
    changed_at: datetime
    stage: str = ""
    company: str = ""
    amount: Decimal | None = None
    currency: str = ""
    close_date: date | None = None
    url: str = ""
    contacts: tuple[CrmContact, ...] = ()
