"""What an admin sees of vendors, and does about what could not be brought there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from closeplan.errors import NotFoundError
from closeplan.ports import PlanStore
from closeplan.ports.deliveries import DeliveryBook
from closeplan.ports.process import Clock
from closeplan.records.deliveries import Backlog, Delivery, DeliveryState, VendorState

WHAT = {
    "crm_fields": "the deal's fields",
    "crm_contacts": "the people on the deal",
    "crm_activity": "a slip in the deal's history",
    "crm_gate": "what the commit gate says",
    "crm_deal": "news of a deal",
    "slack_signals": "what is new, to the channel",
    "slack_digest": "the day's digest, to the channel",
    "notion_page": "the plan's page",
}
"""What a delivery brings, by its kind, in a person's words."""

_DECIDED = "{} is no dead letter, or somebody has decided about it already"


class Health(StrEnum):
    """How it stands with a vendor that is set up. `WORKS` says that the last turn there went well, whether or not it asked anything,
    and that nothing is left that could not be brought; `LEFT` that something is.
    """

    WORKS = "no trouble"
    NEW = "not tried yet"
    LEFT = "not everything could be brought"
    REFUSES = "refuses something"
    DOWN = "down"
    NOT_CONNECTED = "not connected"


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """A vendor by its names, and whether this installation has set it up."""

    name: str
    title: str
    is_set_up: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How it stands with one vendor. `account` is the one that an admin connected, empty where there is none or need not be;
    `may_connect` whether one can.
    """

    vendor: Vendor
    health: Health
    state: VendorState
    backlog: Backlog
    account: str = ""
    may_connect: bool = False

    @property
    def is_connected(self) -> bool:
        """Whether there is an account to disconnect."""
        return self.may_connect and self.health is not Health.NOT_CONNECTED


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A delivery for a person: `what` it brings in words, the plan's id and name where it is about one, and since when."""

    delivery: Delivery
    what: str
    plan_id: str
    plan: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Integrations:
    """The use case with what it needs. `vendors` are all that closeplan knows; `account_of` is the account that is connected,
    None where there is none, and `may_connect` whether that vendor's accounts are connected by admins at all.
    """

    book: DeliveryBook
    plans: PlanStore
    clock: Clock
    vendors: Sequence[Vendor]
    wake: Callable[[str], object]
    account_of: Callable[[str], str | None]
    may_connect: Callable[[str], bool]

    def standings(self) -> list[Standing]:
        """Every vendor that is set up, and those that are not any more while something waits for them."""
        states, backlogs = self.book.vendor_states(), self.book.backlogs()
        return [
            self._standing(
                vendor,
                states.get(vendor.name, VendorState(vendor=vendor.name)),
                backlogs.get(vendor.name, Backlog()),
            )
            for vendor in self.vendors
            if vendor.is_set_up or vendor.name in backlogs
        ]

    def not_set_up(self) -> list[Vendor]:
        """The vendors that could be."""
        return [vendor for vendor in self.vendors if not vendor.is_set_up]

    def letters(self, vendor: str | None = None) -> list[Letter]:
        """What could not be brought, the earliest first; at most 200."""
        return self._letters(self.book.deliveries(DeliveryState.DEAD, vendor))

    def waiting(self) -> list[Letter]:
        """What waits, the earliest first; at most 200."""
        return self._letters(self.book.deliveries(DeliveryState.WAITING))

    def try_again(self, delivery_id: int) -> None:
        """Try a dead letter again now; NotFoundError where it is none any more."""
        vendor = self.book.replay(delivery_id, self.clock.now())
        if not vendor:
            raise NotFoundError(_DECIDED.format(delivery_id))
        self.wake(vendor)

    def try_all_again(self, vendor: str) -> int:
        """Try all of a vendor's dead letters again now; how many there were."""
        count = 0
        while dead := self.book.deliveries(DeliveryState.DEAD, vendor):
            now = self.clock.now()
            count += sum(bool(self.book.replay(one.id, now)) for one in dead)
        if count:
            self.wake(vendor)
        return count

    def give_up(self, delivery_id: int) -> None:
        """Give a dead letter up for good; NotFoundError where it is none any more."""
        if not self.book.drop_delivery(delivery_id):
            raise NotFoundError(_DECIDED.format(delivery_id))

    def _standing(self, vendor: Vendor, state: VendorState, backlog: Backlog) -> Standing:
        may_connect = vendor.is_set_up and self.may_connect(vendor.name)
        account = self.account_of(vendor.name) if may_connect else None
        if may_connect and account is None:
            health = Health.NOT_CONNECTED
        elif state.down_since is not None:
            health = Health.DOWN
        elif state.told:
            health = Health.REFUSES
        elif backlog.dead:
            health = Health.LEFT
        else:
            health = Health.WORKS if state.met_at else Health.NEW
        return Standing(
            vendor=vendor,
            health=health,
            state=state,
            backlog=backlog,
            account=account or "",
            may_connect=may_connect,
        )

    def _letters(self, found: Sequence[Delivery]) -> list[Letter]:
        names: dict[str, str] = {}
        return [self._letter(one, names) for one in found]

    def _letter(self, one: Delivery, names: dict[str, str]) -> Letter:
        plan_id = one.body.get("plan", "")
        if plan_id and plan_id not in names:
            names[plan_id] = self._name(plan_id)
        return Letter(
            delivery=one,
            what=WHAT.get(one.kind, one.kind.replace("_", " ")),
            plan_id=plan_id if names.get(plan_id) else "",
            plan=names.get(plan_id, ""),
            made_at=one.made_at,
        )

    def _name(self, plan_id: str) -> str:
        try:
            deal = self.plans.plan(plan_id).deal
        except NotFoundError:
            return ""
        return deal.name or deal.buyer
