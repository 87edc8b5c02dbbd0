"""The cards that reach people about a signal: a question to an owner, a person for the stakeholder map."""

from __future__ import annotations

from collections.abc import Mapping

from addon.cards.parts import (
    Card,
    Choice,
    button,
    buttons,
    card,
    check_boxes,
    paragraph,
    section,
    selection,
    text_area,
    text_field,
)
from addon.cards.signals import Ways
from closeplan.plan.document import DocumentKind
from closeplan.plan.model import Role
from closeplan.plan.owner_question import OwnerQuestion

TEXT, ASSIGNEE = "text", "assignee"
NAME, EMAIL, ROLE, SHARE = "name", "email", "role", "share"
"""The names of the cards' fields."""


def ask_card(question: OwnerQuestion, url: Ways, keys: Mapping[str, str], kind: DocumentKind) -> Card:
    """The question before it is asked, to be changed; in the plan's language. `kind` is what the plan stands in."""
    there = kind.value.title()
    who = f" ({question.who})" if question.who else ""
    fields = [
        text_area(TEXT, "What you ask", question.text),
        text_field(ASSIGNEE, f"Address of the owner{who}", question.email),
    ]
    promise = paragraph(
        f"In the {there} it is a comment in your name, assigned to that address; both sides can read it. "
        "A mail only goes to your drafts: you send it."
    )
    more = {**keys, "who": question.who}
    comment = button(f"Ask in the {there}", url("signals/ask/comment"), more, main=True)
    mail = button("Draft a mail", url("signals/ask/mail"), more)
    return card("Ask the owner", [section("", fields), section("", [promise, buttons(comment, mail)])])


def invite_card(name: str, role: Role | None, url: Ways, keys: Mapping[str, str]) -> Card:
    """A person for the map, with what is known of them already."""
    roles = [Choice(value="", label="No role yet")]
    roles += [Choice(value=one.value, label=one.value.replace("_", " ").capitalize()) for one in Role]
    fields = [
        text_field(NAME, "Name", name),
        text_field(EMAIL, "Address", ""),
        selection(ROLE, "Role", roles, role.value if role else ""),
        check_boxes(SHARE, "Access", [Choice(value="yes", label="Share the plan with them now")], ()),
    ]
    promise = paragraph("The person gets a row on the stakeholder map. They hear of it only if you share.")
    add = buttons(button("Add", url("signals/invite/confirm"), keys, main=True))
    return card("Add a person", [section("", fields), section("", [promise, add])])
