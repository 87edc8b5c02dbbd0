"""What a CRM is told of a plan: a row each. A new field is one row here and its name in the mappings.

CRMs are the seller's side, so the words are English and what is said may be for that side alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from closeplan.crm.facts import PlanFacts
from closeplan.crm.model import FieldKind, FieldValue
from closeplan.plan.health import Health
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line

METHOD = "method_"
"""What the keys of a sales method's elements begin with: `method_champion`."""

HEALTH_WORDS: Mapping[Health, str] = {
    Health.ON_TRACK: "On track",
    Health.AT_RISK: "At risk",
    Health.STALLED: "Stalled",
}


@dataclass(frozen=True, kw_only=True)
class PlanField:
    """A field of the deal that closeplan fills: `key` in mappings, `label` for people, and how it is read from a plan.
    `options` are a choice's values. What a person writes into a field that `is_gate` does not stand: the commit gate reads it.
    One that `is_vendors` is the CRM's own, which nobody makes.
    """

    key: str
    label: str
    kind: FieldKind
    read: Callable[[PlanFacts], FieldValue]
    options: tuple[str, ...] = ()
    is_gate: bool = False
    is_vendors: bool = False


def _next_name(facts: PlanFacts) -> FieldValue:
    return (on_one_line(facts.next_milestone.name) or None) if facts.next_milestone else None


def _next_owner(facts: PlanFacts) -> FieldValue:
    return (on_one_line(facts.next_milestone.owner) or None) if facts.next_milestone else None


def _next_step(facts: PlanFacts) -> FieldValue:
    row = facts.next_milestone
    if row is None:
        return None
    owner = on_one_line(row.owner)
    due = f"due {ENGLISH_WORDS.day(row.due)}" if row.due else ""
    return ", ".join(part for part in (on_one_line(row.name), owner, due) if part)


def _reasons(facts: PlanFacts) -> FieldValue:
    return "\n".join(facts.not_ready) or None


PLAN_FIELDS = (
    PlanField(key="plan_url", label="Plan", kind=FieldKind.URL, read=lambda facts: facts.plan_url or None),
    PlanField(key="go_live", label="Go-live", kind=FieldKind.DATE, read=lambda facts: facts.go_live),
    PlanField(
        key="health",
        label="Plan health",
        kind=FieldKind.CHOICE,
        read=lambda facts: HEALTH_WORDS[facts.health],
        options=tuple(HEALTH_WORDS.values()),
    ),
    PlanField(key="next_milestone", label="Next milestone", kind=FieldKind.TEXT, read=_next_name),
    PlanField(key="next_owner", label="Next milestone's owner", kind=FieldKind.TEXT, read=_next_owner),
    PlanField(
        key="next_due",
        label="Next milestone due",
        kind=FieldKind.DATE,
        read=lambda facts: facts.next_milestone.due if facts.next_milestone else None,
    ),
    PlanField(
        key="drift_days",
        label="Drift (working days)",
        kind=FieldKind.NUMBER,
        read=lambda facts: float(facts.drift_days),
    ),
    PlanField(
        key="confirmed_share",
        label="Confirmed dates (%)",
        kind=FieldKind.NUMBER,
        read=lambda facts: (
            None if facts.confirmed_share is None else float(round(100 * facts.confirmed_share))
        ),
    ),
    PlanField(
        key="economic_buyer_acknowledged",
        label="Economic buyer acknowledged",
        kind=FieldKind.YES_NO,
        read=lambda facts: facts.economic_buyer_acknowledged,
    ),
    PlanField(key="next_step", label="Next step", kind=FieldKind.TEXT, read=_next_step, is_vendors=True),
    PlanField(
        key="commit_ready",
        label="Ready to commit",
        kind=FieldKind.YES_NO,
        read=lambda facts: not facts.not_ready,
        is_gate=True,
    ),
    PlanField(
        key="commit_reasons",
        label="Why not ready to commit",
        kind=FieldKind.LONG_TEXT,
        read=_reasons,
        is_gate=True,
    ),
    PlanField(
        key="gate_url",
        label="Commit gate",
        kind=FieldKind.URL,
        read=lambda facts: facts.gate_url or None,
        is_gate=True,
    ),
)
"""Every field but those of the sales method."""

GATE_FIELDS = frozenset(field.key for field in PLAN_FIELDS if field.is_gate)
"""The keys of those that the commit gate reads."""


def method_fields(elements: Iterable[tuple[str, str]]) -> tuple[PlanField, ...]:
    """The fields of a method's elements, each given by its id and label."""
    return tuple(
        PlanField(
            key=METHOD + element,
            label=label,
            kind=FieldKind.LONG_TEXT,
            read=lambda facts, element=element: facts.method.get(element) or None,  # type: ignore[misc]
        )
        for element, label in elements
    )


def values_of(facts: PlanFacts, fields: Iterable[PlanField], mapped: Iterable[str]) -> dict[str, FieldValue]:
    """What of a plan belongs into the CRM, by field key: of those that are mapped."""
    keys = frozenset(mapped)
    return {field.key: field.read(facts) for field in fields if field.key in keys}
