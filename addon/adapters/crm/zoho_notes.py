"""A deal's history in Zoho CRM: its notes. They hold plain text, as Zoho's description knows no other."""

from __future__ import annotations

from addon.adapters.crm.zoho_records import Records, is_id
from addon.adapters.http.answers import word
from closeplan.crm.model import Activity
from closeplan.errors import NotFoundError

_TITLE, _TAIL = 120, 24
"""Characters of a note's title, and how many of them are its end: what tells one entry from the next often stands there."""

_CONTENT = 30_000
"""Characters of a note that surely fit (32,000, from memory)."""


class Notes:
    """The notes of deals."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def has(self, deal_id: str, subject: str) -> bool:
        """Whether the deal has a note of that subject."""
        if not is_id(deal_id):
            raise NotFoundError(f"zoho: there is no deal {deal_id}")
        title = _title(subject)
        listed = self._records.related(deal_id, "Notes", ("Note_Title",))
        return any(word(row, "Note_Title") == title for row in listed)

    def add(self, deal_id: str, activity: Activity) -> None:
        """A new note."""
        text = activity.text
        self._records.done(
            "POST",
            "/Notes",
            {
                "Note_Title": _title(activity.subject),
                "Note_Content": text if len(text) <= _CONTENT else f"{text[: _CONTENT - 1]}…",
                "Parent_Id": {"id": deal_id, "module": {"api_name": "Deals"}},
            },
        )


def _title(subject: str) -> str:
    line = " ".join(subject.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - _TAIL - 1]}…{line[-_TAIL:]}"
