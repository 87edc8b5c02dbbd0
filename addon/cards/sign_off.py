"""The cards around acknowledgement: where it stands, asking in Drive, and links for people without an account."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
from closeplan.plan.acknowledgement import Decision, SignOff
from closeplan.plan.bidi import closed
from closeplan.plan.wording import ENGLISH_WORDS

REVIEWERS, NAME, EMAIL, SUBJECT, TEXT = "reviewers", "name", "email", "subject", "text"
"""The names of the cards' fields."""

REPLACING = "replacing"
"""The parameter that names the link a new one takes the place of."""

MOST_SAID = 10
MOST_LINKS = 10

_SAID = {
    Decision.ACKNOWLEDGED: "Acknowledged",
    Decision.DECLINED: "Declined",
    Decision.COMMENTED: "Asked",
}


class LinkState(StrEnum):
    """What became of a link. Mail programs open links too, so that OPENED is no more than a hint."""

    OPEN = "Not opened yet"
    OPENED = "Opened"
    ANSWERED = "Answered"
    EXPIRED = "Expired"
    REVOKED = "Revoked"


@dataclass(frozen=True, kw_only=True)
class LinkLine:
    """One link that was made."""

    id: str
    name: str
    email: str
    state: LinkState
    expires_at: datetime
    is_valid: bool


@dataclass(frozen=True, kw_only=True)
class SignOffView:
    """Where the plan's acknowledgement stands. `standing` are the `via` of what was said of today's dates; `reviewers`
    what each reviewer of the approval that runs has answered, None where none runs, and `shut_out` those of them who
    can't open the plan; `links` the newest of each person, newest first; `proposed` name and address of whom to ask;
    `url` the base of the cards' paths.
    """

    plan_id: str
    plan_name: str
    said: Sequence[SignOff]
    standing: frozenset[str]
    reviewers: Mapping[str, str] | None
    shut_out: Collection[str]
    was_reset: bool
    links: Sequence[LinkLine]
    proposed: Sequence[tuple[str, str]]
    url: str


def sign_off_card(view: SignOffView) -> Card:
    """Everything at a glance, with what can be done next."""
    return card(
        "Acknowledgement",
        [
            section("Where it stands", _said(view)),
            section("In Google Drive", _approval(view)),
            section("By a link, without an account", _new_link(view)),
            section("Links", _links(view)),
        ],
        view.plan_name,
    )


def link_card(url: str, mail: tuple[str, str], line: LinkLine, base: str, plan_id: str) -> Card:
    """A link to hand over, and the mail it may go with (subject and text), which stays a draft until the seller sends it."""
    subject, text = mail
    keys = {"planId": plan_id, "linkId": line.id}
    words = (
        f"This link is for {closed(line.name)} alone ({line.email}) and works until {_day(line.expires_at)}. "
        "Whoever has it can answer in their name, so send it to nobody else. Asked for again it is the same one; "
        "“New link” beside it on the card before ends it and makes another."
    )
    hand_over = [
        paragraph(words),
        text_field("link", "Copy this link", url),
        buttons(link_button("Look at the page", url)),
    ]
    write = [
        text_field(SUBJECT, "Subject", subject),
        text_area(TEXT, "Text", text),
        buttons(button("Write the draft", f"{base}/signoff/mail", keys, main=True)),
    ]
    return card(
        "A link for one person",
        [section("", hand_over), section("Or a mail in your drafts", write)],
        line.name,
    )


def drafted_card(name: str, url: str) -> Card:
    """The mail lies in the seller's drafts."""
    words = f"The mail to {closed(name)} lies in your drafts. Nothing was sent."
    return card(
        "Draft written", [section("", [paragraph(words), buttons(link_button("Open the draft", url))])]
    )


def _said(view: SignOffView) -> list[Widget]:
    if not view.said:
        return [paragraph("Nobody has acknowledged the timeline yet.")]
    return [widget for one in _newest_said(view.said)[:MOST_SAID] for widget in _one_said(view, one)]


def _newest_said(said: Sequence[SignOff]) -> list[SignOff]:
    """The newest first; of a person's questions the last one alone."""
    last = {one.email: one.via for one in said if one.decision is Decision.COMMENTED}
    shown = [one for one in said if one.decision is not Decision.COMMENTED or last[one.email] == one.via]
    return shown[::-1]


def _one_said(view: SignOffView, one: SignOff) -> list[Widget]:
    if one.decision is not Decision.COMMENTED:
        return [fact(_what(one), one.name, one.comment or _of_which_dates(view, one))]
    theirs = [other for other in view.said if other.email == one.email and other.decision is one.decision]
    before = len(theirs) - 1
    more = f"{before} before, in the plan's History" if before else ""
    return [fact(_what(one), one.name, more), paragraph(one.comment)]


def _what(one: SignOff) -> str:
    return f"{_SAID[one.decision]}, {_day(one.at)}"


def _of_which_dates(view: SignOffView, one: SignOff) -> str:
    return "Of today's dates" if one.via in view.standing else "Before the dates changed: ask again"


def _approval(view: SignOffView) -> list[Widget]:
    keys = {"planId": view.plan_id}
    if view.reviewers is not None:
        answers = [fact(who, _answer(said), _shut_out(view, who)) for who, said in view.reviewers.items()]
        remind = button("Remind", f"{view.url}/signoff/remind", keys)
        cancel = button("Cancel", f"{view.url}/signoff/cancel", keys)
        return [*answers, buttons(remind, cancel)]
    words = "Drive asks them by mail and in the plan. They need a Google account and access to the plan."
    reset = "A date changed after somebody had approved, so the approval was ended. Ask again about the new dates."
    asked = ", ".join(email for _, email in view.proposed)
    return [
        paragraph(reset if view.was_reset else words),
        text_field(REVIEWERS, "Addresses, with commas between them", asked),
        buttons(button("Ask for approval", f"{view.url}/signoff/ask", keys)),
    ]


def _answer(said: str) -> str:
    return {"APPROVED": "Acknowledged", "DECLINED": "Declined"}.get(said, "No answer yet")


def _shut_out(view: SignOffView, who: str) -> str:
    return "Has no access to the plan: share it with them, or make a link" if who in view.shut_out else ""


def _new_link(view: SignOffView) -> list[Widget]:
    name, email = next(iter(view.proposed), ("", ""))
    return [
        text_field(NAME, "Who", name),
        text_field(EMAIL, "Their address", email),
        buttons(button("Make a link", f"{view.url}/signoff/link", {"planId": view.plan_id}, main=True)),
    ]


def _links(view: SignOffView) -> list[Widget]:
    widgets = [widget for line in view.links[:MOST_LINKS] for widget in _link(view, line)]
    older = len(view.links) - MOST_LINKS
    return [*widgets, paragraph(f"And of {older} people before them.")] if older > 0 else widgets


def _link(view: SignOffView, line: LinkLine) -> list[Widget]:
    keys = {"planId": view.plan_id, "linkId": line.id}
    told = fact(line.state, line.name, f"{line.email}, until {_day(line.expires_at)}")
    again = {"planId": view.plan_id, NAME: line.name, EMAIL: line.email, REPLACING: line.id}
    anew = button("New link", f"{view.url}/signoff/link", again)
    if not line.is_valid:
        return [told, buttons(anew)]
    show = button("Show", f"{view.url}/signoff/link", keys)
    revoke = button("Revoke", f"{view.url}/signoff/revoke", keys)
    return [told, buttons(show, anew, revoke)]


def _day(moment: datetime) -> str:
    return ENGLISH_WORDS.day(moment.date())
