"""Writing into a plan's own cells, as the person who asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from closeplan.plan.document import DocumentKind
from closeplan.plan.edits import Edit, EditResult
from closeplan.plan.model import Plan


class PlanEditor(Protocol):
    """Edits plans in one kind of document, as the seller."""

    def edit(  # noqa: PLR0913 - an edit needs its document, its plan and its moment
        self,
        document_id: str,
        edits: Sequence[Edit],
        known: Plan | None,
        *,
        now: datetime,
        language: str,
        together: bool = False,
    ) -> EditResult:
        """Write the edits, all in one request after one that reads; rows are found as the robot finds them. User text
        is written as text. Writing the same again changes nothing. `together` edits are cells that make sense only
        with one another: where the document as it is read does not take one of them, none is written.
        """


PlanEditors = Mapping[DocumentKind, PlanEditor]
"""What edits plans, by kind of document."""
