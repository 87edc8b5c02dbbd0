"""Plans and deals of CRMs, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from closeplan.crm.model import CrmContact, FieldValue


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A field that a person changed in the CRM after closeplan wrote it: what closeplan would say, what they said, and when
    that was seen. `kept` says that somebody decided that theirs stays: nobody is asked about it any more.
    """

    ours: FieldValue
    theirs: FieldValue
    seen_at: datetime
    kept: bool = False


@dataclass(frozen=True, kw_only=True)
class CrmLink:
    """A plan and its deal in one CRM. `written` holds what closeplan last wrote, `wanted` what it set out to write last (kept
    before it is sent: the answer may get lost), `edited` what people changed since, all by closeplan's own field keys. The rest is as the deal was last seen there: for people, and for the signal that its close
    date and the plan disagree. `told` says why the last sync failed, for people.
    """

    plan_id: str
    vendor: str
    deal_id: str
    name: str = ""
    url: str = ""
    stage: str = ""
    is_open: bool = True
    is_won: bool = False
    amount: Decimal | None = None
    currency: str = ""
    close_date: date | None = None
    written: Mapping[str, FieldValue] = field(default_factory=dict)
    wanted: Mapping[str, FieldValue] = field(default_factory=dict)
    edited: Mapping[str, Edited] = field(default_factory=dict)
    seen_at: datetime | None = None
    synced_at: datetime | None = None
    told: str = ""

    def keeping_theirs(self, key: str) -> CrmLink:
        """The link once somebody decided that what a person wrote into that field stays."""
        if key not in self.edited:
            return self
        return replace(self, edited={**self.edited, key: replace(self.edited[key], kept=True)})

    def using_ours(self, key: str) -> CrmLink:
        """The link once somebody decided that the plan's value goes over it: as if what stands there were closeplan's. The next
        sync writes it, unless the field was changed once more by then.
        """
        if key not in self.edited:
            return self
        edited = {other: one for other, one in self.edited.items() if other != key}
        return replace(self, written={**self.written, key: self.edited[key].theirs}, edited=edited)


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
