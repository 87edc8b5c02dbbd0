"""What people do about calls: hand them in, look at them, erase them, have folders watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from closeplan.ports.calls import CallBook
from closeplan.ports.suggestions import SuggestionBook
from closeplan.services.hand_in import HandIn
from closeplan.services.hear_of_calls import WatchFolders
from closeplan.services.place_call_file import PlaceCallFile

if TYPE_CHECKING:
    from closeplan.services.ingest import EraseCall


@dataclass(frozen=True, kw_only=True)
class CallDesk:
    """The services about calls, for whoever was let in. `zone` is the installation's time zone, `robot` the address that
    folders are shared with.
    """

    calls: CallBook
    suggestions: SuggestionBook
    hand_in: HandIn
    erase: EraseCall
    folders: WatchFolders
    files: PlaceCallFile
    zone: str
    robot: str
