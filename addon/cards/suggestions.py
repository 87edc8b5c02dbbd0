"""The cards about what calls suggest: the list, and one suggestion with its words, to accept, change or reject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from addon.call_links import at_turn
from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    check_boxes,
    day_field,
    fact,
    lines,
    link_button,
    paragraph,
    section,
    selection,
    text_area,
    text_field,
)
from closeplan.plan.bidi import closed
from closeplan.plan.model import Plan, RiskCategory, Role, Side, Status
from closeplan.plan.suggestion_lines import LIKELY, SURE, is_chosen, title
from closeplan.plan.suggestions import Said, Suggestion, SuggestionKind, changed, standing, start_with
from closeplan.plan.wording import ENGLISH_WORDS

DAY, OWNER, STATUS, NAME, EMAIL, ROLE, TEXT, CATEGORY, SIDE, WHY = (
    "day",
    "owner",
    "status",
    "name",
    "email",
    "role",
    "text",
    "category",
    "side",
    "why",
)
"""The names of the card's fields; all but WHY are the suggestion's own."""

WHICH = "which"
"""The field that says which of many are meant."""

MOST = 30


@dataclass(frozen=True, kw_only=True)
class About:
    """The plan that suggestions are about, and `url`, which shows them; below it stand `accept` and `reject`. `calls` is
    where the plan's calls open, each below it by its id.
    """

    plan_id: str
    name: str
    plan: Plan
    url: str
    calls: str = ""


def list_card(about: About, waiting: Sequence[Suggestion], told: str = "") -> Card:
    """The surest of those that wait, a section a call, in the order in which they were said."""
    intro = [lines(told.splitlines())] if told else []
    if not waiting:
        none = paragraph(
            "Nothing waits for you. What calls suggest for this plan shows here, and nowhere else."
        )
        return card("From calls", [section("", [*intro, none])], about.name)
    count = f"{len(waiting)} suggestion{'s' * (len(waiting) > 1)}"
    at_once = buttons(button("All at once…", f"{about.url}/all", {"planId": about.plan_id}))
    some = [at_once] if len(waiting) > 1 else []
    return card("From calls", [section(count, [*intro, *some]), *_by_call(about, waiting[:MOST])], about.name)


def _by_call(about: About, shown: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """A section for each call, the earliest first."""
    calls: dict[tuple[str, str, str], list[Suggestion]] = {}
    for one in sorted(shown, key=lambda one: (str(one.said.day or ""), one.said.turn or 0, one.id)):
        calls.setdefault((str(one.said.day or ""), one.said.call, one.said.source), []).append(one)
    return [section(_call(ones[0].said), [_line(about, one) for one in ones]) for ones in calls.values()]


def _line(about: About, one: Suggestion) -> Widget:
    look = button("Look", about.url, {"planId": about.plan_id, "suggestion": one.id})
    return fact(_certainty(one), title(one, about.plan), _place(one.said), leads=look)


def all_card(about: About, shown: Sequence[Suggestion], seen: str, told: Sequence[str] = ()) -> Card:
    """Everything that one click would write, each with a box to leave it out; `seen` is the list's mark."""
    choices = [
        Choice(value=one.id, label=f"{title(one, about.plan)} ({_certainty(one)}, {_source(one.said)})")
        for one in shown
    ]
    keys = {"planId": about.plan_id, "seen": seen}
    boxes = check_boxes(WHICH, "Those with a tick", choices, {one.id for one in shown if is_chosen(one)})
    accepted = buttons(button("Accept them", f"{about.url}/all/accept", keys, main=True))
    rejected = [text_field(WHY, "Why not"), buttons(button("Reject them", f"{about.url}/all/reject", keys))]
    intro = [lines(told)] if told else []
    if not shown:
        return card("All at once", [section("", [*intro, paragraph("Nothing waits for you.")])], about.name)
    hint = paragraph(
        "They are written into the document as you. Look at one by itself to change it first. Guesses, open questions and people "
        "of no known side have no tick until you give them one."
    )
    return card(
        "All at once", [section("", [*intro, hint, boxes, accepted]), section("", rejected)], about.name
    )


def left_open(left: Sequence[tuple[Suggestion, str]], plan: Plan) -> list[str]:
    """Those that stay open, each with why."""
    return [f"{title(one, plan)}: {why}" for one, why in left]


def suggestion_card(about: About, one: Suggestion, told: str = "") -> Card:
    """One suggestion: who said it, in which words, what the plan says now, and what would be written, to be changed."""
    now = standing(one, about.plan)
    warning = (
        f"Changed since it was suggested: the plan said “{closed(one.was)}” then."
        if changed(one, about.plan)
        else ""
    )
    keys = {"planId": about.plan_id, "suggestion": one.id, "seen": now}
    said = [
        *([lines(told.splitlines())] if told else []),
        *_words(about, one),
        *([fact("The plan says now", now, warning)] if now else []),
        *_start(about, one),
    ]
    accepted = [*_fields(one), buttons(button("Accept", f"{about.url}/accept", keys, main=True))]
    rejected = [text_field(WHY, "Why not"), buttons(button("Reject", f"{about.url}/reject", keys))]
    heading = section(title(one, about.plan), said or [paragraph(_source(one.said))])
    return card("From a call", [heading, section("", accepted), section("", rejected)], about.name)


def _start(about: About, one: Suggestion) -> list[Widget]:
    """A milestone that would be due before it starts starts earlier."""
    start = start_with(one, about.plan)
    return [fact("Its start moves too", ENGLISH_WORDS.day(start))] if start else []


def _words(about: About, one: Suggestion) -> list[Widget]:
    """What was said, by whom, and the call that it opens in."""
    said = one.said
    quote = [fact(_source(said), f"“{closed(said.quote)}”", _certainty(one))] if said.quote else []
    if not (about.calls and said.call):
        return quote
    turn = at_turn(said.turn) if said.turn is not None else ""
    return [*quote, buttons(link_button("Open the call", f"{about.calls}/{said.call}{turn}"))]


def _fields(one: Suggestion) -> list[Widget]:
    fields: Mapping[SuggestionKind, list[Widget]] = {
        SuggestionKind.SET_DATE: [day_field(DAY, "Due", one.day)],
        SuggestionKind.SET_GO_LIVE: [day_field(DAY, "Go-live", one.day)],
        SuggestionKind.SET_OWNER: [text_field(OWNER, "Owner", one.owner)],
        SuggestionKind.SET_STATUS: [_choices(STATUS, "Status", Status, "status", one.status)],
        SuggestionKind.ADD_MILESTONE: [
            text_field(NAME, "Milestone", one.name),
            text_field(OWNER, "Owner", one.owner),
            day_field(DAY, "Due", one.day),
        ],
        SuggestionKind.ADD_PERSON: [
            text_field(NAME, "Name", one.name),
            text_field(EMAIL, "Email", one.email),
            _choices(SIDE, "Side", (Side.BUYER, Side.SELLER), "side", one.side),
            _choices(ROLE, "Role", Role, "role_label", one.role),
        ],
        SuggestionKind.ADD_RISK: [
            text_area(TEXT, "Risk", one.text),
            _choices(CATEGORY, "Category", RiskCategory, "risk_category", one.category),
            text_field(OWNER, "Owner", one.owner),
        ],
        SuggestionKind.NOTE: [text_area(TEXT, "Note", one.text)],
    }
    return fields[one.kind]


def _choices(name: str, label: str, values: Any, prefix: str, chosen: str | None) -> Widget:
    choices = [Choice(value=value, label=ENGLISH_WORDS.t(f"{prefix}.{value}")) for value in values]
    return selection(name, label, [Choice(value="", label="…"), *choices], chosen or "")


def wished(one: Suggestion, texts: Mapping[str, str], days: Mapping[str, date]) -> Suggestion:
    """The suggestion as the seller left it on its card; a field that the card has and nobody filled is empty."""
    shown = {next(iter(widget.values()))["name"] for widget in _fields(one)}
    changes: dict[str, Any] = {name: texts.get(name, "").strip() for name in shown - {DAY}}
    for name, values in ((STATUS, Status), (ROLE, Role), (CATEGORY, RiskCategory), (SIDE, Side)):
        if name in changes:
            changes[name] = values(changes[name]) if changes[name] in set(values) else None
    if DAY in shown:
        changes[DAY] = days.get(DAY)
    return replace(one, **changes)


def _certainty(one: Suggestion) -> str:
    return "Sure" if one.certainty >= SURE else "Likely" if one.certainty >= LIKELY else "A guess"


def _source(said: Said) -> str:
    return ", ".join(part for part in (said.speaker, _call(said), _at(said.at)) if part)


def _call(said: Said) -> str:
    """The call and its day."""
    day = ENGLISH_WORDS.day(said.day) if said.day else ""
    return ", ".join(part for part in (closed(said.source), day) if part)


def _place(said: Said) -> str:
    """Who said it and where in the call."""
    return ", ".join(part for part in (closed(said.speaker), _at(said.at)) if part)


def _at(seconds: float | None) -> str:
    """A place in a call as people read it: 0:04:09."""
    return str(timedelta(seconds=int(seconds))) if seconds is not None else ""
