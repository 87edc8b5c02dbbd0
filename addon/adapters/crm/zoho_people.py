"""A deal's people in Zoho CRM: its contact roles, and the contact that the deal names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from addon.adapters.crm.zoho_records import Records, is_done, is_id, words_of
from addon.adapters.crm.zoho_values import named
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.crm.model import ContactLink, CrmContact
from closeplan.errors import NotFoundError, RefusedError

_FIELDS = ("Full_Name", "First_Name", "Last_Name", "Email", "Title")

_FIRST, _LAST, _TITLE = 40, 80, 100
"""Characters of a contact's fields."""


class People:
    """Contacts and the roles that they have on deals. What roles there are is kept, and asked for again for one that is not
    known.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._roles: dict[str, tuple[str, str]] = {}

    def of_deal(self, deal: Mapping[str, Any]) -> list[CrmContact]:
        """Everybody on that deal, which was read with `Contact_Name`."""
        listed = self._records.related(needed(deal, "id"), "Contact_Roles", _FIELDS)
        found = [contact(row) for row in listed]
        first = word(named(deal.get("Contact_Name")), "id")
        if is_id(first) and first not in {one.id for one in found}:
            found += map(contact, self._records.by_ids("Contacts", [first], _FIELDS))
        return found

    def put(self, deal: Mapping[str, Any], links: Sequence[ContactLink]) -> None:
        """See that they are on the deal, in their roles where they have none yet. Somebody whom Zoho refuses keeps nobody else off
        the deal: that, and a role that the account does not have, is refused once everybody was tried.
        """
        there = {one.id: one for one in self.of_deal(deal)}
        self._learn_roles({link.role_label.casefold() for link in links} - {""})
        refused: list[str] = []
        for link in links:
            try:
                self._put(deal, there, link)
            except RefusedError as error:
                refused.append(str(error))
        unknown = {label: None for link in links if (label := link.role_label).casefold() not in self._roles}
        unknown.pop("", None)
        if unknown:
            refused.append(f"zoho: there is no contact role {', '.join(unknown)}")
        if refused:
            raise RefusedError("; ".join(dict.fromkeys(refused)), status=400)

    def _put(self, deal: Mapping[str, Any], there: dict[str, CrmContact], link: ContactLink) -> None:
        person = link.contact
        known = _among(there.values(), person)
        id_ = known.id if known else self._found(person.email) or self._made(person, deal)
        before, role = there.get(id_), self._roles.get(link.role_label.casefold())
        if before is None or (role and not before.role):
            self._put_on(needed(deal, "id"), id_, role)
            there[id_] = replace(before or person, id=id_, role=role[1] if role else "")

    def _found(self, email: str) -> str:
        """The id of whoever has that address, empty where nobody has."""
        if not email:
            return ""
        query = {"email": email, "fields": ",".join(_FIELDS)}
        hits = [contact(row) for row in self._records.listed("/Contacts/search", query)]
        exact = [one for one in hits if one.email.casefold() == email.casefold()]
        return next((one.id for one in exact or hits), "")

    def _made(self, person: CrmContact, deal: Mapping[str, Any]) -> str:
        """The id of a new contact. Zoho's search learns of one a moment late: by address it is made or found in one step."""
        first, _, last = person.name.strip().rpartition(" ")
        held: dict[str, Any] = {"Last_Name": (last or person.email)[:_LAST]}
        held |= {"First_Name": first[:_FIRST]} if first else {}
        held |= {"Email": person.email} if person.email else {}
        held |= {"Title": person.title[:_TITLE]} if person.title else {}
        account = word(named(deal.get("Account_Name")), "id")
        held |= {"Account_Name": {"id": account}} if account else {}
        if person.email:
            [outcome] = self._records.sent(
                "POST", "/Contacts/upsert", [held], duplicate_check_fields=["Email"]
            )
        else:
            [outcome] = self._records.sent("POST", "/Contacts", [held])
        details = record(outcome, "details")
        if is_done(outcome):
            return needed(details, "id")
        if outcome.get("code") == "DUPLICATE_DATA":
            # a field that the account wants to be unique: it says whose it is
            return word(named(details.get("duplicate_record")), "id") or needed(details, "id")
        raise RefusedError(f"zoho: {words_of(outcome)[:300]}")

    def _put_on(self, deal_id: str, contact_id: str, role: tuple[str, str] | None) -> None:
        link: dict[str, Any] = {"id": contact_id}
        if role:
            link["Contact_Role"] = {"id": role[0], "name": role[1]}
        self._records.done("PUT", f"/Deals/{deal_id}/Contact_Roles", link)

    def _learn_roles(self, labels: set[str]) -> None:
        if not labels <= self._roles.keys():
            self.roles()

    def roles(self) -> list[str]:
        """The names of the account's roles; they are kept with their ids, by the name in small letters."""
        answer = self._records.asked("GET", "/Contacts/roles")
        listed = [] if answer is None else rows(answer, "contact_roles")
        self._roles = {word(one, "name").casefold(): (needed(one, "id"), word(one, "name")) for one in listed}
        return [name for _id, name in self._roles.values()]


def seen(deal_id: str, found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The one deal that was asked for; NotFoundError where it is not there."""
    if not found:
        raise NotFoundError(f"zoho: there is no deal {deal_id}")
    return found[0]


def contact(row: Mapping[str, Any]) -> CrmContact:
    """A contact, of a related list with the role."""
    parts = " ".join(filter(None, (word(row, "First_Name"), word(row, "Last_Name"))))
    return CrmContact(
        id=needed(row, "id"),
        name=word(row, "Full_Name") or parts or word(named(row.get("Name")), "name"),
        email=word(row, "Email"),
        title=word(row, "Title"),
        role=word(named(row.get("Contact_Role")), "name"),
    )


def _among(there: Iterable[CrmContact], person: CrmContact) -> CrmContact | None:
    """Who of the deal's people that is: by address, else by name where not both have an address."""
    listed, email = list(there), person.email.casefold()
    by_email = next((one for one in listed if email and one.email.casefold() == email), None)
    name = " ".join(person.name.casefold().split())
    return by_email or next(
        (
            one
            for one in listed
            if " ".join(one.name.casefold().split()) == name and not (email and one.email)
        ),
        None,
    )
