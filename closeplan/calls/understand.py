"""What a call said, by the rules alone: pure, offline, the same every time."""

from __future__ import annotations

from closeplan.calls.commitments import find_commitments
from closeplan.calls.decisions import find_decisions
from closeplan.calls.dependencies import find_dependencies
from closeplan.calls.findings import Findings
from closeplan.calls.model import Call, Known
from closeplan.calls.moved_dates import find_date_changes
from closeplan.calls.next_steps import find_next_steps
from closeplan.calls.noted import noted_commitments
from closeplan.calls.objections import find_objections
from closeplan.calls.risks import find_risks
from closeplan.calls.scores import find_evidence
from closeplan.calls.stakeholders import find_stakeholders
from closeplan.plan.languages import language_of


def understand(call: Call, known: Known) -> Findings:
    """Everything the call said that matters to its plan, with its words. `known` is the deal as it was before the call.

    In a language that closeplan has no rules for nothing is found: words that merely look alike would be made-up claims.
    """
    if not language_of(call.language):
        return Findings()
    commitments, requests = find_commitments(call, known)
    return Findings(
        commitments=(*commitments, *noted_commitments(call, known)),
        requests=requests,
        stakeholders=find_stakeholders(call, known),
        risks=find_risks(call, known),
        dependencies=find_dependencies(call, known),
        date_changes=find_date_changes(call, known),
        objections=find_objections(call, known),
        next_steps=find_next_steps(call, known),
        decisions=find_decisions(call),
        evidence=find_evidence(call, known),
    )
