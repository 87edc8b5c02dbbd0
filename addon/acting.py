"""The seller's people for vendors where each acts for themselves, by what they granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from addon.wiring import Parts


@dataclass(frozen=True)
class Acting:
    """`addon.adapters.http.ActsFor`. On a local Workspace, where a token is an address, the installation's own seller needs to
    grant nothing.
    """

    parts: Parts

    def addresses(self) -> Sequence[str]:
        return [member.email for member in self.parts.store.members()]

    def token(self, address: str, scope: str) -> str | None:
        granted = self.parts.grants.access_token(address, scope)
        settings = self.parts.settings
        is_local = bool(settings.workspace_url) and address.lower() == settings.seller.lower()
        return granted or (f"local:{address}" if is_local else None)

    def google_id(self, address: str) -> str:
        found = self.parts.store.member(address.lower())
        return found.subject if found else ""
