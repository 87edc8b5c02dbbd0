"""Systems whose pages people read plans on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from closeplan.plan.page import PageLine


@dataclass(frozen=True, kw_only=True)
class PageRef:
    """A page: its id, title, and where a person opens it (empty where that is not told)."""

    id: str
    title: str
    url: str = ""


class Pages(Protocol):
    """One account of such a system. NotFoundError where the page is not there, or not shared with closeplan."""

    @property
    def name(self) -> str:
        """Its name in settings and addresses, such as `notion`."""

    def account(self) -> str:
        """Which account closeplan is connected to, for a person to recognise; one request."""

    def home(self) -> str:
        """The id of the page that plans go under; SettingsError where none is set."""

    def page(self, page_id: str) -> PageRef:
        """The page; NotFoundError where it lies in the trash too. One request."""

    def ours_below(self, page_id: str) -> Sequence[PageRef]:
        """The pages right below it that closeplan made and nobody threw away, in order; a request for each hundred blocks."""

    def make(self, below: str, title: str, lines: Sequence[PageLine]) -> PageRef:
        """Make a page with those lines below another: one request, and one more for each hundred lines."""

    def trash(self, page_id: str) -> None:
        """Move it to the trash, from where people can take it back; one that is gone is fine. One request."""
