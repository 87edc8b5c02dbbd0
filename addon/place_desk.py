"""What people do about where a plan shows up beside its document: a channel of the team's, a page of the buyer's."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.services.follow_in_channel import FollowInChannel
from closeplan.services.publish import Publish


@dataclass(frozen=True, kw_only=True)
class PlaceDesk:
    """The services; None for what is not set up."""

    follow: FollowInChannel | None
    publish: Publish | None

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """The sidebar's paths of what is set up, with their names."""
        channel = (("channel", "Slack channel"),) if self.follow else ()
        return (*channel, ("page", "Notion page")) if self.publish else channel
