"""Writes against an earlier revision: where what a caller saw stands by now.

Collaborators' edits since that revision moved the text. Each unit of the revision is followed to its
place in the document as it is, and so is each unit that the caller's own requests put in before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from local_workspace.docs.document import Document, Splice
from local_workspace.errors import bad_request
from local_workspace.sheets.grid import Json


@dataclass(slots=True)
class View:
    """The document as the caller knows it: for each unit its place now, and 0 or 1 for gone or still there."""

    places: list[tuple[int, int]]

    @classmethod
    def of(cls, doc: Document, revision: str) -> "View":
        """What someone sees who read that revision; refuses one that is unknown or too old."""
        revisions = [past for past, _ in doc.history]
        if revision not in revisions:
            raise bad_request(
                f"The target revision ID '{revision}' is too far behind the latest revision, or not one of this document."
            )
        splices = [splice for _, batch in doc.history[revisions.index(revision) :] for splice in batch]
        size = len(doc.flow) - sum(added - (end - start) for start, end, added in splices)
        view = cls([(at, 1) for at in range(size)])
        for splice in splices:
            view.places = [_after(place, splice) for place in view.places]
        return view

    def translated(self, request: Json) -> Json:
        """The request with every index where the document now has what it means."""
        changed = {name: self._translated(value) for name, value in request.items()}
        if "index" in request:
            changed["index"] = self._start(request["index"])
        if "startIndex" in request and "endIndex" in request:
            changed["startIndex"] = self._start(request["startIndex"])
            changed["endIndex"] = self._end(request["endIndex"])
        return changed

    def _translated(self, value: object) -> object:
        return self.translated(value) if isinstance(value, dict) else value

    def _start(self, index: int) -> int:
        return self.places[index][0] if 0 <= index < len(self.places) else self._beyond(index)

    def _end(self, index: int) -> int:
        return sum(self.places[index - 1]) if 0 < index <= len(self.places) else self._beyond(index)

    def _beyond(self, index: int) -> int:
        """An index outside the document stays as far outside."""
        return index if index <= 0 else sum(self.places[-1]) + index - len(self.places)

    def follow(self, splices: Iterable[Splice]) -> None:
        """Take the caller's own edits, made where the document now is, into what the caller knows."""
        for splice in splices:
            start, end, added = splice
            first = next(
                (n for n, (at, alive) in enumerate(self.places) if at >= start and alive), len(self.places)
            )
            last = next(
                (n for n in range(first, len(self.places)) if self.places[n][0] >= end), len(self.places)
            )
            fresh = [(start + n, 1) for n in range(added)]
            before, behind = self.places[:first], self.places[last:]
            self.places = before + fresh + [_after(place, splice) for place in behind]


def _after(place: tuple[int, int], splice: Splice) -> tuple[int, int]:
    """Where a unit is after an edit."""
    (at, alive), (start, end, added) = place, splice
    if at < start:
        return place
    if at < end:
        return start, 0
    return at + added - (end - start), alive
