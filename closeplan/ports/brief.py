"""Briefs: the Docs they live in, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from closeplan.plan.brief import Brief, Density
from closeplan.records import Share
from closeplan.records.briefs import BriefPage, BriefPdf, BriefRecord

RenderBrief = Callable[[Brief, Density], str]
"""The brief as HTML that Drive turns into a Doc."""


class Briefs(Protocol):
    """Docs that hold briefs, as one person or robot sees them."""

    def create(self, plan_id: str, page: BriefPage) -> str:
        """Make the Doc and return its id, or put the page into the one that was made for the plan before. Three
        requests.
        """

    def replace(self, document_id: str, page: BriefPage) -> None:
        """Put the page in the place of whatever stands in the Doc; two requests. NotFoundError where the Doc is gone
        or in the trash.
        """

    def pdf(self, document_id: str) -> BriefPdf:
        """The Doc as a PDF; one request."""

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        """Give access as the seller; one request a share."""

    def url(self, document_id: str) -> str:
        """Where a person opens the Doc."""


class BriefStore(Protocol):
    """What is remembered of briefs."""

    def brief(self, plan_id: str) -> BriefRecord | None:
        """The plan's brief; None where it has none."""

    def save_brief(self, record: BriefRecord) -> None:
        """Remember the plan's brief in the place of what was known of it."""
