"""Notes as the history of a deal in HubSpot. A note has no subject, so that its first line is one."""

from __future__ import annotations

from datetime import UTC

from addon.adapters.crm.hubspot_links import linked
from addon.adapters.crm.hubspot_values import properties
from addon.adapters.crm.note_html import as_html, first_line, one_line
from addon.adapters.http import Wire
from addon.adapters.http.answers import rows
from closeplan.crm.model import Activity

LENGTH = 65_536
"""Characters of a note at most (HubSpot's guide to notes)."""

BATCH = 100

_OF_DEAL = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 214}
"""HubSpot's association of a note with a deal."""


class Notes:
    """The notes of deals."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def has(self, deal_id: str, subject: str) -> bool:
        """Whether the deal has such an entry. Read by association: the search learns of new notes too late."""
        ids = list(linked(self._wire, deal_id, "notes"))
        return any(self._among(ids[at : at + BATCH], subject) for at in range(0, len(ids), BATCH))

    def add(self, deal_id: str, activity: Activity) -> None:
        """Write the entry."""
        told = {
            "properties": {
                "hs_timestamp": activity.at.astimezone(UTC).isoformat(timespec="milliseconds"),
                "hs_note_body": as_html(activity.subject, activity.text, LENGTH),
            },
            "associations": [{"to": {"id": deal_id}, "types": [_OF_DEAL]}],
        }
        self._wire.json("POST", "/crm/v3/objects/notes", body=told)

    def _among(self, ids: list[str], subject: str) -> bool:
        asked = {
            "inputs": [{"id": id_} for id_ in ids],
            "properties": ["hs_note_body"],
            "propertiesWithHistory": [],
        }
        read = rows(self._wire.json("POST", "/crm/v3/objects/notes/batch/read", body=asked), "results")
        return any(first_line(properties(row).get("hs_note_body", "")) == one_line(subject) for row in read)
