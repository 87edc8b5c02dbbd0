"""The form of a new plan: what it was opened with, and what stands in it.

What a form was opened with goes with it in its button's parameters, so that no session is kept: the people on the thread,
the Sheet the plan goes into, the CRM's deal it is for, and a nonce by which two clicks on one form are known as one. All of it could be typed as
well, so nothing there is trusted more than what is typed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from addon.cards import make as making
from addon.cards import parts
from addon.cards.deals import DEAL
from addon.web.clicks.around import around
from addon.web.clicks.click import Click
from addon.web.clicks.make_deal import deal_parameters, for_deal, offered_deal, roles_of, without_address
from closeplan.plan.addresses import addresses_in
from closeplan.plan.start import Person, Start, guesses
from closeplan.plan.templates import template_for
from closeplan.records.crm import HeardDeal

_CARRIED = ("people", "into", "subject", "nonce", DEAL)

Said = Mapping[str, Sequence[str]]
"""What stands in the form's fields, by their names; days in ISO form."""


def form_parameters(
    people: Sequence[tuple[str, str]] = (), *, subject: str = "", into: str = ""
) -> dict[str, str]:
    """What a button that opens the form carries."""
    return {"people": json.dumps(people), "subject": subject, "into": into}


@dataclass(frozen=True, kw_only=True)
class PlanForm:
    """One form: `carried` since it was opened, `said` in its fields (None where nobody has seen it yet)."""

    click: Click
    carried: Mapping[str, str]
    said: Said | None = None

    @classmethod
    def opened(cls, click: Click) -> PlanForm:
        """A form that nobody has filled in yet."""
        carried = _carried(click.event.parameters)
        if DEAL in carried:
            carried |= deal_parameters(click, carried)
        elif "people" not in carried:  # from the add-on's menu rather than a card
            found = around(click)
            people = [(person.email, person.name) for person in found.people]
            carried |= form_parameters(people, subject=found.subject, into=carried.get("into", ""))
        return cls(click=click, carried=_carried(carried) | {"nonce": secrets.token_hex(8)})

    @classmethod
    def sent(cls, click: Click) -> PlanForm:
        """The form as it was sent; after a warning what was typed comes with the button."""
        kept = click.event.parameters.get("said", "")
        said = _read_said(kept) if kept else _typed(click)
        return cls(click=click, carried=_carried(click.event.parameters), said=said)

    @property
    def into(self) -> str:
        """The Sheet that the plan is to be added to; empty for one of its own."""
        return self.carried.get("into", "")

    def start(self) -> Start:
        """What the form means: people who are not ticked are left out, those typed are added."""
        offered = self._offered()
        if self.said is None:
            return self._untouched(offered)
        ticked = set(self.said.get(making.PEOPLE, ()))
        kept = [(person.email, person.name) for person in offered.people if person.email in ticked]
        typed = addresses_in(self._one(making.OTHERS))
        return replace(
            offered,
            buyer=self._one(making.BUYER),
            go_live=_day(self._one(making.GO_LIVE)),
            template=self._one(making.TEMPLATE) or offered.template,
            people=(*self._people([*kept, *typed.found]), *self._without_address),
            typed=typed,
            company=self._one(making.COMPANY) or offered.company,
            language=self._one(making.LANGUAGE),
            country=self._one(making.COUNTRY),
            name=self._one(making.NAME),
            signing=_day(self._one(making.SIGNING)) if self.heard else None,
        )

    def _untouched(self, offered: Start) -> Start:
        """What the form means before anybody touched it."""
        offered = replace(offered, name=self.carried.get("subject", ""))
        if self.heard is None:
            return offered
        closes = self.heard.close_date
        return replace(
            offered,
            buyer=self.heard.company,
            people=(*offered.people, *self._without_address),
            template=template_for(float(self.heard.amount) if self.heard.amount is not None else None),
            signing=closes if closes and self.click.desk.start.is_ahead(closes) else None,
        )

    @cached_property
    def heard(self) -> HeardDeal | None:
        """The CRM's deal that the plan is for, while it has none and is the caller's."""
        return offered_deal(self.click, self.carried)

    @property
    def _with_roles(self) -> bool:
        return self.said is None or making.WITH_ROLES in self.said.get(making.ROLES, ())

    @cached_property
    def _without_address(self) -> tuple[Person, ...]:
        found = without_address(self.click, self.heard) if self.heard else ()
        return found if self._with_roles else tuple(replace(person, role=None) for person in found)

    def card(self, wrong: Sequence[str] = ()) -> parts.Card:
        """The form with what stands in it; `wrong` says what has to be changed."""
        start, offered = self.start(), self._offered()
        said = offered.people if self.said is None else start.people
        form = making.Form(
            guesses=guesses(start),
            templates=self.click.desk.start.choices(),
            buyer=start.buyer,
            go_live=start.go_live,
            template=start.template,
            people=offered.people,
            ticked=frozenset(person.email for person in said if person.email),
            others=self._one(making.OTHERS),
            company=start.company,
            language=start.language,
            country=start.country,
            name=start.name,
            into=self.into,
            deal=for_deal(self.click, self.heard, start.signing, roles=self._with_roles)
            if self.heard
            else None,
        )
        label = making.confirm_label(form)
        confirm = parts.button(label, self.click.url("make/confirm"), self.carried, main=True)
        return making.form_card(form, confirm, wrong)

    def kept(self) -> dict[str, str]:
        """What a button carries that comes back to this form, or sends it again."""
        return {**self.carried, "said": json.dumps(self.said)}

    def _offered(self) -> Start:
        """What is known before anything is typed."""
        click = self.click
        return Start(
            buyer="",
            go_live=None,
            template="standard",
            seller=click.caller.email,
            seller_name=click.member.name or click.caller.name,
            nonce=self.carried.get("nonce", ""),
            people=self._people(_carried_people(self.carried)),
            company=click.desk.start.company_of(click.caller.email),
            locale=click.event.locale,
            amount=self.heard.amount if self.heard else None,
            currency=self.heard.currency if self.heard else "",
        )

    def _people(self, found: Sequence[tuple[str, str]]) -> tuple[Person, ...]:
        people = self.click.desk.start.people(found, self.click.caller.email)
        roles = roles_of(self.click, self.heard) if self.heard and self._with_roles else {}
        return tuple(replace(person, role=roles.get(person.email)) for person in people)

    def _one(self, name: str) -> str:
        values = (self.said or {}).get(name, ())
        return values[0] if values else ""


def _carried(parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: parameters[name] for name in _CARRIED if parameters.get(name)}


def _typed(click: Click) -> Said:
    days = {name: (day.isoformat(),) for name, day in click.event.days.items()}
    return {**click.event.chosen, **days}


def _read_said(text: str) -> Said:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: [str(value) for value in values] for name, values in found.items() if isinstance(values, list)
    }


def _carried_people(carried: Mapping[str, str]) -> list[tuple[str, str]]:
    try:
        found: Any = json.loads(carried.get("people", "[]"))
    except ValueError:
        return []
    pairs = found if isinstance(found, list) else []
    return [(str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
