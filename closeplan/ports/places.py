"""What is remembered of where plans show up beside their documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from closeplan.records.places import PlanPlace


class PlaceBook(Protocol):
    """Each method is one transaction."""

    def places(self, plan_id: str) -> list[PlanPlace]:
        """Where the plan shows up, one a vendor at most."""

    def places_at(self, vendor: str, place_id: str) -> list[PlanPlace]:
        """The plans that show up in one channel, or the plan of one page."""

    def places_of(self, vendor: str) -> list[PlanPlace]:
        """Every plan that shows up at that vendor."""

    def put_place(self, place: PlanPlace) -> None:
        """Remember it, in the stead of the one the plan had at that vendor."""

    def change_place(
        self, plan_id: str, vendor: str, change: Callable[[PlanPlace], PlanPlace]
    ) -> PlanPlace | None:
        """Keep what `change` makes of the plan's place there, and give it back; nobody else changes it meanwhile. None where the
        plan shows up there no more: then nothing is kept.
        """

    def remove_place(self, plan_id: str, vendor: str) -> bool:
        """The plan shows up there no more; False where it did not."""
