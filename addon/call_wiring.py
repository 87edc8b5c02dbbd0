"""How the services that take calls in are put together from the parts of one backend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from addon.call_desk import CallDesk
from addon.processes import give_back_memory
from addon.vendors import VENDORS
from closeplan.plan.model import Side
from closeplan.records import PlanRecord
from closeplan.records.calls import KeptCall
from closeplan.services.hand_in import HandIn
from closeplan.services.hear_of_arrived_calls import HearOfArrivedCalls
from closeplan.services.hear_of_calls import HearOfCalls, WatchFolders
from closeplan.services.place_call_file import PlaceCallFile

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.services.take_call import TakeCall


@dataclass(frozen=True)
class CallWiring:
    """Makes them when they are asked for: what reads calls is large, and most servers' hours pass without one."""

    parts: Parts

    def desk(self) -> CallDesk:
        """What people do about calls."""
        parts = self.parts
        return CallDesk(
            calls=parts.store,
            suggestions=parts.store,
            hand_in=HandIn(ingest=lambda: parts.of_calls.ingest, jobs=parts.jobs),
            erase=self._erase,
            say_sides=self._say_sides,
            folders=self._folders,
            files=PlaceCallFile(book=parts.store, plans=parts.store, jobs=parts.jobs),
            zone=parts.settings.time_zone,
            robot=parts.settings.robot,
        )

    @cached_property
    def hear(self) -> HearOfCalls:
        """Notes what is new in watched folders."""
        parts = self.parts
        return HearOfCalls(
            book=parts.store,
            drive=parts.google.robot_transcripts,
            clock=parts.clock,
            jobs=parts.jobs,
            shared=parts.settings.call_folder_ids,
        )

    @cached_property
    def arrived(self) -> HearOfArrivedCalls:
        """Notes what meeting and telephone systems tell of."""
        parts = self.parts
        return HearOfArrivedCalls(
            book=parts.store,
            source_of=parts.vendors.call_source,
            members=parts.store,
            clock=parts.clock,
            jobs=parts.jobs,
        )

    def read(self, file_id: str) -> None:
        """Read what waits on the shelf: a file of a watched folder, or a call of a vendor, whose id begins with its name. A call of
        a vendor that is not set up any more goes on waiting.
        """
        vendor, colon, _ = file_id.partition(":")
        if not colon or vendor not in {row.name for row in VENDORS}:
            self._read_file(file_id)
        elif vendor in {row.name for row in self.parts.vendors.set_up()}:
            self._read_arrived(file_id)

    def _read_file(self, file_id: str) -> None:
        from closeplan.services.read_call_file import ReadCallFile  # noqa: PLC0415 - 10 MB, as the class says

        parts = self.parts
        reading = ReadCallFile(
            book=parts.store,
            drive=parts.google.robot_transcripts,
            folder_of=lambda folder_id: self.hear.folders().get(folder_id),
            take=self._take(),
            clock=parts.clock,
            time_zone=parts.settings.time_zone,
        )
        reading(file_id)

    def _read_arrived(self, file_id: str) -> None:
        from closeplan.services.read_arrived_call import ReadArrivedCall  # noqa: PLC0415 - as above

        parts = self.parts
        reading = ReadArrivedCall(
            book=parts.store,
            source_of=parts.vendors.call_source,
            take=self._take(),
            members=parts.store,
            domains=parts.settings.open_domains,
            clock=parts.clock,
            time_zone=parts.settings.time_zone,
        )
        reading(file_id)

    def _take(self) -> TakeCall:
        from closeplan.services.take_call import TakeCall  # noqa: PLC0415 - as above

        parts = self.parts
        return TakeCall(
            book=parts.store,
            plans=parts.store,
            calls=parts.store,
            ingest=parts.of_calls.ingest,
            erase=parts.of_calls.erase_call,
            jobs=parts.jobs,
        )

    def after(self, which: str) -> None:
        """What follows from a call that was taken in; `which` are the ids of its plan and its own, with a space between. Of one
        that was erased meanwhile nothing follows. It is the last that is done with a call for now, so the memory that reading it took is
        given back.
        """
        plan_id, _, call_id = which.rpartition(" ")
        if self.parts.store.has_call(plan_id, call_id):
            self.parts.of_calls.recap_after_call(self.parts.store.plan(plan_id), call_id)
        give_back_memory()

    def _say_sides(self, record: PlanRecord, call_id: str, sides: Mapping[str, Side]) -> KeptCall:
        try:
            return self.parts.of_calls.say_sides(record, call_id, sides)
        finally:
            give_back_memory()

    def _erase(self, record: PlanRecord, call_id: str, *, by: str) -> bool:
        return self.parts.of_calls.erase_call(record, call_id, by=by)

    @property
    def _folders(self) -> WatchFolders:
        parts = self.parts
        return WatchFolders(
            book=parts.store,
            drive=parts.google.robot_transcripts,
            clock=parts.clock,
            jobs=parts.jobs,
            robot=parts.settings.robot,
        )
