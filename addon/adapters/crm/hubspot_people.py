"""Contacts of deals in HubSpot. A role is a label of the association between deal and contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from addon.adapters.crm.hubspot_links import linked
from addon.adapters.crm.hubspot_values import properties
from addon.adapters.http import Wire
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.crm.model import ContactLink, CrmContact
from closeplan.errors import RefusedError

BATCH = 100

_KNOWN = ["firstname", "lastname", "email", "jobtitle"]

_TO_DEAL = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 4}
"""HubSpot's association of a contact with a deal."""

_EXISTING = re.compile(r"Existing ID: (\d{1,20})")
"""Whom HubSpot names where it refuses (409) to make a second contact of an address: also one whose second address it is."""


class People:
    """The contacts of deals."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._labels: dict[str, Mapping[str, Any]] = {}

    def labels(self) -> list[str]:
        """What an account calls its associations between deals and contacts; HubSpot's own has no name."""
        told = rows(self._wire.json("GET", "/crm/v4/associations/deals/contacts/labels"), "results")
        self._labels = {word(one, "label").casefold(): one for one in told if word(one, "label")}
        return [word(one, "label") for one in self._labels.values()]

    def of_deal(self, deal_id: str) -> list[CrmContact]:
        """Everybody who is on the deal, with their label."""
        roles = linked(self._wire, deal_id, "contacts")
        return [replace(contact, role=roles.get(contact.id, "")) for contact in self._read(roles)]

    def put(self, deal_id: str, there: Sequence[CrmContact], links: Sequence[ContactLink]) -> None:
        """See that they are on the deal, `there` being who is on it already. Somebody whom HubSpot refuses keeps nobody else
        off the deal: RefusedError comes when all were tried.
        """
        on_deal = {contact.id: contact for contact in there}
        addresses = {contact.email.casefold() for contact in there}
        wanted = {link.contact.email.lower() for link in links} - {"", *addresses}
        known = self._read(sorted(wanted), "email") if wanted else []
        refused: list[str] = []
        for link in links:
            try:
                self._put(deal_id, on_deal, known, link)
            except RefusedError as error:
                refused.append(str(error))
        if refused:
            raise RefusedError("; ".join(dict.fromkeys(refused)), status=400)

    def _put(
        self, deal_id: str, on_deal: dict[str, CrmContact], known: Sequence[CrmContact], link: ContactLink
    ) -> None:
        one = _match(on_deal.values(), link.contact)
        if one is None:
            one = self._added(deal_id, known, link.contact)
            on_deal[one.id] = one
        if link.role_label and not one.role:
            self._label(deal_id, one.id, link.role_label)
            on_deal[one.id] = replace(one, role=link.role_label)

    def _added(self, deal_id: str, known: Sequence[CrmContact], wanted: CrmContact) -> CrmContact:
        """Somebody who was not on the deal and is now."""
        email = wanted.email.casefold()
        found = next((one for one in known if email and one.email.casefold() == email), None)
        if found is None:
            try:
                return replace(wanted, id=self._made(deal_id, wanted), role="")
            except RefusedError as error:
                existing = _EXISTING.search(str(error)) if error.status == 409 else None
                if existing is None:
                    raise
                found = replace(wanted, id=existing[1], role="")
        self._wire.json("PUT", f"/crm/v4/objects/deals/{deal_id}/associations/default/contacts/{found.id}")
        return found

    def _read(self, ids: Iterable[str], id_property: str = "") -> list[CrmContact]:
        """The contacts of those ids, or of those values of another property; who is not there is left out."""
        listed = list(ids)
        by = {"idProperty": id_property} if id_property else {}
        asked = [
            {
                "inputs": [{"id": id_} for id_ in listed[at : at + BATCH]],
                "properties": _KNOWN,
                "propertiesWithHistory": [],
                **by,
            }
            for at in range(0, len(listed), BATCH)
        ]
        answers = (self._wire.json("POST", "/crm/v3/objects/contacts/batch/read", body=one) for one in asked)
        return [
            _contact(needed(row, "id"), properties(row))
            for answer in answers
            for row in rows(answer, "results")
        ]

    def _made(self, deal_id: str, wanted: CrmContact) -> str:
        """A new contact on the deal, in one request, so that none is left without it."""
        first, _blank, last = wanted.name.rpartition(" ")
        held = {"firstname": first or last, "lastname": last if first else "", "email": wanted.email}
        told = {
            "properties": {
                name: value for name, value in {**held, "jobtitle": wanted.title}.items() if value
            },
            "associations": [{"to": {"id": deal_id}, "types": [_TO_DEAL]}],
        }
        return needed(record(self._wire.json("POST", "/crm/v3/objects/contacts", body=told)), "id")

    def _label(self, deal_id: str, id_: str, label: str) -> None:
        """Give the label, where the account has one of that name; labels are the account's to make."""
        if label.casefold() not in self._labels:
            self.labels()
        wanted = self._labels.get(label.casefold())
        if wanted is None:
            raise RefusedError(f"hubspot: there is no label {label!r} between deals and contacts", status=400)
        types = [{"associationCategory": word(wanted, "category"), "associationTypeId": wanted.get("typeId")}]
        self._wire.json("PUT", f"/crm/v4/objects/deals/{deal_id}/associations/contacts/{id_}", body=types)


def _match(on_deal: Iterable[CrmContact], wanted: CrmContact) -> CrmContact | None:
    """Who of the deal it is: by address, else by name where not both have an address."""
    email, name = wanted.email.casefold(), wanted.name.casefold()
    listed = list(on_deal)
    found = next((one for one in listed if email and one.email.casefold() == email), None)
    return found or next(
        (one for one in listed if one.name.casefold() == name and not (email and one.email)), None
    )


def _contact(id_: str, held: Mapping[str, str]) -> CrmContact:
    return CrmContact(
        id=id_,
        name=f"{held.get('firstname', '')} {held.get('lastname', '')}".strip(),
        email=held.get("email", ""),
        title=held.get("jobtitle", ""),
    )
