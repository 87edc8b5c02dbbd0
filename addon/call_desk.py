"""What people do about calls: hand them in, look at them, erase them, have folders watched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from closeplan.plan.model import Side
from closeplan.ports.calls import CallBook
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import PlanRecord
from closeplan.records.calls import KeptCall
from closeplan.services.hand_in import HandIn
from closeplan.services.hear_of_calls import WatchFolders
from closeplan.services.place_call_file import PlaceCallFile


class Erase(Protocol):
    """Erases a call for good; False where the plan has no such call."""

    def __call__(self, record: PlanRecord, call_id: str, *, by: str) -> bool: ...


class Say(Protocol):
    """Reads a call again with those of its people, by name, on those sides."""

    def __call__(self, record: PlanRecord, call_id: str, sides: Mapping[str, Side]) -> KeptCall: ...


@dataclass(frozen=True, kw_only=True)
class CallDesk:
    """The services about calls, for whoever was let in. `zone` is the installation's time zone, `robot` the address that
    folders are shared with.
    """

    calls: CallBook
    suggestions: SuggestionBook
    hand_in: HandIn
    erase: Erase
    say_sides: Say
    folders: WatchFolders
    files: PlaceCallFile
    zone: str
    robot: str
