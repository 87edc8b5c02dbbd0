"""The recap: its words to edit, then where its draft lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from addon.cards.parts import (
    Card,
    Widget,
    button,
    buttons,
    card,
    fact,
    link_button,
    paragraph,
    section,
    text_area,
    text_field,
)
from closeplan.plan.recap import Recap
from closeplan.plan.wording import ENGLISH_WORDS

TO, SUBJECT, TEXT = "to", "subject", "text"

MOST_CALLS = 3

MOST_IN_A_LINK = 1_500
"""Characters of a text that a link can carry; browsers and Gmail cut longer ones."""


@dataclass(frozen=True, kw_only=True)
class About:
    """The plan that a recap is of, and `url`, which shows it; below it stands `draft`."""

    plan_id: str
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class OfACall:
    """A call that a recap may be of: its id, what it is called, and its day."""

    id: str
    title: str
    day: date


def plan_recap_card(
    about: About, recap: Recap, since: date, *, calls: Sequence[OfACall], answers: bool
) -> Card:
    """The recap of where the plan stands; `answers` says that it will answer the open mail. The newest of `calls` have one of
    their own.
    """
    words = f"What the plan says, with what changed since {ENGLISH_WORDS.day(since)}. {_becomes(answers)}"
    return _recap_card(about, recap, words, _calls(about, calls))


def call_recap_card(about: About, recap: Recap, call: OfACall, laid_url: str, *, answers: bool) -> Card:
    """The recap of one call; `laid_url` opens the draft that lies in Gmail by itself, empty where there is none."""
    words = f"What was said to both sides on the call of {ENGLISH_WORDS.day(call.day)}. {_becomes(answers)}"
    laid = [
        paragraph("Its draft was laid when the call came in. Writing another leaves that one as it is."),
        buttons(link_button("Open the draft", laid_url)),
    ]
    return _recap_card(about, recap, words, [section("", laid)] if laid_url else [])


def _becomes(answers: bool) -> str:
    return (
        f"It becomes a draft {'in the open thread' if answers else 'among your Gmail drafts'}; you send it."
    )


def _calls(about: About, calls: Sequence[OfACall]) -> list[Widget]:
    """The newest calls, each with its own recap behind it."""
    rows = [
        fact(
            ENGLISH_WORDS.day(call.day),
            call.title,
            leads=button("Recap", about.url, {"planId": about.plan_id, "call": call.id}),
        )
        for call in calls[:MOST_CALLS]
    ]
    return [section("Of a call", rows)] if rows else []


def _recap_card(about: About, recap: Recap, words: str, first: list[Widget]) -> Card:
    write = button("Write the draft", f"{about.url}/draft", {"planId": about.plan_id}, main=True)
    fields = [
        text_field(TO, "To", ", ".join(recap.to)),
        text_field(SUBJECT, "Subject", recap.subject),
        text_area(TEXT, "Text", recap.text),
    ]
    return card("Recap", [*first, section("", [paragraph(words), *fields, buttons(write)])], about.name)


def drafted_card(about: About, recap: Recap, url: str) -> Card:
    """Where the draft lies."""
    words = f"A draft to {', '.join(recap.to)} is in your Gmail. Nothing was sent. The next recap tells from here on."
    return card(
        "Recap", [section("", [paragraph(words), buttons(link_button("Open the draft", url))])], about.name
    )


def copy_card(about: About, recap: Recap, why: str) -> Card:
    """Gmail does not let us write: the seller takes the words along."""
    compose = {"view": "cm", "fs": "1", "to": ",".join(recap.to), "su": recap.subject}
    fits = len(recap.text) <= MOST_IN_A_LINK
    link = f"https://mail.google.com/mail/?{urlencode(compose | ({'body': recap.text} if fits else {}))}"
    hint = "The link opens a mail with it." if fits else "Copy the text into the mail that the link opens."
    rows = [
        paragraph(f"{why} {hint}"),
        text_area(TEXT, "Text", recap.text),
        buttons(link_button("Open a mail", link)),
    ]
    return card("Recap", [section("", rows)], about.name)
