"""Two readings of one call as one: what both found is one finding, surer than either; the rules' words and days win."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from closeplan.calls.findings import DueKind, Evidence, Findings

Found = TypeVar("Found", bound=Any)

NEAR = 1
"""How many turns apart two readings may put one finding."""


def merged(rules: Findings, model: Findings) -> Findings:
    """Everything either of them found, in the order of the turns. A stakeholder is one by name, evidence by its element."""
    return Findings(
        commitments=_both(rules.commitments, model.commitments, _same_owner),
        requests=_both(rules.requests, model.requests, _any),
        stakeholders=_both(rules.stakeholders, model.stakeholders, _same_person, anywhere=True),
        risks=_both(rules.risks, model.risks, _any),
        dependencies=_both(rules.dependencies, model.dependencies, _any),
        date_changes=_both(rules.date_changes, model.date_changes, _any),
        objections=_both(rules.objections, model.objections, _any),
        next_steps=_both(rules.next_steps, model.next_steps, _any),
        decisions=rules.decisions,
        evidence=_with_evidence(rules.evidence, model.evidence),
    )


def _both(
    ours: Sequence[Found],
    theirs: Sequence[Found],
    is_same: Callable[[Found, Found], bool],
    *,
    anywhere: bool = False,
) -> tuple[Found, ...]:
    """Ours, surer where theirs say so too, and what only they found."""
    left = list(theirs)
    merged: list[Found] = []
    for one in ours:
        near = [other for other in left if anywhere or abs(other.turn - one.turn) <= NEAR]
        same = next((other for other in near if is_same(one, other)), None)
        if same is None:
            merged.append(one)
            continue
        left.remove(same)
        merged.append(_agreed(one, same))
    return tuple(sorted((*merged, *left), key=lambda one: one.turn))


def _agreed(one: Found, other: Found) -> Found:
    """One finding of two: as unlikely to be wrong as both being wrong at once. A date only the other heard is taken."""
    certainty = 1 - (1 - one.certainty) * (1 - other.certainty)
    due = getattr(one, "due", None)
    if due is not None and due.kind is DueKind.NONE:
        return replace(one, certainty=certainty, due=other.due)
    return replace(one, certainty=certainty)


def _any(_one: Found, _other: Found) -> bool:
    return True


def _same_owner(one: Found, other: Found) -> bool:
    ours, theirs = one.owner.casefold().split(), other.owner.casefold().split()
    return bool(set(ours) & set(theirs)) or one.owner == other.owner


def _same_person(one: Found, other: Found) -> bool:
    return bool((one.name or one.title).casefold() == (other.name or other.title).casefold())


def _with_evidence(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> tuple[Evidence, ...]:
    known = {(one.element, one.turn) for one in ours}
    new = (one for one in theirs if (one.element, one.turn) not in known)
    return tuple(sorted((*ours, *new), key=lambda one: one.turn))
