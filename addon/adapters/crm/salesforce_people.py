"""The people of a deal in Salesforce: contacts, each by a contact role of the opportunity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.adapters.crm.salesforce_composite import Step, sent, step
from addon.adapters.crm.salesforce_soql import Queries, listed, parts, quoted, select
from addon.adapters.crm.salesforce_values import long_id, reasons
from addon.adapters.http import Wire
from addon.adapters.http.answers import needed, record, word
from closeplan.crm.model import ContactLink, CrmContact
from closeplan.errors import NotFoundError, RefusedError

PEOPLE_AT_ONCE = 12
"""Of the 25 steps of a composite request a new person takes two."""

ADDRESSES_AT_ONCE = 100
"""So many fit into the address of one query."""

_ROLES = (
    "SELECT Id, ContactId, Role, Contact.Name, Contact.Email, Contact.Title FROM OpportunityContactRoles "
    "ORDER BY IsPrimary DESC, CreatedDate"
)

_LENGTHS = {"FirstName": 40, "LastName": 80, "Title": 128, "Email": 80}


@dataclass(frozen=True)
class OnDeal:
    """Somebody on a deal, and the contact role that says so."""

    contact: CrmContact
    role_id: str


@dataclass(frozen=True)
class DealPeople:
    """A deal's people, and the account that new ones belong to."""

    deal_id: str
    account_id: str
    people: Sequence[OnDeal]


class People:
    """Reads and adds them."""

    def __init__(self, wire: Wire, queries: Queries) -> None:
        self._wire, self._queries = wire, queries

    def of_deal(self, deal_id: str) -> DealPeople:
        """The people of a deal, one row each though they may have several roles; NotFoundError where there is no such deal."""
        asked = long_id(deal_id)
        found = asked and self._queries.rows(
            select(("Id", "AccountId", f"({_ROLES})"), "Opportunity", f"Id = {quoted(asked)}")
        )
        if not found:
            raise NotFoundError(f"salesforce: there is no deal {deal_id}")
        inner = found[0].get("OpportunityContactRoles")
        told = self._queries.rest(record(inner)) if inner is not None else []
        people: dict[str, OnDeal] = {}
        for row in told:
            one = _on_deal(row)
            known = people.get(one.contact.id)
            if known is None or (one.contact.role and not known.contact.role):
                people[one.contact.id] = one
        return DealPeople(asked, word(found[0], "AccountId"), list(people.values()))

    def put(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        """See that those people are on the deal. All that can be added are, whoever is refused."""
        deal = self.of_deal(deal_id)
        known = self._known(deal, links)
        steps: dict[str, list[Step]] = {}
        for link in links:
            person = _who(deal, known, link.contact)
            key = person.contact.id if person else (link.contact.email or link.contact.name).casefold()
            more = _steps(deal, person, link, f"p{len(steps)}")
            if more:
                steps.setdefault(key, more)
        waiting = list(steps.values())
        told = [words for people in parts(waiting, PEOPLE_AT_ONCE) for words in self._put(people)]
        if told:
            raise RefusedError(f"salesforce: {'; '.join(dict.fromkeys(told))[:300]}")

    def _known(self, deal: DealPeople, links: Sequence[ContactLink]) -> Mapping[str, CrmContact]:
        """Whom Salesforce knows by the addresses of people who are not on the deal: of several those of the deal's account,
        of these the first made.
        """
        there = {one.contact.email.casefold() for one in deal.people}
        asked = list(dict.fromkeys(link.contact.email for link in links if link.contact.email))
        missing = [email for email in asked if email.casefold() not in there]
        found = [
            row
            for emails in parts(missing, ADDRESSES_AT_ONCE)
            for row in self._queries.rows(
                select(
                    ("Id", "Name", "Email", "AccountId"),
                    "Contact",
                    f"Email IN {listed(emails)} ORDER BY CreatedDate",
                )
            )
        ]
        found.sort(key=lambda row: word(row, "AccountId") != deal.account_id)
        known: dict[str, CrmContact] = {}
        for row in found:
            contact = CrmContact(id=needed(row, "Id"), name=word(row, "Name"), email=word(row, "Email"))
            known.setdefault(contact.email.casefold(), contact)
        return known

    def _put(self, people: Sequence[Sequence[Step]]) -> list[str]:
        """What was refused, in words. Steps go together, so that no new contact is left without its role, and each person's
        alone where they can't.
        """
        outcomes = sent(self._wire, [one for steps in people for one in steps], together=True)
        if all(one.is_done for one in outcomes):
            return []
        if len(people) > 1:
            return [told for steps in people for told in self._put([steps])]
        for one in outcomes:
            one.check_final()
        errors = [error for one in outcomes for error in one.errors()]
        return [reasons(errors) or "Salesforce did not add somebody"]


def _on_deal(row: Mapping[str, Any]) -> OnDeal:
    held = row.get("Contact")
    person = held if isinstance(held, Mapping) else {}  # none of somebody whom closeplan's user may not see
    contact = CrmContact(
        id=needed(row, "ContactId"),
        name=word(person, "Name"),
        email=word(person, "Email"),
        title=word(person, "Title"),
        role=word(row, "Role"),
    )
    return OnDeal(contact, needed(row, "Id"))


def _who(deal: DealPeople, known: Mapping[str, CrmContact], wanted: CrmContact) -> OnDeal | None:
    """The person who is meant: by address, else by name on the deal, where one of the two is without an address."""
    email, name = wanted.email.casefold(), wanted.name.casefold()
    for one in deal.people:
        if email and one.contact.email.casefold() == email:
            return one
    if email in known:
        contact = known[email]
        on_deal = (one for one in deal.people if one.contact.id == contact.id)
        return next(on_deal, OnDeal(contact, ""))
    for one in deal.people:
        if one.contact.name.casefold() == name and not (email and one.contact.email):
            return one
    return None


def _steps(deal: DealPeople, person: OnDeal | None, link: ContactLink, ref: str) -> list[Step]:
    """What puts that person on the deal; nothing where all is there."""
    if person is not None and person.role_id:
        if person.contact.role or not link.role_label:
            return []
        path = f"sobjects/OpportunityContactRole/{person.role_id}"
        return [step("PATCH", path, f"{ref}_role", {"Role": link.role_label})]
    contact_id = person.contact.id if person is not None else f"@{{{ref}.id}}"
    role = {"OpportunityId": deal.deal_id, "ContactId": contact_id}
    if link.role_label:
        role["Role"] = link.role_label
    added = step("POST", "sobjects/OpportunityContactRole", f"{ref}_role", role)
    if person is not None:
        return [added]
    return [step("POST", "sobjects/Contact", ref, _fields(link.contact, deal.account_id)), added]


def _fields(contact: CrmContact, account_id: str) -> Mapping[str, str]:
    """A new contact. Salesforce wants a last name; a contact of no account is its owner's alone."""
    first, _blank, last = " ".join(contact.name.split()).rpartition(" ")
    told = {
        "FirstName": first,
        "LastName": last or contact.email.partition("@")[0],
        "Title": contact.title,
        "Email": contact.email,
        "AccountId": account_id,
    }
    return {name: value[: _LENGTHS.get(name)] for name, value in told.items() if value}
