"""Deals that may want a plan, for the sellers they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from closeplan.crm.model import CrmContact
from closeplan.crm.offers import tidied_contacts
from closeplan.errors import ConflictError, ForbiddenError, NotFoundError, OutsideError, SettingsError
from closeplan.plan.model import Role
from closeplan.ports.crm import Crm, CrmBook
from closeplan.records.crm import HeardDeal, OfferState
from closeplan.records.deliveries import NewDelivery
from closeplan.services.hear_of_deals import look_at_deal


@dataclass(frozen=True, kw_only=True)
class OfferedDeals:
    """The use case with what it needs. `words` are a CRM's words for people's roles, by its name and the seller's address."""

    book: CrmBook
    crm_of: Callable[[str], Crm]
    post: Callable[[Sequence[NewDelivery]], None]
    words: Callable[[str, str], Mapping[Role, str]] = lambda _vendor, _seller: {}

    def of(self, seller: str, state: OfferState = OfferState.OFFERED) -> list[HeardDeal]:
        """That seller's, the last changed first."""
        return self.book.heard_deals(state, seller)

    def deal(self, vendor: str, deal_id: str, seller: str) -> HeardDeal:
        """A deal of that seller's without a plan; ForbiddenError for any other, whether there is such a deal or not."""
        found = self.book.heard_deal(vendor, deal_id)
        if found is None or found.owner != seller.lower():
            raise ForbiddenError("that deal has a plan by now, or is not yours in the CRM any more")
        return found

    def with_people(self, heard: HeardDeal) -> HeardDeal:
        """The deal with its people as the CRM knows them now; as they were last heard of where it does not answer. NotFoundError
        where the deal was deleted meanwhile, which no poll tells: it is offered no more.
        """
        try:
            people = tidied_contacts(self.crm_of(heard.vendor).contacts(heard.deal_id))
        except NotFoundError as error:
            self.book.settle_deal(heard.vendor, heard.deal_id, OfferState.QUIET)
            raise NotFoundError("This deal is not in the CRM any more: nothing was made.") from error
        except (OutsideError, ForbiddenError, SettingsError):
            return heard
        found = replace(heard, contacts=people)
        self.book.hear_of_deal(found)
        return found

    def role(self, heard: HeardDeal, contact: CrmContact) -> Role | None:
        """What a contact is to the deal, where the mapping knows the CRM's word. Of a word that stands for several roles it can't
        be told which is meant; but who decides on the money is one that every deal has.
        """
        word = contact.role.casefold()
        words = self.words(heard.vendor, heard.owner)
        found = [role for role, known in words.items() if word and known.casefold() == word]
        if Role.ECONOMIC_BUYER in found:
            return Role.ECONOMIC_BUYER
        return found[0] if len(found) == 1 else None

    def put_off(self, vendor: str, deal_id: str, seller: str) -> None:
        """Offer it no more, as long as it is that seller's."""
        self.book.settle_deal(vendor, self.deal(vendor, deal_id, seller).deal_id, OfferState.IGNORED)

    def bring_back(self, vendor: str, deal_id: str, seller: str) -> None:
        """Offer it again; the CRM is asked whether it is still open."""
        self.book.settle_deal(vendor, self.deal(vendor, deal_id, seller).deal_id, OfferState.OFFERED)
        self.post([look_at_deal(vendor, deal_id)])

    def check_free(self, vendor: str, deal_id: str, plan_id: str) -> None:
        """ConflictError where the deal has another plan."""
        link = self.book.crm_link_of(vendor, deal_id)
        if link is not None and link.plan_id != plan_id:
            raise ConflictError("This deal has a plan already: nothing was made.")
