"""A vendor of no name, for tests of outages: deals whose value is set many at once, and notes that are added one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug import Request, Response

from addon.adapters.http import Access, Pace, Rate, Refusals, Wire
from closeplan.ports.deliveries import Handler
from closeplan.records.deliveries import Delivery
from tests.vendors.server import FakeVendor, answered
from tests.vendors.server import Handler as Route

VALUES, NOTES = "values", "notes"


class FakeDiary(FakeVendor):
    """It remembers what happened to each deal, in order; a value that is set again to what it is does not happen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, list[str]] = defaultdict(list)
        self._values: dict[str, str] = {}

    def routes(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("PATCH", "/deals"): self._set,
            ("GET", "/deals/<deal>/notes"): lambda _request, deal: answered({"notes": self.lines[deal]}),
            ("POST", "/deals/<deal>/notes"): self._add,
        }

    def _set(self, request: Request) -> Response:
        for deal, value in request.get_json().items():
            if self._values.get(deal) != value:
                self._values[deal] = value
                self.lines[deal].append(value)
        return answered({})

    def _add(self, request: Request, deal: str) -> Response:
        self.lines[deal].append(request.get_json()["note"])
        return answered({}, 201)


@dataclass(frozen=True)
class Writer:
    """Our side of it: brings deliveries whose lane is the deal and whose key is what is to be seen there."""

    wire: Wire

    def handlers(self) -> Mapping[str, Handler]:
        return {VALUES: self._values, NOTES: self._notes}

    def _values(self, _vendor: str, batch: Sequence[Delivery]) -> Mapping[int, str]:
        self.wire.json("PATCH", "/deals", body={one.lane: one.key for one in batch})
        return {}

    def _notes(self, _vendor: str, batch: Sequence[Delivery]) -> Mapping[int, str]:
        for one in batch:
            path = f"/deals/{one.lane}/notes"
            if not (one.unsure and one.key in self.wire.json("GET", path)["notes"]):
                self.wire.json("POST", path, body={"note": one.key})
        return {}


def writer(access: Access) -> Writer:
    """A writer with such access."""
    reason = Refusals(reason=lambda status, _content: f"status {status}")
    return Writer(Wire("diary", access, Pace(Rate(1000, 1.0)), reason))
