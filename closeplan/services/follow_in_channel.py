"""A plan in a channel of the team's talk: linked, told of each time something is new, and of each day.

What was told is kept with the link, and what there is to tell is worked out when it is brought: after an hour without the vendor
the channel gets one message of what is new by then, not one for each look.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from closeplan.errors import ForbiddenError, NotFoundError, RefusedError
from closeplan.plan.channel import (
    ChannelPlan,
    ToldSignal,
    day_message,
    first_message,
    news_message,
    told_of,
)
from closeplan.plan.channel_message import Message
from closeplan.plan.signals import Audience
from closeplan.plan.suggestions import is_settled
from closeplan.ports import Clock, PlanDocuments, PlanStore
from closeplan.ports.places import PlaceBook
from closeplan.ports.signals import Dismissals
from closeplan.ports.suggestions import SuggestionBook
from closeplan.ports.talk import Talk
from closeplan.records import PlanRecord
from closeplan.records.channels import TalkChannel
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.records.places import PlanPlace
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.suggest import latest

SIGNALS = "slack_signals"
DIGEST = "slack_digest"
"""The kinds of its deliveries."""

FRESH = timedelta(seconds=10)
"""For so long what was heard of channels is believed while messages are brought."""

_TOLD, _GREETED, _DAY, _ENTRY, _SHARED, _WRONG = "told", "greeted", "day", "entry", "shared", "wrong"
"""What a link remembers: the signals as told, that the first message was sent, the last digest's day and ledger entry, that
the channel is to be told only what both sides may read, and why it could not be told last.
"""


@dataclass(frozen=True, kw_only=True)
class FollowInChannel:
    """The use case with what it needs. `vendor` is the talk system's name; `talk` connects with it when first asked. For `gather`
    news wait for more, so that edits in a row are one message and what is taken back meanwhile is none.
    """

    vendor: str
    talk: Callable[[], Talk]
    store: PlanStore
    places: PlaceBook
    stored: StoredPlan
    documents: PlanDocuments
    suggestions: SuggestionBook
    dismissals: Dismissals
    post: Callable[[Sequence[NewDelivery]], object]
    clock: Clock
    gather: timedelta = timedelta(0)

    def place(self, plan_id: str) -> PlanPlace | None:
        """The channel that follows the plan."""
        return next((one for one in self.places.places(plan_id) if one.vendor == self.vendor), None)

    def channel(self, channel_id: str) -> TalkChannel:
        """A channel that closeplan is in; ForbiddenError where it is not."""
        found = next((one for one in self.talk().channels() if one.id == channel_id), None)
        if found is None:
            raise ForbiddenError("closeplan is not in that channel; invite it there first")
        return found

    def link(self, record: PlanRecord, channel: TalkChannel, by: str, *, only_shared: bool = False) -> None:
        """Have the channel follow the plan from now on, in the stead of the one that did; asked again it changes nothing."""
        there = self.place(record.id)
        seen = {_SHARED: "1"} if only_shared else {}
        if there is not None and there.id == channel.id and there.seen.get(_SHARED) == seen.get(_SHARED):
            return
        place = PlanPlace(
            plan_id=record.id,
            vendor=self.vendor,
            id=channel.id,
            name=channel.name,
            seen=seen,
            made_by=by,
            made_at=self.clock.now(),
        )
        self.places.put_place(place)
        self.post(self.to_tell(record))

    def unlink(self, plan_id: str) -> bool:
        """The channel is told no more; False where none was."""
        return self.places.remove_place(plan_id, self.vendor)

    def to_tell(self, record: PlanRecord) -> list[NewDelivery]:
        """What is to be brought after a look at the plan (a `Teller`): that its channel, if it has one, is to be told. What there
        is to tell is worked out when it is brought, so nothing is where nothing is new.
        """
        place = self.place(record.id)
        if place is None:
            return []
        news = self._delivery(place, SIGNALS, f"signals:{record.id}", repeats=True)
        is_first = not place.seen.get(_GREETED)
        return [news if is_first else replace(news, not_before=self.clock.now() + self.gather)]

    def tell_day(self, day: date) -> int:
        """Have every channel told what the last day brought, once a day; how many there are."""
        places = self.places.places_of(self.vendor)
        digests = [self._delivery(one, DIGEST, f"digest:{one.plan_id}:{day}", day=day) for one in places]
        if digests:
            self.post(digests)
        return len(digests)

    def shown(self, record: PlanRecord, *, is_internal: bool) -> ChannelPlan:
        """The plan as a channel may see it; NotFoundError where nobody has looked at it yet."""
        context = self.stored(record)
        proposals = [
            one.suggestion
            for one in (latest(self.suggestions.suggestions(record.id)) if is_internal else ())
            if not is_settled(one.suggestion, context.plan)
        ]
        return ChannelPlan(
            id=record.id,
            name=context.plan.title or record.deal.name,
            url=self.documents[record.kind].url(record.document_id),
            context=context,
            signals=record.signals,
            is_internal=is_internal,
            dismissed=frozenset((one.key, one.cause) for one in self.dismissals.dismissals(record.id)),
            proposals=sorted(proposals, key=lambda one: -one.certainty),
        )

    def is_internal(self, place: PlanPlace, channel: TalkChannel) -> bool:
        """Whether the channel may be told what is for the seller's side alone."""
        return channel.is_internal and not self.is_only_shared(place)

    def is_all_internal(self, channel_id: str) -> bool:
        """Whether all plans that follow there may be told of what is for the seller's side alone; ForbiddenError where closeplan
        is not in the channel.
        """
        channel = self.channel(channel_id)
        return all(self.is_internal(one, channel) for one in self.places.places_at(self.vendor, channel_id))

    def is_only_shared(self, place: PlanPlace) -> bool:
        """Whether it was linked to be told only what both sides may read."""
        return bool(place.seen.get(_SHARED))

    def trouble(self, place: PlanPlace) -> str:
        """Why the channel could not be told last, empty where it could."""
        return place.seen.get(_WRONG, "")

    def __call__(self, _vendor: str, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """Bring what is due to its channels. Whether one is shared with outsiders is asked anew each time, and again where
        bringing takes long.
        """
        channels, asked = self._channels(), self.clock.now()
        problems = {}
        for delivery in deliveries:
            if self.clock.now() - asked > FRESH:
                channels, asked = self._channels(), self.clock.now()
            try:
                self._bring(delivery, channels)
            except (ForbiddenError, RefusedError, NotFoundError) as error:
                problems[delivery.id] = str(error)
                self._remember(delivery.body["plan"], delivery.lane, {_WRONG: str(error)})
        return problems

    def _channels(self) -> Mapping[str, TalkChannel]:
        return {one.id: one for one in self.talk().channels()}

    def _bring(self, delivery: Delivery, channels: Mapping[str, TalkChannel]) -> None:
        place, record = self._still_there(delivery)
        if place is None or record is None:
            return
        channel = channels.get(place.id)
        if channel is None:
            raise ForbiddenError(f"closeplan is not in #{place.name} any more, or the channel is gone")
        plan = self.shown(record, is_internal=self.is_internal(place, channel))
        if delivery.kind == DIGEST:
            self._bring_day(place, plan, delivery.body.get(_DAY, ""))
        else:
            self._bring_news(place, plan)

    def _still_there(self, delivery: Delivery) -> tuple[PlanPlace | None, PlanRecord | None]:
        """The link and the plan, where there is still something to tell."""
        place = self.place(delivery.body["plan"])
        if place is None or _lane(place) != delivery.lane:
            return None, None
        record = self.store.plan(place.plan_id)
        is_there = record.snapshot is not None and record.document_id and not record.gone
        return (place, record) if is_there else (None, None)

    def _bring_news(self, place: PlanPlace, plan: ChannelPlan) -> None:
        is_first = not place.seen.get(_GREETED)
        told = {} if is_first else _read(place.seen.get(_TOLD, ""))
        message = first_message(plan) if is_first else news_message(plan, told)
        now = told_of(plan)
        if message is None and now == told and not self.trouble(place):
            return
        seen = {_GREETED: "1", _TOLD: _written(now)}
        if is_first:  # it says how the plan stands, so this day has no digest
            seen |= {_DAY: plan.context.today.isoformat(), _ENTRY: self._last_entry(plan.id)}
        self._say(place, message, seen)

    def _bring_day(self, place: PlanPlace, plan: ChannelPlan, day: str) -> None:
        if place.seen.get(_DAY, "") >= day or not place.seen.get(_GREETED):
            return  # told before, or the first message says it all
        after = int(place.seen.get(_ENTRY, "0"))
        entries = [one for one in self.store.ledger(plan.id) if one.id > after]
        told = {_DAY: day, _ENTRY: self._last_entry(plan.id)}
        self._say(place, day_message(plan, entries), told)

    def _say(self, place: PlanPlace, message: Message | None, seen: Mapping[str, str]) -> None:
        """Post the message and remember that; a channel that was unlinked meanwhile stays so."""
        if message is not None:
            self.talk().post(place.id, message)
        self._remember(place.plan_id, _lane(place), {**seen, _WRONG: ""})

    def _remember(self, plan_id: str, lane: str, seen: Mapping[str, str]) -> None:
        def remembering(there: PlanPlace) -> PlanPlace:
            return replace(there, seen={**there.seen, **seen}) if _lane(there) == lane else there

        self.places.change_place(plan_id, self.vendor, remembering)

    def _last_entry(self, plan_id: str) -> str:
        ledger = self.store.ledger(plan_id)
        return str(ledger[-1].id if ledger else 0)

    def _delivery(
        self, place: PlanPlace, kind: str, key: str, *, day: date | None = None, repeats: bool = False
    ) -> NewDelivery:
        """One lane a channel: what was posted first is told first. A link to another channel is a delivery of its own."""
        body = {"plan": place.plan_id} | ({_DAY: day.isoformat()} if day else {})
        return NewDelivery(
            vendor=self.vendor,
            lane=_lane(place),
            kind=kind,
            key=f"{key}:{place.id}",
            body=body,
            repeats=repeats,
        )


def _lane(place: PlanPlace) -> str:
    return f"channel:{place.id}"


def _written(told: Mapping[str, ToldSignal]) -> str:
    return json.dumps({key: [one.cause, one.short, one.audience.value] for key, one in told.items()})


def _read(text: str) -> dict[str, ToldSignal]:
    kept = json.loads(text or "{}")
    return {
        key: ToldSignal(cause=cause, short=short, audience=Audience(audience))
        for key, (cause, short, audience) in kept.items()
    }
