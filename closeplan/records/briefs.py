"""Briefs as documents of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

MARGIN = 36
"""Points around a brief's page: what is drawn on it, and the paper it is printed on, both keep to it."""


@dataclass(frozen=True, kw_only=True)
class BriefPage:
    """A page to be put into a Doc: its title, its HTML, and whether it is printed on US Letter and not on A4."""

    title: str
    html: str
    letter: bool = False


@dataclass(frozen=True, kw_only=True)
class BriefPdf:
    """A brief on paper."""

    content: bytes = field(repr=False)
    pages: int


@dataclass(frozen=True, kw_only=True)
class BriefRecord:
    """The Doc that keeps saying a plan's brief. `digest` is of what it says (the day of its state left out), empty until
    it was written; `pages` is what it takes at its tightest.
    """

    plan_id: str
    document_id: str
    digest: str
    pages: int
    written_at: datetime
