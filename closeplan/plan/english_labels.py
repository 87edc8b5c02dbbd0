"""The words on a plan's document, by key, in English: titles, headers, labels, what dropdowns offer.

A column's header has the key `field.<the model's field>`, so that a sentence names a field as its header does.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": "{buyer} × {seller}: mutual action plan",
        # tabs; the longer name is for a spreadsheet that has a tab `Plan` already
        "tab.plan": "Plan",
        "tab.plan_longer": "Mutual action plan",
        "tab.stakeholders": "Stakeholders",
        "tab.risks": "Risks",
        "tab.history": "History",
        # the top block
        "field.go_live": "Go-live",
        "field.why": "Why this date",
        "field.objective": "Objective",
        "field.metrics": "Success metrics",
        "field.cost_of_inaction": "Cost of doing nothing",
        "field.acknowledged_by": "Acknowledged by",
        "field.outlook": "Outlook",
        "metrics.legend": "baseline → target",
        # headers of the timeline
        "field.workstream": "Workstream",
        "field.milestone": "Milestone",
        "field.owner": "Owner",
        "field.side": "Side",
        "field.start": "Start",
        "field.due": "Due",
        "field.status": "Status",
        "field.confirmed_by": "Confirmed by",
        "field.evidence": "Evidence",
        "field.signal": "Signal",
        "field.notes": "Notes",
        "field.id": "ID",
        # headers of the stakeholder map
        "field.name": "Name",
        "field.email": "Email",
        "field.role": "Role",
        "field.power": "Decision power",
        "field.engagement": "Engagement",
        "field.cares_about": "Cares about",
        "field.questions": "Open questions",
        # headers of the risks
        "field.kind": "Kind",
        "field.category": "Category",
        "field.description": "Description",
        "field.response": "Response",
        # headers of the history
        "field.when": "When",
        "field.who": "Who",
        "field.item": "Item",
        "field.field": "Field",
        "field.was": "Was",
        "field.now": "Now",
        "field.slip": "Slip",
        "field.effect": "Effect on go-live",
        # what dropdowns offer
        "side.buyer": "Buyer",
        "side.seller": "Seller",
        "side.both": "Both",
        "status.not_started": "Not started",
        "status.in_progress": "In progress",
        "status.blocked": "Blocked",
        "status.done": "Done",
        "status.not_needed": "Not needed",
        "role_label.economic_buyer": "Economic buyer",
        "role_label.champion": "Champion",
        "role_label.technical_evaluator": "Technical evaluator",
        "role_label.end_user": "End user",
        "role_label.procurement": "Procurement",
        "role_label.legal": "Legal",
        "role_label.security": "Security",
        "role_label.finance": "Finance",
        "role_label.other": "Other",
        "power.decider": "Decider",
        "power.influencer": "Influencer",
        "power.blocker": "Blocker",
        "power.user": "User",
        "engagement.not_contacted": "Not contacted",
        "engagement.aware": "Aware",
        "engagement.engaged": "Engaged",
        "engagement.supportive": "Supportive",
        "engagement.opposed": "Opposed",
        "risk_kind.risk": "Risk",
        "risk_kind.assumption": "Assumption",
        "risk_kind.open_question": "Open question",
        "risk_category.budget": "Budget",
        "risk_category.competitive": "Competitive",
        "risk_category.organizational": "Organizational",
        "risk_category.technical": "Technical",
        "risk_category.other": "Other",
        "risk_status.open": "Open",
        "risk_status.mitigated": "Mitigated",
        "risk_status.accepted": "Accepted",
        "risk_status.closed": "Closed",
        # what the document says of itself
        "protected": "{what} · Kept by closeplan: what is typed here may be replaced",
        "history.note": "Every date that moves is listed here, with who moved it and what it does to go-live.",
        # the words in a Signal cell that colour it: as the short messages have them
        "colour.slipped": "Slipped",
        "colour.overdue": "Overdue",
    }
)
"""The labels: key to text."""
