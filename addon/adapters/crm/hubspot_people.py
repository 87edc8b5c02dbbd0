"""Contacts of deals in HubSpot. A role is a label of the association between deal and contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


class People:
    """The contacts of deals."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def of_deal(self, deal_id: str) -> list[CrmContact]:
        """Everybody who is on the deal, with their label."""
        roles = linked(self._wire, deal_id, "contacts")
        ids = list(roles)
        return [
            contact
            for at in range(0, len(ids), BATCH)
            for contact in self._read(ids[at : at + BATCH], "", roles)
        ]

    def put(self, deal_id: str, there: Sequence[CrmContact], links: Sequence[ContactLink]) -> None:
        """See that they are on the deal, `there` being who is on it already. RefusedError once all are, where a label is missing."""
        missing: set[str] = set()
        roles = {contact.id: contact.role for contact in there}
        for link in links:
            known = self._known(there, link.contact)
            id_ = known.id if known else self._made(deal_id, link.contact)
            if known and known.id not in roles:
                self._associate(deal_id, id_)
            if link.role_label and not roles.get(id_):
                missing |= self._label(deal_id, id_, link.role_label)
        if missing:
            names = ", ".join(sorted(missing))
            raise RefusedError(f"hubspot: deals and contacts have no association label {names}")

    def _known(self, there: Sequence[CrmContact], wanted: CrmContact) -> CrmContact | None:
        email, name = wanted.email.casefold(), wanted.name.casefold()
        if not email:
            return next((one for one in there if one.name.casefold() == name), None)
        on_deal = next((one for one in there if one.email.casefold() == email), None)
        return on_deal or next(iter(self._read([wanted.email.lower()], "email", {})), None)

    def _read(self, ids: Sequence[str], id_property: str, roles: Mapping[str, str]) -> list[CrmContact]:
        asked: dict[str, object] = {
            "inputs": [{"id": id_} for id_ in ids],
            "properties": _KNOWN,
            "propertiesWithHistory": [],
        }
        if id_property:
            asked["idProperty"] = id_property
        found = rows(self._wire.json("POST", "/crm/v3/objects/contacts/batch/read", body=asked), "results")
        return [_contact(needed(row, "id"), properties(row), roles) for row in found]

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

    def _associate(self, deal_id: str, id_: str) -> None:
        self._wire.json("PUT", f"/crm/v4/objects/deals/{deal_id}/associations/default/contacts/{id_}")

    def _label(self, deal_id: str, id_: str, label: str) -> set[str]:
        """Give the label, where the account has one of that name, else return it: labels are the account's to make."""
        told = rows(self._wire.json("GET", "/crm/v4/associations/deals/contacts/labels"), "results")
        wanted = next((one for one in told if word(one, "label").casefold() == label.casefold()), None)
        if wanted is None:
            return {label}
        types = [{"associationCategory": word(wanted, "category"), "associationTypeId": wanted.get("typeId")}]
        self._wire.json("PUT", f"/crm/v4/objects/deals/{deal_id}/associations/contacts/{id_}", body=types)
        return set()


def _contact(id_: str, held: Mapping[str, str], roles: Mapping[str, str]) -> CrmContact:
    return CrmContact(
        id=id_,
        name=f"{held.get('firstname', '')} {held.get('lastname', '')}".strip(),
        email=held.get("email", ""),
        title=held.get("jobtitle", ""),
        role=roles.get(id_, ""),
    )
