"""The cards that make a plan: three fields, what was guessed, whether it fits, and what was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from addon.cards.money import money
from addon.cards.parts import (
    Card,
    Choice,
    Widget,
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
    text_field,
)
from closeplan.plan.bidi import closed
from closeplan.plan.companies import COUNTRIES
from closeplan.plan.languages import language_of
from closeplan.plan.model import Deal, Side
from closeplan.plan.start import Feasibility, Guesses, Person
from closeplan.plan.templates import Template
from closeplan.plan.wording import ENGLISH_WORDS

BUYER, GO_LIVE, TEMPLATE = "buyer", "go_live", "template"
"""The three fields."""

PEOPLE, OTHERS, COMPANY, LANGUAGE, COUNTRY, NAME = (
    "people",
    "others",
    "company",
    "language",
    "country",
    "name",
)
"""What can be changed besides."""

SIGNING, ROLES = "signing", "roles"
"""Asked where the plan is for a CRM's deal."""

WITH_ROLES = "yes"
"""What the box of roles says when it is ticked."""

_LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
    "nl": "Dutch", "ja": "Japanese",
}  # fmt: skip
_MOST_CHANGES = 3


@dataclass(frozen=True, kw_only=True)
class ForDeal:
    """The CRM's deal that the plan is for: `crm` is what people call the CRM, `closes` the deal's close date; `signing` is what
    stands in the field that it is offered in. `without_address` are people of the deal whom nothing can be shared with,
    `roles` whether what the CRM says they are goes onto the plan, None where it says nothing.
    """

    crm: str
    name: str
    stage: str = ""
    amount: Decimal | None = None
    currency: str = ""
    closes: date | None = None
    signing: date | None = None
    without_address: tuple[str, ...] = ()
    roles: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """What stands in the form: what was typed, else what was guessed. `people` are those on the thread or the event,
    `ticked` the addresses of those who are to be on the plan, `templates` those to choose from, the lightest first; `into`
    is the Sheet it is to stand in, `deal` the CRM's deal it is for.
    """

    guesses: Guesses
    templates: tuple[Template, ...]
    buyer: str = ""
    go_live: date | None = None
    template: str = "standard"
    people: tuple[Person, ...] = ()
    ticked: frozenset[str] = frozenset()
    others: str = ""
    company: str = ""
    language: str = ""
    country: str = ""
    name: str = ""
    into: str = ""
    deal: ForDeal | None = None


@dataclass(frozen=True, kw_only=True)
class Made:
    """A plan that was made: where it opens, whom its owner could not share it with and whom `also`, and the day its first
    step begins. `others` is what was typed to share it further, and `wrong` why that was not done. In a Sheet that people
    had before (`is_guest`) `had_access` names who can open that, as far as can be seen.
    """

    deal: Deal
    url: str
    seller: str
    not_shared: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    first_day: date | None = None
    others: str = ""
    wrong: tuple[str, ...] = ()
    is_guest: bool = False
    had_access: tuple[str, ...] = ()

    @property
    def shared(self) -> list[str]:
        """Addresses of everybody else who has access."""
        away = {self.seller, *self.not_shared}
        there = [person.email for person in self.deal.stakeholders]
        return [email for email in dict.fromkeys([*there, *self.also]) if email and email not in away]


def form_card(form: Form, confirm: dict[str, Any], wrong: Sequence[str] = ()) -> Card:
    """Three fields, who is on the plan, and folded away what was guessed; `wrong` says what has to be changed."""
    asked: list[Widget] = [paragraph(words) for words in wrong]
    asked += _for_deal(form.deal) if form.deal else []
    asked += [
        text_field(BUYER, "Buyer: name or domain", form.buyer or form.guesses.buyer),
        *([day_field(SIGNING, "Signature by", form.deal.signing)] if form.deal else []),
        day_field(GO_LIVE, "Go-live", form.go_live),
        selection(TEMPLATE, "Template", map(_depth, form.templates), form.template),
    ]
    if form.people:
        choices = [Choice(value=person.email, label=_who(person)) for person in form.people]
        asked.append(check_boxes(PEOPLE, "On the plan: each gets access and a mail", choices, form.ticked))
    asked += _what_buyers_read(form, form.deal) if form.deal else []
    asked.append(buttons(confirm))
    title = "Add a plan to this Sheet" if form.into else "Make a plan"
    return card(title, [section("", asked), section("Guessed; open to change", _guessed(form), shown=0)])


def _for_deal(deal: ForDeal) -> list[Widget]:
    """Which deal the plan is for, and what its close date is taken for."""
    known = " · ".join(filter(None, (money(deal.amount, deal.currency), deal.stage)))
    if deal.closes is None:
        words = "The deal has no close date. The signature is planned backward from go-live unless you say by when."
    elif deal.signing is None:
        words = f"Its close date, {ENGLISH_WORDS.day(deal.closes)}, has passed: say by when it is signed, or leave it to the plan."
    else:
        words = "Its close date is taken for the day of the signature. Go-live is the buyer's day and comes later: pick it."
    told = [fact(f"For the deal in {deal.crm}", deal.name, known), paragraph(words)]
    if deal.without_address:
        told.append(fact("On the plan too, without an address", ", ".join(deal.without_address)))
    return told


def _what_buyers_read(form: Form, deal: ForDeal) -> list[Widget]:
    """What was written for colleagues and would be read by the buyer: the deal's name, and what people are to it."""
    name = text_field(NAME, "What you call the deal: the buyer may read it", form.name)
    if deal.roles is None:
        return [name]
    words = f"Put their roles in {deal.crm} on the plan, where the buyer reads them"
    ticked = {WITH_ROLES} if deal.roles else set[str]()
    return [name, check_boxes(ROLES, "Roles", [Choice(value=WITH_ROLES, label=words)], ticked)]


def confirm_label(form: Form) -> str:
    """What the button does: it names everybody else who hears of it."""
    if form.people:
        return "Make and share with those ticked"
    if form.others:
        return "Make and share with the people named"
    return "Make the plan"


def early_card(buyer: str, go_live: date, found: Feasibility, *ways_on: dict[str, Any]) -> Card:
    """The day comes too early for all steps: what fits, and the smallest changes that would help."""
    told = fact(f"{closed(buyer)}, go-live {ENGLISH_WORDS.day(go_live)}", found.told)
    changes = found.changes[:_MOST_CHANGES]
    more = len(found.changes) - len(changes)
    wanted = [f"• {change}" for change in changes] + ([f"and {more} more"] if more else [])
    help_ = section("The smallest changes that make it fit", [lines(wanted)] if wanted else [])
    words = (
        "Pick a later day or a lighter template, or make the plan as it is: it says the same to both sides."
    )
    on = section("", [paragraph(words), buttons(*ways_on)])
    return card("Not all of it fits", [section("", [told]), help_, on])


def making_card(steps: Sequence[str], again: dict[str, Any]) -> Card:
    """The plan is being made: what has been done so far."""
    done = lines(
        [*(f"✓ {step}" for step in steps[:-1]), *(f"{step}…" for step in steps[-1:])] or ["Starting…"]
    )
    words = (
        "You can go on working. Should this never end, make the plan once more: it goes on where it stopped."
    )
    return card("Making the plan", [section("", [done, paragraph(words), buttons(again)])])


def made_card(
    made: Made, entries: Sequence[dict[str, Any]], share: dict[str, Any], undo: dict[str, Any]
) -> Card:
    """What stands now, what comes next (`entries`), and the way back."""
    begins = f"The first step begins on {ENGLISH_WORDS.day(made.first_day)}" if made.first_day else ""
    facts: list[Widget] = [
        fact("Made", f"{len(made.deal.network.steps)} steps", begins),
        *_access(made),
        fact("Assumed", _assumed(made.deal)),
    ]
    if made.not_shared:
        facts.append(fact("You may not share this Sheet with", ", ".join(made.not_shared)))
    next_steps = buttons(link_button("Open the plan", made.url), *entries)
    invite = [
        *map(paragraph, made.wrong),
        text_field(OTHERS, "Share with more people: addresses", made.others),
        buttons(share),
    ]
    name, buyer = made.deal.name, made.deal.buyer
    return card(
        name,
        subtitle=buyer if buyer != name else "",
        sections=[
            section("", [*facts, next_steps]),
            section("Share", invite, shown=len(invite) if made.wrong else 0),
            section("", _way_back(made, undo)),
        ],
    )


def _access(made: Made) -> list[Widget]:
    """Who can open the plan; of a Sheet that people had before nothing where that can't be seen."""
    if made.is_guest:
        return [fact("Who can open this Sheet", ", ".join(made.had_access))] if made.had_access else []
    return [fact("Shared with", ", ".join(made.shared) or "Nobody yet")]


def _way_back(made: Made, undo: dict[str, Any]) -> list[Widget]:
    """A Sheet that people had before is not moved to anybody's trash."""
    if made.is_guest:
        return [paragraph("To take the plan out of this Sheet again, delete its tabs there.")]
    words = "Undo moves the plan to your trash, as long as nobody else has worked in it."
    return [paragraph(words), buttons(undo)]


def undone_card(make: dict[str, Any]) -> Card:
    """After an undo."""
    words = "The plan is in your Drive's trash and no longer watched. Those it was shared with can't open it any more."
    return card("closeplan", [section("", [paragraph(words), buttons(make)])])


def _assumed(deal: Deal) -> str:
    """What was taken for granted, in a line."""
    told = [
        f"{COUNTRIES[calendar.country]} for {company}"
        for company, calendar in ((deal.buyer, deal.network.buyer), (deal.seller, deal.network.seller))
        if calendar.country in COUNTRIES
    ]
    return f"Written in {_LANGUAGES[language_of(deal.language) or 'en']}; public holidays: {', '.join(told) or 'none'}"


def _guessed(form: Form) -> list[Widget]:
    found = form.guesses
    spoken = Choice(value="", label=f"Guessed: {_LANGUAGES[found.language]}")
    kept = Choice(value="", label=f"Guessed: {COUNTRIES.get(found.buyer_country, 'no holidays')}")
    languages = [spoken, *(Choice(value=tag, label=name) for tag, name in _LANGUAGES.items())]
    countries = [kept, *(Choice(value=code, label=name) for code, name in COUNTRIES.items())]
    return [
        text_field(OTHERS, "Share with more people too: addresses", form.others),
        text_field(COMPANY, "Your company", form.company or found.company),
        *([] if form.deal else [text_field(NAME, "What you call the deal", form.name)]),
        selection(LANGUAGE, "The plan's language", languages, form.language),
        selection(COUNTRY, "The buyer's public holidays", countries, form.country),
    ]


def _depth(template: Template) -> Choice:
    return Choice(value=template.name, label=f"{template.name.capitalize()}: {template.title}")


def _who(person: Person) -> str:
    """The whole address: who is ticked gets access by it."""
    return f"{closed(person.called)} ({person.email}{_as_what(person)})"


def _as_what(person: Person) -> str:
    """What is known of somebody's part, to go on after their address."""
    if person.side is Side.SELLER:
        return ", your side"
    return f", {person.role.value.replace('_', ' ')}" if person.role else ""
