"""Every meeting and telephone system as the contract suite meets it: a fake, the source that asks it, and what can happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from addon.adapters.http import VendorAccount
from addon.adapters.meetings import aircall, meet, quo, teams, zoom
from closeplan.ports.call_sources import CallNews, CallSource
from tests.vendors.access import Clock, TokenOf
from tests.vendors.aircall import FakeAircall
from tests.vendors.calls import Held
from tests.vendors.meet import FakeMeet, FakePeople
from tests.vendors.meet import completed as completed_meet
from tests.vendors.quo import FakeQuo
from tests.vendors.server import FakeVendor
from tests.vendors.specs import described
from tests.vendors.teams import FakeGraph, completed
from tests.vendors.zoom import FakeZoom


@dataclass(frozen=True, kw_only=True)
class Knows:
    """What a vendor knows of calls at all: their titles, more than two people, who callers are beside their numbers, calls by
    time, whose call it was; and whether the token that it takes can be made new.
    """

    titles: bool = True
    everybody: bool = True
    outsiders: bool = True
    by_time: bool = True
    hosts: bool = True
    renews: bool = True


@dataclass
class CallsRig:
    """A fake `vendor` and the `source` that asks it. `hold` lets a call be over with its transcript there, `begin` without;
    `remove` deletes it.
    """

    vendor: FakeVendor
    source: CallSource
    hold: Callable[[Held], CallNews]
    begin: Callable[[Held], CallNews]
    remove: Callable[[CallNews], None]

    @property
    def knows(self) -> Knows:
        return KNOWS[self.source.name]


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


def _aircall() -> CallsRig:
    vendor = FakeAircall()
    vendor.__enter__()

    def hold(call: Held) -> CallNews:
        number = str(812 + len(vendor.calls))
        vendor.calls[number] = call
        return CallNews(id=number)

    def begin(call: Held) -> CallNews:
        news = hold(call)
        vendor.untranscribed.add(news.id)
        return news

    def remove(news: CallNews) -> None:
        del vendor.calls[news.id]

    account = VendorAccount(name="aircall", url=vendor.url, token=vendor.token, client_id="api-id")
    source = aircall.connect(account, Clock().pace(*aircall.RATES))
    return CallsRig(vendor, source, hold, begin, remove)


def _quo() -> CallsRig:
    vendor = FakeQuo(described("quo"))
    vendor.__enter__()

    def hold(call: Held) -> CallNews:
        call_id = f"AC{len(vendor.calls)}"
        vendor.calls[call_id] = call
        return CallNews(id=call_id)

    def begin(call: Held) -> CallNews:
        news = hold(call)
        vendor.statuses[news.id] = "in-progress"
        return news

    def remove(news: CallNews) -> None:
        del vendor.calls[news.id]

    account = VendorAccount(name="quo", url=vendor.url, token=vendor.token)
    source = quo.connect(account, Clock().pace(*quo.RATES))
    return CallsRig(vendor, source, hold, begin, remove)


def _teams() -> CallsRig:
    vendor = FakeGraph(described("microsoft_graph", completed))
    vendor.__enter__()

    def hold(call: Held) -> CallNews:
        transcript = f"MSMjMCMj{len(vendor.meetings)}"
        vendor.meetings[transcript] = call
        return CallNews(id=f"id-{call.host}|m-{transcript}|{transcript}")

    def begin(call: Held) -> CallNews:
        news = hold(call)
        vendor.unwritten.add(news.id.rpartition("|")[2])
        return news

    def remove(news: CallNews) -> None:
        del vendor.meetings[news.id.rpartition("|")[2]]

    account = VendorAccount(name="teams", url=vendor.url, oauth=TokenOf(vendor))
    source = teams.connect(account, Clock().pace(*teams.RATES))
    return CallsRig(vendor, source, hold, begin, remove)


def _meet() -> CallsRig:
    vendor = FakeMeet(described("google_meet", completed_meet))
    vendor.__enter__()

    def hold(call: Held) -> CallNews:
        record = f"record-{len(vendor.meetings)}"
        vendor.meetings[record] = call
        return CallNews(id=record, host="sam@northwind.example")

    def begin(call: Held) -> CallNews:
        news = hold(call)
        vendor.unwritten.add(news.id)
        return news

    def remove(news: CallNews) -> None:
        del vendor.meetings[news.id]

    account = VendorAccount(name="meet", url=vendor.url, people=FakePeople(vendor))
    source = meet.connect(account, Clock().pace(*meet.RATES))
    return CallsRig(vendor, source, hold, begin, remove)


RIGS: dict[str, Callable[[], CallsRig]] = {
    "meet": _meet,
    "zoom": _zoom,
    "teams": _teams,
    "aircall": _aircall,
    "quo": _quo,
}

KNOWS: dict[str, Knows] = {
    "meet": Knows(hosts=False),
    "zoom": Knows(),
    "teams": Knows(),
    "aircall": Knows(titles=False, everybody=False, renews=False),
    "quo": Knows(titles=False, everybody=False, outsiders=False, by_time=False, renews=False),
}
