"""What is known of a deal before a call: from its plan, and from the calls before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from closeplan.calls.dues.known_events import find_events, fiscal_year_end
from closeplan.calls.findings import Findings
from closeplan.calls.model import Call, Known, KnownEvent, Person
from closeplan.plan.model import Deal, Plan

_LATELY = 6
"""Earlier calls that are read for the days of things; what was said before them stands in the plan or was said again."""


def known_of(plan: Plan, deal: Deal, before: Sequence[tuple[Call, Findings]] = ()) -> Known:
    """What the plan's map, timeline and go-live say, and what `before`, the deal's earlier calls, showed."""
    people = [
        Person(name=person.name, email=person.email, side=person.side, role=person.role)
        for person in plan.stakeholders
    ]
    events = [KnownEvent(name=row.name, day=row.due, id=row.id) for row in plan.milestones if row.due]
    known = known_from(people, before)
    return Known(
        people=known.people,
        events=(*events, *known.events),
        go_live=plan.go_live,
        buyer=deal.buyer,
        seller=deal.seller,
        fiscal_year_end=known.fiscal_year_end,
    )


def known_from(people: Iterable[Person], before: Sequence[tuple[Call, Findings]] = ()) -> Known:
    """What earlier calls showed where there is no plan: who was on them or spoken of, and the days of what they named."""
    seen = {person.name.casefold(): person for call, _ in before for person in call.people}
    for _, findings in before:
        for one in findings.stakeholders:
            if one.name:
                person = Person(name=one.name, email=one.email, side=one.side, title=one.title, role=one.role)
                seen.setdefault(one.name.casefold(), person)
    seen.update({person.name.casefold(): person for person in people})
    events: dict[str, KnownEvent] = {}
    year_end: int | None = None
    for call, _ in before[-_LATELY:]:
        known = Known(events=tuple(events.values()), fiscal_year_end=year_end)
        events.update({event.name: event for event in find_events(call, known)})
        year_end = fiscal_year_end(call) or year_end
    return Known(people=tuple(seen.values()), events=tuple(events.values()), fiscal_year_end=year_end)
