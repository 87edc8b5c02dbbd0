"""The recap: its words to edit, then where its draft lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from addon.cards.parts import (
    Card,
    button,
    buttons,
    card,
    link_button,
    paragraph,
    section,
    text_area,
    text_field,
)
from closeplan.plan.recap import Recap
from closeplan.plan.wording import ENGLISH_WORDS

TO, SUBJECT, TEXT = "to", "subject", "text"

MOST_IN_A_LINK = 1_500
"""Characters of a text that a link can carry; browsers and Gmail cut longer ones."""


@dataclass(frozen=True, kw_only=True)
class About:
    """The plan that a recap is of."""

    plan_id: str
    name: str


def recap_card(about: About, recap: Recap, since: date, draft_url: str, *, answers: bool) -> Card:
    """The recap to look through and change; `answers` says that it will answer the open mail."""
    where = "in the open thread" if answers else "among your Gmail drafts"
    words = f"What the plan says, with what changed since {ENGLISH_WORDS.day(since)}. It becomes a draft {where}; you send it."
    write = button("Write the draft", draft_url, {"planId": about.plan_id}, main=True)
    fields = [
        text_field(TO, "To", ", ".join(recap.to)),
        text_field(SUBJECT, "Subject", recap.subject),
        text_area(TEXT, "Text", recap.text),
    ]
    return card("Recap", [section("", [paragraph(words), *fields, buttons(write)])], about.name)


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
