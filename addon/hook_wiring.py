"""Who may post to `/webhooks/<vendor>`, and what becomes of what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from closeplan.errors import NotFoundError
from closeplan.ports.hooks import HookEvent, HookSender

if TYPE_CHECKING:
    from addon.web.hooks import Hooks, Taker
    from addon.wiring import Parts


@dataclass(frozen=True)
class HookWiring:
    """Senders are made when they first post."""

    parts: Parts
    _made: dict[str, HookSender] = field(default_factory=dict)

    def hooks(self) -> Hooks:
        """The addresses."""
        from addon.web.hooks import Hooks  # noqa: PLC0415 - a command that serves nothing needs no Flask

        parts = self.parts
        return Hooks(
            sender_of=self.sender,
            takers=self.takers(),
            base_url=parts.settings.public_url,
            clock=parts.clock,
        )

    def sender(self, vendor: str) -> HookSender:
        """Who posts under that name; NotFoundError where the vendor is not set up, or posts nothing."""
        if vendor not in self._made:
            vendors = self.parts.vendors
            row = next((row for row in vendors.set_up() if row.name == vendor), None)
            made = getattr(import_module(row.module), "sender", None) if row else None
            if row is None or made is None:
                raise NotFoundError(f"nobody posts as {vendor}")
            self._made[vendor] = made(vendors.account(row))
        return self._made[vendor]

    def takers(self) -> Mapping[str, Taker]:
        """What keeps each kind of event."""
        return {"deal": self._look_at_deals, "call": self.parts.call_wiring.arrived}

    def _look_at_deals(self, vendor: str, events: Sequence[HookEvent]) -> None:
        from closeplan.services.hear_of_deals import look_at_deal  # noqa: PLC0415 - only where a CRM is set up

        deals = dict.fromkeys(event.about for event in events)
        self.parts.vendors.post([look_at_deal(vendor, deal) for deal in deals])
