"""Acknowledging by a signed link: a seller asks one person, who answers without any account."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from closeplan.errors import ConflictError, InputError, Mistake, NotFoundError
from closeplan.plan.acknowledgement import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    Decision,
    SignOff,
    digest_of,
    entry_of,
    state_of,
)
from closeplan.plan.model import Plan
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.signoff import SignOffs
from closeplan.records import DuePlan, PlanRecord
from closeplan.records.sign_offs import SignOffLink
from closeplan.services.seller_name import SellerName

MOST_COMMENTS = 5
"""Comments one link may add in 24 hours: each becomes a line of the plan that cannot be taken out again."""

_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
_KEPT_CONTROLS = frozenset("\n\t")
_DROPPED = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Control, surrogate, private and unassigned characters: Docs strips them, and nobody reads them."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What a valid link opens: the plan as it was last read, and what its person has said so far, oldest first; `asked_by`
    is the seller's name, or their address where nobody knows it.
    """

    link: SignOffLink
    record: PlanRecord
    plan: Plan
    said: tuple[SignOff, ...]
    asked_by: str

    @property
    def digest(self) -> str:
        """A short name of the dates that are shown."""
        return digest_of(state_of(self.plan))


@dataclass(frozen=True, kw_only=True)
class Said:
    """One form that was sent: `digest` names the dates its page showed, `form` the page itself, so that it counts once."""

    decision: Decision
    name: str
    digest: str
    form: str
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Acknowledge:
    """The use case of the person a link was made for."""

    store: PlanStore
    sign_offs: SignOffs
    jobs: Jobs
    clock: Clock
    name_of: SellerName

    def open(self, link_id: str) -> Invitation:
        """What the link opens now; one NotFoundError for a link that is unknown, expired or revoked."""
        link = self.sign_offs.link(link_id)
        if link is None or not link.is_valid(self.clock.now()):
            raise NotFoundError("the link opens nothing")
        record = self.store.plan(link.plan_id)
        if record.snapshot is None or not record.document_id or record.gone:
            raise NotFoundError("the link's plan is out of reach")
        plan = record.snapshot.plan
        said = [one for one in self.sign_offs.sign_offs(record.id) if one.email == link.email]
        asked_by = self.name_of(link.made_by, plan.stakeholders)
        return Invitation(link=link, record=record, plan=plan, said=tuple(said), asked_by=asked_by)

    def shown(self, invitation: Invitation) -> None:
        """Note that the page was shown; a mail program's look counts too, so this is no more than a hint."""
        if invitation.link.opened_at is None:
            self.sign_offs.open_link(invitation.link.id, self.clock.now())

    def answer(self, link_id: str, said: Said) -> Invitation:
        """Record what was said, once for each form, and have the document tell it.

        ConflictError where the dates are no longer those that were shown, InputError where a name or a comment is
        missing or too long, or this link's comments of a day are used up; nothing is recorded then.
        """
        invitation = self.open(link_id)
        name, comment = own_words(said.name).replace("\n", " "), own_words(said.comment)
        via = f"link:{link_id}:{said.form}"
        if any(one.via == via for one in invitation.said):
            return invitation
        _check(said.decision, name, comment)
        if said.decision is Decision.COMMENTED:
            _check_room(link_id, invitation.said, self.clock.now())
        if said.digest != invitation.digest:
            raise ConflictError("the dates have changed since they were shown")
        one = SignOff(
            via=via,
            email=invitation.link.email,
            name=name,
            decision=said.decision,
            comment=comment,
            state=state_of(invitation.plan),
            at=self.clock.now(),
        )
        if self.sign_offs.add_sign_off(invitation.record.id, one, entry_of(one)):
            look_again(self.store, self.jobs, invitation.record.id, one.at)
        return self.open(link_id)


@dataclass(frozen=True, kw_only=True)
class AskByLink:
    """The use case of the seller who asks."""

    sign_offs: SignOffs
    clock: Clock
    life: timedelta

    def __call__(
        self, record: PlanRecord, *, name: str, email: str, seller: str, replacing: str = ""
    ) -> SignOffLink:
        """The link of that person: the one that opens already, or else a new one. The link whose id is `replacing` opens
        nothing from then on, so that asking for its successor twice gives the same one twice.
        """
        name, email = own_words(name).replace("\n", " "), email.strip().lower()
        mistakes = []
        if not name or len(name) > LONGEST_NAME:
            mistakes.append(Mistake("Name", f"write who it is, in at most {LONGEST_NAME} characters"))
        if not is_address(email):
            mistakes.append(Mistake("Email", "write one address, such as carla@acme.example"))
        if record.snapshot is None:
            mistakes.append(Mistake("", "closeplan has not read this plan yet; try again in a moment"))
        if mistakes:
            raise InputError(mistakes)
        now = self.clock.now()
        link = SignOffLink(
            id=secrets.token_urlsafe(16),
            plan_id=record.id,
            email=email,
            name=name,
            made_by=seller,
            made_at=now,
            expires_at=now + self.life,
        )
        return self.sign_offs.add_link(link, replacing=replacing)

    def revoke(self, record: PlanRecord, link_id: str) -> bool:
        """End one of the plan's links; False where there is none to end."""
        return self.sign_offs.revoke_link(record.id, link_id, self.clock.now())


def look_again(store: PlanStore, jobs: Jobs, plan_id: str, now: datetime) -> None:
    """Have the document looked at soon, so that it tells what was said."""
    store.queue_plan(DuePlan(plan_id=plan_id, version=0, who="", seen_at=now))
    jobs.reconcile(plan_id)


def is_address(text: str) -> bool:
    """Whether that can be one person's address."""
    return len(text) <= 254 and bool(_ADDRESS.fullmatch(text))


def own_words(text: str) -> str:
    """A person's own words without what no document keeps."""
    kept = (c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in _DROPPED)
    return "".join(kept).strip()


def _check_room(link_id: str, said: Iterable[SignOff], now: datetime) -> None:
    since = now - timedelta(days=1)
    mine = [one for one in said if one.via.startswith(f"link:{link_id}:") and one.at > since]
    if sum(one.decision is Decision.COMMENTED for one in mine) >= MOST_COMMENTS:
        raise InputError([Mistake("comment", "enough")])


def _check(decision: Decision, name: str, comment: str) -> None:
    if not name:
        raise InputError([Mistake("name", "no_name")])
    if decision is Decision.COMMENTED and not comment:
        raise InputError([Mistake("comment", "nothing")])
    if len(name) > LONGEST_NAME:
        raise InputError([Mistake("name", "too_long")])
    if len(comment) > LONGEST_COMMENT:
        raise InputError([Mistake("comment", "too_long")])
