"""A deal's history in Salesforce: tasks that are done."""

from __future__ import annotations

from datetime import UTC

from addon.adapters.crm.note_html import one_line
from addon.adapters.crm.salesforce_soql import DATA, Queries, quoted, select
from addon.adapters.http import Wire
from addon.adapters.http.answers import needed
from closeplan.crm.model import Activity

TEXT_LENGTH = 32_000
"""Characters of a task's description."""


class Tasks:
    """Looks for tasks and adds them."""

    def __init__(self, wire: Wire, queries: Queries) -> None:
        self._wire, self._queries = wire, queries
        self._status = ""

    def has(self, deal_id: str, activity: Activity) -> bool:
        """Whether the deal has a task of that subject."""
        subject = one_line(activity.subject)
        of_deal = f"WhatId = {quoted(deal_id)} AND Subject = {quoted(subject)}"
        told = self._queries.rows(select(("Subject",), "Task", of_deal))
        return any(row.get("Subject") == subject for row in told)  # Salesforce takes no heed of case

    def add(self, deal_id: str, activity: Activity) -> None:
        """Add one."""
        text = activity.text
        task = {
            "WhatId": deal_id,
            "Subject": one_line(activity.subject),
            "Description": text if len(text) <= TEXT_LENGTH else text[: TEXT_LENGTH - 1] + "…",
            "ActivityDate": activity.at.astimezone(UTC).date().isoformat(),
            "Status": self._done(),
        }
        self._wire.json("POST", f"{DATA}/sobjects/Task", body=task)

    def _done(self) -> str:
        """What the org calls a task that is done: it may be in its language, and is asked for once."""
        if not self._status:
            closed = "IsClosed = true ORDER BY SortOrder LIMIT 1"
            told = self._queries.rows(select(("ApiName",), "TaskStatus", closed))
            self._status = needed(told[0], "ApiName") if told else "Completed"
        return self._status
