"""A deal's history at Freshworks: notes, whose first line is the entry's subject."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import structlog

from addon.adapters.crm.note_html import first_line, one_line
from addon.adapters.http import Wire
from addon.adapters.http.answers import record, rows, word
from closeplan.crm.model import Activity
from closeplan.errors import NotFoundError

MOST_TEXT = 10_000
"""Characters of an entry's text. No limit is known; as HTML and in UTF-8 so many stay below 64 KiB."""

PAGE = 100

MOST_PAGES = 50
"""More than any deal's notes fill; it keeps an answer that names no end from being asked for without end."""

log = structlog.get_logger(__name__)


class Notes:
    """Writes notes and finds them again. Whether a description is shown as HTML is not known: people's words are escaped, and
    lines are plain lines, so that it reads well either way.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def has(self, path: str, subject: str) -> bool:
        """Whether a note of the deal at `path` has that subject. Pages may be shorter than was asked for: they are read until one
        has nothing new.
        """
        wanted, seen = one_line(subject), set[str]()
        for page in range(1, MOST_PAGES + 1):
            answer = self._page(path, page)
            told = [word(note, "description") for note in rows(answer, "notes")]
            if any(first_line(description) == wanted for description in told):
                return True
            meta = answer.get("meta")
            pages = meta.get("total_pages") if isinstance(meta, Mapping) else None
            if seen.issuperset(told) or (isinstance(pages, int) and page >= pages):
                return False
            seen.update(told)
        return False

    def _page(self, path: str, page: int) -> Mapping[str, Any]:
        """Notes of the deal. Where the list is not to be had none are known: an entry twice is better than one that is lost."""
        try:
            return record(self._wire.json("GET", f"{path}/notes", query={"page": page, "per_page": PAGE}))
        except NotFoundError:
            self._wire.json("GET", path)  # it may be the deal that is not there
            log.warning("freshworks lists no notes: an entry may be added twice", deal=path)
            return {"notes": []}

    def add(self, deal_id: int, activity: Activity) -> None:
        """Write one; RefusedError where there is no such deal, too."""
        text = activity.text if len(activity.text) <= MOST_TEXT else activity.text[: MOST_TEXT - 1] + "…"
        told = html.escape(f"{one_line(activity.subject)}\n{text}", quote=False)
        note = {"description": told, "targetable_type": "Deal", "targetable_id": deal_id}
        self._wire.json("POST", "/notes", body={"note": note})
