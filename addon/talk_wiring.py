"""How plans get into channels and onto pages, put together from the parts of one backend when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from addon.hook_wiring import HookWiring
from addon.place_desk import PlaceDesk
from closeplan.services.follow_in_channel import DIGEST, SIGNALS, FollowInChannel
from closeplan.services.publish import PAGE, Publish

if TYPE_CHECKING:
    from addon.web.channels import ChannelSide
    from addon.wiring import Parts
    from closeplan.ports.deliveries import Handler
    from closeplan.services.ask_owner import AskOwner
    from closeplan.services.channel_acts import ChannelActs
    from closeplan.services.channel_commands import ChannelCommands
    from closeplan.services.channel_people import ChannelPeople
    from closeplan.services.edit_plan import EditPlan
    from closeplan.services.suggest import DecideSuggestions
    from closeplan.services.tell_vendors import Teller

SLACK, NOTION = "slack", "notion"


@dataclass(frozen=True)
class TalkWiring:
    """The services about channels and pages."""

    parts: Parts

    @cached_property
    def follow(self) -> FollowInChannel:
        """Channels that follow plans."""
        parts = self.parts
        return FollowInChannel(
            vendor=SLACK,
            talk=lambda: parts.vendors.talk(SLACK),
            store=parts.store,
            places=parts.store,
            stored=parts.stored,
            documents=parts.google.documents,
            suggestions=parts.store,
            dismissals=parts.store,
            post=parts.vendors.post,
            clock=parts.clock,
            gather=timedelta(seconds=parts.settings.channel_seconds),
        )

    @cached_property
    def publish(self) -> Publish:
        """Pages that show plans."""
        parts = self.parts
        return Publish(
            vendor=NOTION,
            pages=lambda: parts.vendors.pages(NOTION),
            store=parts.store,
            places=parts.store,
            stored=parts.stored,
            read=parts.read_brief,
            documents=parts.google.documents,
            post=parts.vendors.post,
            clock=parts.clock,
        )

    @property
    def has_channels(self) -> bool:
        """Whether Slack is set up."""
        return any(row.name == SLACK for row in self.parts.vendors.set_up())

    @property
    def has_pages(self) -> bool:
        """Whether Notion is set up."""
        return any(row.name == NOTION for row in self.parts.vendors.set_up())

    def handlers(self) -> Mapping[str, Handler]:
        """What brings their deliveries, by kind."""
        return {SIGNALS: self.follow, DIGEST: self.follow, PAGE: self.publish}

    def tellers(self) -> list[Teller]:
        """What says what a look at a plan has to be followed by there."""
        found: list[Teller] = [self.follow.to_tell] if self.has_channels else []
        return [*found, self.publish.to_tell] if self.has_pages else found

    def tell_day(self, day: date) -> int:
        """Have every channel told what the last day brought."""
        return self.follow.tell_day(day) if self.has_channels else 0

    def desk(self) -> PlaceDesk:
        """What sellers do about them."""
        return PlaceDesk(
            follow=self.follow if self.has_channels else None,
            publish=self.publish if self.has_pages else None,
        )

    def side(self) -> ChannelSide:
        """What answers commands and clicks."""
        from addon.web.channels import ChannelSide  # noqa: PLC0415 - a command that serves nothing needs no Flask

        vendors, hooks = self.parts.vendors, HookWiring(self.parts)
        return ChannelSide(
            sender=lambda: hooks.sender(SLACK),
            talk=lambda: vendors.talk(SLACK),
            commands=lambda: self.commands,
            acts=lambda: self.acts,
            base_url=self.parts.settings.public_url,
            clock=self.parts.clock,
        )

    @cached_property
    def _people(self) -> ChannelPeople:
        from closeplan.services.channel_people import ChannelPeople  # noqa: PLC0415 - as above

        parts = self.parts
        return ChannelPeople(
            talk=lambda: parts.vendors.talk(SLACK),
            members=parts.store,
            sight=parts.sight,
            store=parts.store,
            places=parts.store,
        )

    @cached_property
    def commands(self) -> ChannelCommands:
        """`/plan`."""
        from closeplan.services.channel_commands import ChannelCommands  # noqa: PLC0415 - as above

        return ChannelCommands(people=self._people, follow=self.follow)

    @cached_property
    def acts(self) -> ChannelActs:
        """Buttons."""
        from closeplan.services.channel_acts import ChannelActs  # noqa: PLC0415 - as above
        from closeplan.services.dismiss import Dismiss  # noqa: PLC0415

        parts = self.parts
        return ChannelActs(
            people=self._people,
            stored=parts.stored,
            dismissals=parts.store,
            dismiss=Dismiss(store=parts.store, dismissals=parts.store, clock=parts.clock, jobs=parts.jobs),
            suggestions=parts.store,
            reject=self._decide(parts.edit(parts.google)),
            decide=self._decide_of,
            ask=self._ask_of,
            is_internal=self.follow.is_all_internal,
        )

    def _decide(self, edit: EditPlan) -> DecideSuggestions:
        from closeplan.services.suggest import DecideSuggestions  # noqa: PLC0415 - as above

        parts = self.parts
        return DecideSuggestions(book=parts.store, stored=parts.stored, edit=edit, clock=parts.clock)

    def _decide_of(self, seller: str) -> DecideSuggestions | None:
        """Writes what was accepted as a seller who is away, by what they granted."""
        edit = self.parts.editor_of(seller)
        return self._decide(edit) if edit else None

    def _ask_of(self, seller: str) -> AskOwner | None:
        """Lays questions among the drafts of a seller who is away, by what they granted."""
        from closeplan.services.ask_owner import AskOwner  # noqa: PLC0415 - as above
        from closeplan.services.lay_draft import LayDraft  # noqa: PLC0415

        parts = self.parts
        outbox = parts.outbox(seller)
        if outbox is None:
            return None
        mailbox = LayDraft(drafts=outbox, log=parts.store, seller=seller.lower(), clock=parts.clock)
        return AskOwner(
            stored=parts.stored,
            threads=parts.google.threads,
            documents=parts.google.documents,
            mailbox=mailbox,
            clock=parts.clock,
            host=parts.mail_host,
        )
