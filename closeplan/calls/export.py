"""What was found in a call as one JSON document, for scripts and for people who take their data with them.

Turns count from 0; days are ISO dates; a certainty goes from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from closeplan.calls.findings import (
    Commitment,
    DateChange,
    Due,
    DueKind,
    Evidence,
    Findings,
    NextStep,
    Request,
    SpokenDependency,
    SpokenRisk,
    SpokenStakeholder,
)
from closeplan.calls.model import Call

MEDDIC = ("metrics", "economic_buyer", "decision_criteria", "decision_process", "identify_pain", "champion")
"""The elements whose turns the document names."""

_TELLING = 0.85
"""The certainty from which a dependency's two halves are told as they were found."""


def findings_document(call: Call, found: Findings) -> dict[str, Any]:
    """The whole of it, each entry with its turn and words."""
    return {
        "call": call.name,
        "date": call.day.isoformat(),
        "turns": len(call.turns),
        "commitments": [_commitment(one) for one in found.commitments],
        "requests_unanswered": [_request(one) for one in found.requests],
        "stakeholders": [_stakeholder(one) for one in found.stakeholders],
        "risks": [_risk(one) for one in found.risks],
        "dependencies": [_dependency(one) for one in found.dependencies],
        "date_changes": [_date_change(one) for one in found.date_changes],
        "objections": [{"turn": one.turn, "what": one.what, **_words(one)} for one in found.objections],
        "next_steps": [_next_step(one) for one in found.next_steps],
        "decisions": [{"turn": one.turn, "what": one.what, **_words(one)} for one in found.decisions],
        "meddic": _turns_of(found.evidence),
    }


def _commitment(one: Commitment) -> dict[str, Any]:
    return {
        "turn": one.turn,
        "owner": one.owner,
        "side": one.side,
        "what": one.what,
        **_due(one.due),
        "status": one.binding,
        "request_turn": one.request_turn,
        "also": list(one.also),
        **_words(one),
    }


def _due(due: Due) -> dict[str, Any]:
    return {
        "due": _day(due),
        "due_text": due.text,
        "due_kind": due.kind,
        "due_from": due.first.isoformat() if due.first else None,
        "due_alt": [day.isoformat() for day in due.others],
    }


def _request(one: Request) -> dict[str, Any]:
    return {"turn": one.turn, "by": one.by, "to": one.to or None, "what": one.what, **_words(one)}


def _stakeholder(one: SpokenStakeholder) -> dict[str, Any]:
    return {
        "name": one.name or None,
        "title": one.title or None,
        "role": one.role,
        "side": one.side,
        "turn": one.turn,
        "present": one.present,
        **_words(one),
    }


def _risk(one: SpokenRisk) -> dict[str, Any]:
    return {"turn": one.turn, "category": one.category, "what": one.what, **_words(one)}


def _dependency(one: SpokenDependency) -> dict[str, Any]:
    what, blocks = dependency_words(one)
    return {"turn": one.turn, "what": what, "blocks": blocks, **_words(one)}


def dependency_words(one: SpokenDependency) -> tuple[str, str]:
    """What has to come first, and before what. Halves cut out of talk seldom read by themselves, so of one that is not sure it is all
    that was said, and nothing.
    """
    return (one.what, one.blocks) if one.certainty >= _TELLING else (one.quote.text, "")


def _date_change(one: DateChange) -> dict[str, Any]:
    ends = {"from": _day_or_words(one.was), "to": _day_or_words(one.now)}
    return {"turn": one.turn, "what": one.what, **ends, **_words(one)}


def _next_step(one: NextStep) -> dict[str, Any]:
    return {"turn": one.turn, "what": one.what, **_due(one.due), **_words(one)}


def _turns_of(evidence: tuple[Evidence, ...]) -> Mapping[str, list[int]]:
    return {element: sorted({one.turn for one in evidence if one.element == element}) for element in MEDDIC}


def _day(due: Due) -> str | None:
    return due.day.isoformat() if due.day else None


def _day_or_words(due: Due) -> str | None:
    """One day as a date, anything else as it was said."""
    is_day = due.day is not None and due.kind in {DueKind.DAY, DueKind.EVENT}
    return _day(due) if is_day else due.text or _day(due)


def _words(one: Any) -> dict[str, Any]:
    return {"speaker": one.quote.speaker, "quote": one.quote.text, "certainty": round(one.certainty, 2)}
