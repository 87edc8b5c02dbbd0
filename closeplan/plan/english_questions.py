"""What a seller asks the buyer to fill a plan in together; what stays open stands in the Risks tab in these words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "question.economic_buyer": "Who decides on the budget for this at your side?",
        "question.owner": "Who owns {workstream} at your side?",
        "question.meets": "When is {name} decided: on which day does that board or committee meet?",
        "question.takes": "How many working days does {name} take at your side? Is there a service level for it?",
        "question.why": "Why does it have to be live on that day, and what happens if it is not?",
        "question.objective": "What is the main business result, in your own words?",
        "question.cost_of_inaction": "What does doing nothing cost you, in revenue, churn, productivity or risk?",
        "question.metrics": "Which number shows success, where is it now and where should it be?",
        "question.role": "Who should be on the stakeholder map as {role}?",
        "question.freeze": "When does nobody at your side work on this: holidays, a year-end freeze, a busy season?",
        "question.budget": "Is the budget for this allocated?",
        "question.vendors": "Which other vendors are evaluated, and when does the current contract renew?",
        "question.integrations": "Which integrations, data migrations and customisations does this need?",
        "question.confirm": "Does {due} stand for {name}?",
        # what a plain yes or no says in the Risks tab
        "question.budget_yes": "The budget is allocated",
        "question.budget_no": "The budget is not yet allocated",
    }
)
"""The questions: key to text."""
