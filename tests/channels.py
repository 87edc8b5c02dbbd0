"""A backend whose plan may show up in a Slack and a Notion of our own, for tests without a Workspace."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from addon.adapters.http import Pace
from addon.adapters.jobs import RecordingJobs
from addon.adapters.messaging.slack import Slack
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from addon.vendors import VENDORS
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Network, Plan
from closeplan.plan.signals import Audience, Place, Signal, Table
from closeplan.records import Member, PlanRecord
from closeplan.records.deliveries import DeliveryState, VendorState
from tests.unit.pages.plans import GO_LIVE, plan
from tests.vendors.notion import FakeNotion
from tests.vendors.slack import SECRET, FakeSlack

HOME = "https://map.example"
SAM, MAX, EVE = "sam@northwind.example", "max@northwind.example", "eve@northwind.example"
CHANNEL = "C1H9RESGL"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

WAITS = 5.0
"""Seconds that an answer beside a request may take."""


def shared(rule: str, text: str, *, row: str = "", cause: str = "1") -> Signal:
    """A signal that both sides may read."""
    place = Place(table=Table.TIMELINE, row=row, column="due") if row else Place()
    return Signal(rule=rule, subject=row or rule, cause=cause, short=text, text=text, place=place)


def internal(rule: str, text: str, *, cause: str = "1") -> Signal:
    """A signal for the seller's side alone."""
    return replace(shared(rule, text, cause=cause), audience=Audience.INTERNAL)


@dataclass
class Team:
    """The backend with its vendors, one plan `p` of Sam's in it."""

    backend: Backend
    slack: FakeSlack
    notion: FakeNotion

    @property
    def record(self) -> PlanRecord:
        return self.backend.store.plan("p")

    def say(self, signals: Sequence[Signal], *, look: bool = True) -> None:
        """The plan tells these from now on, and was just looked at."""
        self.backend.store.save_signals("p", tuple(signals))
        if look:
            self.backend.parts.vendors.tell("p")

    def rewrite(self, changed: Plan) -> None:
        """The plan says something else, and was just looked at."""
        self.backend.store.save_pass("p", Snapshot(plan=changed, baseline={}, taken_at=NOW), ())
        self.backend.parts.vendors.tell("p")

    def link(self, *, only_shared: bool = False) -> None:
        """Have the channel follow the plan, and its first message brought."""
        follow = self.backend.parts.talk_wiring.follow
        follow.link(self.record, follow.channel(CHANNEL), SAM, only_shared=only_shared)
        self.bring("slack")

    def bring(self, vendor: str) -> None:
        """Bring what waits, however long the vendor was to be left alone."""
        self.backend.parts.store.put_vendor_state(VendorState(vendor=vendor))
        for one in self.backend.parts.store.deliveries(DeliveryState.WAITING, vendor):
            self.backend.parts.store.put_off([one], NOW, "", counts=False)
        self.backend.parts.deliveries.deliver(vendor)

    def dead(self) -> list[str]:
        """Why deliveries are dead letters."""
        return [one.told for one in self.backend.parts.store.deliveries(DeliveryState.DEAD)]


def team(data: Path, slack: FakeSlack, notion: FakeNotion) -> Team:
    """A backend with both set up."""
    settings = read_settings(
        data=data,
        workspace_url="http://127.0.0.1:9",
        public_url=HOME,
        vendors={
            "slack": {"token": slack.token, "secret": SECRET, "url": slack.url},
            "notion": {"token": notion.token, "account": notion.home, "url": notion.url},
        },
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    store = backend.parts.store
    network = Network(steps=(), go_live=GO_LIVE)
    deal = Deal(id="p", name="Acme rollout", buyer="Acme GmbH", seller="Northwind", network=network)
    store.add_plan(PlanRecord(id="p", deal=deal, owner=SAM, robot="robot@x", document_id="doc1234567890"))
    store.save_pass("p", Snapshot(plan=plan(), baseline={}, taken_at=NOW), ())
    store.put_member(Member(email=SAM, name="Sam Ortiz"))
    store.put_member(Member(email=EVE, name="Eve"))
    slack.add_channel(CHANNEL, "acme-deal")
    slack.add_user("U0000SAM", SAM)
    slack.add_user("U0000EVE", EVE)
    vendors = backend.parts.vendors
    row = next(one for one in VENDORS if one.name == "slack")
    # a channel's second between messages has a test of its own
    vendors._made["slack"] = Slack(vendors.account(row), Pace(), Pace)
    return Team(backend, slack, notion)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what happens beside a request."""
    ends = time.monotonic() + WAITS
    while not is_so():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.01)
