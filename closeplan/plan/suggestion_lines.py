"""A suggestion as the seller meets it: its line, how sure it is, and whether it is ticked beforehand."""

from __future__ import annotations

from collections.abc import Mapping

from closeplan.plan.model import Plan, RiskKind
from closeplan.plan.suggestions import Suggestion, SuggestionKind, wanted
from closeplan.plan.wording import quoted

_TITLES: Mapping[SuggestionKind, str] = {
    SuggestionKind.SET_DATE: "{name}: due {wanted}",
    SuggestionKind.SET_OWNER: "{name}: owned by {wanted}",
    SuggestionKind.SET_STATUS: "{name}: {wanted}",
    SuggestionKind.SET_GO_LIVE: "Go-live: {wanted}",
    SuggestionKind.NOTE: "{name}: note “{wanted}”",
    SuggestionKind.ADD_MILESTONE: "New milestone: {wanted}",
    SuggestionKind.ADD_PERSON: "New on the map: {wanted}",
    SuggestionKind.ADD_RISK: "New risk: {wanted}",
}


def title(suggestion: Suggestion, plan: Plan) -> str:
    """The suggestion in one line, for the seller."""
    row = plan.milestone(suggestion.milestone)
    name = quoted(row.name) if row else "A milestone that is gone"
    if suggestion.risk is RiskKind.OPEN_QUESTION:
        return f"Open question: {quoted(wanted(suggestion))}"
    if is_sideless(suggestion):
        return f"New on the map, side unknown: {quoted(wanted(suggestion))}"
    return _TITLES[suggestion.kind].format(name=name, wanted=quoted(wanted(suggestion)))


SURE, LIKELY = 0.85, 0.6
"""The certainties from which a suggestion is sure, and below which it is a guess."""


def is_chosen(suggestion: Suggestion) -> bool:
    """Whether it is ticked where many are accepted at once. A guess, a risk that is not sure, somebody whose side nobody knows,
    and what the buyer was asked and did not answer are for the seller to tick: they would stand where the buyer reads them.
    """
    if suggestion.risk is RiskKind.OPEN_QUESTION or is_sideless(suggestion):
        return False
    return suggestion.certainty >= (SURE if suggestion.kind is SuggestionKind.ADD_RISK else LIKELY)


def is_sideless(suggestion: Suggestion) -> bool:
    """Whether it is about somebody whose side nobody knows."""
    return suggestion.kind is SuggestionKind.ADD_PERSON and suggestion.side is None
