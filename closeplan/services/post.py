"""Keep what is to be brought to vendors, and have it brought soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closeplan.ports.deliveries import DeliveryBook
from closeplan.ports.process import Clock, Jobs
from closeplan.records.deliveries import NewDelivery


@dataclass(frozen=True, kw_only=True)
class Post:
    """The use case with what it needs."""

    book: DeliveryBook
    jobs: Jobs
    clock: Clock

    def __call__(self, new: Sequence[NewDelivery]) -> None:
        """Keep them first, then wake whoever brings them: a job that is lost only delays."""
        self.book.post(new, self.clock.now())
        for vendor in dict.fromkeys(one.vendor for one in new):
            self.jobs.deliver(vendor)

    def wake(self, vendor: str) -> None:
        """Try the vendor now, however long it was to be left alone: an admin put right what was wrong there."""
        state = self.book.vendor_states().get(vendor)
        if state is not None:
            self.book.put_vendor_state(replace(state, until=None))
        self.jobs.listen_to(vendor)
        self.jobs.deliver(vendor)
