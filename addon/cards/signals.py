"""The cards of signals: what needs the seller, what the document tells, and what can be done about one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from addon.cards.parts import (
    Card,
    Widget,
    button,
    buttons,
    card,
    day_field,
    escaped,
    fact,
    lines,
    paragraph,
    section,
    text_area,
    text_field,
)
from closeplan.plan.actions import Action, Waits
from closeplan.plan.bidi import closed
from closeplan.plan.document import DocumentKind
from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.lessons import MilestoneStory
from closeplan.plan.model import Milestone
from closeplan.plan.signals import Signal
from closeplan.plan.wording import ENGLISH_WORDS, quoted

REASON, NEW_DATE, OWNER, CONFIRMED_BY = "reason", "new_date", "owner", "confirmed_by"
"""The names of the cards' fields."""

MOST_LISTED = 80
"""Signals and dismissals a list shows: a card has a hundred widgets."""

_LEAST_GONE = 10
"""Dismissals that are shown however much there is to tell."""

MOST_MOVES = 8
"""Moves a signal's card tells, the latest."""

_PIECE = 270
"""Characters of one paragraph: a card's texts are cut beyond."""

_GROUPS: Mapping[Waits, str] = {
    Waits.SELLER: "Needs you",
    Waits.DOCUMENT: "Told in the document",
    Waits.INTERNAL: "For your side only: the buyer does not see these",
}

_EDITS: Mapping[Action, tuple[str, str]] = {
    Action.OWNER: ("Owner", "Set the owner"),
    Action.CONFIRM: ("The date stands", "Note who confirmed it"),
    Action.DONE: ("It is done", "Mark it done"),
}

Ways = Callable[[str], str]
"""A path's URL."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One signal of the list; `about` is the row it is about."""

    signal: Signal
    waits: Waits
    about: str


@dataclass(frozen=True, kw_only=True)
class Dismissed:
    """A signal that was dismissed: what it was about (empty: the plan), what it said, why, by whom and when."""

    key: str
    short: str
    reason: str
    who: str
    day: date
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One signal with all that is known of its matter. `day` is a sensible day to propose, `owner` the person a date
    could be confirmed by, `kind` what the plan stands in.
    """

    plan_id: str
    signal: Signal
    waits: Waits
    actions: Sequence[Action]
    day: date
    row: Milestone | None = None
    story: MilestoneStory | None = None
    kind: DocumentKind = DocumentKind.SHEET


def list_card(
    name: str, plan_id: str, told: Sequence[Line], dismissed: Sequence[Dismissed], url: Ways
) -> Card:
    """Every signal of a plan, by whom it waits for."""
    shown = told[:MOST_LISTED]
    parts = [
        section(header, [_line(line, plan_id, url) for line in shown if line.waits is waits])
        for waits, header in _GROUPS.items()
    ]
    if not told:
        parts.append(section("", [paragraph("Nothing is open: the plan has nothing to tell.")]))
    if len(told) > len(shown):
        parts.append(section("", [paragraph(f"{len(told) - len(shown)} more have no room on this card.")]))
    gone = [_gone(one, plan_id, url) for one in dismissed[: MOST_LISTED + _LEAST_GONE - len(shown)]]
    header = f"Dismissed ({len(dismissed)})" if dismissed else ""
    return card("Signals", [*parts, section(header, gone)], name)


def open_card(opened: Opened, url: Ways) -> Card:
    """One signal: what it says, how it came about, what can be done."""
    signal, keys = opened.signal, {"planId": opened.plan_id, "key": opened.signal.key}
    said: list[Widget] = [_whole(signal.text)]
    if opened.waits is Waits.INTERNAL:
        said.append(paragraph("For your side only: the buyer does not see this."))
    parts = [section("", said), section("How it came about", _history(opened.story))]
    parts.append(section("Elsewhere", _usual(opened.story)))
    parts += [_act(action, opened, url, keys) for action in opened.actions]
    why = text_area(REASON, "Why it needs no more attention")
    promise = paragraph(
        f"It is cleared from the {opened.kind.value.title()} until its cause changes; a slip that moves go-live is still named in its "
        "Outlook. The reason stays with your side."
    )
    dismiss = buttons(button("Dismiss", url("signals/dismiss"), keys))
    parts.append(section("Dismiss", [why, promise, dismiss]))
    return card(signal.short[:120] or "Signal", parts, opened.row.name if opened.row else "")


def settled_card(plan_id: str, url: Ways) -> Card:
    """A signal that the plan no longer tells."""
    words = "This is settled: the plan no longer says it."
    return told_card("Signal", words, plan_id, url)


def told_card(title: str, words: str, plan_id: str, url: Ways, *more: dict[str, Any]) -> Card:
    """What came of a click, and the way back."""
    back = button("Back to signals", url("signals"), {"planId": plan_id})
    return card(title, [section("", [_whole(words), buttons(*more, back)])])


def _line(line: Line, plan_id: str, url: Ways) -> Widget:
    keys = {"planId": plan_id, "key": line.signal.key}
    return fact(line.about, line.signal.short, leads=button("Open", url("signals/open"), keys))


def _gone(one: Dismissed, plan_id: str, url: Ways) -> Widget:
    keys = {"planId": plan_id, "key": one.key}
    label = f"{one.who}, {ENGLISH_WORDS.day(one.day)}"
    said = f"{quoted(one.about)}: {one.short}" if one.about else one.short
    return fact(label, said, one.reason, leads=button("Bring back", url("signals/restore"), keys))


def _history(story: MilestoneStory | None) -> list[Widget]:
    if story is None or (story.agreed is None and not story.moves):
        return []
    agreed = [f"Agreed: {ENGLISH_WORDS.day(story.agreed)}"] if story.agreed else []
    return [lines([*agreed, *(_moved(entry) for entry in story.moves[-MOST_MOVES:])])]


def _moved(entry: LedgerEntry) -> str:
    was, now = (ENGLISH_WORDS.day(date.fromisoformat(day)) for day in (entry.change.was, entry.change.now))
    slip = f" ({ENGLISH_WORDS.moved_by(entry.slip)})" if entry.slip else ""
    reason = f": {entry.reason}" if entry.reason else ""
    seen = ENGLISH_WORDS.day(entry.seen_at.date())
    return f"{seen} · {was} → {now}{slip}, {closed(entry.who)}{reason}"


def _usual(story: MilestoneStory | None) -> list[Widget]:
    if story is None or story.usual is None:
        return []
    days, deals = story.usual.median, story.usual.deals
    slipped = f"{days:g} working days" if days != 1 else "1 working day"
    of = "one other deal" if deals == 1 else f"{deals} other deals"
    return [paragraph(f"Such a step slipped {slipped} in {of} (the median).")]


def _act(action: Action, opened: Opened, url: Ways, keys: Mapping[str, str]) -> dict[str, Any]:
    if action is Action.PROPOSE:
        return _propose(opened, url, keys)
    if action is Action.ASK:
        return section("Ask", [buttons(button("Ask the owner…", url("signals/ask"), keys))])
    if action is Action.INVITE:
        return section("People", [buttons(button("Add a person…", url("signals/invite"), keys))])
    if action is Action.TALK:
        about = {"planId": opened.plan_id, "milestone": opened.row.id if opened.row else "-"}
        return section("Talk", [buttons(button("Plan a talk…", url("talk"), about))])
    return _edit(action, opened.row.owner if opened.row else "", url, keys)


def _edit(action: Action, owner: str, url: Ways, keys: Mapping[str, str]) -> dict[str, Any]:
    """A cell that is written at one click."""
    header, text = _EDITS[action]
    made = buttons(button(text, url("signals/edit"), {**keys, "action": action.value}))
    if action is Action.OWNER:
        return section(header, [text_field(OWNER, "Owner: a person's name", owner), made])
    if action is Action.CONFIRM:
        return section(header, [text_field(CONFIRMED_BY, "Who agreed to the date", owner), made])
    return section(header, [made])


def _propose(opened: Opened, url: Ways, keys: Mapping[str, str]) -> dict[str, Any]:
    """A date to pick for the milestone; for the plan as a whole, what would have to move."""
    if opened.signal.rule == "cannot_reach_go_live":
        made = button("See what has to move", url("signals/replan"), keys, main=True)
        return section("New dates", [buttons(made)])
    field = day_field(NEW_DATE, "New date", opened.day)
    made = button("See what it moves", url("signals/replan"), keys, main=True)
    return section("Propose a new date", [field, buttons(made)])


def _whole(text: str) -> Widget:
    """A text of any length, as much of it as a card is read for."""
    pieces = [text[at : at + _PIECE] for at in range(0, min(len(text), 10 * _PIECE), _PIECE)]
    return {"textParagraph": {"text": "".join(map(escaped, pieces))}}
