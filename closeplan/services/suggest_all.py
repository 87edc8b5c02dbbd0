"""Many suggestions decided with one click: what can be written is, and what can't stays open with its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from closeplan.errors import CloseplanError, InputError
from closeplan.plan.edits import Edit, with_edits
from closeplan.plan.model import Plan
from closeplan.plan.questions import short
from closeplan.plan.suggestions import Decision, Suggestion, edits_of, standing
from closeplan.records import PlanRecord
from closeplan.services.suggest import DecideSuggestions, reason_of

MOST_AT_ONCE = 50
"""Suggestions that one click decides: as many as a person can look over, and as many as one request writes in time."""


@dataclass(frozen=True, kw_only=True)
class AllDecided:
    """What came of it: those that are decided now, and those that stay open, each with why. `changed` says that nothing was
    done, because the plan says something else by now than the list showed.
    """

    done: tuple[Suggestion, ...] = ()
    left: tuple[tuple[Suggestion, str], ...] = ()
    changed: bool = False


@dataclass(frozen=True, kw_only=True)
class DecideMany:
    """The use case with what it needs."""

    decide: DecideSuggestions

    def waiting(self, record: PlanRecord) -> list[Suggestion]:
        """What one click may decide, in the order in which it was said, so that what was said last is written last."""
        waiting = self.decide.waiting(record)[:MOST_AT_ONCE]
        return sorted(waiting, key=lambda one: (str(one.said.day or ""), one.said.turn or 0, one.id))

    def seen(self, record: PlanRecord, wished: Sequence[Suggestion]) -> str:
        """What the list shows of the plan, as a mark: another one once a cell says something else."""
        plan = self.decide.plan(record)
        return short("\n".join(f"{one.id} {standing(one, plan)}" for one in wished))

    def accept(self, record: PlanRecord, ids: Collection[str], *, seen: str, by: str) -> AllDecided:
        """Write those of the waiting that are named, as few requests as can be. `seen` is the mark of the list they were
        chosen from. Those that are decided already, or unknown, are left alone.
        """
        waiting = self.waiting(record)
        if self.seen(record, waiting) != seen:
            return AllDecided(changed=True)
        wished = [one for one in waiting if one.id in ids]
        plan, decided = self.decide.plan(record), AllDecided()
        while wished:
            now, wished = _round(wished)
            plan, written = self._written(record, now, plan, by)
            decided = AllDecided(done=decided.done + written.done, left=decided.left + written.left)
        return decided

    def reject(self, record: PlanRecord, ids: Collection[str], *, reason: str, by: str) -> AllDecided:
        """Close those of the waiting that are named, all with one reason; InputError where none is given."""
        wished, why = [one for one in self.waiting(record) if one.id in ids], reason_of(reason)
        for one in wished:
            self.decide.close(record, one.id, Decision.REJECTED, by=by, reason=why)
        if wished:
            self.decide.edit.look_soon(record.id, by)  # what was rejected is no signal any more
        return AllDecided(done=tuple(wished))

    def _written(
        self, record: PlanRecord, wished: Sequence[Suggestion], plan: Plan, by: str
    ) -> tuple[Plan, AllDecided]:
        """Write one round in one request: the plan as it reads then, and what came of each."""
        edits: dict[str, tuple[Edit, ...]] = {}
        why: dict[str, str] = {}
        for one in wished:
            try:
                edits[one.id] = edits_of(one, plan)
            except InputError as error:
                why[one.id] = str(error)
        try:
            result = self.decide.edit(record.id, [edit for both in edits.values() for edit in both], by)
        except CloseplanError as error:
            return plan, AllDecided(left=tuple((one, why.get(one.id, str(error))) for one in wished))
        refused = {id(edit): reason for edit, reason in result.undone}
        for name, both in edits.items():
            reasons = [refused[id(edit)] for edit in both if id(edit) in refused]
            why |= {name: reasons[0]} if reasons else {}
        done = tuple(one for one in wished if one.id not in why)
        for one in done:
            self.decide.close(record, one.id, Decision.ACCEPTED, by=by)
        left = tuple((one, why[one.id]) for one in wished if one.id in why)
        return with_edits(plan, result.done), AllDecided(done=done, left=left)


def _round(wished: Sequence[Suggestion]) -> tuple[list[Suggestion], list[Suggestion]]:
    """Those that can be written together, no cell twice, and the rest."""
    now: list[Suggestion] = []
    rest: list[Suggestion] = []
    taken: set[tuple[str, str]] = set()
    for one in wished:
        cell = (one.kind.value, one.milestone or one.id)
        (rest if cell in taken else now).append(one)
        taken.add(cell)
    return now, rest
