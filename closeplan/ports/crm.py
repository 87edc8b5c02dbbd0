"""Customer relationship systems, one Protocol for all, and what is remembered of their deals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmDeal,
    CrmField,
    FieldWrite,
    Stage,
)
from closeplan.records.crm import CrmLink, HeardDeal, OfferState


class Crm(Protocol):
    """One CRM account. Methods raise NotFoundError (no such deal), ForbiddenError (closeplan may not), RefusedError (the CRM
    says no; its words are kept) and RetryLaterError (down, too many requests, not connected).
    """

    @property
    def name(self) -> str:
        """Its name in settings and addresses, such as `hubspot`."""

    @property
    def batch(self) -> int:
        """How many deals one `deals` or `write` should be given, so that it costs the fewest requests a deal."""

    @property
    def makes_fields(self) -> bool:
        """Whether `create_field` can work here at all."""

    def account(self) -> str:
        """Which account closeplan is connected to, for a person to recognise; one request."""

    def fields(self) -> Sequence[CrmField]:
        """The fields of a deal."""

    def create_field(self, wanted: CrmField) -> str:
        """Make that field and return the name the CRM gave it; RefusedError where it does not let one."""

    def stages(self) -> Sequence[Stage]:
        """The stages of every pipeline, in order."""

    def role_words(self) -> Sequence[str] | None:
        """The words that it has for what people are to a deal; None where any will do, none has a place, or it can't say."""

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        """Those deals by id, with those fields; a deal that is not there is left out."""

    def find(self, text: str) -> Sequence[CrmDeal]:
        """Up to 20 open deals whose name holds that text."""

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        """Deals that were made or changed since that moment, or since `cursor` where one is given. A deal may come twice."""

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        """The people of a deal, with their roles where the CRM keeps any."""

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        """Write fields of deals, at most one write a deal; what went wrong by deal id, empty where all went well. A deal
        that is refused keeps no other from being written.
        """

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        """See that those people are on the deal. Nobody is taken off it, no role that somebody gave is changed, and who is
        there already is not added again.
        """

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        """Add an entry to the deal's history. With `look_first` an entry of that subject which is there already is enough: an
        earlier try may have arrived though its answer was lost.
        """


class CrmBook(Protocol):
    """Which plan is which deal, and deals that may want a plan. Each method is one transaction. Open deals of a plan that loses
    its document, since its making was undone, are offered to its owner again.
    """

    def crm_links(self, plan_id: str) -> list[CrmLink]:
        """The deals of a plan, one a CRM at most."""

    def crm_link_of(self, vendor: str, deal_id: str) -> CrmLink | None:
        """The plan of a deal."""

    def all_crm_links(self, vendor: str) -> list[CrmLink]:
        """Every deal of that CRM that has a plan."""

    def put_crm_link(self, link: CrmLink) -> None:
        """Link the plan with the deal, in the stead of the one it had in that CRM; ConflictError where the deal is another
        plan's. A deal that was offered is so no more.
        """

    def change_crm_link(
        self, vendor: str, deal_id: str, change: Callable[[CrmLink], CrmLink]
    ) -> CrmLink | None:
        """Replace what is known of a link by what `change` makes of it as it stands, and return that; None where the deal is
        linked no more. Whoever has looked at the CRM meanwhile undoes so neither an unlinking nor what somebody decided.
        """

    def remove_crm_link(self, plan_id: str, vendor: str) -> bool:
        """The deal is not the plan's any more; False where it was not."""

    def hear_of_deal(self, deal: HeardDeal) -> bool:
        """Note what was heard of a deal without a plan; True where it is offered now and was not before. What is older than
        what is known changes nothing, what its owner put off stays so until it has another owner, and of one that is linked
        nothing is noted.
        """

    def heard_deals(self, state: OfferState, owner: str | None = None) -> list[HeardDeal]:
        """Deals in that state, of that seller where one is given, the last changed first."""

    def heard_deal(self, vendor: str, deal_id: str) -> HeardDeal | None:
        """What was last heard of a deal without a plan."""

    def settle_deal(self, vendor: str, deal_id: str, state: OfferState) -> None:
        """What somebody decided about it."""

    def crm_cursor(self, vendor: str) -> str:
        """Where the CRM's changes were read up to; empty where they never were."""

    def save_crm_cursor(self, vendor: str, cursor: str) -> None:
        """They were read up to there."""
