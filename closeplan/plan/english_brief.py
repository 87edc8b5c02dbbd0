"""The words of the one-page brief, by key, in English. Its other labels are the plan's own headers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeplan.plan.plurals import Plural

ENGLISH_BRIEF: Mapping[str, str | Plural] = MappingProxyType(
    {
        "brief.kind": "The plan on one page",
        "brief.title": "{buyer} × {seller}",
        "brief.file": "{buyer} × {seller}: the plan on one page",
        "brief.state": "State of {day}",
        "brief.path": "The way to go-live",
        "brief.people": "Who",
        "brief.risks": "Risks",
        "brief.asks": "What we ask of you",
        "brief.metric": "{name}: {baseline} → {target}",
        "brief.metric_target": "{name}: {target}",
        "brief.metric_baseline": "{name}: {baseline} today",
        "brief.today": "today",
        "brief.late": "Overdue",
        "brief.planned": "Planned",
        "brief.progress": Plural("{done} of {n} milestone done", "{done} of {n} milestones done"),
        "brief.more_milestones": Plural("and {n} more in the plan", "and {n} more in the plan"),
        "brief.more": "more in the plan",
        "brief.plan": "The living plan, with every detail",
        "brief.kept": "This page follows the plan.",
        "brief.person": "{name}, {role}",
        "brief.more_people": Plural("and {n} more person", "and {n} more people"),
        "brief.risk": "{kind}: {text}",
        "brief.risk_owner": "{owner} sees to it",
        # what the reader is asked for
        "brief.ask.acknowledge": "{name}: acknowledge this timeline.",
        "brief.ask.acknowledge_any": "Acknowledge this timeline.",
        "brief.ask.reach": "Decide how go-live holds: the dates are {days} too long.",
        "brief.ask.roles": "Name who takes part as: {roles}.",
        "brief.ask.owner": "Name an owner for {name}.",
        "brief.ask.owners": "Name owners for {n} milestones, {name} first.",
        "brief.ask.overdue": "Give {name} a new date, or mark it done.",
        "brief.ask.overdue_several": "Give {n} overdue milestones new dates, {name} first.",
        "brief.ask.confirm": "Confirm the date of {name}.",
        "brief.ask.confirm_several": "Confirm the dates of {n} milestones, {name} first.",
        "brief.table": "The milestones",
        # the mail that brings it
        "brief.mail.subject": "{buyer} × {seller}: the plan on one page",
        "brief.mail.text": "Hello {name},\n\nhere is our plan on one page, as of {day}: {url}\n\n"
        "It follows the plan, so the link always shows where we stand. "
        "Please pass it on to whoever should know.\n\n{seller}",
    }
)
"""The messages: key to text, or to one form for one and one for many."""
