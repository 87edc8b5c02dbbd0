"""The cards of what calls suggest: they lead to where it was said."""

from __future__ import annotations

from addon.cards.suggestions import About, suggestion_card
from closeplan.plan.model import Plan
from closeplan.plan.suggestions import Said, Suggestion, SuggestionKind


def test_the_call_opens_at_the_part_that_holds_the_turn() -> None:
    pages = "https://c.example/plans/p/calls"
    about = About(
        plan_id="p", name="Acme", plan=Plan(), url="https://c.example/addon/suggestion", calls=pages
    )
    said = Said(source="Weekly", call="abc", turn=850, quote="It moves.")
    one = Suggestion(id="x", kind=SuggestionKind.ADD_RISK, said=said, text="It moves")
    assert f"'{pages}/abc?from=500#turn-850'" in str(suggestion_card(about, one))
