"""Whom HubSpot's ids on a deal mean: owners by address, companies by name. What is known is not asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from addon.adapters.crm.hubspot_links import every
from addon.adapters.crm.hubspot_values import properties
from addon.adapters.http.answers import needed, rows, word
from closeplan.errors import ForbiddenError

if TYPE_CHECKING:
    from addon.adapters.http import Wire

BATCH = 100


class Names:
    """Owners and companies by id; an empty text where nobody may know."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._owners: dict[str, str] = {"": ""}
        self._companies: dict[str, str] = {"": ""}

    def owner(self, id_: str) -> str:
        """The address of an owner that was learned."""
        return self._owners.get(id_, "")

    def company(self, id_: str) -> str:
        """The name of a company that was learned."""
        return self._companies.get(id_, "")

    def learn_owners(self, ids: set[str]) -> None:
        """Where one of them is not known yet: all owners once more, page by page."""
        if ids <= self._owners.keys():
            return
        listed = every(self._wire, "/crm/v3/owners/", 100)
        self._owners |= {word(one, "id"): word(one, "email") for one in listed}
        # of those who left nobody is told; they need not be asked for again
        self._owners |= dict.fromkeys(ids - self._owners.keys(), "")

    def learn_companies(self, ids: set[str]) -> None:
        """The names of those that are not known yet. A token that may not read companies leaves them without."""
        new = sorted(ids - self._companies.keys())
        for at in range(0, len(new), BATCH):
            self._read_companies(new[at : at + BATCH])

    def _read_companies(self, ids: list[str]) -> None:
        asked = {
            "inputs": [{"id": id_} for id_ in ids],
            "properties": ["name"],
            "propertiesWithHistory": [],
        }
        try:
            answer = self._wire.json("POST", "/crm/v3/objects/companies/batch/read", body=asked)
        except ForbiddenError:
            return
        found = {needed(row, "id"): properties(row).get("name", "") for row in rows(answer, "results")}
        self._companies |= {**dict.fromkeys(ids, ""), **found}
