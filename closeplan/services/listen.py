"""Ask vendors for their news: what their messages did not tell, or what nobody sends messages of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from closeplan.errors import CloseplanError
from closeplan.ports.deliveries import Listener
from closeplan.services.vendor_health import VendorHealth, is_outage

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class ListenTo:
    """The use case with what it needs. `listener` finds who asks a vendor, None where nobody needs to."""

    health: VendorHealth
    listener: Callable[[str], Listener | None]

    def __call__(self, vendor: str) -> None:
        """Ask it once. What it can't tell now it tells at the next time; a vendor that is left alone is not asked."""
        if self.health.is_left_alone(vendor):
            return
        try:
            listener = self.listener(vendor)
            if listener is None:
                return
            listener(vendor)
        except CloseplanError as error:
            log.warning("a vendor told no news", vendor=vendor, reason=str(error))
            if is_outage(error):
                self.health.fails(vendor, error)
            else:
                self.health.refuses(vendor, error)
        else:
            self.health.heard(vendor)
