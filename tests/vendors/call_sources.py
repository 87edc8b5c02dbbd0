"""Every meeting and telephone system as the contract suite meets it: a fake, the source that asks it, and what can happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from addon.adapters.http import VendorAccount
from addon.adapters.meetings import zoom
from closeplan.ports.call_sources import CallNews, CallSource
from tests.vendors.access import Clock, TokenOf
from tests.vendors.calls import Held
from tests.vendors.server import FakeVendor
from tests.vendors.specs import described
from tests.vendors.zoom import FakeZoom


@dataclass
class CallsRig:
    """A fake `vendor` and the `source` that asks it. `hold` lets a call be over with its transcript there, `begin` without;
    `remove` deletes it. `tells_titles` and such say what the vendor knows at all.
    """

    vendor: FakeVendor
    source: CallSource
    hold: Callable[[Held], CallNews]
    begin: Callable[[Held], CallNews]
    remove: Callable[[CallNews], None]
    tells_titles: bool = True
    tells_everybody: bool = True
    sweeps: bool = True
    renews: bool = True


def _zoom() -> CallsRig:
    vendor = FakeZoom(described("zoom"))
    vendor.__enter__()
    numbers = count(1)

    def hold(call: Held) -> CallNews:
        uuid = f"BOKXuumlTAGXuqwr3b{next(numbers)}LyuQ=="
        vendor.meetings[uuid] = call
        return CallNews(id=uuid)

    def begin(call: Held) -> CallNews:
        news = hold(call)
        vendor.untranscribed.add(news.id)
        return news

    def remove(news: CallNews) -> None:
        del vendor.meetings[news.id]

    account = VendorAccount(name="zoom", url=vendor.url, oauth=TokenOf(vendor))
    source = zoom.connect(account, Clock().pace(*zoom.RATES))
    return CallsRig(vendor, source, hold, begin, remove)


RIGS: dict[str, Callable[[], CallsRig]] = {"zoom": _zoom}
