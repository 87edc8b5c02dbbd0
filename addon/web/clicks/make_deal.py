"""A new plan for a deal of the CRM: what the form takes from the deal, and the link once the plan is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

import structlog

from addon.cards.make import ForDeal
from addon.web.clicks.click import Click
from addon.web.clicks.deals import named_deal
from closeplan.errors import ConflictError, ForbiddenError
from closeplan.plan.model import Role
from closeplan.plan.start import Person
from closeplan.records.crm import HeardDeal

log = structlog.get_logger(__name__)


def deal_parameters(click: Click, carried: Mapping[str, str]) -> dict[str, str]:
    """What a form for that deal is opened with: the deal's name and its people, as the CRM knows them now. ForbiddenError where
    the deal is not the caller's, or has a plan.
    """
    vendor, deal_id = named_deal(carried)
    offers = click.wired.deals().offers
    heard = offers.with_people(offers.deal(vendor, deal_id, click.caller.email))
    people = [(contact.email, contact.name) for contact in heard.contacts if contact.email]
    return {"people": json.dumps(people), "subject": heard.name}


def offered_deal(click: Click, carried: Mapping[str, str]) -> HeardDeal | None:
    """The deal that a form carries, as it was last heard of; None where it carries none, or the deal has its plan by now."""
    vendor, deal_id = named_deal(carried)
    if not deal_id:
        return None
    try:
        return click.wired.deals().offers.deal(vendor, deal_id, click.caller.email)
    except ForbiddenError:
        return None


def for_deal(click: Click, heard: HeardDeal, signing: date | None, *, roles: bool) -> ForDeal:
    """The deal as the form shows it."""
    return ForDeal(
        crm=click.wired.deals().title(heard.vendor),
        name=heard.name,
        stage=heard.stage,
        amount=heard.amount,
        currency=heard.currency,
        closes=heard.close_date,
        signing=signing,
        without_address=tuple(person.name for person in without_address(click, heard)),
        roles=roles if has_roles(click, heard) else None,
    )


def roles_of(click: Click, heard: HeardDeal) -> dict[str, Role]:
    """What the deal's people are to it, by their addresses, where the team's mapping knows the CRM's words."""
    offers = click.wired.deals().offers
    found = ((contact.email, offers.role(heard, contact)) for contact in heard.contacts)
    return {email: role for email, role in found if email and role is not None}


def has_roles(click: Click, heard: HeardDeal) -> bool:
    """Whether of anybody on the deal the CRM says what they are to it."""
    role = click.wired.deals().offers.role
    return any(role(heard, contact) is not None for contact in heard.contacts)


def without_address(click: Click, heard: HeardDeal) -> tuple[Person, ...]:
    """The deal's people of whom the CRM has no address: they stand on the map, and nothing is shared with them."""
    role = click.wired.deals().offers.role
    nameless = (contact for contact in heard.contacts if contact.name and not contact.email)
    return tuple(Person(email="", name=contact.name, role=role(heard, contact)) for contact in nameless)


def check_free(click: Click, carried: Mapping[str, str], plan_id: str) -> None:
    """ConflictError where the deal that a form carries has another plan by now."""
    vendor, deal_id = named_deal(carried)
    if deal_id:
        click.wired.deals().offers.check_free(vendor, deal_id, plan_id)


def linking_with(click: Click, heard: HeardDeal | None) -> Callable[[str], None]:
    """What links a plan with that deal once it is made."""
    link = click.wired.deals().link

    def linked(plan_id: str) -> None:
        if heard is None:
            return
        try:
            link.with_offered(plan_id, heard)
        except ConflictError:
            log.warning("the deal got another plan meanwhile", plan=plan_id, crm=heard.vendor)

    return linked
