"""Labelled sales calls: the four of the shared folder and our own, each as a call with its labels.

`tests/calls/README.md` explains the labels. Those under `held` are looked at by nobody who writes rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from closeplan.calls.findings import Findings
from closeplan.calls.known import known_from
from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.plan.model import Side

SHARED = Path(__file__).parents[2] / "shared" / "data" / "sales_calls"
OURS = Path(__file__).parent / "calls"
SETS = {"sample": SHARED, "dev": OURS / "dev", "held": OURS / "held"}


@dataclass(frozen=True)
class LabelledCall:
    """A call, what was known before it, and its labels as they stand in the file."""

    call: Call
    labels: dict[str, Any]

    @property
    def deal(self) -> str:
        """The deal it is of."""
        return str(self.labels["deal"])


def labelled_calls(which: str) -> list[LabelledCall]:
    """The calls of one of SETS, by deal and day; none where the folder is missing."""
    found = [
        _labelled(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(SETS[which].glob("*.json"))
    ]
    return sorted(found, key=lambda one: (one.deal, one.call.day))


def with_what_was_known(calls: list[LabelledCall], found_in: Any) -> Iterator[tuple[LabelledCall, Findings]]:
    """Each call with what `found_in(call, known)` finds, where `known` is what the deal's earlier calls showed."""
    before: dict[str, list[tuple[Call, Findings]]] = {}
    for one in calls:
        known: Known = known_from(one.call.people, before.get(one.deal, ()))
        findings = found_in(one.call, known)
        before.setdefault(one.deal, []).append((one.call, findings))
        yield one, findings


def _labelled(data: dict[str, Any]) -> LabelledCall:
    people = tuple(_person(entry) for entry in data["attendees"])
    turns = tuple(
        Turn(index=number, speaker=speaker, text=text, start=6.0 * number, end=6.0 * number + 5)
        for number, (speaker, text) in enumerate(data["turns"])
    )
    call = Call(
        name=data["call"],
        day=date.fromisoformat(data["date"]),
        zone=data["timezone"],
        language=data["language"],
        turns=turns,
        people=people,
        speakers={person.name: person for person in people},
    )
    return LabelledCall(call, data)


def _person(entry: dict[str, Any]) -> Person:
    return Person(
        name=entry["name"],
        email=entry.get("email") or "",
        side=Side(entry["side"]) if entry.get("side") else None,
        title=entry.get("title") or "",
    )
