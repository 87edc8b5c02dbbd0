"""The cards of the one-page brief: where it stands, making it, and sending it after a preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    check_boxes,
    fact,
    link_button,
    paragraph,
    section,
    text_area,
    text_field,
)
from closeplan.plan.bidi import closed
from closeplan.plan.brief import Brief
from closeplan.plan.model import Plan, Stakeholder

TO, SUBJECT, TEXT = "to", "subject", "text"
"""The names of the form's fields."""

MOST_PEOPLE = 50

_PROMISE = (
    "Those you tick may read the brief, and a mail with its link and PDF lies among your drafts. "
    "Nobody hears of it before you send that mail."
)


@dataclass(frozen=True, kw_only=True)
class BriefState:
    """A brief that was made: the day it was written, the pages it takes, where it opens as a Doc and as a PDF."""

    written: date
    pages: int
    doc_url: str
    pdf_url: str
    longest: tuple[str, ...] = ()


def no_brief_card(name: str, said: Brief, make_url: str, keys: Mapping[str, str]) -> Card:
    """There is none yet: what it would say, and the button."""
    words = (
        "One page for whoever signs: objective, go-live and why, the milestones as one picture, who, risks, and what you "
        "ask of them. A Google Doc in the plan's language that follows the plan."
    )
    make = buttons(button("Make the brief", make_url, keys, main=True))
    asks = section("What you ask", [paragraph(line) for line in said.asks])
    says = section("It would say", _says(said))
    return card("Brief", [section("", [paragraph(words), make]), says, asks], name)


def brief_card(name: str, state: BriefState, urls: Mapping[str, str], keys: Mapping[str, str]) -> Card:
    """Where the brief stands; `urls` are the paths `send` and `make`."""
    pages = "One page" if state.pages == 1 else f"{state.pages} pages"
    facts = [
        fact("Written", f"{state.written:%-d %b %Y}", "It follows the plan by itself"),
        fact("Length", pages),
    ]
    if state.pages > 1:
        facts.append(paragraph(_too_long(state)))
    links = buttons(link_button("Open the Doc", state.doc_url), link_button("PDF", state.pdf_url))
    acts = buttons(
        button("Send…", urls["send"], keys, main=True), button("Write it anew", urls["make"], keys)
    )
    return card("Brief", [section("", [*facts, links]), section("", [acts])], name)


def waiting_card(name: str, look_url: str, keys: Mapping[str, str]) -> Card:
    """It is being written; who looks again sees it."""
    words = "The brief is being written and put on paper. That goes on if you close the sidebar."
    again = buttons(button("Look again", look_url, keys, main=True))
    return card("Brief", [section("", [paragraph(words), again])], name)


def send_card(
    name: str,
    people: Sequence[Stakeholder],
    chosen: Sequence[str],
    mail: tuple[str, str],
    send: tuple[str, Mapping[str, str]],
) -> Card:
    """The mail before anything happens; `mail` is its subject and text, `send` where its button leads, with its parameters."""
    if not people:
        words = "Nobody on the buyer's side has an address on the stakeholder map. Add one there, then send the brief."
        return card("Send the brief", [section("", [paragraph(words)])], name)
    choices = [
        Choice(value=one.email, label=f"{closed(one.name)} · {one.email}") for one in people[:MOST_PEOPLE]
    ]
    form = [
        check_boxes(TO, "To", choices, chosen),
        text_field(SUBJECT, "Subject", mail[0]),
        text_area(TEXT, "Mail", mail[1]),
    ]
    url, keys = send
    act = buttons(button("Share and draft the mail", url, keys, main=True))
    return card("Send the brief", [section("", form), section("", [paragraph(_PROMISE), act])], name)


def sent_card(name: str, readers: Sequence[str], refused: Sequence[str], draft_url: str) -> Card:
    """What was done, and where the draft opens."""
    widgets: list[Widget] = []
    if readers:
        widgets.append(fact("May read the Doc", ", ".join(readers)))
    if refused:
        widgets.append(
            fact("Only by the PDF", ", ".join(refused), "Drive refused them the Doc; the mail has the PDF")
        )
    widgets += [
        paragraph("The mail lies among your drafts."),
        buttons(link_button("Open the draft", draft_url)),
    ]
    return card("Brief shared", [section("", widgets)], name)


def longest_parts(plan: Plan) -> tuple[str, ...]:
    """What takes most room on the page, as the plan's own headers name it, the longest first."""
    sizes = {
        "Objective": len(plan.objective),
        "Why this date": len(plan.why),
        "Cost of doing nothing": len(plan.cost_of_inaction),
        "Success metrics": sum(len(one.name) for one in plan.metrics),
        "Risks": sum(len(one.description) + len(one.response) for one in plan.risks),
        "the names of milestones": sum(len(one.name) for one in plan.milestones),
    }
    return tuple(sorted((name for name, size in sizes.items() if size), key=lambda name: -sizes[name])[:2])


def _too_long(state: BriefState) -> str:
    hint = f" Shorten {' or '.join(state.longest)} in the plan." if state.longest else ""
    return f"The brief takes {state.pages} pages at its tightest.{hint} Everything it leaves out stands in the plan."


def _says(said: Brief) -> list[Widget]:
    count = f"{len(said.picture.bars)} of {said.total}" if said.left_out else str(said.total)
    return [fact("Milestones in the picture", count), fact("Outlook", said.outlook)]
