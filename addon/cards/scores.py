"""How a deal stands by a sales method. For the seller's side alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    fact,
    lines,
    link_button,
    paragraph,
    section,
    selection,
)
from closeplan.calls.scores.card import ElementScore, Scorecard, Strength
from closeplan.plan.bidi import closed
from closeplan.plan.wording import ENGLISH_WORDS

METHOD = "method"
"""The name of the card's field."""

_WORDS: Mapping[Strength, str] = {
    Strength.NONE: "Nothing yet",
    Strength.THIN: "Thin",
    Strength.FAIR: "Fair",
    Strength.STRONG: "Strong",
}
_LONGEST_QUOTE = 160
_MOST_QUESTIONS = 3


@dataclass(frozen=True, kw_only=True)
class About:
    """The plan that is scored: `url` shows the card by another method, `page` is where every quote stands. `methods` are the
    titles of those there are, by their names.
    """

    plan_id: str
    name: str
    url: str
    page: str
    methods: Mapping[str, str]


def scores_card(about: About, scored: Scorecard) -> Card:
    """The scorecard: what is known at a glance, each element with its newest quote, and what to ask next."""
    choices = [Choice(value=method, label=title) for method, title in about.methods.items()]
    show = button("Show", about.url, {"planId": about.plan_id, "from": "scores"})
    choose = [
        selection(METHOD, "Method", choices, scored.framework.name),
        buttons(show, link_button("All quotes", about.page)),
        paragraph("For your side only: none of this is in the plan."),
    ]
    facts = [lines([f"• {one}" for one in scored.facts])] if scored.facts else []
    return card(
        "Scores",
        [
            section("", choose),
            section("At a glance", facts),
            section(scored.framework.title, [_element(one) for one in scored.elements]),
            section("Ask next", _questions(scored.elements)),
        ],
        about.name,
    )


def in_words(one: ElementScore) -> str:
    """How strong an element is, by how many quotes, and how old the newest is."""
    if not one.said:
        return _WORDS[Strength.NONE]
    quotes = "1 quote" if len(one.said) == 1 else f"{len(one.said)} quotes"
    return f"{_WORDS[one.strength]}: {quotes}, {_ago(one.age or 0)}"


def _ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def _element(one: ElementScore) -> Widget:
    if not one.said:
        return fact(one.element.label, in_words(one), f"Weak in the plan: {one.weak}" if one.weak else "")
    newest = one.said[0]
    words = newest.quote.text
    short = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"
    below = f"“{closed(short)}” {closed(newest.speaker)}, {ENGLISH_WORDS.day(newest.day)}"
    return fact(one.element.label, in_words(one), below)


def _questions(elements: Sequence[ElementScore]) -> list[Widget]:
    """What to ask, of the weakest elements first, with the part of the plan that it would fill."""
    weak = sorted((one for one in elements if one.ask), key=lambda one: one.score)
    return [
        fact(one.element.label, one.ask, f"Weak in the plan: {one.weak}" if one.weak else "")
        for one in weak[:_MOST_QUESTIONS]
    ]
