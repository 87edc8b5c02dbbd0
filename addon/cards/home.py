"""The first card on each host: the plans there are, what the open one needs, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from addon.cards.parts import Card, Widget, button, buttons, card, fact, link_button, paragraph, section
from closeplan.plan.actions import matter
from closeplan.plan.bidi import closed
from closeplan.plan.health import Health
from closeplan.plan.lessons import PlanStory
from closeplan.plan.model import Plan
from closeplan.plan.signals import Signal
from closeplan.plan.wording import ENGLISH_WORDS, quoted

MOST_SLIPS = 5
"""Slips the first card names; the others are in the Sheet and in `closeplan ledger`."""

MOST_PLANS = 20
"""Plans the first card lists, those that go live soonest."""

_MOST_SIGNALS = 3

MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Now",
        (
            ("signals", "Signals"),
            ("changes", "What changed"),
            ("suggestions", "From calls"),
            ("calls", "Calls"),
        ),
    ),
    (
        "With the buyer",
        (
            ("questions", "Questions to ask"),
            ("talk", "Plan a talk"),
            ("brief", "Brief"),
            ("signoff", "Acknowledgement"),
        ),
    ),
    (
        "For you",
        (
            ("commit", "Fit for commit?"),
            ("scores", "Scores"),
            ("recap", "Recap"),
            ("reminders", "Reminders"),
            ("ask", "Ask"),
        ),
    ),
)
"""What can be done about a plan: its path below `/addon/` and its name, in groups."""

SEEN = (
    ("calls", "Calls"),
    ("changes", "What changed"),
    ("commit", "Fit for commit?"),
    ("scores", "Scores"),
    ("ask", "Ask"),
)
"""What somebody looks at who may see the plan and not act on it."""

_HEALTH = {Health.ON_TRACK: "On track", Health.AT_RISK: "At risk", Health.STALLED: "Stalled"}
_ASKED = "asked"
_URGENT = (_ASKED, "cannot_reach_go_live", "overdue", "slipped", "stalled_workstream", "missing_role")
"""The rules whose signals a seller is told first; the others follow in the order of the plan."""


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One plan in a list; `plan` is None until its document was first read."""

    id: str
    name: str
    buyer: str
    go_live: date | None
    signals: Sequence[Signal] = ()
    plan: Plan | None = None


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """One plan as its card shows it; `outlook` is the line its document says, `url` opens that. `waiting` are the proposals
    from calls that nobody has decided on. `may_act` is False for who may only look. `crm` are the lines about its deals,
    `places` where else it may show up: a path below `/addon/` and its name each.
    """

    id: str
    name: str
    buyer: str
    plan: Plan
    story: PlanStory
    health: Health
    outlook: str
    signals: Sequence[Signal] = ()
    url: str = ""
    waiting: int = 0
    may_act: bool = True
    crm: Sequence[Widget] = ()
    places: Sequence[tuple[str, str]] = ()


Ways = Callable[[str], str]
"""The URL of one of the add-on's paths."""


def ask_for_file_card(ask_url: str, file_id: str = "") -> Card:
    """The add-on may not see the open file yet; `file_id` is known of what is selected in Drive."""
    words = "closeplan sees a file only once you say so. Let it see this one to adopt it as a plan, or to see its slips."
    asked = {"ask": "file"} | ({"fileId": file_id} if file_id else {})
    allow = button("Let closeplan see this file", ask_url, asked, main=True)
    return card("closeplan", [section("", [paragraph(words), buttons(allow)])])


def unknown_file_card(title: str, url: Ways, file_id: str, *, is_sheet: bool = True) -> Card:
    """A file that is no plan of ours yet."""
    if not is_sheet:
        words = "This is no plan that closeplan watches. Make one, in a Sheet of its own."
        make = button("Make a plan…", url("make"), {"from": "file"}, main=True)
        call = button("Read it as a call…", url("calls/file"), {"fileId": file_id, "title": title})
        return card("closeplan", [section("", [paragraph(words), buttons(make, call)])])
    words = (
        f"“{title}” is not watched. If it holds a plan, closeplan can adopt it as it is: it finds the columns, "
        "shows you what it takes them for, and adds a Signal column, a hidden ID column and a History tab. "
        "Nothing else in the Sheet is written."
    )
    adopt = button("Adopt this plan…", url("adopt"), {"fileId": file_id}, main=True)
    add_words = "If it holds none, closeplan can add one in tabs of its own."
    add = button("Add a plan to this Sheet…", url("make"), {"fileId": file_id, "into": file_id})
    there = section("", [paragraph(words), buttons(adopt)])
    return card("closeplan", [there, section("", [paragraph(add_words), buttons(add)])])


def somebody_elses_plan_card() -> Card:
    """A plan of another seller: that it is one can be seen in the Sheet itself, nothing more is told."""
    words = "This is a plan that closeplan watches for its owner."
    return card("closeplan", [section("", [paragraph(words)])])


def waiting_card(name: str) -> Card:
    """A plan that was made a moment ago."""
    words = "closeplan has not looked at this plan yet. Open the sidebar again in a moment."
    return card(name, [section("", [paragraph(words)])])


def gone_card(name: str) -> Card:
    """A plan whose document can't be opened any more."""
    words = (
        "This plan's document is out of closeplan's reach: it was undone, moved to the trash, or no longer shared. "
        "Bring it back in Drive, and it is watched again."
    )
    return card(name, [section("", [paragraph(words)])])


def plans_card(
    plans: Sequence[PlanLine], url: Ways, calls: int = 0, asked: Sequence[dict[str, Any]] = ()
) -> Card:
    """A seller's own plans, those first that go live soonest, and a way to a new one. `calls` are transcripts that wait for
    a word of the seller's, `asked` the sections about a call and about deals that may want a plan.
    """
    which = (
        [button(f"Transcripts waiting ({calls})", url("calls/waiting"), {"from": "home"})] if calls else []
    )
    ask = button("Ask your calls", url("ask/all"))
    make = buttons(button("Make a plan…", url("make"), {"from": "home"}, main=True), ask, *which)
    if not plans:
        words = "You have no plans yet. Three fields make one: the buyer, the day it goes live, and how deep it goes."
        return card("closeplan", [section("", [paragraph(words), make]), *asked])
    soonest = sorted(plans, key=lambda line: (line.go_live or date.max, line.name))
    rows: list[Widget] = [_line(line, url) for line in soonest[:MOST_PLANS]]
    if len(plans) > MOST_PLANS:
        rows.append(paragraph(f"{len(plans) - MOST_PLANS} more go live later."))
    return card("closeplan", [section("", [make]), *asked, section("Your plans", rows)])


def known_buyer_card(
    title: str, company: str, plans: Sequence[PlanLine], make: dict[str, Any], url: Ways
) -> Card:
    """Beside a mail or a meeting: the plans with that buyer, and a way to make one; `make` is that button."""
    parts = []
    if plans:
        parts.append(
            section(f"You have a plan with {company}", [_line(line, url) for line in plans[:MOST_PLANS]])
        )
        words = "A further plan can be made for another deal of theirs."
    elif company:
        words = f"No plan with {closed(company)} yet. Its people are filled in from here."
    else:
        words = "Nobody here is of another company. A plan can be made all the same."
    parts.append(section("", [paragraph(words), buttons(make)]))
    return card("closeplan", parts, title)


def plan_card(view: PlanView, url: Ways) -> Card:
    """The owner's view: where the plan stands, what it needs now, what moved most, and what can be done."""
    plan = view.plan
    done = sum(not row.is_open for row in plan.milestones)
    go_live = ENGLISH_WORDS.day(plan.go_live) if plan.go_live else plan.go_live_text or "No date yet"
    facts = [
        fact("Go-live", go_live, view.outlook),
        fact("Milestones", f"{done} of {len(plan.milestones)} done"),
    ]
    if view.waiting:
        look = button("Look", url("suggestions"), {"planId": view.id})
        facts.append(fact("From calls", _proposals(view.waiting), leads=look))
    facts += view.crm
    if view.url:
        facts.append(buttons(link_button("Open the plan", view.url)))
    asked = [one for one in view.signals if one.rule == _ASKED]
    rest = [one for one in view.signals if one.rule != _ASKED]
    parts = [section("Asked by the buyer", _questions(asked, view, url))] if asked else []
    parts += [section("", facts), section("What it needs now", _needs(rest, view.plan))]
    parts.append(section("Moved against what was agreed", _moved(view.story)))
    if view.may_act:
        parts += [_group(name, entries, view.id, url) for name, entries in MENU]
        parts += [_group("Elsewhere", view.places, view.id, url)] if view.places else []
    else:
        parts.append(_group("To look at", SEEN, view.id, url))
    return card(view.name, parts, " · ".join(filter(None, (view.buyer, _HEALTH[view.health]))))


def _proposals(count: int) -> str:
    return f"{count} proposals wait for you" if count > 1 else "1 proposal waits for you"


def _line(line: PlanLine, url: Ways) -> Widget:
    day = ENGLISH_WORDS.day(line.go_live) if line.go_live else "no date yet"
    first = next(iter(_urgent_first(line.signals)), None)
    more = len(line.signals) - 1
    told = f"{_named(first, line.plan)}{f' · {more} more' if more else ''}" if first else "Nothing is open"
    leads = button("Show", url("home"), {"planId": line.id})
    name = (
        line.name if line.buyer.casefold() in line.name.casefold() else f"{closed(line.buyer)}: {line.name}"
    )
    return fact(f"Go-live {day}", name, told, leads=leads)


def _urgent_first(signals: Iterable[Signal]) -> list[Signal]:
    order = {rule: place for place, rule in enumerate(_URGENT)}
    return sorted(signals, key=lambda one: order.get(one.rule, len(order)))


def _questions(asked: Sequence[Signal], view: PlanView, url: Ways) -> list[Widget]:
    """What people asked through their links: they wait for an answer, so it comes before all that a plan says itself."""
    told = [paragraph(f"• {one.short}") for one in asked[:_MOST_SIGNALS]]
    if len(asked) > _MOST_SIGNALS:
        told.append(paragraph(f"{len(asked) - _MOST_SIGNALS} more under Acknowledgement."))
    lead = button("Acknowledgement", url("signoff"), {"planId": view.id})
    return [*told, buttons(lead)] if view.may_act else told


def _needs(signals: Sequence[Signal], plan: Plan) -> list[Widget]:
    if not signals:
        return [paragraph("Nothing is open.")]
    urgent = _urgent_first(signals)[:_MOST_SIGNALS]
    more = len(signals) - len(urgent)
    rest = [paragraph(f"{more} more under Signals.")] if more else []
    return [*(paragraph(f"• {_named(one, plan)}") for one in urgent), *rest]


def _named(signal: Signal, plan: Plan | None) -> str:
    """What a signal says with what it is about: a plan may have two that slipped by as much."""
    about = matter(signal, plan) if plan else ""
    return f"{quoted(about)}: {signal.short}" if about else signal.short


def _moved(story: PlanStory) -> list[Widget]:
    moved = sorted((one for one in story.milestones if one.drift), key=lambda one: -abs(one.drift or 0))
    slips = [
        fact(one.milestone.name or "A milestone", _drifted(one.drift or 0), "; ".join(one.reasons))
        for one in moved[:MOST_SLIPS]
    ]
    return slips or [paragraph("No due date differs from what was agreed.")]


def _group(name: str, entries: Iterable[tuple[str, str]], plan_id: str, url: Ways) -> dict[str, Any]:
    made = [button(label, url(path), {"planId": plan_id}) for path, label in entries]
    return section(name, [buttons(*made)])


def _drifted(days: int) -> str:
    unit = "working day" if abs(days) == 1 else "working days"
    return f"{abs(days)} {unit} {'later' if days > 0 else 'earlier'}"
