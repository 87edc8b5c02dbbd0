"""Who is on a deal of Pipedrive's: its person and its participants. Neither has a role there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from addon.adapters.crm.pipedrive_api import PipedriveApi, number
from addon.adapters.http.answers import needed, record, rows, word
from closeplan.crm.model import ContactLink, CrmContact
from closeplan.errors import RefusedError

SHORTEST_TERM = 2
"""Characters that a search needs."""


class People:
    """The people of deals, and all whom the account knows."""

    def __init__(self, api: PipedriveApi) -> None:
        self._api = api

    def of_deal(self, deal_id: str) -> list[CrmContact]:
        """Its person first, then its participants; NotFoundError where there is no such deal."""
        deal = self._api.deal(deal_id)
        found = [_participant(one) for one in self._api.every_v1(f"/v1/deals/{number(deal_id)}/participants")]
        first = word(deal, "person_id")
        if first and first not in {one.id for one in found}:
            found.append(_person(self._api.one("GET", f"/api/v2/persons/{number(first)}")))
        return sorted(found, key=lambda one: one.id != first)

    def put(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        """See that they are on the deal, as participants: whom the deal is with is its people's to say. Somebody whom Pipedrive
        refuses keeps nobody else off the deal: RefusedError comes when all were tried.
        """
        there = {one.id: one for one in self.of_deal(deal_id)}
        refused: list[str] = []
        for link in links:
            if _is_among(there.values(), link.contact):
                continue
            try:
                id_ = self._put_on(number(deal_id), link.contact, there.keys())
            except RefusedError as error:
                refused.append(f"{link.contact.name or link.contact.email}: {error}")
            else:
                there[id_] = link.contact
        if refused:
            raise RefusedError("; ".join(refused))

    def _put_on(self, deal: int, wanted: CrmContact, there: Collection[str]) -> str:
        """Whoever that is, known or made, on the deal; their id."""
        id_ = self._known(wanted.email) or self._made(wanted)
        if id_ not in there:
            self._api.one("POST", f"/v1/deals/{deal}/participants", body={"person_id": number(id_)})
        return id_

    def _known(self, email: str) -> str:
        """The id of whom the account knows by that address; empty where it knows nobody."""
        if len(email) < SHORTEST_TERM:
            return ""
        query = {"term": email, "fields": "email", "exact_match": "true", "limit": 10}
        for hit in self._api.hits("/api/v2/persons/search", query):
            listed = hit.get("emails")
            addresses = listed if isinstance(listed, list) else ()
            if email.casefold() in {str(one).casefold() for one in addresses}:
                return needed(hit, "id")
        return ""

    def _made(self, wanted: CrmContact) -> str:
        body: dict[str, Any] = {"name": (wanted.name or wanted.email)[:255]}
        if wanted.email:
            body["emails"] = [{"value": wanted.email, "primary": True, "label": "work"}]
        return needed(self._api.one("POST", "/api/v2/persons", body=body), "id")


def _is_among(there: Iterable[CrmContact], wanted: CrmContact) -> bool:
    """Whether they are one of those: by address, by name where there is none."""
    if wanted.email:
        return wanted.email.casefold() in {one.email.casefold() for one in there}
    return wanted.name.casefold() in {one.name.casefold() for one in there}


def _participant(row: Mapping[str, Any]) -> CrmContact:
    """A person as version 1 tells of them."""
    told = record(row, "person_id")
    emails = told.get("email")
    return CrmContact(
        id=needed(told, "value"),
        name=word(told, "name"),
        email=_address(rows(emails)) if isinstance(emails, list) else word(told, "email"),
    )


def _person(row: Mapping[str, Any]) -> CrmContact:
    """A person as version 2 tells of them."""
    emails = row.get("emails")
    return CrmContact(
        id=needed(row, "id"),
        name=word(row, "name"),
        email=_address(rows(emails)) if isinstance(emails, list) else "",
        title=word(row, "job_title"),
    )


def _address(emails: Sequence[Mapping[str, Any]]) -> str:
    """The primary one, else the first."""
    main = next((one for one in emails if one.get("primary") is True), emails[0] if emails else {})
    return word(main, "value")
