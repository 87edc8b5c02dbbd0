"""One verified event, with what its answer needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from addon.call_desk import CallDesk
from addon.cards.parts import Card, pushed, shown
from addon.deal_desk import DealDesk
from addon.desk import Desk
from addon.place_desk import PlaceDesk
from addon.web.events import Event
from addon.web.longer import Longer
from closeplan.errors import ForbiddenError, NotFoundError
from closeplan.ports import Callers, PlanStore
from closeplan.records import Caller, Member, PlanRecord
from closeplan.records.briefs import BriefRecord
from closeplan.services.fitness import Fitness
from closeplan.services.generate import Generated
from closeplan.services.hand_in import Outcome
from closeplan.services.learn import Learn
from closeplan.services.members import Admit, Sight
from closeplan.services.score_deal import ScoreDeal
from closeplan.services.stored_plan import StoredPlan

if TYPE_CHECKING:
    from closeplan.services.ask_calls import AskCalls


@dataclass(frozen=True, kw_only=True)
class Sidebar:
    """What the sidebar's URLs need. `base_url` is where Google reaches this backend: tokens are bound to it.

    `desk` makes the desk of a seller from the token of one click and their address. With `check_cards` every answer is
    held against Google's own messages.
    """

    callers: Callers
    store: PlanStore
    learn: Learn
    desk: Callable[[str, str], Desk]
    admit: Admit
    sight: Sight
    stored: StoredPlan
    fitness: Fitness
    scores: Callable[[], ScoreDeal]
    ask_calls: Callable[[], AskCalls]
    calls: Callable[[], CallDesk]
    deals: Callable[[], DealDesk]
    places: Callable[[], PlaceDesk]
    base_url: str
    check_cards: bool = False
    longer: Longer[Generated] = field(default_factory=Longer)
    briefs: Longer[BriefRecord] = field(default_factory=Longer)
    readings: Longer[Outcome] = field(default_factory=Longer)

    def url(self, path: str) -> str:
        """One of the add-on's URLs, as the deployment names it."""
        return f"{self.base_url}/addon/{path}"


@dataclass(frozen=True, kw_only=True)
class Click:
    """An event of somebody who is known by verified tokens, and who belongs to the seller's side."""

    wired: Sidebar
    caller: Caller
    member: Member
    event: Event

    def url(self, path: str) -> str:
        """One of the add-on's URLs."""
        return self.wired.url(path)

    def leading_on(self, card: Card) -> dict[str, Any]:
        """The answer that shows the card, to a click or to a trigger."""
        return pushed(card) if self.event.is_click else shown(card)

    @cached_property
    def desk(self) -> Desk:
        """The services that act as this person."""
        return self.wired.desk(self.event.seller_token, self.caller.email)

    def own_plan(self) -> PlanRecord:
        """The plan that is meant, if it is the caller's own; ForbiddenError for anybody else, whether there is such a
        plan or not.
        """
        record = self.open_plan()
        if record is None or not self.owns(record):
            raise ForbiddenError(
                "only the plan's owner can do this; open the sidebar beside a plan of your own"
            )
        return record

    def seen_plan(self) -> PlanRecord:
        """The plan that is meant, if the caller may look at it: their own, their team's, or any as an admin. Only the
        owner acts. ForbiddenError for anybody else, whether there is such a plan or not.
        """
        record = self.open_plan()
        if record is None or not self.may_see(record):
            raise ForbiddenError("open the sidebar beside a plan of your own or of your team")
        return record

    def open_plan(self) -> PlanRecord | None:
        """The plan that the card names, or that stands in the open file."""
        plan_id = self.event.parameters.get("planId")
        if plan_id:
            try:
                return self.wired.store.plan(plan_id)
            except NotFoundError:
                return None
        return self.wired.store.plan_of_document(self.event.file_id) if self.event.file_id else None

    def may_see(self, record: PlanRecord) -> bool:
        """Whether the caller may look at the plan."""
        return self.wired.sight.may_see(self.member, record.owner)

    def owns(self, record: PlanRecord) -> bool:
        """Whether the plan is the caller's."""
        return self.caller.email == record.owner.lower()


Answer = Callable[[Click], dict[str, Any]]
Routes = Mapping[str, Answer]
"""A module's paths below `/addon/`, each with what answers it."""


class Unheard:
    """Progress that nobody hears of: a card answers once, at the end."""

    def step(self, message: str) -> None:
        pass
