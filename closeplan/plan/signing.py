"""Which milestone of a plan is the signature: the day a CRM calls the close date."""

from __future__ import annotations

import re
from datetime import date

from closeplan.plan.model import Milestone, Plan
from closeplan.plan.slips import milestones

SIGNATURE = "signature"
"""Its id in the shipped templates."""

_SIGNS = re.compile(
    r"\bsign(?:ature|ing|ed|s)?\b|\bunterschr|unterzeichn|\bfirma(?:r|s|to|do)?\b|\bassina|\bondertek|\bhandteken|署名|調印|締結"
)
"""What it is called in the eight languages, in lower case."""


def signing_milestone(plan: Plan, wanted: str = "") -> Milestone | None:
    """The milestone of the id `wanted`, else the templates' signature, else the last due one that is called so; None where
    the plan has none.
    """
    rows = milestones(plan)
    for id_ in (wanted, SIGNATURE):
        found = next((row for row in rows if id_ and row.id == id_), None)
        if found is not None:
            return found
    called = [row for row in rows if _SIGNS.search(row.name.casefold())]
    return max(called, key=lambda row: row.due or date.min, default=None)
